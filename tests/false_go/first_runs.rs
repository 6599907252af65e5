//! The first run of a gate that does without its baseline: only the baseline is excused.

use crate::run::{decision, gate, rule};

const FACTS: &str = "gate: g\nfacts:\n  lat: {type: series, unit: ms, window: 10m, step: 1m}\n  \
                     before: {type: baseline, of: lat, first_run: skip}\n  cfg: {type: map}\n\
                     rules:\n  - {id: base, require: phase.live}\n";

/// Ten samples of so many milliseconds, and a `cfg.limit`.
fn snapshot(latency: u32, config: &str) -> String {
    format!(
        "{{\"now\": \"2026-01-04T03:40:00Z\", \"facts\": {{\"cfg\": {{{config}}}, \"lat\": \
         {{\"start\": \"2026-01-04T03:31:00Z\", \"step\": \"1m\", \"values\": {:?}}}}}}}",
        vec![latency; 10]
    )
}

const HEALTHY: (u32, &str) = (100, "\"limit\": 1");
const SLOW: (u32, &str) = (6_000, "\"limit\": 1");
/// An odd latency makes the series too short to ask for a trend; the limit is gone.
const LOST: (u32, &str) = (100, "\"other\": 1");

/// Lines of a rule are skipped on the first run of a healthy snapshot and come to this of a bad
/// one: never go.
#[track_caller]
fn check(lines: &str, (latency, config): (u32, &str), (verdict, outcome): (&str, &str)) {
    let gate = gate(&format!("{FACTS}  - id: rule\n    {lines}\n"));
    let healthy = decision(&gate, &snapshot(HEALTHY.0, HEALTHY.1));
    assert_eq!(healthy["decision"], "go", "{lines}: {healthy:#}");
    assert_eq!(rule(&healthy, "rule")["outcome"], "skipped", "{lines}");
    let decision = decision(&gate, &snapshot(latency, config));
    let rule = rule(&decision, "rule");
    assert_eq!(decision["decision"], verdict, "{lines}: {rule:#}");
    assert_eq!(rule["outcome"], outcome, "{lines}: {rule:#}");
}

const WORSE: &str = "lat.vs(before).worse(\"high\")";
const NO_GO: (&str, &str) = ("no-go", "undetermined");

#[test]
fn an_error_beside_a_baseline_is_not_skipped() {
    for condition in [
        format!("{WORSE} || cfg.limit > 3"),
        format!("cfg.limit > 3 || {WORSE}"),
        format!("{WORSE} || (cfg.limit > 3 && phase.live)"),
        format!("{WORSE} || [1, 2].exists(x, cfg.limit > x + 1)"),
        format!("[1, 2].exists(x, {WORSE} || cfg.limit > x + 1)"),
        format!("quorum(2, [{WORSE}, {WORSE}, cfg.limit > 3])"),
        format!("({WORSE}) == (cfg.limit > 3)"),
        format!("{WORSE} || 1 / (cfg.?limit.orValue(0) - 0) > 1"),
    ] {
        for kind in ["require", "no_go_if", "rollback_if"] {
            check(&format!("{kind}: '{condition}'"), LOST, NO_GO);
        }
        check(
            &format!("cases: [{{when: '{condition}', then: rollback}}, {{then: go}}]"),
            LOST,
            NO_GO,
        );
        check(&format!("when: '{condition}'\n    require: phase.live"), LOST, NO_GO);
    }
}

#[test]
fn the_error_is_said_beside_the_baseline() {
    let gate = gate(&format!("{FACTS}  - {{id: rule, no_go_if: '{WORSE} || cfg.limit > 3'}}\n"));
    let decision = decision(&gate, &snapshot(LOST.0, LOST.1));
    let cause = rule(&decision, "rule")["cause"].as_str().unwrap().to_owned();
    assert!(cause.contains("`before` is missing") && cause.contains("`limit`"), "{cause}");
}

#[test]
fn too_few_samples_for_a_trend_are_not_skipped() {
    let text =
        format!("{FACTS}  - {{id: rule, no_go_if: '{WORSE} || lat.last(\"5m\").rising()'}}\n");
    let decision = decision(&gate(&text), &snapshot(HEALTHY.0, HEALTHY.1));
    assert_eq!(decision["decision"], "no-go");
}

#[test]
fn a_phase_that_is_not_known_to_have_started_is_not_skipped() {
    let text = format!("{FACTS}  - {{id: rule, no_go_if: '{WORSE} || phase.elapsed > \"1h\"'}}\n");
    let decision = decision(&gate(&text), &snapshot(HEALTHY.0, HEALTHY.1));
    assert_eq!(decision["decision"], "no-go");
}

#[test]
fn limits_behind_a_case_that_waits_are_held() {
    let cases = |first: &str, second: &str| {
        format!(
            "cases: [{{when: '{WORSE}', then: {first}}}, \
             {{when: 'lat.avg() > duration(\"1s\")', then: {second}}}, {{then: go}}]"
        )
    };
    check(&cases("rollback", "no-go"), SLOW, ("no-go", "fail"));
    check(&cases("no-go", "rollback"), SLOW, ("no-go", "fail"));
    check(&cases("rollback", "rollback"), SLOW, ("rollback", "fail"));
    check(&cases("go", "no-go"), SLOW, NO_GO);
    check(&cases("warn", "rollback"), SLOW, NO_GO);
}

#[test]
fn limits_behind_a_when_that_waits_are_held() {
    let slow = "lat.avg() > duration(\"1s\")";
    for lines in [
        format!("no_go_if: '{slow}'"),
        format!("rollback_if: '{slow}'"),
        format!("require: '!({slow})'"),
        format!("require: '!({slow})'\n    on_undetermined: warn"),
        format!("cases: [{{when: '{slow}', then: no-go}}, {{then: go}}]"),
    ] {
        check(&format!("when: '!{WORSE}'\n    {lines}"), SLOW, NO_GO);
    }
}

#[test]
fn a_score_behind_a_when_that_waits_is_held() {
    let lines = "score: {of: {fast: 1}, go: 100%}\n  \
                 - {id: fast, require: 'lat.avg() < duration(\"1s\")'}";
    check(&format!("when: '!{WORSE}'\n    {lines}"), SLOW, NO_GO);
}
