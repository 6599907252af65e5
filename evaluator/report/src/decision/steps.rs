//! What to do about a rule, and whom to tell.

use gonogo_engine::decision::RuleRecord;
use serde_json::{Map, Value as Json};

/// Labels with their texts: `do`, and `escalate` for each step that is due.
pub(crate) fn steps(rule: &RuleRecord) -> Vec<(&'static str, String)> {
    let action = rule.action.iter().map(|action| ("do", action_text(action)));
    let step = |step: &gonogo_engine::decision::EscalationRecord| {
        ("escalate", format!("to {} (due since {})", step.to, step.since))
    };
    action.chain(rule.escalations.iter().map(step)).collect()
}

/// `do: page the team`, a text for each.
pub(crate) fn told(rule: &RuleRecord) -> Vec<String> {
    let text = |(label, text): (&str, String)| match label {
        "do" => format!("do: {text}"),
        _ => format!("{label} {text}"),
    };
    steps(rule).into_iter().map(text).collect()
}

/// `kind: reduce-traffic, to: 5%, notify: {page: true}`
fn action_text(action: &Json) -> String {
    match action {
        Json::Object(fields) => pairs(fields),
        other => plain(other),
    }
}

fn pairs(fields: &Map<String, Json>) -> String {
    let pairs: Vec<String> =
        fields.iter().map(|(key, value)| format!("{key}: {}", plain(value))).collect();
    pairs.join(", ")
}

fn plain(value: &Json) -> String {
    match value {
        Json::Object(fields) => format!("{{{}}}", pairs(fields)),
        Json::Array(elements) => {
            let elements: Vec<String> = elements.iter().map(plain).collect();
            format!("[{}]", elements.join(", "))
        }
        Json::String(text) => text.clone(),
        Json::Null | Json::Bool(_) | Json::Number(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_read_as_sentences_or_as_pairs() {
        let check = |action: &str, shown: &str| {
            assert_eq!(action_text(&serde_json::from_str(action).unwrap()), shown);
        };
        check(r#""pause the switch""#, "pause the switch");
        check(r#"{"kind": "scale", "to": 5, "of": ["a"]}"#, "kind: scale, to: 5, of: [a]");
    }
}
