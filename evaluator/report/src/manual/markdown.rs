//! For documents: a heading for each chapter, and one for each entry.

use gonogo_engine::functions::{Entry, Manual};

use super::{Extent, forms};

const BEFORE: &str = "\
# Functions

Expressions are CEL. This page is what `gonogo functions` prints, written from the functions'
own descriptions; `gonogo functions latest` prints one entry, and `gonogo functions series` all
that a series can be asked.

`T`, `U`, `K` and `V` stand for any type, the same one throughout a signature. A text that is
written out where a quantity, duration or timestamp is wanted stands for one: `.lasting('2m')`,
`.above('1%')`. The comment behind an example is what it gives; the facts that examples read are
in [examples.rs](../tests/manual/examples.rs).
";

pub(super) fn render(manual: &Manual, extent: Extent) -> String {
    let mut out = String::new();
    if extent == Extent::Whole {
        out.push_str(BEFORE);
        out.push_str("\nChapters: ");
        let titles: Vec<String> = manual.sections.iter().map(|part| link(part.title)).collect();
        out.push_str(&titles.join(", "));
        out.push_str(".\n");
    }
    for section in &manual.sections {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&format!("## {}\n", section.title));
        section.entries.iter().for_each(|entry| describe(entry, &mut out));
    }
    out
}

/// To the heading, as hosts of Markdown name it.
fn link(title: &str) -> String {
    format!("[{title}](#{})", title.to_lowercase().replace(' ', "-"))
}

fn describe(entry: &Entry, out: &mut String) {
    out.push_str(&format!("\n### `{}`\n\n{}\n", entry.title(), entry.summary));
    for (at, (form, of)) in forms(entry).iter().enumerate() {
        let gap = if at == 0 { "\n" } else { "" };
        out.push_str(&format!("{gap}- `{form} -> {of}`\n"));
    }
    out.push_str("\n```cel\n");
    for (example, gives) in entry.examples {
        out.push_str(&format!("{example}   // {gives}\n"));
    }
    out.push_str("```\n");
}
