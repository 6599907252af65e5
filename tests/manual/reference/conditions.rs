//! What the schema says of keys beside each other. A demand that has no words here fails the test, so
//! that the page leaves none out.

use serde_json::Value;

use super::kinds::texts;

/// Lines of a list.
pub(crate) fn notes(object: &Value) -> Vec<String> {
    let mut notes = Vec::new();
    let mains: Vec<&str> = alternatives(&object["oneOf"]);
    if !mains.is_empty() {
        notes.push(format!("- Exactly one of {}.", named(&mains)));
    }
    for (key, needs) in object["dependentRequired"].as_object().into_iter().flatten() {
        notes.push(format!("- `{key}` needs {}.", named(&texts(needs))));
    }
    let excluded = texts(&object["not"]["required"]);
    if !excluded.is_empty() {
        notes.push(format!("- Not together: {}.", named(&excluded)));
    }
    for demand in object["allOf"].as_array().into_iter().flatten() {
        demand_notes(demand, &mut notes);
    }
    notes
}

/// An `if` with what it forbids where it does not hold.
fn demand_notes(demand: &Value, notes: &mut Vec<String>) {
    let (when, then, other) = (&demand["if"], &demand["then"], &demand["else"]);
    if let (key, Some(words)) = type_not_in(when) {
        notes.push(format!("- Only where `{key}` is {}: {}.", or(&words), named(&forbidden(then))));
    } else if let Some(word) = when["properties"]["type"]["const"].as_str() {
        one_type(word, then, notes);
        notes.push(format!("- Only where `type` is `{word}`: {}.", named(&forbidden(other))));
    } else if when["anyOf"].is_array() {
        let mut having = alternatives(&when["anyOf"]);
        notes.push(format!("- Only beside {}: {}.", or(&having), named(&forbidden(other))));
        having.extend(alternatives(&other["if"]["anyOf"]));
        notes.push(format!(
            "- Only beside {}: {}.",
            or(&having),
            named(&forbidden(&other["else"]))
        ));
    } else {
        let needed = texts(&when["not"]["required"]);
        assert!(!needed.is_empty(), "no words for {demand}");
        notes.push(format!("- Only beside {}: {}.", or(&needed), named(&forbidden(then))));
    }
}

/// What a single type needs and takes.
fn one_type(word: &str, then: &Value, notes: &mut Vec<String>) {
    let needed = named(&texts(&then["required"]));
    let taken = named(&texts(&then["propertyNames"]["enum"]));
    notes.push(format!(
        "- Where `type` is `{word}`, {needed} has to be there, and only {taken} may be."
    ));
    for (key, value) in then["if"]["properties"].as_object().into_iter().flatten() {
        let value = value["const"].as_str().expect("a text");
        let excluded = named(&forbidden(&then["then"]));
        notes.push(format!("- Not with `{key}: {value}`: {excluded}."));
    }
}

/// The key that must not be one of some words.
fn type_not_in(when: &Value) -> (&str, Option<Vec<&str>>) {
    let mut keys = when["properties"].as_object().into_iter().flatten();
    let found = keys.find_map(|(key, value)| {
        let words = texts(&value["not"]["enum"]);
        (!words.is_empty()).then_some((key.as_str(), words))
    });
    found.map_or(("", None), |(key, words)| (key, Some(words)))
}

fn forbidden(part: &Value) -> Vec<&str> {
    let keys = part["properties"].as_object().expect("keys that are forbidden").iter();
    keys.inspect(|(key, value)| assert!(**value == false, "no words for `{key}`: {value}"))
        .map(|(key, _)| key.as_str())
        .collect()
}

/// The single keys of which one is asked for.
fn alternatives(list: &Value) -> Vec<&str> {
    list.as_array().into_iter().flatten().flat_map(|one| texts(&one["required"])).collect()
}

fn named(keys: &[&str]) -> String {
    joined(keys, " and ")
}

fn or(keys: &[&str]) -> String {
    joined(keys, " or ")
}

fn joined(keys: &[&str], last: &str) -> String {
    let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    match keys.as_slice() {
        [] => panic!("no keys"),
        [one] => one.clone(),
        [first @ .., end] => format!("{}{last}{end}", first.join(", ")),
    }
}
