//! Texts of all formats, as they come.

use gonogo_cel::Diagnostic;

use super::*;

const NOW: &str = "2026-01-04T03:40:00Z";

/// As a fact of a gate asks for it: the keys of the fact, beside the path.
pub(crate) fn request(keys: &str) -> (Content, Request) {
    let gate = format!("gate: g\nfacts:\n  f: {{path: f.txt, {keys}}}\nrules: []\n");
    let (document, _) = gonogo_document::read(&gate);
    let planned = gonogo_sources::plan(&document.expect("a gate"));
    assert!(!planned.problems.iter().any(Diagnostic::is_error), "{keys}: {:?}", planned.problems);
    let request = planned.plan.requests[0].clone();
    let gonogo_sources::Ask::File(ask) = &request.ask else { panic!("{keys}") };
    let gonogo_sources::FileRead::Content(content) = &ask.read else { panic!("{keys}") };
    (content.clone(), request.clone())
}

#[track_caller]
fn check(keys: &str, text: &str, expected: &str) {
    let (content, request) = request(keys);
    let now = Timestamp::parse(NOW).unwrap();
    let found = match read(text, &content, &request, now) {
        Ok(value) => value.to_string(),
        Err(failure) => failure.cause,
    };
    assert_eq!(found, expected, "{keys}: {text:?}");
}

#[test]
fn plain_values_are_texts_or_chosen_in_json() {
    check("type: number", "\u{feff}16\n", "16");
    check("type: number", "16 rows", "`16 rows` is no number");
    check("type: number, unit: ms", "35ms", "\"35ms\"");
    check("type: number, jsonpath: $.a.b", r#"{"a": {"b": 1.5}}"#, "1.5");
    check("type: number, jsonpath: $.a", r#"{"a": "1.5"}"#, "this is the text `1.5`, not a number");
    check("type: number, jsonpath: $.b", r#"{"a": 1}"#, "`$` has no key `b`; it has `a`");
    check("type: string", " 2.0-rc1\n", "\"2.0-rc1\"");
    check("type: bool, jsonpath: $.ok", r#"{"ok": true}"#, "true");
    check("type: bool, format: yaml, jsonpath: $.ok", "ok: true\n", "true");
    check("type: duration", "5m", "\"5m\"");
    check("type: timestamp", "1767498000", "1767498000");
    check("type: list", "[1, 2]", "[1,2]");
    check("type: list", "{}", "this is an object, not a list");
    check("type: map, format: yaml", "a: 1", r#"{"a":1}"#);
    check(
        "type: json",
        "{\"a\": 1",
        "the JSON ends too early: EOF while parsing an object (line 1, column 7)",
    );
    check("type: number, format: csv, jsonpath: '$[-1].n'", "n\n1\n2\n", "2");
}

#[test]
fn series_come_in_every_form() {
    let check = |keys: &str, text: &str, expected: &str| {
        check(&format!("type: series, step: 15s{keys}"), text, expected);
    };
    let now = r#"[["2026-01-04T03:40:00Z",16]]"#;
    check("", "16\n", now);
    check("", "[[1767498000, 0.5]]", "[[1767498000,0.5]]");
    let spaced = r#"{"start":"2026-01-04T03:25:00Z","step":"15s","values":[0.02,null]}"#;
    check("", spaced, spaced);
    check("", "timestamp,value\n1767498000,NaN\n", r#"[[1767498000,"NaN"]]"#);
    check(", jsonpath: $.data.n", r#"{"data": {"n": 16}}"#, now);
    check(", jsonpath: $.n", r#"{"n": "16"}"#, "this is the text `16`, not a number");
    check(", jsonpath: $.n", r#"{"n": null}"#, "this is null, not a value");
    check(", unit: ms, jsonpath: $.n", r#"{"n": "0.5s"}"#, r#"[["2026-01-04T03:40:00Z",500.0]]"#);
    check(", unit: ms", "16ms", r#"[["2026-01-04T03:40:00Z",16.0]]"#);
    check(", unit: ms", "16B", "`16B` is a bytes, not a time");
    check(", format: csv, jsonpath: '$[-1].n'", "n\n1\n16\n", now);
    let by = r#"[{"labels":{"pod":"a"},"samples":[[1,2]]}]"#;
    check(", by: pod", by, by);
    check(", by: pod", "1,2\n3,4", "a table has one series, and `by` asks for several");
}

#[test]
fn reports_are_recognised() {
    let check = |kind: &str, text: &str, start: &str| {
        let (content, request) = request(&format!("type: {kind}"));
        let value = read(text, &content, &request, Timestamp::parse(NOW).unwrap());
        let shown = value.map_or_else(|failure| failure.cause, |value| value.to_string());
        assert!(shown.starts_with(start), "{kind}: {shown}");
    };
    macro_rules! report {
        ($file:literal) => {
            include_str!(concat!("../../../../fixtures/formats/", $file))
        };
    }
    check("tests", report!("junit/pytest.xml"), "{\"total\":");
    check("tests", report!("playwright/report.json"), "{\"total\":");
    let own = r#"{"total":1,"passed":1,"failed":0,"skipped":0}"#;
    check("tests", own, own);
    check("tests", "ok 1 - works", "the format is not recognised");
    check("tests", "", "the format is not recognised");
    check("tests", "<html>", "");
    check("coverage", report!("coverage/gcovr.info"), "{\"lines\":");
    check("coverage", report!("coverage/gcovr.xml"), "{\"lines\":");
    check("coverage", report!("coverage/llvm.json"), "{\"lines\":");
    check("coverage", r#"{"lines":87.5}"#, r#"{"lines":87.5}"#);
    check("coverage", "87 %", "the format is not recognised");
    check("scan", report!("scan/codeql.sarif"), "{\"critical\":");
    check("scan", report!("scan/trivy.json"), "{\"critical\":");
    check("scan", report!("scan/grype.json"), "{\"critical\":");
    check("scan", report!("scan/cyclonedx.json"), "{\"critical\":");
    check("scan", r#"{"critical":0,"high":1,"medium":0,"low":0}"#, "{\"critical\":0");
    check("scan", r#"{"findings": []}"#, "the format is not recognised");
    check("scan", r#"{"runs": [], "critical": 0}"#, "the format is not recognised");
    check("scan", "{\"critical\": 0", "the JSON ends too early");
    check("certificate", report!("certificate/root.pem"), "{\"expires_at\":");
    check("certificate", "-----BEGIN", "");
    check("map, format: k6", report!("k6/summary_export.json"), "{");
}

#[test]
fn a_report_of_the_wrong_kind_is_refused() {
    check(
        "type: coverage, format: lcov",
        "{}",
        "`{}` is no line of a tracefile (line 1, column 1)",
    );
    check("type: scan, format: trivy", "{}", "`SchemaVersion` is missing");
}

#[test]
fn bytes_are_in_the_unit_that_is_declared() {
    let check = |keys: &str, count: u64, expected: &str| {
        let (_, request) = request(keys);
        let found = bytes(count, &request);
        let found = found.map_or_else(|failure| failure.cause, |value| value.to_string());
        assert_eq!(found, expected, "{keys}");
    };
    check("type: number", 1_500_000, "1500000");
    check("type: number, unit: MB", 1_500_000, "1.5");
    check("type: number, unit: KiB", 1_024, "1.0");
    check("type: number, unit: ms", 5, "these are bytes, not `ms`: declare `unit: MB`");
}
