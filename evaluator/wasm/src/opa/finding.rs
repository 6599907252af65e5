//! One element of an answer: a text, or an object that says more.

use std::collections::BTreeMap;

use gonogo_engine::gate::Effect;
use gonogo_engine::plugin::Judgement;
use gonogo_rego::Value;

/// A finding that has no id of its own yet.
#[derive(Debug)]
pub(super) struct Found {
    /// As it was given.
    pub(super) id: Option<String>,
    /// The rule that it is of.
    pub(super) rule: String,
    pub(super) judgement: Judgement,
    pub(super) message: String,
    pub(super) evidence: Vec<(String, String)>,
}

impl Found {
    pub(super) fn new(rule: &str, judgement: Judgement, message: String) -> Self {
        Self { id: None, rule: rule.to_owned(), judgement, message, evidence: Vec::new() }
    }

    pub(super) fn pass(rule: &str, message: String) -> Self {
        Self::new(rule, Judgement::Pass, message)
    }

    pub(super) fn undetermined(rule: &str, message: String) -> Self {
        Self::new(rule, Judgement::Undetermined, message)
    }
}

type Rule<'r> = (&'r str, Effect);

/// Whether an object is a finding, not findings under their ids.
pub(super) fn is_one(value: &Value) -> bool {
    matches!(message(value), Some(Value::String(_)))
}

fn message(value: &Value) -> Option<&Value> {
    value.get("msg").or_else(|| value.get("message"))
}

pub(super) fn of((rule, effect): Rule<'_>, value: &Value) -> Found {
    match value {
        Value::String(text) => Found::new(rule, Judgement::Fail(effect), text.clone()),
        Value::Object(entries) => object((rule, effect), value, entries),
        other => {
            let message = format!(
                "an element of `{rule}` should be a string or an object, it is {}",
                shown(other)
            );
            Found::undetermined(rule, message)
        }
    }
}

/// A finding that is known by its key.
pub(super) fn keyed(rule: Rule<'_>, key: &Value, value: &Value) -> Found {
    let mut found = of(rule, value);
    found.id = found.id.or_else(|| Some(text(key)));
    found
}

fn object((rule, effect): Rule<'_>, value: &Value, entries: &BTreeMap<Value, Value>) -> Found {
    let judgement = judgement(value.get("effect"), effect);
    let said = match message(value) {
        Some(Value::String(said)) => Some(said.clone()),
        _ => None,
    };
    let mut found = match (judgement, said) {
        (Ok(judgement), Some(said)) => Found::new(rule, judgement, said),
        (Err(wrong), Some(said)) => Found::undetermined(rule, format!("{said}: {wrong}")),
        (_, None) => {
            let message = format!("an element of `{rule}` has no `msg`: {}", shown(value));
            Found::undetermined(rule, message)
        }
    };
    found.id = value.get("id").map(text);
    for (key, value) in entries {
        match (text(key).as_str(), value) {
            ("msg" | "message" | "effect" | "id", _) => {}
            ("details" | "evidence", Value::Object(parts)) => {
                found.evidence.extend(parts.iter().map(|(name, value)| (text(name), text(value))));
            }
            (name, value) => found.evidence.push((name.to_owned(), text(value))),
        }
    }
    found
}

fn judgement(asked: Option<&Value>, effect: Effect) -> Result<Judgement, String> {
    let Some(asked) = asked else { return Ok(Judgement::Fail(effect)) };
    match asked {
        Value::String(name) if name == "warn" => Ok(Judgement::Fail(Effect::Warn)),
        Value::String(name) if name == "no-go" => Ok(Judgement::Fail(Effect::NoGo)),
        Value::String(name) if name == "rollback" => Ok(Judgement::Fail(Effect::Rollback)),
        Value::String(name) if name == "pass" => Ok(Judgement::Pass),
        other => {
            let other = text(other);
            Err(format!("`{other}` is no effect: `warn`, `no-go`, `rollback` or `pass`"))
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A value in a message, not too much of it.
pub(super) fn shown(value: &Value) -> String {
    const MOST: usize = 80;
    let text = value.to_string();
    if text.chars().count() <= MOST {
        return text;
    }
    text.chars().take(MOST).chain(['…']).collect()
}
