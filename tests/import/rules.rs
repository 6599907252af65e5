//! Several criteria, and what stands around them.

use gonogo_engine::Verdict;
use gonogo_plan::{
    Band, Comparator, Comparison, Criterion, Effect, Escalation, Phase, Plan, Time, read,
};

use super::gates::{assert_sound, loaded, said};
use super::hand::{amount, criterion, limit, params, plan, rules, section};

#[test]
fn colours_are_one_table() {
    let band = |band, effect, comparison, line| Criterion {
        band: Some(band),
        line,
        ..criterion("Error Rate", effect, comparison)
    };
    let mut plan = plan(&["A"]);
    let red = Criterion {
        sustained: Some(Time { seconds: 60 }),
        ..band(Band::Red, Effect::RollbackIf, limit(Comparator::Above, "3%"), 3)
    };
    let yellow = Comparison::Between { low: amount("1%"), high: amount("3%") };
    plan.criteria = vec![
        red,
        band(Band::Yellow, Effect::WarnIf, yellow, 2),
        band(Band::Green, Effect::Require, limit(Comparator::Below, "1%"), 1),
    ];
    let (draft, _) = assert_sound("bands", &plan);
    let [rule] = rules(&draft).try_into().unwrap();
    let expected = "\
id: error-rate
title: Error rate
phases: [deployed]
cases:
- {when: \"error_rate.above(params.rollback_error_rate).lasting(params.rollback_error_rate_for)\", then: rollback}
- {when: \"error_rate.latest() < params.max_error_rate\", then: go}
- {when: \"error_rate.latest() >= params.warn_error_rate_from && error_rate.latest() <= params.warn_error_rate_to\", then: warn}
- {then: no-go}
because: \"error rate: {error_rate.latest()}, must be below {params.max_error_rate}\"";
    assert_eq!(rule, expected);
    let values = "rollback_error_rate: 3%, rollback_error_rate_for: 1m, max_error_rate: 1%, \
                  warn_error_rate_from: 1%, warn_error_rate_to: 3%";
    assert_eq!(params(&draft), values);
}

/// "20 of 20: go; 19: look at it; fewer: back" is a table as well.
#[test]
fn shares_of_tests_are_one_table() {
    let mut plan = plan(&["A"]);
    let quorum = |metric, comparator, effect, passed| {
        criterion(metric, effect, Comparison::Quorum { comparator, passed, of: 20 })
    };
    plan.criteria = vec![
        quorum("tests pass", Comparator::Equal, Effect::Require, 20),
        quorum("tests passing", Comparator::Equal, Effect::WarnIf, 19),
        quorum("pass", Comparator::Below, Effect::RollbackIf, 19),
    ];
    let (draft, gate) = assert_sound("tests", &plan);
    assert_eq!(rules(&draft).len(), 1, "{}", draft.gate);
    let check = |total: u32, passed: u32, expected: Verdict| {
        let failed = total - passed;
        let failures: Vec<String> =
            (0..failed).map(|at| format!(r#"{{"name": "t{at}"}}"#)).collect();
        let facts = format!(
            r#"{{"tests": {{"total": {total}, "passed": {passed}, "failed": {failed}, "skipped": 0, "failures": [{}]}},
                "checklist": {{"items": [{{"text": "done: A", "done": true, "section": ["Shop", "A"]}}]}}}}"#,
            failures.join(", ")
        );
        assert_eq!(said(&gate, "deployed", &facts), expected, "{passed} of {total}");
    };
    check(20, 20, Verdict::Go);
    check(20, 19, Verdict::Go);
    check(20, 18, Verdict::Rollback);
    // Tests that were not run prove nothing.
    check(19, 19, Verdict::NoGo);
    check(3, 1, Verdict::NoGo);
}

fn phase(plan: &Plan, name: &str, is_live: bool) -> Phase {
    Phase {
        name: name.to_owned(),
        title: name.to_owned(),
        line: 2,
        section: section(plan, name),
        is_live,
        traffic: is_live.then(|| "5".to_owned()),
        bake: is_live.then_some(Time { seconds: 1800 }),
        every: is_live.then_some(Time { seconds: 60 }),
        window: None,
    }
}

#[test]
fn phases_have_figures_of_their_own() {
    let mut plan = plan(&["prepare", "canary-5", "full-100", "Other"]);
    plan.phases = [("prepare", false), ("canary-5", true), ("full-100", true)]
        .map(|(name, is_live)| phase(&plan, name, is_live))
        .to_vec();
    let at = |plan: &Plan, title: &str, text: &str| Criterion {
        section: section(plan, title),
        ..criterion("error rate", Effect::Require, limit(Comparator::Below, text))
    };
    plan.criteria =
        vec![at(&plan, "Other", "1%"), at(&plan, "canary-5", "2%"), at(&plan, "Other", "1%")];
    let (draft, gate) = assert_sound("phases", &plan);
    let [rule] = rules(&draft).try_into().unwrap();
    assert!(rule.contains("phases: [canary-5, full-100]"), "{rule}");
    let shown = "  canary-5:\n    traffic: 5%\n    bake: 30m\n    every: 1m\n    params:\n      max_error_rate: 2%\n";
    assert!(draft.gate.contains(shown), "{}", draft.gate);
    assert!(draft.gate.contains("  prepare:\n    live: false\n"), "{}", draft.gate);
    assert_eq!(gate.params().len(), 1);
    // Two figures at one place are two rules.
    plan.criteria.push(at(&plan, "Other", "0.5%"));
    let (draft, _) = assert_sound("twice", &plan);
    assert_eq!(params(&draft), "max_error_rate: 1%, max_error_rate_2: 0.5%");
    assert!(draft.gate.contains("  - id: error-rate-2\n"));
}

#[test]
fn spellings_and_units_meet_in_one_fact() {
    let mut plan = plan(&["A"]);
    plan.criteria = vec![
        criterion("Response Time", Effect::Require, limit(Comparator::Below, "200ms")),
        criterion("latency", Effect::RollbackIf, limit(Comparator::Above, "2s")),
        criterion("latency", Effect::WarnIf, limit(Comparator::Above, "5")),
    ];
    let (draft, gate) = assert_sound("units", &plan);
    let names: Vec<&str> = gate.facts.iter().map(|fact| fact.declaration.name.as_str()).collect();
    assert_eq!(names, ["latency", "latency_number", "checklist"], "{}", draft.gate);
}

#[test]
fn whom_to_tell_is_said_by_the_rule() {
    let mut plan = plan(&["A"]);
    plan.criteria = vec![criterion("latency", Effect::RollbackIf, limit(Comparator::Above, "2s"))];
    let told = |line, of, minutes: Option<u64>, to: &str| Escalation {
        line,
        section: None,
        of,
        after: minutes.map(|minutes| Time { seconds: 60 * minutes }),
        to: to.to_owned(),
    };
    plan.escalations = vec![
        told(9, Some(7), Some(5), "ops: lead"),
        told(8, Some(7), None, "on-call"),
        told(10, Some(1), None, "nobody"),
    ];
    let (draft, _) = assert_sound("escalations", &plan);
    let expected = "    escalate: [{after: 0s, to: \"on-call\"}, {after: 5m, to: \"ops: lead\"}]\n";
    assert!(draft.gate.contains(expected), "{}", draft.gate);
    assert!(draft.summary.left.iter().any(|left| left.text == "tell nobody"));
}

/// A box that means harm is no box to be ticked.
#[test]
fn triggers_with_boxes_are_no_demands() {
    let mut plan =
        read("# Shop\n## Before\n- [ ] Backup\n## Triggers\n- [ ] errors > 1 %\n- [ ] Data lost\n");
    let triggers = plan.items[1].section;
    plan.not_taken.clear();
    plan.phases.clear();
    plan.criteria = vec![Criterion {
        line: 5,
        section: triggers,
        ..criterion("errors", Effect::RollbackIf, limit(Comparator::Above, "1%"))
    }];
    let (draft, gate) = assert_sound("triggers", &plan);
    let expected = [
        "rollback_if: errors.latest() > params.rollback_errors",
        "no_go_if: checklist.section('Triggers').done('Data lost')",
    ];
    expected
        .into_iter()
        .for_each(|line| assert!(draft.gate.contains(line), "{line}\n{}", draft.gate));
    let left: Vec<&str> = draft.summary.left.iter().map(|left| left.text.as_str()).collect();
    assert_eq!(left, ["[ ] errors > 1 %"]);
    let facts = |data: bool, backup: bool| {
        format!(
            r#"{{"errors": [["2026-12-31T23:59:30Z", 0.1], ["2026-12-31T23:59:45Z", 0.1], ["2027-01-01T00:00:00Z", 0.1]],
                "checklist": {{"items": [
                {{"text": "Backup", "done": {backup}, "section": ["Shop", "Before"]}},
                {{"text": "errors > 1 %", "done": false, "section": ["Shop", "Triggers"]}},
                {{"text": "Data lost", "done": {data}, "section": ["Shop", "Triggers"]}}]}}}}"#
        )
    };
    use Verdict::{Go, NoGo};
    let facts = |data, backup| {
        facts(data, backup)
            .replace("\"errors\": [[", "\"errors\": [[\"2026-12-31T23:50:00Z\", 0.1], [")
    };
    for (data, backup, expected) in [(false, true, Go), (false, false, NoGo), (true, true, NoGo)] {
        assert_eq!(
            said(&gate, "pre-deploy", &facts(data, backup)),
            if data { Go } else { expected }
        );
    }
}

/// Where nothing has to be there, somebody has to look.
#[test]
fn a_phase_without_demands_has_to_be_confirmed() {
    let mut plan = plan(&["A"]);
    plan.items.clear();
    plan.criteria = vec![criterion("latency", Effect::WarnIf, limit(Comparator::Above, "2s"))];
    let (draft, gate) = assert_sound("warnings only", &plan);
    assert!(draft.gate.contains("    require: confirmed\n"), "{}", draft.gate);
    assert_eq!(draft.summary.open_facts, ["latency", "confirmed"]);
    let text = draft.gate.replace("stale_after: 1h", "stale_after: 2h");
    loaded("edited", &text);
    assert_eq!(gate.phases.len(), 1);
}
