//! What becomes of a fact's JSON, by its declaration.
#![cfg(test)]

#[path = "facts/baselines.rs"]
mod baselines;
#[path = "facts/formats.rs"]
mod formats;
#[path = "facts/probes.rs"]
mod probes;

use gonogo_engine::explain::value_text;
use gonogo_engine::facts::{SnapshotParts, decode};
use gonogo_engine::gate;

/// The value as people see it, or the state and its cause. `now` is 1000 seconds after 1970.
fn decoded(declaration: &str, envelope: &str) -> String {
    let text = format!(
        "gate: a\nfacts: {{f: {{{declaration}}}}}\nrules: [{{id: r, require: 'true', because: '{{f}}'}}]"
    );
    let loaded = gate::load("gate.yaml", &text);
    let gate = loaded.gate.unwrap_or_else(|| panic!("{declaration}: {:?}", loaded.problems));
    let mut parts = SnapshotParts::default();
    parts.add(("snapshot", envelope)).unwrap();
    let now = parts.now().unwrap();
    match decode(&gate.facts[0].declaration, &parts.freeze(now)).value {
        Ok(value) => value_text(&value),
        Err(problem) => format!("{}: {problem}", problem.state.name()),
    }
}

fn check(declaration: &str, cases: &[(&str, &str)]) {
    for (json, expected) in cases {
        let envelope = format!(r#"{{"now": 1000, "facts": {{"f": {json}}}}}"#);
        assert_eq!(decoded(declaration, &envelope), *expected, "{declaration}: {json}");
    }
}

#[test]
fn numbers() {
    check(
        "type: number",
        &[
            ("16", "16"),
            ("-0.5", "-0.5"),
            ("\"16\"", "invalid: this is a text, not a number"),
            ("\"NaN\"", "invalid: `NaN` is not a finite number"),
            ("true", "invalid: this is a bool, not a number"),
            ("null", "invalid: this is null, not a number"),
            ("1e400", "invalid: number out of range at line 1 column 5"),
        ],
    );
    check(
        "type: number, unit: ms",
        &[
            ("35", "35ms"),
            ("\"0.2s\"", "200ms"),
            ("\"5%\"", "invalid: `5%` is a share, not a time"),
            (
                "1e300",
                "invalid: `1000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000` is out of range",
            ),
        ],
    );
    check("type: number, unit: '%'", &[("0.1", "0.1 %"), ("\"0.001 ratio\"", "0.1 %")]);
}

#[test]
fn single_values() {
    check(
        "type: string",
        &[
            ("\"a\"", "a"),
            ("\" \"", "empty: a text that is empty: say `allow_empty: true` if that is an answer"),
            ("1", "invalid: this is a number, not a text"),
        ],
    );
    check(
        "type: bool",
        &[
            ("false", "false"),
            ("\"false\"", "invalid: this is a text, not a bool"),
            ("0", "invalid: this is a number, not a bool"),
        ],
    );
    check(
        "type: timestamp",
        &[
            ("\"1970-01-01T01:00:00+01:00\"", "1970-01-01T00:00:00Z"),
            ("1.5", "1970-01-01T00:00:01.5Z"),
            ("\"noon\"", "invalid: not a time: write RFC 3339 text or seconds since 1970"),
            ("1e12", "invalid: not a time: write RFC 3339 text or seconds since 1970"),
            ("[]", "empty: a list that is empty"),
            ("[1]", "invalid: this is a list, not a time"),
        ],
    );
    check(
        "type: duration",
        &[("\"1h30m\"", "1h30m"), ("90", "invalid: this is a number, not a duration such as `5m`")],
    );
}

#[test]
fn json_values() {
    check(
        "type: list",
        &[
            ("[1, \"a\"]", "1, a"),
            ("[]", "empty: a list that is empty: say `allow_empty: true` if that is an answer"),
            ("{\"a\": 1}", "invalid: this is an object, not a list"),
        ],
    );
    check("type: list, allow_empty: true", &[("[]", "none")]);
    check(
        "type: map",
        &[
            ("{\"b\": 1, \"a\": [2]}", "{a: [2], b: 1}"),
            ("{\"a\": 1, \"a\": 2}", "invalid: the key `a` comes twice at line 1 column 16"),
            ("[1]", "invalid: this is a list, not an object"),
        ],
    );
    check(
        "type: json",
        &[
            ("3", "3"),
            ("null", "empty: null"),
            ("\"\"", "empty: a text that is empty: say `allow_empty: true` if that is an answer"),
        ],
    );
}

#[test]
fn series() {
    let declaration = "type: series, unit: '%', window: 1m, step: 15s";
    check(
        declaration,
        &[
            ("[[940, 1], [955, 2], [970, 3], [985, 4], [1000, 5]]", "5 samples"),
            (r#"{"start": 940, "step": "15s", "values": [1, null, 2, "NaN", 3]}"#, "3 samples"),
            (
                r#"{"samples": [["1970-01-01T00:16:40Z", 1], [985, 1]]}"#,
                "invalid: sample 2 is 15s earlier than the one before it",
            ),
            ("[]", "empty: no samples in the last 1m"),
            ("[[700, 1]]", "stale: newest sample is 5m old, limit 45s"),
            ("[[1000, 1]]", "sparse: 1 of 4 expected samples (25 %), at least 50 % needed"),
            ("[[1000, \"one\"]]", "invalid: sample 1: the value `one` is a text, not a number"),
            ("[1, 2]", "invalid: sample 1: not a pair of time and value"),
            ("[[1000, true]]", "invalid: sample 1: this is a bool, not a number"),
            (
                r#"[{"labels": {}, "samples": []}]"#,
                "invalid: sample 1: several series where one is declared: add `by:` with their labels, or reduce the query",
            ),
            (
                r#"{"start": 940, "step": 15, "values": []}"#,
                "invalid: `step` is no duration such as `15s`",
            ),
            (r#"{"samples": [], "more": 1}"#, "invalid: unknown field `more`"),
            ("5", "invalid: the series is a number, not an object"),
        ],
    );
    check(
        "type: series, stale_after: 1m, by: [pod]",
        &[
            (r#"[{"labels": {"pod": "a"}, "samples": [[1000, 1]]}]"#, "pod a, 1 samples"),
            (
                r#"[{"labels": {"host": "a"}, "samples": [[1000, 1]]}]"#,
                "invalid: series 1: a series has no label `pod`",
            ),
            (
                r#"[{"labels": {"pod": "a"}, "samples": [[100, 1]]}]"#,
                "stale: series `pod=a`: newest sample is 15m old, limit 1m",
            ),
            (
                "[[[1000, 1]]]",
                "invalid: series 1: samples without labels: give the label `pod` of each series",
            ),
            ("[]", "empty: no series"),
            ("{}", "invalid: this is an object, not a list of series with labels"),
        ],
    );
}

#[test]
fn test_results() {
    check(
        "type: tests",
        &[
            (
                r#"{"total": 2, "passed": 2, "failed": 0, "skipped": 0}"#,
                "{total: 2, passed: 2, failed: 0, skipped: 0, failures: []}",
            ),
            (r#"{"total": 0, "passed": 0, "failed": 0, "skipped": 0}"#, "empty: no tests were run"),
            (
                r#"{"total": 2, "passed": 0, "failed": 0, "skipped": 2}"#,
                "empty: every test was skipped",
            ),
            (
                r#"{"total": 3, "passed": 2, "failed": 0, "skipped": 0}"#,
                "invalid: 2 passed, 0 failed and 0 skipped are not 3",
            ),
            (
                r#"{"total": 1, "passed": 0, "failed": 1, "skipped": 0}"#,
                "invalid: 1 tests failed, 0 are listed",
            ),
            (r#"{"total": 1, "passed": 1, "failed": 0}"#, "invalid: `skipped` is missing"),
            (
                r#"{"total": -1, "passed": 1, "failed": 0, "skipped": 0}"#,
                "invalid: `total` is negative: -1",
            ),
        ],
    );
}

#[test]
fn coverage_scans_and_certificates() {
    check(
        "type: coverage",
        &[
            (r#"{"lines": 87.5}"#, "{lines: 87.5 %}"),
            (r#"{"lines": 100.1}"#, "invalid: `lines` is 100.1, not 0 to 100 percent"),
            (r#"{"lines": null}"#, "empty: neither lines, branches nor functions"),
        ],
    );
    check(
        "type: scan",
        &[
            (
                r#"{"critical": 0, "high": 1, "medium": 2, "low": 3}"#,
                "{critical: 0, high: 1, medium: 2, low: 3, unknown: 0, and 1 more}",
            ),
            (r#"{"critical": 0}"#, "invalid: `high` is missing"),
        ],
    );
    check(
        "type: certificate",
        &[
            (r#"{"expires_at": 940}"#, "{expires_at: 1970-01-01T00:15:40Z, expires_in: -1m}"),
            (
                r#"{"expires_at": 940, "names": ["a"], "chain": [{"expires_at": 2000}]}"#,
                "{expires_at: 1970-01-01T00:15:40Z, expires_in: -1m, names: ['a'], chain: [{'expires_at': 1970-01-01T00:33:20Z, 'expires_in': 1000s}]}",
            ),
            (r#"{"expires_at": 940, "names": "a"}"#, "invalid: `names` is a text, not a list"),
            ("{}", "empty: an object that is empty"),
            (
                r#"{"expires_at": "never"}"#,
                "invalid: expires_at: not a time: write RFC 3339 text or seconds since 1970",
            ),
        ],
    );
}

#[test]
fn checklists_and_signoffs() {
    check(
        "type: checklist",
        &[
            (
                r#"[{"text": "a", "done": true}, {"text": "b", "state": "open"}]"#,
                "1 of 2 done, open: b",
            ),
            (
                r#"[{"text": "a", "done": true}, {"text": "b", "state": "not-applicable"}]"#,
                "1 of 1 done, 1 not applicable",
            ),
            (
                r#"{"items": [{"text": "a", "state": "done"}], "sections": [], "signoffs": {}}"#,
                "1 of 1 done",
            ),
            (r#"{"items": []}"#, "empty: the checklist has no items"),
            (r#"[{"text": "a"}]"#, "invalid: item 1: `done` is missing"),
            (r#"[{"text": "a", "done": "yes"}]"#, "invalid: item 1: `done` is a text, not a bool"),
            (r#"[{"text": "a", "state": "maybe"}]"#, "invalid: item 1: unknown state `maybe`"),
            (
                r#"[{"text": "a", "done": true, "state": "done"}]"#,
                "invalid: item 1: `done` and `state` say the same: give one",
            ),
        ],
    );
    check(
        "type: signoffs",
        &[
            (
                r#"{"QA": {"approved": true, "by": "Ada"}, "DBA": null}"#,
                "1 of 2 approved, open: DBA",
            ),
            (r#"{"QA": {"approved": true}}"#, "invalid: QA: approved without a name in `by`"),
            (
                r#"{"QA": {"approved": true, "by": "Ada", "at": 2000}}"#,
                "invalid: QA: `at` lies in the future",
            ),
            (r#"{"QA": {"approved": true, "by": "Ada", "at": 1060}}"#, "1 of 1 approved"),
            ("{}", "empty: an object that is empty"),
        ],
    );
}

#[test]
fn what_is_not_there_or_not_fresh() {
    for (declaration, envelope, expected) in [
        ("type: number", r#"{"now": 1000, "facts": {}}"#, "missing: not in the snapshot"),
        ("type: number", r#"{"now": 1000, "facts": {"other": 1}}"#, "missing: not in the snapshot"),
        (
            "type: number, optional: true",
            r#"{"now": 1000, "facts": {}}"#,
            "absent: not in the snapshot",
        ),
        (
            "type: number",
            r#"{"now": 1000, "facts": {}, "failed": {"f": {"cause": "503"}}}"#,
            "failed: 503",
        ),
        (
            "type: number, stale_after: 1m",
            r#"{"now": 1000, "facts": {"f": 1}, "collected": {"f": 940}}"#,
            "1",
        ),
        (
            "type: number, stale_after: 1m",
            r#"{"now": 1000, "facts": {"f": 1}, "collected": {"f": 939}}"#,
            "stale: collected 1m1s ago, limit 1m",
        ),
        (
            "type: number, stale_after: 1m",
            r#"{"now": 1000, "facts": {"f": 1}}"#,
            "stale: the snapshot does not say when it was collected",
        ),
        (
            "type: number",
            r#"{"now": 1000, "facts": {"f": 1}, "collected": {"f": 1061}}"#,
            "invalid: collected 1m1s after the snapshot's time",
        ),
        (
            "type: number, stale_after: 1m",
            r#"{"now": "9999-01-01T00:00:00Z", "facts": {"f": 1}, "collected": {"f": "0001-01-01T00:00:00Z"}}"#,
            "invalid: collected at a time that is out of range",
        ),
        (
            "type: number",
            r#"{"now": "0001-01-01T00:00:00Z", "facts": {"f": 1}, "collected": {"f": "9999-01-01T00:00:00Z"}}"#,
            "invalid: collected at a time that is out of range",
        ),
    ] {
        assert_eq!(decoded(declaration, envelope), expected, "{declaration}: {envelope}");
    }
}

#[test]
fn snapshots_are_read_strictly() {
    let refused = |text: &str| {
        let mut parts = SnapshotParts::default();
        parts.add(("s.json", text)).unwrap_err().to_string()
    };
    for (text, expected) in [
        ("[]", "s.json: expected an object of facts"),
        ("", "s.json: it is empty"),
        (r#"{"facts": {}, "more": 1}"#, "s.json: unknown key `more` beside `facts`"),
        (
            r#"{"facts": {}, "schema": "x"}"#,
            "s.json: `schema` is \"x\", expected \"gonogo.snapshot/v1\"",
        ),
        (
            r#"{"facts": {}, "now": "noon"}"#,
            "s.json: `now`: not a time: write RFC 3339 text or seconds since 1970",
        ),
        (
            r#"{"facts": {"a": 1}, "failed": {"a": {"cause": "x"}}}"#,
            "s.json: the fact `a` is given twice",
        ),
        (r#"{"a": 1, "a": 2}"#, "s.json: the key `a` comes twice at line 1 column 16"),
    ] {
        assert_eq!(refused(text), expected, "{text}");
    }
}

#[test]
fn digests_tell_snapshots_apart() {
    let digest = |text: &str| {
        let mut parts = SnapshotParts::default();
        parts.add(("s.json", text)).unwrap();
        let now = parts.now().unwrap();
        parts.freeze(now).digest()
    };
    let texts = [
        r#"{"now": 1, "facts": {"a": 1, "b": 2}}"#,
        r#"{"now": 2, "facts": {"a": 1, "b": 2}}"#,
        r#"{"now": 1, "facts": {"a": 2, "b": 1}}"#,
        r#"{"now": 1, "facts": {"a": 1}, "failed": {"b": {"cause": "2"}}}"#,
        r#"{"now": 1, "facts": {"a": 1}, "collected": {"b": 2}}"#,
        r#"{"now": 1, "phase_started": 0, "facts": {"a": 1, "b": 2}}"#,
    ];
    let digests: std::collections::BTreeSet<String> =
        texts.iter().map(|text| digest(text)).collect();
    assert_eq!(digests.len(), texts.len());
    assert_eq!(digest(texts[0]), digest(r#"{"facts": {"b": 2, "a": 1}, "now": 1}"#));
}
