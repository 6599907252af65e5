//! Gates and histories.

use proptest::prelude::*;
use proptest::sample::select;

/// A gate, the samples of its series, and what else there is.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) gate: String,
    pub(super) phase: &'static str,
    pub(super) waivers: &'static str,
    pub(super) started: i64,
    /// Seconds and values of the series `a`, `b` and of two pods.
    series: [Vec<(i64, Option<f64>)>; 4],
}

const SECOND: i64 = 1_000_000_000;

const EXPRESSIONS: [&str; 35] = [
    "quorum(2, [a.latest() > '1%', b.max() > 3.0, a.above('1%').lasting('30s')])",
    "a.latest() < params.most",
    "a.latest() <= '1%' && b.latest() < 5.0",
    "!(b.max() >= 4.0) || a.min() > quantity('0.5%')",
    "a.above(params.most).lasting('30s')",
    "a.above('1%').lasting(params.hold)",
    "a.last('1m').above('1%').lasted('20s')",
    "b.last('45s').percentile(50) < 3.0",
    "b.percentile(95) >= 4.0",
    "a.avg() < '1%' == (b.avg() < 2.5)",
    "b.sum() - b.latest() > 10.0",
    "a.above('1%').and(b.above(2.0)).lasting('15s')",
    "a.last('1m').above('1%').and(b.at_least(2.0)).lasting('0s')",
    "a.above('1%').or(b.above(2.0)).lasting('30s')",
    "a.below('0.5%').longest() > duration('20s')",
    "a.outside('0.2%', '1.5%').total() >= params.hold",
    "b.above(2.0).count() < 3",
    "b.count() > 4",
    "b.increase() < 12.0",
    "a.stddev() < '1%'",
    "b.latest() / b.min() < 3.0",
    "b.since(phase.started).max() < 5.0",
    "phase.elapsed > duration('2m') || b.latest() < 3.0",
    "now > timestamp('1970-01-01T00:18:00Z') && a.latest() > '1%'",
    "pods.all(pod, pod.latest() < 4.0)",
    "pods.exists(pod, pod.above(3.0).lasting('30s')) && b.latest() > 1.0",
    "has(spare) && spare.latest() < 3.0",
    "!has(spare) || spare.max() < 3.0",
    "flag == (a.latest() > '1%')",
    "[1.0, 2.0].exists(limit, b.latest() > limit)",
    "b.latest() == 2.0 ? a.latest() < '1%' : b.max() < 5.0",
    "a.above('1%').ongoing() < duration('40s')",
    "b.last(duration('0s') - params.hold).max() > 1.0 || a.latest() > '1%'",
    "dyn(b.latest()) > 2.0",
    "phase.name == 'live' && b.latest() > 2.0",
];

const FACTS: [&str; 3] =
    ["window: 2m, step: 15s", "window: 5m, step: 15s, min_samples: 3", "stale_after: 40s"];

const WAIVERS: [&str; 2] = [
    "",
    "waivers:\n  - {rule: r0, owner: x, reason: y, until: '1970-01-01T00:19:00Z'}\n  - {rule: r1, owner: x, reason: y, from: '1970-01-01T00:18:00Z', until: '1970-01-01T00:21:00Z'}\n",
];

const SCORES: [&str; 4] = [
    "",
    "  - {id: score, score: {of: {r0: 2, r1: 1, r2: 1}, go: 70%, warn: 90%}}\n",
    "  - {id: score, score: {of: {r1: 1, r3: 3}, go: 50%, else: rollback}, when: b.latest() > 1.0}\n  \
     - {id: ready, score: {of: {r0: 1, r1: 1, r2: 0.5}, go: 100%}, on_undetermined: rollback}\n",
    "  - {id: score, shadow: true, score: {of: {r0: 1, r3: 1}, go: 100%, else: warn}}\n",
];

fn rule(at: usize) -> impl Strategy<Value = String> {
    let expression = || select(&EXPRESSIONS[..]).prop_map(|text| text.replace('\'', "''"));
    let kind =
        select(&["require", "no_go_if", "rollback_if", "warn_if", "cases", "require_else"][..]);
    let extra = select(&["", "", "", ", shadow: true", ", on_undetermined: warn"][..]);
    let when = prop_oneof![3 => Just(None), 1 => expression().prop_map(Some)];
    (kind, expression(), expression(), when, extra).prop_map(move |(kind, one, two, when, extra)| {
        let when = when.map(|when| format!(", when: '{when}'")).unwrap_or_default();
        let body = match kind {
            "cases" => format!(
                "cases: [{{when: '{one}', then: go}}, {{when: '{two}', then: rollback}}, {{then: no-go}}]"
            ),
            "require_else" => format!("require: '{one}', else: rollback"),
            kind => format!("{kind}: '{one}'"),
        };
        format!("  - {{id: r{at}, {body}{when}{extra}}}\n")
    })
}

/// Mostly 15 s apart, with gaps, other steps, places that are empty and numbers that are none.
fn series() -> impl Strategy<Value = Vec<(i64, Option<f64>)>> {
    let step = prop_oneof![12 => Just(15_i64), 2 => Just(5), 2 => 1_i64..40, 1 => 60_i64..200];
    let value = prop_oneof![
        16 => select(&[0.2, 0.5, 1.0, 1.0, 1.5, 2.0, 2.0, 3.0, 4.0, 5.0][..]).prop_map(Some),
        1 => Just(None),
    ];
    let start = 1000_i64..1060;
    (start, prop::collection::vec((step, value), 0..32)).prop_map(|(start, steps)| {
        let mut at = start;
        let place = |(step, value)| {
            at += step;
            (at, value)
        };
        steps.into_iter().map(place).collect()
    })
}

pub(super) fn case() -> impl Strategy<Value = Case> {
    let rules = (rule(0), rule(1), rule(2), rule(3));
    let series = [series(), series(), series(), series()];
    let phase = select(&["live", "before"][..]);
    let extras = (select(&WAIVERS[..]), select(&SCORES[..]));
    (rules, select(&FACTS[..]), series, phase, extras, 900_i64..1300).prop_map(
        |((r0, r1, r2, r3), facts, series, phase, (waivers, score), started)| {
            // What is in shadow cannot count.
            let shadow = if score.is_empty() { "" } else { ", shadow: true" };
            let [r0, r1, r2, r3] = [r0, r1, r2, r3]
                .map(|rule| if shadow.is_empty() { rule } else { rule.replace(shadow, "") });
            let gate = format!(
                "gate: generated\nparams: {{most: 1%, hold: 30s}}\n\
                 phases: {{live: , before: {{live: false}}}}\nfacts:\n\
                 \x20 a: {{type: series, unit: '%', {facts}}}\n\
                 \x20 b: {{type: series, {facts}}}\n\
                 \x20 pods: {{type: series, by: [pod], window: 2m, step: 15s}}\n\
                 \x20 spare: {{type: series, step: 15s, optional: true}}\n\
                 \x20 flag: {{type: bool}}\n\
                 rules:\n{r0}{r1}{r2}{r3}  - {{id: last, require: b.latest() < 5.0}}\n{score}"
            );
            Case { gate, phase, waivers, started, series }
        },
    )
}

impl Case {
    /// What was known up to then; nanoseconds.
    pub(super) fn snapshot(&self, now: i64) -> String {
        let points = |at: usize| {
            let known = self.series[at].iter().filter(|(time, _)| time * SECOND <= now);
            let texts: Vec<String> = known
                .map(|(time, value)| match value {
                    Some(value) => format!("[{time},{value}]"),
                    None => format!("[{time},\"NaN\"]"),
                })
                .collect();
            format!("[{}]", texts.join(","))
        };
        // A query gives the series that have samples in the window.
        let from = now.saturating_sub(120 * SECOND);
        let in_window = |at: &usize| {
            self.series[*at]
                .iter()
                .any(|(time, _)| (from..=now).contains(&(time * SECOND)) || now == i64::MAX)
        };
        let pods: Vec<String> = [2, 3]
            .into_iter()
            .filter(in_window)
            .map(|at| format!("{{\"labels\":{{\"pod\":\"{at}\"}},\"samples\":{}}}", points(at)))
            .collect();
        format!(
            "{{\"facts\":{{\"a\":{},\"b\":{},\"pods\":[{}],\"flag\":true}}}}",
            points(0),
            points(1),
            pods.join(",")
        )
    }
}
