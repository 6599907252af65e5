//! For programs: schema `gonogo.functions/v1`.

use gonogo_engine::functions::{Entry, Kind, Manual, Section};
use serde::Serialize;

#[derive(Serialize)]
struct Document {
    schema: &'static str,
    chapters: Vec<Chapter>,
}

#[derive(Serialize)]
struct Chapter {
    title: &'static str,
    functions: Vec<Function>,
}

#[derive(Serialize)]
struct Function {
    name: &'static str,
    kind: &'static str,
    signatures: Vec<String>,
    summary: &'static str,
    examples: Vec<Example>,
}

#[derive(Serialize)]
struct Example {
    expression: &'static str,
    gives: &'static str,
}

/// Ends with a line break.
pub(super) fn render(manual: &Manual) -> String {
    let chapters = manual.sections.iter().map(chapter).collect();
    let document = Document { schema: "gonogo.functions/v1", chapters };
    // It holds strings and lists only: it always has a JSON form.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn chapter(section: &Section) -> Chapter {
    Chapter { title: section.title, functions: section.entries.iter().map(function).collect() }
}

fn function(entry: &Entry) -> Function {
    let example = |(expression, gives): &(&'static str, &'static str)| Example { expression, gives };
    let signature = |(form, of): (String, &str)| format!("{form} -> {of}");
    Function {
        name: entry.name,
        kind: match entry.kind {
            Kind::Function => "function",
            Kind::Operator => "operator",
            Kind::Macro => "macro",
        },
        signatures: entry.forms().into_iter().map(signature).collect(),
        summary: entry.summary,
        examples: entry.examples.iter().map(example).collect(),
    }
}
