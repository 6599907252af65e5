//! What is read from the files of other tools is what the declared type takes.

use gonogo_formats::test_report::playwright::Flaky;
use gonogo_formats::{FormatError, certificate, coverage, prometheus, scan, test_report};
use serde_json::Value;

use crate::decoded;

#[track_caller]
fn check(declaration: &str, value: Result<Value, FormatError>, starts: &str) {
    let value = value.unwrap();
    let envelope = format!(r#"{{"now": 1767498000, "facts": {{"f": {value}}}}}"#);
    let decoded = decoded(declaration, &envelope);
    assert!(decoded.starts_with(starts), "{declaration}: {decoded}");
}

macro_rules! fixture {
    ($path:literal) => {
        include_str!(concat!("../../fixtures/formats/", $path))
    };
}

#[test]
fn values_of_formats_are_facts() {
    let tests = "type: tests";
    check(tests, test_report::junit::read(fixture!("junit/pytest.xml")), "{total: 11");
    check(tests, test_report::junit::read(fixture!("junit/surefire.xml")), "{total: 4");
    let report = fixture!("playwright/report.json");
    check(tests, test_report::playwright::read(report, Flaky::Fails), "{total: 5");
    check("type: map", test_report::k6::read(fixture!("k6/summary_export.json")), "{");
    check("type: coverage", coverage::lcov::read(fixture!("coverage/gcovr.info")), "{lines: 70");
    let xml = fixture!("coverage/gcovr.xml");
    check("type: coverage", coverage::cobertura::read(xml), "{lines: 70");
    check("type: coverage", coverage::llvm::read(fixture!("coverage/llvm.json")), "{lines: 87.5");
    check("type: scan", scan::sarif::read(fixture!("scan/codeql.sarif")), "{critical: 1");
    check("type: scan", scan::trivy::read(fixture!("scan/trivy.json")), "{critical: 2");
    check("type: scan", scan::grype::read(fixture!("scan/grype.json")), "{critical: 1");
    check("type: scan", scan::cyclonedx::read(fixture!("scan/cyclonedx.json")), "{critical: 1");
    let chain = fixture!("certificate/chain.pem").as_bytes();
    check("type: certificate", certificate::read(chain), "{expires_at: ");
    let vector = fixture!("prometheus/vector.json");
    check("type: number", prometheus::read(vector, prometheus::Wanted::Number), "0.0125");
}

#[test]
fn series_of_prometheus_are_facts() {
    let vector = prometheus::read(fixture!("prometheus/vector.json"), prometheus::Wanted::Series);
    check("type: series, stale_after: 1m", vector, "");
    let by = ["instance".to_owned()];
    let matrix =
        prometheus::read(fixture!("prometheus/matrix.json"), prometheus::Wanted::SeriesBy(&by));
    let declaration = "type: series, stale_after: 1h, by: [instance]";
    let envelope = format!(r#"{{"now": 1767497150, "facts": {{"f": {}}}}}"#, matrix.unwrap());
    let decoded = decoded(declaration, &envelope);
    assert!(!decoded.starts_with("invalid"), "{decoded}");
}
