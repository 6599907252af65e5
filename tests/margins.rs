//! How far from its limit the part is that decided, and since when.
#![cfg(test)]

use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::{decide, gate};

/// Margin and onset of a rule that requires the expression.
fn explained(expression: &str) -> String {
    let text = format!(
        "
gate: a
params: {{limit: 1%, top: 10}}
facts:
  share: {{type: number, unit: '%'}}
  number: {{type: number}}
  time: {{type: number, unit: ms}}
  bytes: {{type: number, unit: B}}
  text: {{type: string}}
  series: {{type: series, unit: '%', window: 1m, step: 15s}}
rules: [{{id: r, require: \"{expression}\"}}]"
    );
    let loaded = gate::load("gate.yaml", &text);
    let gate = loaded.gate.unwrap_or_else(|| panic!("{expression}: {:?}", loaded.problems));
    let mut parts = SnapshotParts::default();
    let facts = r#"{"now": 1000, "facts": {"share": 2.3, "number": 12, "time": 250,
        "bytes": 2000000001, "text": "b",
        "series": {"start": 940, "step": "15s", "values": [0.5, 2, 0.5, 3, 4]}}}"#;
    parts.add(("facts", facts)).unwrap();
    let now = parts.now().unwrap();
    let decision = decide(&gate.stage(None, &[]).unwrap(), &parts.freeze(now));
    let rule = &decision.rules[1];
    let since = rule.failing_for.as_ref().map(|length| format!(", for {length}"));
    format!("{}{}", rule.margin.as_deref().unwrap_or("none"), since.unwrap_or_default())
}

fn check(cases: &[(&str, &str)]) {
    for (expression, expected) in cases {
        assert_eq!(explained(expression), *expected, "{expression}");
    }
}

#[test]
fn distance_is_in_the_unit_of_the_limit() {
    check(&[
        ("share < params.limit", "1.3 percentage points above the limit of 1 %"),
        ("params.limit > share", "1.3 percentage points above the limit of 1 %"),
        ("share < quantity('0.01 ratio')", "0.013 ratio above the limit of 0.01 ratio"),
        ("share > quantity('1.3%')", "1 percentage point above the limit of 1.3 %"),
        ("number < params.top", "2 above the limit of 10"),
        ("number <= 12.0", "exactly at the limit of 12"),
        ("time < duration('0.2s')", "50ms above the limit of 200ms"),
        ("bytes < quantity('1GB')", "1 GB above the limit of 1 GB"),
        ("bytes < quantity('2GB')", "1 B above the limit of 2 GB"),
    ]);
}

#[test]
fn the_part_that_decided_is_measured() {
    check(&[
        ("share > params.limit && number < 5.0", "7 above the limit of 5"),
        ("share < params.limit || number < 5.0", "1.3 percentage points above the limit of 1 %"),
        ("!(number > 5.0)", "7 above the limit of 5"),
        (
            "number > 5.0 ? share < params.limit : false",
            "1.3 percentage points above the limit of 1 %",
        ),
        ("[1.0, 20.0, 2.0].all(x, x < number)", "8 above the limit of 12"),
        ("text == 'a'", "b, not a"),
        ("text != 'b'", "none"),
        ("now > timestamp('2030-01-01T00:00:00Z')", "none"),
        ("text.startsWith('a')", "none"),
    ]);
}

#[test]
fn onset_is_that_of_the_span_going_on() {
    check(&[
        ("series.latest() < params.limit", "3 percentage points above the limit of 1 %, for 15s"),
        (
            "series.latest() < quantity('3.5%')",
            "0.5 percentage points above the limit of 3.5 %, for 0s",
        ),
        ("series.max() < params.limit", "3 percentage points above the limit of 1 %"),
        ("!series.above('1%').lasting('15s')", "lasted 15s, 15s is enough, peak 4 %, for 15s"),
        ("series.above('1%').lasting('30s')", "lasted 15s, it takes 30s, for 15s"),
        ("!series.above('1%').lasted('0s')", "lasted 15s, 0s is enough, peak 4 %"),
        ("series.above('9%').lasting('30s')", "does not hold, it takes 30s"),
    ]);
}
