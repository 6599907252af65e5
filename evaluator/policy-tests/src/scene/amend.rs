//! Changes of a fact that the snapshot or a level above gives: some fields of an object, some
//! items of a checklist, some roles of sign-offs.

use gonogo_cel::Span;
use gonogo_document::reader::{Fields, Reader, did_you_mean};
use gonogo_document::{Kind, Text, quoted};
use gonogo_engine::facts::SnapshotParts;
use serde_json::{Map, Value as Json};

use super::given::Place;
use super::literal;
use crate::codes;

/// `None` when it was reported.
pub(super) fn apply(
    reader: &mut Reader,
    fields: &Fields<'_>,
    place: &Place<'_>,
    parts: &mut SnapshotParts,
) -> Option<()> {
    let name = place.declaration.name.as_str();
    let keys = ["change", "open", "done", "signed", "unsigned"];
    let changes = fields.iter().any(|field| keys.contains(&field.name));
    // Its age alone is a change as well.
    let Some(text) = parts.text(name) else {
        nothing_to_change(reader, fields.head, name);
        return None;
    };
    if !changes {
        return Some(());
    }
    let mut json: Json = serde_json::from_str(text).unwrap_or(Json::Null);
    if let Some(node) = fields.get("change") {
        let change = literal::literal(place.declaration, node, place.now);
        object(reader, (node.span, change), &mut json)?;
    }
    for (key, done) in [("open", false), ("done", true)] {
        for text in texts(reader, fields, key) {
            tick(reader, &text, &mut json, done)?;
        }
    }
    for (key, signed) in [("unsigned", Json::Null), ("signed", signature())] {
        for text in texts(reader, fields, key) {
            sign(reader, &text, &mut json, signed.clone())?;
        }
    }
    parts.put(name, json.to_string());
    Some(())
}

fn signature() -> Json {
    serde_json::json!({"approved": true, "by": "a test"})
}

pub(super) fn nothing_to_change(reader: &mut Reader, at: Span, name: &str) {
    let message = format!("there is no {} to change", quoted(name));
    let help = "give the whole value, or name a snapshot that has it".to_owned();
    reader.refuse(&codes::NO_CHANGE, at, (message, help));
}

fn texts(reader: &mut Reader, fields: &Fields<'_>, key: &str) -> Vec<Text> {
    let Some(node) = fields.get(key) else { return Vec::new() };
    match &node.kind {
        Kind::List(items) => items.iter().filter_map(|item| reader.text(key, item)).collect(),
        Kind::Scalar(_) | Kind::Null | Kind::Map(_) | Kind::Broken => {
            reader.text(key, node).into_iter().collect()
        }
    }
}

/// Field by field; `null` takes a field away.
fn object(reader: &mut Reader, (at, change): (Span, Json), json: &mut Json) -> Option<()> {
    let (Json::Object(change), Json::Object(fields)) = (change, json) else {
        let message = "`change` goes with an object, field by field".to_owned();
        let help = "give the whole value instead".to_owned();
        reader.refuse(&codes::NO_CHANGE, at, (message, help));
        return None;
    };
    for (key, value) in change {
        if value.is_null() {
            fields.remove(&key);
        } else {
            fields.insert(key, value);
        }
    }
    Some(())
}

/// Every item of that text; an item may stand in several sections.
fn tick(reader: &mut Reader, wanted: &Text, json: &mut Json, done: bool) -> Option<()> {
    let items = match json {
        Json::Object(fields) => fields.get_mut("items"),
        other => Some(other),
    };
    let mut known = Vec::new();
    let mut found = false;
    for item in items.and_then(Json::as_array_mut).into_iter().flatten() {
        let Some(item) = item.as_object_mut() else { continue };
        let text = item.get("text").and_then(Json::as_str).unwrap_or_default().to_owned();
        if text == wanted.value.trim() {
            item.remove("state");
            item.insert("done".to_owned(), Json::Bool(done));
            found = true;
        }
        known.push(text);
    }
    if found {
        return Some(());
    }
    let help = did_you_mean(&wanted.value, &known);
    let message = format!("the checklist has no item {}", quoted(&wanted.value));
    reader.refuse(&codes::NO_CHANGE, wanted.span, (message, help));
    None
}

fn sign(reader: &mut Reader, role: &Text, json: &mut Json, entry: Json) -> Option<()> {
    let none = Map::new();
    let roles = json.as_object().unwrap_or(&none);
    if !roles.contains_key(role.value.trim()) {
        let known: Vec<&String> = roles.keys().collect();
        let help = did_you_mean(&role.value, &known);
        let message = format!("there is no role {}", quoted(&role.value));
        reader.refuse(&codes::NO_CHANGE, role.span, (message, help));
        return None;
    }
    json.as_object_mut()?.insert(role.value.trim().to_owned(), entry);
    Some(())
}
