//! What a part of the schema takes, in words.

use serde_json::Value;

/// Parts that only say "a text".
const PLAIN: [&str; 2] = ["text", "told"];

pub(crate) struct Schema(Value);

impl Schema {
    pub(crate) fn new(schema: Value) -> Self {
        Self(schema)
    }

    pub(crate) fn root(&self) -> &Value {
        &self.0
    }

    /// The name and the part that a reference leads to.
    fn referred<'s>(&'s self, part: &'s Value) -> Option<(&'s str, &'s Value)> {
        let name = part["$ref"].as_str()?.strip_prefix("#/$defs/").expect("a definition");
        Some((name, &self.0["$defs"][name]))
    }

    /// The definitions that are written in one piece, or that stand for anything.
    pub(crate) fn values(&self) -> impl Iterator<Item = (&str, &Value)> {
        let all = self.0["$defs"].as_object().expect("definitions").iter();
        all.map(|(name, part)| (name.as_str(), part)).filter(|(name, part)| is_value(name, part))
    }

    /// The description of a key, or that of what it refers to.
    pub(crate) fn said(&self, part: &Value) -> Option<String> {
        let own = part["description"].as_str().map(str::to_owned);
        own.or_else(|| self.referred(part).and_then(|(_, target)| self.said(target)))
    }

    /// The objects with keys of their own that a part can hold, with their names.
    pub(crate) fn objects<'s>(
        &'s self,
        key: &'s str,
        part: &'s Value,
    ) -> Vec<(&'s str, &'s Value)> {
        if let Some((name, target)) = self.referred(part) {
            return if is_value(name, target) { Vec::new() } else { self.objects(name, target) };
        }
        if part["properties"].is_object() {
            return vec![(key, part)];
        }
        let below = [&part["items"], &part["additionalProperties"]].into_iter();
        let below = below.filter(|nested| nested.is_object());
        let choices = part["anyOf"].as_array().into_iter().flatten();
        below.chain(choices).flat_map(|nested| self.objects(key, nested)).collect()
    }

    /// Such as "list of [rule](#rule)".
    pub(crate) fn kind(&self, key: &str, part: &Value) -> String {
        if let Some((name, target)) = self.referred(part) {
            return match PLAIN.contains(&name) {
                true => "text".to_owned(),
                false if is_value(name, target) => format!("[{}](#values)", name.replace('_', " ")),
                false => self.kind(name, target),
            };
        }
        if part["properties"].is_object() {
            return format!("[{key}](#{key})");
        }
        let nested =
            |name: &str| Some(self.kind(key, part.get(name).filter(|nested| nested.is_object())?));
        let (items, entries) = (nested("items"), nested("additionalProperties"));
        match (choices(part), items, entries) {
            (Some(choices), _, _) => {
                choices.iter().map(|choice| self.kind(key, choice)).collect::<Vec<_>>().join(" or ")
            }
            (_, Some(items), _) => format!("list of {items}"),
            (_, _, Some(entries)) => format!("map of {entries}"),
            (None, None, None) => scalar(part),
        }
    }
}

/// What may stand there instead of each other; of several demands at once the first.
fn choices(part: &Value) -> Option<&[Value]> {
    let any = part["anyOf"].as_array().map(Vec::as_slice);
    any.or_else(|| part["allOf"].as_array().map(|all| &all[..1]))
}

fn is_value(name: &str, part: &Value) -> bool {
    let written = part["type"] != "object" && part["type"] != "array";
    let any = part["anyOf"].is_array() && name != "param";
    let nullable = texts(&part["type"]).contains(&"object");
    written && !any && !nullable && !PLAIN.contains(&name)
}

fn scalar(part: &Value) -> String {
    let words = texts(&part["enum"]);
    if !words.is_empty() {
        return words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    }
    if let Some(only) = part.get("const") {
        return format!("`{only}`");
    }
    let types = match part["type"].as_str() {
        Some(one) => vec![one],
        None => texts(&part["type"]),
    };
    match types.as_slice() {
        ["boolean"] => "`true` or `false`".to_owned(),
        ["integer", ..] => format!("whole number{}", range(part)),
        ["string", ..] => "text".to_owned(),
        ["object", ..] => "map".to_owned(),
        other => panic!("no words for {other:?}"),
    }
}

fn range(part: &Value) -> String {
    match (part["minimum"].as_u64(), part["maximum"].as_u64()) {
        (Some(least), Some(most)) => format!(", {least} to {most}"),
        (Some(least), None) => format!(", at least {least}"),
        (None, _) => String::new(),
    }
}

/// The texts of a list; none where there is no list.
pub(crate) fn texts(list: &Value) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}
