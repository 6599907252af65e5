//! What an entrypoint answered, taken as findings: nothing of it is trusted.

use std::collections::{BTreeMap, BTreeSet};

use gonogo_engine::gate::Effect;
use gonogo_engine::plugin::{Failure, Finding, Judgement};
use gonogo_rego::Value;

use super::entrypoint::{KNOWN, Meaning, meaning};
use super::finding::{self, Found};
use crate::component::line;
use crate::limits;

/// The answer of one entrypoint.
#[derive(Debug)]
pub(super) struct Answer<'a> {
    pub(super) entrypoint: &'a str,
    /// A set of results, or an array of them; Rego's undefined is an empty one.
    pub(super) results: Value,
    /// Built-in functions that were undefined because they failed.
    pub(super) failed: Vec<String>,
}

/// In the order of the entrypoints, in each in Rego's own order; each with an id of its own.
pub(super) fn findings(answers: &[Answer<'_>]) -> Result<Vec<Finding>, Failure> {
    let mut all = Vec::new();
    for answer in answers {
        all.extend(of_entrypoint(answer)?);
        if all.len() > limits::FINDINGS {
            let most = limits::FINDINGS;
            return Err(Failure::new(format!("the policy has more than {most} findings")));
        }
    }
    Ok(with_ids(all))
}

fn of_entrypoint(answer: &Answer<'_>) -> Result<Vec<Found>, Failure> {
    let name = answer.entrypoint;
    let Some(result) = result(&answer.results)? else {
        return Ok(vec![undefined(answer)]);
    };
    let found = match (meaning(name), result) {
        (Some(meaning), value) => of_rule((name, meaning), value),
        (None, Value::Object(rules)) => of_package(name, rules),
        (None, other) => vec![unknown(name, other)],
    };
    Ok(found.into_iter().map(|found| with_failures(found, &answer.failed)).collect())
}

/// Of `[{"result": …}]` what is inside, nothing of `[]`.
pub(super) fn result(results: &Value) -> Result<Option<&Value>, Failure> {
    let wrong = || Failure::new("the policy's answer is no answer: it is not one result");
    let members = results.members().ok_or_else(wrong)?;
    match members.as_slice() {
        [] => Ok(None),
        [one] => one.get("result").map(Some).ok_or_else(wrong),
        _ => Err(wrong()),
    }
}

fn undefined(answer: &Answer<'_>) -> Found {
    let name = answer.entrypoint;
    let hint = match answer.failed.first() {
        Some(failed) => format!("a built-in function failed: {failed}"),
        None => "no rule of it holds, or a built-in function failed".to_owned(),
    };
    let message = format!("`{name}` is undefined: {hint}");
    with_failures(Found::undetermined(name, message), &answer.failed)
}

/// Where a function failed, Rego goes on as if a condition did not hold: a pass may rest on it, so
/// that it is none.
fn with_failures(mut found: Found, failed: &[String]) -> Found {
    if let (Judgement::Pass, Some(first)) = (found.judgement, failed.first()) {
        found.judgement = Judgement::Undetermined;
        found.message = format!("{}, but a built-in function failed: {first}", found.message);
    }
    let evidence = |failed: &String| ("built-in that failed".to_owned(), failed.clone());
    found.evidence.extend(failed.iter().map(evidence));
    found
}

/// All rules of a package that mean something.
fn of_package(package: &str, rules: &BTreeMap<Value, Value>) -> Vec<Found> {
    let mut found = Vec::new();
    for (key, value) in rules {
        let Value::String(rule) = key else { continue };
        if let Some(meaning) = meaning(rule) {
            found.extend(of_rule((rule, meaning), value));
        }
    }
    if found.is_empty() {
        let names: Vec<String> = rules.keys().take(10).map(ToString::to_string).collect();
        let has = if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
        let message = format!("`{package}` has none of {KNOWN}, but {has}");
        found.push(Found::undetermined(package, message));
    }
    found
}

fn of_rule((name, meaning): (&str, Meaning), value: &Value) -> Vec<Found> {
    match (meaning, value) {
        (Meaning::Allows, Value::Bool(true)) => {
            vec![Found::pass(name, format!("`{name}` is true"))]
        }
        (Meaning::Allows, Value::Bool(false)) => {
            let judgement = Judgement::Fail(Effect::NoGo);
            vec![Found::new(name, judgement, format!("`{name}` is false"))]
        }
        (Meaning::Allows, other) => vec![odd(name, "`true` or `false`", other)],
        (Meaning::Fails(effect), value) => failures((name, effect), value),
    }
}

fn failures((name, effect): (&str, Effect), value: &Value) -> Vec<Found> {
    let judgement = Judgement::Fail(effect);
    let all: Vec<Found> = match value {
        Value::Bool(true) => vec![Found::new(name, judgement, format!("`{name}` is true"))],
        Value::Bool(false) => Vec::new(),
        Value::String(_) => vec![finding::of((name, effect), value)],
        Value::Object(entries) if !finding::is_one(value) => {
            entries.iter().map(|(key, value)| finding::keyed((name, effect), key, value)).collect()
        }
        Value::Object(_) => vec![finding::of((name, effect), value)],
        Value::Array(items) => items.iter().map(|item| finding::of((name, effect), item)).collect(),
        Value::Set(items) => items.iter().map(|item| finding::of((name, effect), item)).collect(),
        other => vec![odd(name, "a set of findings", other)],
    };
    if all.is_empty() { vec![Found::pass(name, format!("`{name}` has nothing"))] } else { all }
}

fn odd(name: &str, wanted: &str, value: &Value) -> Found {
    let message = format!("`{name}` should be {wanted}, it is {}", finding::shown(value));
    Found::undetermined(name, message)
}

fn unknown(name: &str, value: &Value) -> Found {
    let message = format!(
        "`{name}` should be a rule called {KNOWN}, or a package of them; it is {}",
        finding::shown(value)
    );
    Found::undetermined(name, message)
}

/// The last part of a name for the first that has none, `-2` and so on behind it for others.
fn with_ids(all: Vec<Found>) -> Vec<Finding> {
    let mut taken = BTreeSet::new();
    let finding = |found: Found| {
        let wanted = id(found.id.as_deref().unwrap_or(&found.rule));
        let mut chosen = wanted.clone();
        let mut number = 2_usize;
        while !taken.insert(chosen.clone()) {
            chosen = format!("{wanted}-{number}");
            number = number.saturating_add(1);
        }
        let evidence = found.evidence.iter().take(limits::EVIDENCE);
        Finding {
            id: chosen,
            outcome: found.judgement,
            message: cut(&found.message, limits::MESSAGE_BYTES),
            evidence: evidence
                .map(|(name, value)| {
                    (cut(name, limits::NAME_BYTES), cut(value, limits::MESSAGE_BYTES))
                })
                .collect(),
        }
    };
    all.into_iter().map(finding).collect()
}

/// Letters, digits and dashes; room is left for a number.
fn id(name: &str) -> String {
    let last = name.rsplit('/').next().unwrap_or(name);
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let all: String = last.chars().map(letter).collect();
    let words: Vec<&str> = all.split('-').filter(|word| !word.is_empty()).collect();
    let id: String = words.join("-").chars().take(limits::NAME_BYTES - 8).collect();
    let id = id.trim_end_matches('-');
    if id.is_empty() { "finding".to_owned() } else { id.to_owned() }
}

/// On one line, and not longer than that in bytes.
fn cut(text: &str, most: usize) -> String {
    let text = line(text);
    if text.len() <= most {
        return text;
    }
    let mut end = most.saturating_sub('…'.len_utf8());
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    format!("{}…", text.get(..end).unwrap_or_default())
}

#[cfg(test)]
mod tests;
