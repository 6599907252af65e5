//! Checklists, sign-offs, test results, coverage, scans, probes, certificates.

use serde_json::json;

use crate::kind::{Fault, Kind, of_dated, part, value, with};

pub(crate) fn kinds() -> Vec<Kind> {
    vec![checklist(), signoffs(), tests(), coverage(), scan(), probe(), certificate()]
}

/// What can befall every object.
fn of_object(specific: Vec<Fault>) -> Vec<Fault> {
    let mut faults = of_dated(vec![
        value("wrong type: text", r#""fine""#, "a text, not an object"),
        value("wrong type: number", "7", "a number, not an object"),
        value("wrong type: list", "[1]", "a list, not an object"),
        value("wrong type: bool", "true", "a bool, not an object"),
        value("empty", "{}", "an object that is empty"),
    ]);
    faults.extend(specific);
    faults
}

fn checklist() -> Kind {
    let one = |item: &str| format!(r#"{{"items": [{{"text": "b", "done": true}}, {item}]}}"#);
    Kind {
        name: "checklist",
        declaration: "type: checklist, stale_after: 10m",
        healthy: one(r#"{"text": "a", "done": true, "section": ["S"], "owner": "Ann", "line": 3}"#),
        good: "fact.done() && fact.section('S').done() && fact.done('b')",
        faults: of_dated(vec![
            value("wrong type: text", r#""done""#, "`items` is a text, not a list"),
            value("wrong type: bool", "true", "`items` is a bool, not a list"),
            value("wrong type: items", r#"{"items": "all"}"#, "`items` is a text, not a list"),
            value("empty", "{}", "an object that is empty"),
            value("no items", r#"{"items": []}"#, "the checklist has no items"),
            value("missing field", r#"{"sections": []}"#, "`items` is missing"),
            value("no text", one(r#"{"done": true}"#), "item 2: `text` is missing"),
            value("no state", one(r#"{"text": "a"}"#), "item 2: `done` is missing"),
            value("null state", one(r#"{"text": "a", "done": null}"#), "`done` is missing"),
            value("text for a state", one(r#"{"text": "a", "done": "x"}"#), "`done` is a text"),
            value("number for a state", one(r#"{"text": "a", "done": 1}"#), "`done` is a number"),
            value("unknown state", one(r#"{"text": "a", "state": "yes"}"#), "unknown state `yes`"),
            value(
                "contradicting states",
                one(r#"{"text": "a", "done": true, "state": "open"}"#),
                "`done` and `state`",
            ),
            value("item of text", one(r#""a""#), "item 2: the item is a text"),
            value("unknown field", one(r#"{"text": "a", "done": true, "x": 1}"#), "field `x`"),
            value("duplicate key", one(r#"{"text": "a", "done": false, "done": true}"#), "twice"),
            part("missing section", one(r#"{"text": "a", "done": true}"#), "no section `S`"),
            part("missing item", r#"[{"text": "a", "done": true, "section": "S"}]"#, "no item `b`"),
            part(
                "item that does not apply",
                r#"[{"text": "a", "done": true, "section": "S"}, {"text": "b", "state": "not-applicable"}]"#,
                "`b` does not apply",
            ),
            part(
                "section where nothing applies",
                one(r#"{"text": "a", "state": "not-applicable", "section": "S"}"#),
                "no item of the checklist applies",
            ),
            part(
                "ambiguous item",
                one(r#"{"text": "b", "done": true, "section": "S"}"#),
                "several items read `b`",
            ),
        ]),
    }
}

fn signoffs() -> Kind {
    let qa = |entry: &str| format!(r#"{{"QA": {entry}, "Ops": {{"approved": true, "by": "Bo"}}}}"#);
    Kind {
        name: "signoffs",
        declaration: "type: signoffs, stale_after: 10m",
        healthy: qa(r#"{"approved": true, "by": "Ann", "at": "2026-01-04T01:00:00Z"}"#),
        good: "fact.approved() && fact.approved('QA') && fact.at('QA') < now",
        faults: of_object(vec![
            value("no name", qa(r#"{"approved": true}"#), "QA: approved without a name in `by`"),
            value("blank name", qa(r#"{"approved": true, "by": " "}"#), "without a name"),
            value(
                "signed in the future",
                qa(r#"{"approved": true, "by": "Ann", "at": "2026-01-05T00:00:00Z"}"#),
                "QA: `at` lies in the future",
            ),
            value(
                "text for a bool",
                qa(r#"{"approved": "yes", "by": "A"}"#),
                "`approved` is a text",
            ),
            value(
                "number for a bool",
                qa(r#"{"approved": 1, "by": "A"}"#),
                "`approved` is a number",
            ),
            value("number for a name", qa(r#"{"approved": true, "by": 5}"#), "`by` is a number"),
            value("bare bool", qa("true"), "QA: the sign-off is a bool"),
            value("unknown field", qa(r#"{"approved": true, "by": "A", "x": 1}"#), "field `x`"),
            value(
                "word for a time",
                qa(r#"{"approved": true, "by": "A", "at": "noon"}"#),
                "not a time",
            ),
            value("duplicate key", qa(r#"{"approved": false, "approved": true}"#), "comes twice"),
            part("missing role", r#"{"Ops": {"approved": true, "by": "Bo"}}"#, "`QA`"),
            part("no time", qa(r#"{"approved": true, "by": "Ann"}"#), "has no time"),
        ]),
    }
}

fn tests() -> Kind {
    let base = json!({"total": 20, "passed": 19, "failed": 0, "skipped": 1, "failures": [],
                      "duration": "3m"});
    let one = |changes: serde_json::Value| with(&base, &changes);
    let failed =
        |failures: serde_json::Value| one(json!({"passed": 18, "failed": 1, "failures": failures}));
    Kind {
        name: "tests",
        declaration: "type: tests, stale_after: 10m",
        healthy: base.to_string(),
        good: "fact.failed == 0 && fact.duration < duration('5m')",
        faults: of_object(vec![
            value("no tests", one(json!({"total": 0, "passed": 0, "skipped": 0})), "no tests"),
            value(
                "all skipped",
                one(json!({"passed": 0, "skipped": 20})),
                "every test was skipped",
            ),
            value("truncated counts", one(json!({"total": 200})), "are not 200"),
            value("contradicting counts", one(json!({"passed": 25})), "are not 20"),
            value("overflowing counts", one(json!({"passed": i64::MAX})), "are not 20"),
            value("failures not listed", failed(json!([])), "1 tests failed, 0 are listed"),
            value(
                "failures not counted",
                one(json!({"failures": [{"name": "a"}]})),
                "1 are listed",
            ),
            value("failure without a name", failed(json!([{"suite": "s"}])), "has no `name`"),
            value("failures of text", failed(json!("a")), "`failures` is a text"),
            value("missing field", one(json!({"failed": null})), "`failed` is missing"),
            value("negative count", one(json!({"failed": -1})), "`failed` is negative"),
            value("text for a number", one(json!({"failed": "0"})), "`failed` is a text"),
            value("fraction of a test", one(json!({"failed": 0.5})), "`failed` is a number"),
            value("unknown field", one(json!({"errors": 3})), "unknown field `errors`"),
            value("word for a duration", one(json!({"duration": "long"})), "duration: "),
            value("duplicate key", r#"{"failed": 3, "failed": 0}"#, "`failed` comes twice"),
            part("no duration", one(json!({"duration": null})), "`duration`"),
        ]),
    }
}

fn coverage() -> Kind {
    let base = json!({"lines": 87.5, "branches": 71});
    let one = |changes: serde_json::Value| with(&base, &changes);
    Kind {
        name: "coverage",
        declaration: "type: coverage, stale_after: 10m",
        healthy: base.to_string(),
        good: "fact.lines >= quantity('80%') && fact.branches >= quantity('70%')",
        faults: of_object(vec![
            value("too much", one(json!({"lines": 101})), "`lines` is 101, not 0 to 100 percent"),
            value("negative", one(json!({"lines": -1})), "`lines` is -1, not 0 to 100 percent"),
            value("text for a number", one(json!({"lines": "87.5"})), "`lines` is"),
            value("NaN", one(json!({"lines": "NaN"})), "`lines` is"),
            value("bool for a number", one(json!({"lines": true})), "`lines` is"),
            value("unknown field", one(json!({"line": 99})), "unknown field `line`"),
            value("all null", r#"{"lines": null}"#, "neither lines, branches nor functions"),
            value("duplicate key", r#"{"lines": 10, "lines": 90}"#, "`lines` comes twice"),
            part("missing field", one(json!({"branches": null})), "`branches`"),
        ]),
    }
}

fn scan() -> Kind {
    let base = json!({"critical": 0, "high": 1, "medium": 4, "low": 9});
    let one = |changes: serde_json::Value| with(&base, &changes);
    Kind {
        name: "scan",
        declaration: "type: scan, stale_after: 10m",
        healthy: base.to_string(),
        good: "fact.critical == 0 && fact.total < 20",
        faults: of_object(vec![
            value("missing field", one(json!({"critical": null})), "`critical` is missing"),
            value("text for a number", one(json!({"critical": "0"})), "`critical` is a text"),
            value("negative", one(json!({"critical": -1})), "`critical` is negative"),
            value("fraction", one(json!({"critical": 0.0})), "`critical` is a number"),
            value("list for a number", one(json!({"critical": []})), "`critical` is a list"),
            value("unknown field", one(json!({"severe": 3})), "unknown field `severe`"),
            value("duplicate key", r#"{"critical": 3, "critical": 0}"#, "`critical` comes twice"),
        ]),
    }
}

fn probe() -> Kind {
    let base = json!({"status": 200, "latency": "35ms", "json": {"ready": true}});
    let one = |changes: serde_json::Value| with(&base, &changes);
    Kind {
        name: "probe",
        declaration: "type: probe, stale_after: 10m",
        healthy: base.to_string(),
        good: "fact.ok && fact.status < 300 && fact.latency < duration('1s') && fact.json.ready",
        faults: of_object(vec![
            value("no answer", one(json!({"status": 0})), "`status` is 0, no HTTP status"),
            value("no such status", one(json!({"status": 999})), "`status` is 999"),
            value("missing field", one(json!({"status": null})), "`status` is missing"),
            value("text for a number", one(json!({"status": "200"})), "`status` is a text"),
            value("word for a duration", one(json!({"latency": "fast"})), "latency: "),
            value(
                "number for a duration",
                one(json!({"latency": 35})),
                "latency: this is a number",
            ),
            value("unknown field", one(json!({"code": 200})), "unknown field `code`"),
            value("duplicate key", r#"{"status": 500, "status": 200}"#, "`status` comes twice"),
            part("no latency", one(json!({"latency": null})), "`latency`"),
            part("no JSON", one(json!({"json": null})), "`json`"),
            part("JSON text", one(json!({"json": "OK"})), "`ready`"),
            part("missing part of the JSON", one(json!({"json": {"up": true}})), "`ready`"),
            part(
                "text for a bool",
                one(json!({"json": {"ready": "true"}})),
                "`&&` takes no (string)",
            ),
        ]),
    }
}

fn certificate() -> Kind {
    let base = json!({"expires_at": "2026-07-01T00:00:00Z", "issuer": "CA"});
    let one = |changes: serde_json::Value| with(&base, &changes);
    Kind {
        name: "certificate",
        declaration: "type: certificate, stale_after: 10m",
        healthy: base.to_string(),
        good: "fact.expires_in > duration('720h') && fact.issuer == 'CA'",
        faults: of_object(vec![
            value("missing field", one(json!({"expires_at": null})), "`expires_at` is missing"),
            value("word for a time", one(json!({"expires_at": "never"})), "expires_at: not a time"),
            value(
                "bool for a time",
                one(json!({"expires_at": true})),
                "expires_at: this is a bool",
            ),
            value("time out of range", one(json!({"expires_at": 1e300})), "expires_at: not a time"),
            value("milliseconds", one(json!({"expires_at": 1_782_864_000_000_i64})), "not a time"),
            value("number for a text", one(json!({"issuer": 5})), "`issuer` is a number"),
            value("unknown field", one(json!({"expiry": 1})), "unknown field `expiry`"),
            value("duplicate key", r#"{"issuer": "a", "issuer": "b"}"#, "`issuer` comes twice"),
            part("no issuer", one(json!({"issuer": null})), "`issuer`"),
        ]),
    }
}
