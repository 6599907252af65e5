//! For programs: schema `gonogo.functions/v1`.

use gonogo_engine::functions::{Entry, Kind, Manual, Section};
use serde_json::{Value, json};

/// Ends with a line break.
pub(super) fn render(manual: &Manual) -> String {
    let chapters: Vec<Value> = manual.sections.iter().map(chapter).collect();
    format!("{:#}\n", json!({"schema": "gonogo.functions/v1", "chapters": chapters}))
}

fn chapter(section: &Section) -> Value {
    let functions: Vec<Value> = section.entries.iter().map(function).collect();
    json!({"title": section.title, "functions": functions})
}

fn function(entry: &Entry) -> Value {
    let kind = match entry.kind {
        Kind::Function => "function",
        Kind::Operator => "operator",
        Kind::Macro => "macro",
    };
    let forms = entry.forms().into_iter();
    let signatures: Vec<String> = forms.map(|(form, of)| format!("{form} -> {of}")).collect();
    let example =
        |(expression, gives): &(&str, &str)| json!({"expression": expression, "gives": gives});
    let examples: Vec<Value> = entry.examples.iter().map(example).collect();
    json!({
        "name": entry.name,
        "kind": kind,
        "signatures": signatures,
        "summary": entry.summary,
        "examples": examples,
    })
}
