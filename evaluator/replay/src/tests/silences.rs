//! What a gate says while nothing is sampled.

use super::{gate, history, samples};
use crate::{Options, replay};

/// `FACT RULE`, samples as minutes with values, and when it said what: minute and verdict.
#[track_caller]
fn check((fact, rule): (&str, &str), facts: &str, expected: &[(f64, &str)]) {
    let gate = gate(fact, &format!("  - {{id: r, {rule}}}\n"));
    let stage = gate.stage(None, &[]).unwrap();
    let history = history(&gate, facts);
    let replay = replay(&stage, &history, &Options::default()).unwrap();
    let minute = |at: i64| (at as f64 / 6e10 * 100.0).round() / 100.0;
    let said = replay.changes.iter().map(|change| (minute(change.at), change.to.name()));
    assert_eq!(said.collect::<Vec<_>>(), expected);
    for change in &replay.changes {
        let now = gonogo_engine::Timestamp::from_epoch_nanos(change.at).unwrap();
        let decision = gonogo_engine::decide(&stage, &history.moment(now));
        assert_eq!(decision.decision, change.to, "at minute {}", minute(change.at));
    }
}

#[test]
fn a_gap_is_not_painted_over_with_the_last_verdict() {
    let fact = "unit: '%', window: 5m, step: 1m, stale_after: 3m";
    let rule = "rollback_if: s.above('1%').lasting('2m')";
    let minutes = || (0..=30).chain(90..=100);
    let bad = samples(minutes(), |minute| if (25..=30).contains(&minute) { 3.0 } else { 0.1 });
    let expected = [(0.0, "no-go"), (2.0, "go"), (27.0, "rollback"), (33.0, "no-go"), (92.0, "go")];
    check((fact, rule), &format!("{{\"s\": {bad}}}"), &expected);
    let good = samples(minutes(), |_| 0.1);
    let expected = [(0.0, "no-go"), (2.0, "go"), (33.0, "no-go"), (92.0, "go")];
    check((fact, rule), &format!("{{\"s\": {good}}}"), &expected);
}

#[test]
fn a_gap_that_no_span_bridges_and_samples_that_leave_are_seen() {
    let fact = "window: 20m, step: 1m, stale_after: 30m, max_gap: 2m, min_coverage: 25%";
    let minutes = || (0..=30).chain(90..=100);
    let text = format!("{{\"s\": {}}}", samples(minutes(), |_| 5.0));
    let rule = "rollback_if: s.above(1.0).lasting('2m')";
    let expected = [(0.0, "no-go"), (4.0, "rollback"), (32.0, "no-go"), (94.0, "rollback")];
    check((fact, rule), &text, &expected);
    // From the middle of the gap on the window is too sparse.
    let expected = [(0.0, "no-go"), (4.0, "go"), (46.0, "no-go"), (94.0, "go")];
    check((fact, "require: s.max() < 9.0"), &text, &expected);
}

#[test]
fn a_pod_that_falls_silent_is_stale_and_then_gone() {
    let pod = |name: &str, samples: String| {
        format!("{{\"labels\": {{\"pod\": \"{name}\"}}, \"samples\": {samples}}}")
    };
    let a = pod("a", samples(0..=20, |_| 1.0));
    let b = pod("b", samples((0..=60).step_by(7).chain(60..61), |_| 1.0));
    let text = format!("{{\"s\": [{a}, {b}]}}");
    let fact = "by: [pod], window: 15m, stale_after: 8m";
    let expected = [(0.0, "go"), (28.0, "no-go"), (35.0, "go")];
    check((fact, "require: 's.all(one, one.latest() < 2.0)'"), &text, &expected);
}
