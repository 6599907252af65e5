//! Decisions as a whole.
#![cfg(test)]

use gonogo_engine::decide;
use gonogo_engine::decision::Outcome;
use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::gate::load;

const GATE: &str = "gate: g\nfacts: {rate: {type: number}}\nrules:\n  - id: low\n    \
                    require: rate < 1.0\n    action: {kind: reduce-traffic, to: 5%}\n";

#[track_caller]
fn check(facts: &str, outcome: Outcome, acts: bool) {
    let gate = load("gate.yaml", GATE).gate.unwrap();
    let mut parts = SnapshotParts::default();
    parts.add(("facts", facts)).unwrap();
    let now = gonogo_cel::time::Timestamp::new(0, 0).unwrap();
    let decision = decide(&gate.stage(None, &[]).unwrap(), &parts.freeze(now));
    let rule = decision.rules.last().unwrap();
    assert_eq!((rule.outcome, rule.action.is_some()), (outcome, acts));
}

#[test]
fn only_a_failure_asks_for_action() {
    check(r#"{"rate": 2}"#, Outcome::Fail, true);
    check(r#"{"rate": 0}"#, Outcome::Pass, false);
    check(r#"{"other": 2}"#, Outcome::Undetermined, false);
}
