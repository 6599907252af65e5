//! Criteria in the words of gates.

use gonogo_draft::Draft;
use gonogo_plan::{
    Amount, Band, Comparator, Comparison, Criterion, Effect, Escalation, Phase, Plan, Reference,
    Relation, SectionId, Sense, Statistic, Time, Trend, read,
};

use super::gates::{assert_sound, drafted, loaded, said};

/// A plan with these headings, in which nothing is read but boxes.
pub(crate) fn plan(headings: &[&str]) -> Plan {
    let heading = |title: &&str| format!("## {title}\n- [ ] done: {title}\n");
    let text: String = headings.iter().map(heading).collect();
    let mut plan = read(&format!("# Shop\n{text}"));
    (plan.criteria, plan.phases, plan.not_taken) = (Vec::new(), Vec::new(), Vec::new());
    plan
}

pub(crate) fn section(plan: &Plan, title: &str) -> Option<SectionId> {
    let items = plan.items.iter().map(|item| item.section);
    items.flatten().find(|id| plan.section(*id).unwrap().title == title)
}

pub(crate) fn amount(text: &str) -> Amount {
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let unit = (!unit.is_empty()).then(|| unit.to_owned());
    Amount { number: number.to_owned(), unit }
}

pub(crate) fn limit(comparator: Comparator, text: &str) -> Comparison {
    Comparison::Limit { comparator, amount: amount(text) }
}

/// Feared, unless it is required.
pub(crate) fn criterion(metric: &str, effect: Effect, comparison: Comparison) -> Criterion {
    Criterion {
        line: 7,
        section: None,
        text: format!("{metric} as the plan has it"),
        metric: metric.to_owned(),
        statistic: None,
        comparison,
        sustained: None,
        window: None,
        effect,
        sense: if effect == Effect::Require { Sense::Wanted } else { Sense::Feared },
        band: None,
        action: None,
    }
}

/// The rules of the criteria, each as its id with its fields.
fn rules(draft: &Draft) -> Vec<String> {
    let text = &draft.gate[draft.gate.find("\nrules:").unwrap()..];
    let rules = text.split("\n  - ").skip(1).map(|rule| {
        let fields = rule.lines().take_while(|line| !line.is_empty()).map(str::trim);
        fields.filter(|field| !field.starts_with(['#'])).collect::<Vec<_>>().join("\n")
    });
    rules.filter(|rule| !rule.contains("id: list-")).collect()
}

fn params(draft: &Draft) -> String {
    let params = draft.gate.lines().skip_while(|line| *line != "params:").skip(1);
    let params = params.take_while(|line| !line.is_empty());
    params.map(|line| line.split("  # ").next().unwrap().trim()).collect::<Vec<_>>().join(", ")
}

/// One criterion gives this condition and these parameters.
#[track_caller]
fn check(criterion: Criterion, condition: &str, expected: &str) {
    let mut plan = plan(&["A"]);
    plan.criteria.push(criterion);
    let (draft, _) = assert_sound(condition, &plan);
    let rule = rules(&draft).join("\n\n");
    assert!(rule.contains(&format!("\n{condition}\n")), "{condition}\n{rule}");
    assert_eq!(params(&draft), expected, "{condition}");
}

const MINUTES: fn(u64) -> Option<Time> = |minutes| Some(Time { seconds: 60 * minutes });

#[test]
fn limits_are_compared_with_parameters() {
    use Comparator::{Above, AtLeast, AtMost, Below, Equal, NotEqual};
    use Effect::{NoGoIf, Require, RollbackIf, WarnIf};
    for (effect, comparator, condition, param) in [
        (Require, Below, "require: error_rate.latest() < params.max_error_rate", "max"),
        (Require, AtMost, "require: error_rate.latest() <= params.max_error_rate", "max"),
        (Require, AtLeast, "require: error_rate.latest() >= params.min_error_rate", "min"),
        (Require, Equal, "require: error_rate.latest() == params.wanted_error_rate", "wanted"),
        (
            RollbackIf,
            Above,
            "rollback_if: error_rate.latest() > params.rollback_error_rate",
            "rollback",
        ),
        (NoGoIf, NotEqual, "no_go_if: error_rate.latest() != params.stop_error_rate", "stop"),
        (WarnIf, Above, "warn_if: error_rate.latest() > params.warn_error_rate", "warn"),
    ] {
        let criterion = criterion("Error Rate", effect, limit(comparator, "0.10%"));
        check(criterion, condition, &format!("{param}_error_rate: 0.1%"));
    }
}

#[test]
fn what_lasts_is_asked_of_spans() {
    use Comparator::{Above, Below, Equal, NotEqual};
    let lasting = |effect, comparator, text| Criterion {
        sustained: MINUTES(2),
        ..criterion("p95 latency", effect, limit(comparator, text))
    };
    check(
        lasting(Effect::RollbackIf, Above, "2s"),
        "rollback_if: p95_latency.above(params.rollback_p95_latency).lasting(params.rollback_p95_latency_for)",
        "rollback_p95_latency: 2s, rollback_p95_latency_for: 2m",
    );
    check(
        lasting(Effect::Require, Below, "200ms"),
        "require: p95_latency.below(params.max_p95_latency).lasting(params.max_p95_latency_for)",
        "max_p95_latency: 200ms, max_p95_latency_for: 2m",
    );
    check(
        lasting(Effect::WarnIf, Equal, "0"),
        "warn_if: p95_latency.at_least(params.warn_p95_latency).and(p95_latency.at_most(params.warn_p95_latency)).lasting(params.warn_p95_latency_for)",
        "warn_p95_latency: 0ms, warn_p95_latency_for: 2m",
    );
    check(
        lasting(Effect::NoGoIf, NotEqual, "3ms"),
        "no_go_if: p95_latency.outside(params.stop_p95_latency, params.stop_p95_latency).lasting(params.stop_p95_latency_for)",
        "stop_p95_latency: 3ms, stop_p95_latency_for: 2m",
    );
}

#[test]
fn what_is_counted_has_a_window() {
    let counted = |text, window, sustained| Criterion {
        window: MINUTES(window),
        sustained,
        ..criterion("5xx errors", Effect::RollbackIf, limit(Comparator::Above, text))
    };
    check(
        counted("5", 5, None),
        "rollback_if: errors_total_5xx.last(params.rollback_errors_total_5xx_over).increase() > params.rollback_errors_total_5xx",
        "rollback_errors_total_5xx: 5, rollback_errors_total_5xx_over: 5m",
    );
    check(
        counted("5", 1, MINUTES(10)),
        "rollback_if: errors_5xx.above(params.rollback_errors_5xx).lasting(params.rollback_errors_5xx_for)",
        "rollback_errors_5xx: 5/min, rollback_errors_5xx_for: 10m",
    );
    check(
        counted("5%", 10, None),
        "rollback_if: errors_5xx.last(params.rollback_errors_5xx_over).avg() > params.rollback_errors_5xx",
        "rollback_errors_5xx: 5%, rollback_errors_5xx_over: 10m",
    );
}

#[test]
fn statistics_are_facts_or_calls() {
    let of = |statistic| Criterion {
        statistic: Some(statistic),
        ..criterion("Response Time", Effect::Require, limit(Comparator::Below, "100ms"))
    };
    for (statistic, value, param) in [
        (Statistic::Percentile(950), "p95_latency.latest()", "max_p95_latency"),
        (Statistic::Percentile(999), "p99_9_latency.latest()", "max_p99_9_latency"),
        (Statistic::Median, "p50_latency.latest()", "max_p50_latency"),
        (Statistic::Average, "latency.avg()", "max_latency"),
        (Statistic::Maximum, "latency.max()", "max_latency"),
        (Statistic::Minimum, "latency.min()", "max_latency"),
        (Statistic::Total, "latency.sum()", "max_latency"),
    ] {
        let condition = format!("require: {value} < params.{param}");
        check(of(statistic), &condition, &format!("{param}: 100ms"));
    }
}

#[test]
fn references_are_a_second_fact() {
    use Comparator::{Above, AtMost, Below};
    let to = |comparator, text: &str, relation, to| {
        let comparison = Comparison::Reference { comparator, amount: amount(text), relation, to };
        let effect = if comparator == AtMost { Effect::Require } else { Effect::NoGoIf };
        criterion("latency", effect, comparison)
    };
    check(
        to(Below, "80%", Relation::Share, Reference::Baseline),
        "no_go_if: latency.avg() < latency_baseline * params.stop_latency_factor",
        "stop_latency_factor: 0.8",
    );
    check(
        to(Above, "2", Relation::Share, Reference::Other),
        "no_go_if: latency.avg() > latency_stable.avg() * params.stop_latency_factor",
        "stop_latency_factor: 2",
    );
    check(
        to(Above, "10%", Relation::More, Reference::Before),
        "no_go_if: latency.avg() > latency_baseline * params.stop_latency_factor",
        "stop_latency_factor: 1.1",
    );
    check(
        to(Above, "10%", Relation::Less, Reference::Before),
        "no_go_if: latency.avg() < latency_baseline * params.stop_latency_factor",
        "stop_latency_factor: 0.9",
    );
    check(
        to(AtMost, "10%", Relation::Around, Reference::Baseline),
        "require: latency.avg() <= latency_baseline * params.max_latency_factor_up && latency.avg() >= latency_baseline * params.max_latency_factor_down",
        "max_latency_factor_up: 1.1, max_latency_factor_down: 0.9",
    );
    check(
        to(AtMost, "50ms", Relation::More, Reference::Baseline),
        "require: latency.avg() <= latency_baseline + params.max_latency_change",
        "max_latency_change: 50ms",
    );
    let lasting =
        Criterion { sustained: MINUTES(5), ..to(Above, "10%", Relation::Around, Reference::Other) };
    check(
        lasting,
        "no_go_if: latency.above(latency_stable.avg() * params.stop_latency_factor_up).or(latency.below(latency_stable.avg() * params.stop_latency_factor_down)).lasting(params.stop_latency_change_for)",
        "stop_latency_factor_up: 1.1, stop_latency_factor_down: 0.9, stop_latency_change_for: 5m",
    );
}

#[test]
fn ranges_quorums_and_trends_have_their_words() {
    let between = Comparison::Between { low: amount("3"), high: amount("5%") };
    check(
        criterion("error rate", Effect::WarnIf, between.clone()),
        "warn_if: error_rate.latest() >= params.warn_error_rate_from && error_rate.latest() <= params.warn_error_rate_to",
        "warn_error_rate_from: 3%, warn_error_rate_to: 5%",
    );
    let lasting =
        Criterion { sustained: MINUTES(1), ..criterion("error rate", Effect::RollbackIf, between) };
    check(
        lasting,
        "rollback_if: error_rate.at_least(params.rollback_error_rate_from).and(error_rate.at_most(params.rollback_error_rate_to)).lasting(params.rollback_error_rate_for)",
        "rollback_error_rate_from: 3%, rollback_error_rate_to: 5%, rollback_error_rate_for: 1m",
    );
    let quorum = |comparator, effect| {
        criterion("smoke tests", effect, Comparison::Quorum { comparator, passed: 19, of: 20 })
    };
    check(
        quorum(Comparator::AtLeast, Effect::Require),
        "require: smoke_tests.passed >= params.min_smoke_tests_passed && smoke_tests.total >= params.min_smoke_tests_total",
        "min_smoke_tests_passed: 19, min_smoke_tests_total: 20",
    );
    check(
        quorum(Comparator::Below, Effect::RollbackIf),
        "rollback_if: smoke_tests.total >= params.rollback_smoke_tests_total && smoke_tests.passed < params.rollback_smoke_tests_passed",
        "rollback_smoke_tests_passed: 19, rollback_smoke_tests_total: 20",
    );
    let trend = |effect, trend| criterion("queue depth", effect, Comparison::Trend(trend));
    check(trend(Effect::Require, Trend::NotRising), "require: \"!queue_depth.rising()\"", "");
    check(trend(Effect::WarnIf, Trend::Falling), "warn_if: queue_depth.falling()", "");
    // Chance alone must not roll a release back.
    check(trend(Effect::RollbackIf, Trend::Rising), "no_go_if: queue_depth.rising()", "");
    let long = Criterion { sustained: MINUTES(90), ..trend(Effect::NoGoIf, Trend::Rising) };
    check(
        long,
        "no_go_if: queue_depth.last(params.trend_queue_depth_over).rising()",
        "trend_queue_depth_over: 1h30m",
    );
}

#[test]
fn what_is_wanted_is_required_with_what_follows() {
    let wanted = |effect| Criterion {
        sense: Sense::Wanted,
        ..criterion("error rate", effect, limit(Comparator::Below, "1%"))
    };
    check(
        wanted(Effect::RollbackIf),
        "require: error_rate.latest() < params.rollback_error_rate\nelse: rollback",
        "rollback_error_rate: 1%",
    );
    check(
        wanted(Effect::WarnIf),
        "require: error_rate.latest() < params.warn_error_rate\nelse: warn",
        "warn_error_rate: 1%",
    );
    check(
        wanted(Effect::NoGoIf),
        "require: error_rate.latest() < params.max_error_rate",
        "max_error_rate: 1%",
    );
    // It has not lasted yet when a phase begins: that is no reason to go back.
    check(
        Criterion { sustained: MINUTES(5), ..wanted(Effect::RollbackIf) },
        "rollback_if: error_rate.at_least(params.rollback_error_rate).lasting(params.rollback_error_rate_for)",
        "rollback_error_rate: 1%, rollback_error_rate_for: 5m",
    );
}

#[test]
fn colours_are_one_table() {
    let band = |band, effect, comparison, line| Criterion {
        band: Some(band),
        line,
        ..criterion("Error Rate", effect, comparison)
    };
    let mut plan = plan(&["A"]);
    let red = Criterion {
        sustained: MINUTES(1),
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
title: Error Rate
phases: [deployed]
cases:
- {when: \"error_rate.above(params.rollback_error_rate).lasting(params.rollback_error_rate_for)\", then: rollback}
- {when: \"error_rate.latest() < params.max_error_rate\", then: go}
- {when: \"error_rate.latest() >= params.warn_error_rate_from && error_rate.latest() <= params.warn_error_rate_to\", then: warn}
- {then: no-go}
because: Error Rate is {error_rate.latest()}, must be below {params.max_error_rate}";
    assert_eq!(rule, expected);
    let values = "rollback_error_rate: 3%, rollback_error_rate_for: 1m, max_error_rate: 1%, \
                  warn_error_rate_from: 1%, warn_error_rate_to: 3%";
    assert_eq!(params(&draft), values);
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
    use gonogo_engine::Verdict::{Go, NoGo};
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

#[test]
fn what_no_gate_can_say_is_left_with_its_cause() {
    let mut plan = plan(&["A"]);
    plan.criteria = vec![
        criterion("a", Effect::Require, limit(Comparator::Below, "9999999999999")),
        criterion("b", Effect::Require, limit(Comparator::Below, "5000d")),
        Criterion {
            window: MINUTES(7),
            sustained: MINUTES(8),
            ..criterion("c", Effect::Require, limit(Comparator::Below, "5"))
        },
    ];
    let whys: Vec<String> =
        drafted(&plan).summary.left.iter().map(|left| left.why.clone()).collect();
    assert_eq!(whys.len(), 3, "{whys:?}");
}
