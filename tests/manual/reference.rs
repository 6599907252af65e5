//! `docs/gate-reference.md` is the schema of gate files, written out in its own order.

#[path = "reference/conditions.rs"]
mod conditions;
#[path = "reference/kinds.rs"]
mod kinds;

use std::path::Path;

use serde_json::{Map, Value};

use crate::goldens::settle;
use kinds::{Schema, texts};

const HEAD: &str = "\
# Gate reference

Every key of a gate file with its type, its default and what it is, in the order of the
[JSON Schema](../evaluator/app/schemas/gate.v1.json) that this page is written from; `gonogo schema gate`
prints it, and [editors](editors.md) complete by it. Keys marked with `*` have to be there.
[gate.md](gate.md) says how they play together, and `gonogo check` has the last word.
";

#[test]
fn the_gate_reference_is_in_step() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("schemas/gate.v1.json")).unwrap();
    let schema = Schema::new(serde_json::from_str(&text).unwrap());
    let path = root.join("../../docs/gate-reference.md");
    assert_eq!(settle(&path, &page(&schema)), None);
}

fn page(schema: &Schema) -> String {
    let mut sections = Vec::new();
    collect(schema, ("the file", schema.root()), &mut sections);
    let mut page = HEAD.to_owned();
    for (name, section) in &sections {
        page.push_str(&format!("\n## {}\n\n", title(name)));
        if let Some(said) = section["description"].as_str() {
            page.push_str(&format!("{said}\n\n"));
        }
        page.push_str(&table(schema, section));
        let notes = conditions::notes(section);
        if !notes.is_empty() {
            page.push_str(&format!("\n{}\n", notes.join("\n")));
        }
    }
    page + &values(schema)
}

fn title(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The objects below one, each once, and the one itself first.
fn collect<'s>(
    schema: &'s Schema,
    (name, object): (&'s str, &'s Value),
    sections: &mut Vec<(&'s str, &'s Value)>,
) {
    if sections.iter().any(|(known, _)| *known == name) {
        return;
    }
    sections.push((name, object));
    for (key, property) in properties(object) {
        for nested in schema.objects(key, property) {
            collect(schema, nested, sections);
        }
    }
}

fn properties(object: &Value) -> &Map<String, Value> {
    object["properties"].as_object().expect("an object with properties")
}

fn table(schema: &Schema, object: &Value) -> String {
    let required = texts(&object["required"]);
    let mut table = "| key | type | default | |\n|---|---|---|---|\n".to_owned();
    for (key, property) in properties(object) {
        let mark = if required.contains(&key.as_str()) { " *" } else { "" };
        let default = match &property["default"] {
            Value::Null => String::new(),
            Value::String(text) => format!("`{text}`"),
            other => format!("`{other}`"),
        };
        let said = schema.said(property).unwrap_or_else(|| panic!("`{key}` is not described"));
        let cells = [format!("`{key}`{mark}"), schema.kind(key, property), default, said];
        let cells = cells.map(|cell| cell.replace('|', "\\|"));
        table.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    table
}

/// What is written in one piece.
fn values(schema: &Schema) -> String {
    let mut text = "\n## Values\n\n| | |\n|---|---|\n".to_owned();
    for (name, value) in schema.values() {
        let said = schema.said(value).unwrap_or_else(|| panic!("`{name}` is not described"));
        let choice =
            texts(&value["enum"]).iter().map(|word| format!("`{word}`")).collect::<Vec<_>>();
        let choice =
            if choice.is_empty() { choice.concat() } else { format!(" {}.", choice.join(", ")) };
        let name = name.replace('_', " ");
        text.push_str(&format!("| {name} | {} |\n", (said + &choice).replace('|', "\\|")));
    }
    text
}
