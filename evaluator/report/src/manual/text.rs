//! For the terminal: 100 columns.

use gonogo_engine::functions::{Entry, Manual};

use super::forms;
use crate::paint::{BOLD, DIM, GREEN, paint, wrapped};

/// Columns up to which results are aligned; what is longer goes its own way.
const ALIGNED: usize = 60;

pub(super) fn render(manual: &Manual) -> String {
    let mut out = String::new();
    for section in &manual.sections {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&paint(BOLD, section.title));
        out.push('\n');
        section.entries.iter().for_each(|entry| describe(entry, &mut out));
    }
    out
}

fn describe(entry: &Entry, out: &mut String) {
    out.push_str(&format!("\n  {}\n", paint(GREEN, &entry.title())));
    let forms = forms(entry);
    let width = column(forms.iter().map(|(form, _)| form.as_str()));
    for (form, of) in &forms {
        let arrow = paint(DIM, "->");
        out.push_str(&format!("    {:width$} {arrow} {of}\n", lines(form)));
    }
    out.push_str(&format!("    {}\n", wrapped(entry.summary, 4)));
    let width = column(entry.examples.iter().map(|(example, _)| *example));
    for (example, gives) in entry.examples {
        let arrow = paint(DIM, "→");
        out.push_str(&format!("      {example:width$}  {arrow}  {gives}\n"));
    }
}

/// Forms one after the other, none of them broken within.
fn lines(forms: &str) -> String {
    const UNBROKEN: &str = "\u{a0}";
    let joined = forms.replace(' ', UNBROKEN).replace(&format!(",{UNBROKEN}"), ", ");
    wrapped(&joined, 4).replace(UNBROKEN, " ")
}

/// The width of the longest text that is not too long to be aligned with.
fn column<'t>(texts: impl Iterator<Item = &'t str>) -> usize {
    texts.map(|text| text.chars().count()).filter(|width| *width <= ALIGNED).max().unwrap_or(0)
}
