//! Criteria in the words of gates.

use gonogo_plan::{
    Comparator, Comparison, Criterion, Effect, Reference, Relation, Sense, Statistic, Time, Trend,
};

use super::gates::{assert_sound, drafted};
use super::hand::{amount, criterion, limit, params, plan, rules};

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

/// What cannot be beyond a limit is compared so that the limit can be moved.
#[test]
fn nothing_and_everything_are_limits() {
    let equal = |text| criterion("failed jobs", Effect::Require, limit(Comparator::Equal, text));
    check(
        equal("0"),
        "require: failed_jobs.latest() <= params.max_failed_jobs",
        "max_failed_jobs: 0",
    );
    check(
        equal("100%"),
        "require: failed_jobs.latest() >= params.min_failed_jobs",
        "min_failed_jobs: 100%",
    );
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
        "require: smoke_tests.total >= params.min_smoke_tests_total && smoke_tests.passed >= params.min_smoke_tests_passed",
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
