//! YAML as the JSON of a snapshot.

use gonogo_cel::time::Timestamp;
use gonogo_document::{Kind, Node, Style, Text};
use gonogo_engine::facts::{FactDeclaration, FactKind};
use serde_json::Value as Json;

use super::moment;

/// The value of a fact of that type, to be judged by whoever decodes it.
pub(super) fn literal(declaration: &FactDeclaration, node: &Node, now: Timestamp) -> Json {
    match (&declaration.kind, &node.kind) {
        (FactKind::String | FactKind::Duration, Kind::Scalar(text)) => {
            Json::String(text.value.clone())
        }
        (FactKind::Timestamp, Kind::Scalar(text)) => time(text, now),
        (FactKind::Certificate, Kind::Map(entries)) => {
            let of = |entry: &gonogo_document::Entry| match entry.value.as_text() {
                Some(text) if entry.key.value == "expires_at" => time(text, now),
                Some(_) | None => json(&entry.value),
            };
            let pairs = entries.iter().map(|entry| (entry.key.value.clone(), of(entry)));
            Json::Object(pairs.collect())
        }
        _ => json(node),
    }
}

/// Counted from `now`, or as it is written.
fn time(text: &Text, now: Timestamp) -> Json {
    let time = moment::parse(&text.value, now).map(|time| time.to_string());
    time.map_or_else(|| scalar(text), Json::String)
}

/// Plain numbers and truth values as such, all else as text.
pub(super) fn json(node: &Node) -> Json {
    match &node.kind {
        Kind::Null | Kind::Broken => Json::Null,
        Kind::List(nodes) => Json::Array(nodes.iter().map(json).collect()),
        Kind::Map(entries) => {
            let pairs = entries.iter().map(|entry| (entry.key.value.clone(), json(&entry.value)));
            Json::Object(pairs.collect())
        }
        Kind::Scalar(text) => scalar(text),
    }
}

fn scalar(text: &Text) -> Json {
    let plain = match text.style {
        Style::Plain => text.value.as_str(),
        Style::SingleQuoted | Style::DoubleQuoted | Style::Literal | Style::Folded => "",
    };
    match plain {
        "true" => Json::Bool(true),
        "false" => Json::Bool(false),
        other => match serde_json::from_str(other) {
            Ok(number @ Json::Number(_)) => number,
            _ => Json::String(text.value.clone()),
        },
    }
}
