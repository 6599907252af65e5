//! Snapshots: those of all fixtures are valid; each shape has its own definition.

use serde_json::{Value, json};

use crate::{assert_valid, cases, definition, problems, read, schema, validator};

#[test]
fn fixtures_are_valid() {
    let validator = validator(&schema("snapshot"));
    for case in cases() {
        let path = case.join("snapshot.json");
        let snapshot: Value = serde_json::from_str(&read(&path)).unwrap();
        assert_valid(&validator, &snapshot, &path.display().to_string());
    }
}

#[test]
fn wrong_envelopes_are_refused() {
    let validator = validator(&schema("snapshot"));
    for wrong in [
        json!({}),
        json!([]),
        json!({"facts": []}),
        json!({"facts": {}, "when": "now"}),
        json!({"facts": {}, "schema": "gonogo.snapshot/v2"}),
        json!({"facts": {}, "now": "03:40"}),
        json!({"facts": {}, "now": true}),
        json!({"facts": {"error-rate": 1}}),
        json!({"facts": {}, "failed": {"p95": "no answer"}}),
        json!({"facts": {}, "failed": {"p95": {"cause": "no answer", "code": 1}}}),
        json!({"facts": {}, "collected": {"p95": "yesterday"}}),
    ] {
        assert!(!problems(&validator, &wrong).is_empty(), "{wrong}");
    }
}

fn check(shape: &str, good: &[Value], wrong: &[Value]) {
    let validator = definition(&schema("snapshot"), shape);
    for value in good {
        assert_valid(&validator, value, shape);
    }
    for value in wrong {
        assert!(!problems(&validator, value).is_empty(), "{shape}: {value}");
    }
}

#[test]
fn series_are_pairs_or_evenly_spaced() {
    check(
        "series",
        &[
            json!([]),
            json!([[1767498000, 1.5], ["2026-01-04T03:40:00Z", null], [1767498000.5, "NaN"]]),
            json!({"samples": [[1, 2]]}),
            json!({"start": "2026-01-04T03:40:00+01:00", "step": "1m30s", "values": [1, null]}),
        ],
        &[
            json!([1, 2]),
            json!([[1, 2, 3]]),
            json!([[1, "two"]]),
            json!([["yesterday", 2]]),
            json!({"start": 0, "step": 15, "values": []}),
            json!({"start": 0, "values": []}),
            json!({"samples": [], "values": []}),
        ],
    );
    check(
        "labelled",
        &[json!([{"labels": {"pod": "a"}, "samples": [[1, 2]]}])],
        &[json!([{"samples": [[1, 2]]}]), json!([{"labels": {"pod": 1}, "samples": []}])],
    );
}

#[test]
fn structured_facts_have_their_fields() {
    check(
        "tests",
        &[
            json!({"total": 1, "passed": 1, "failed": 0, "skipped": 0, "failures": [], "duration": "2s"}),
        ],
        &[
            json!({"total": 1, "passed": 1, "failed": 0}),
            json!({"total": 1.5, "passed": 1, "failed": 0, "skipped": 0}),
            json!({"total": 1, "passed": 0, "failed": 1, "skipped": 0, "failures": [{"suite": "a"}]}),
        ],
    );
    check(
        "checklist",
        &[
            json!([{"text": "a", "done": true}]),
            json!({"items": [{"text": "a", "state": "open"}]}),
            json!({"items": [{"text": "a", "state": "not-applicable"}], "sections": [], "signoffs": {}}),
        ],
        &[
            json!([{"text": "a"}]),
            json!([{"text": "a", "done": true, "state": "done"}]),
            json!({"items": [{"done": true}]}),
        ],
    );
    check(
        "signoffs",
        &[json!({"QA": null, "DBA": {"approved": true, "by": "Ada", "at": 1767498000}})],
        &[json!({"QA": {"approved": true}}), json!({"QA": true}), json!({"QA": {"by": 1}})],
    );
    check("coverage", &[json!({"lines": 87.5})], &[json!({}), json!({"lines": 101})]);
    check(
        "scan",
        &[json!({"critical": 0, "high": 0, "medium": 1, "low": 2, "unknown": 1})],
        &[json!({"critical": 0}), json!({"critical": -1, "high": 0, "medium": 0, "low": 0})],
    );
}

#[test]
fn what_servers_show_has_its_fields() {
    check(
        "probe",
        &[
            json!({"status": 200, "latency": "35ms", "headers": {"a": "b"}, "body": "{}", "json": {}}),
        ],
        &[
            json!({"status": "200"}),
            json!({"status": 700}),
            json!({"status": 200, "latency": 35}),
            json!({"status": 200, "body": {}}),
            json!({"status": 200, "headers": {"Age": "1"}}),
            json!({"status": 200, "headers": {"age": 1}}),
        ],
    );
    check(
        "certificate",
        &[
            json!({"expires_at": "2026-03-01T00:00:00Z", "subject": "a"}),
            json!({"expires_at": 5, "names": ["a"], "chain": [{"expires_at": 5, "issuer": "b"}]}),
        ],
        &[
            json!({"expires_in": "3d"}),
            json!({"expires_at": "March"}),
            json!({"expires_at": 5, "names": "a"}),
            json!({"expires_at": 5, "chain": [{"issuer": "b"}]}),
        ],
    );
}
