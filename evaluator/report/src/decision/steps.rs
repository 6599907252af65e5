//! What to do about a rule, whom to tell, and what else its policy found.

use gonogo_engine::decision::{FindingRecord, Outcome, RuleRecord};
use serde_json::{Map, Value as Json};

/// Labels with their texts: `do`, and `escalate` for each step that is due.
pub(crate) fn steps(rule: &RuleRecord) -> Vec<(&'static str, String)> {
    let action = rule.action.iter().map(|action| ("do", action_text(action)));
    let step = |step: &gonogo_engine::decision::EscalationRecord| {
        ("escalate", format!("to {} (due since {})", step.to, step.since))
    };
    action.chain(rule.escalations.iter().map(step)).collect()
}

/// `do: page the team`, a text for each; then what else was found.
pub(crate) fn told(rule: &RuleRecord) -> Vec<String> {
    let text = |(label, text): (&str, String)| match label {
        "do" => format!("do: {text}"),
        _ => format!("{label} {text}"),
    };
    steps(rule).into_iter().chain(beside(rule)).map(text).collect()
}

/// What a policy found beside what decided, which the message of the rule says.
pub(crate) fn beside(rule: &RuleRecord) -> Vec<(&'static str, String)> {
    /// So that they fit where messages are short.
    const SHOWN: usize = 10;
    let all = rule.plugin.iter().flat_map(|plugin| &plugin.findings);
    let weight = |finding: &FindingRecord| (finding.effect, finding.outcome == Outcome::Fail);
    let decided = all.clone().map(weight).max();
    let is_beside = |finding: &&FindingRecord| {
        finding.effect.is_some() && decided.is_some_and(|decided| weight(finding) < decided)
    };
    let others: Vec<&FindingRecord> = all.filter(is_beside).collect();
    let left = others.len().saturating_sub(SHOWN);
    let more = (left > 0).then(|| ("found", format!("{left} more")));
    others.into_iter().take(SHOWN).map(found).chain(more).collect()
}

/// Its label and text: `failed`, `latency: p99 is 12 % higher`.
pub(super) fn found(finding: &FindingRecord) -> (&'static str, String) {
    let label = match finding.outcome {
        Outcome::Pass | Outcome::Skipped => "passed",
        Outcome::Fail => "failed",
        Outcome::Undetermined => "unknown",
    };
    let said =
        if finding.message.is_empty() { String::new() } else { format!(": {}", finding.message) };
    (label, format!("{}{said}", finding.id))
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
