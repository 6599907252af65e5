//! Since when a rule fails, as earlier looks found.
#![cfg(test)]

use gonogo_engine::decision::{Decision, decide};
use gonogo_engine::explain::Onsets;
use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::gate::load;

const GATE: &str = "gate: g
facts: {rate: {type: number}}
rules:
  - {id: low, require: rate < 1.0, escalate: [{after: 0s, to: a}, {after: 60s, to: b}]}
";

fn decided(facts: &str, onsets: Option<&[(&str, i64)]>) -> Decision {
    let gate = load("gate.yaml", GATE).gate.unwrap();
    let mut stage = gate.stage(None, &[]).unwrap();
    let owned = |onsets: &[(&str, i64)]| -> Onsets {
        onsets.iter().map(|(rule, at)| ((*rule).to_owned(), at * 1_000_000_000)).collect()
    };
    stage.onsets = onsets.map(owned);
    let mut parts = SnapshotParts::default();
    parts.add(("facts", facts)).unwrap();
    let now = gonogo_cel::time::Timestamp::new(100, 0).unwrap();
    decide(&stage, &parts.freeze(now))
}

/// Since, for how long, and who is told.
#[track_caller]
fn check(
    rate: &str,
    onsets: Option<&[(&str, i64)]>,
    expected: (Option<&str>, Option<&str>, &[&str]),
) {
    let decision = decided(&format!(r#"{{"rate": {rate}}}"#), onsets);
    let rule = decision.rules.last().unwrap();
    let told: Vec<&str> = rule.escalations.iter().map(|step| step.to.as_str()).collect();
    let found = (rule.since.as_deref(), rule.failing_for.as_deref(), told.as_slice());
    assert_eq!(found, expected, "{rate} {onsets:?}");
}

#[test]
fn earlier_looks_tell_since_when_a_rule_fails() {
    check("2", None, (None, None, &["a"]));
    check("2", Some(&[]), (Some("1970-01-01T00:01:40Z"), Some("0s"), &["a"]));
    check("2", Some(&[("low", 50)]), (Some("1970-01-01T00:00:50Z"), Some("50s"), &["a"]));
    check("2", Some(&[("low", 40)]), (Some("1970-01-01T00:00:40Z"), Some("1m"), &["a", "b"]));
    check("0", Some(&[("low", 40)]), (None, None, &[]));
    check("null", Some(&[("low", 40)]), (Some("1970-01-01T00:00:40Z"), None, &["a", "b"]));
    check("null", Some(&[]), (None, None, &[]));
    check("2", Some(&[("other", 40)]), (Some("1970-01-01T00:01:40Z"), Some("0s"), &["a"]));
}
