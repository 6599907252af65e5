use super::*;

const SARIF: &str = include_str!("../../../../fixtures/formats/scan/codeql.sarif");
const TRIVY: &str = include_str!("../../../../fixtures/formats/scan/trivy.json");
const GRYPE: &str = include_str!("../../../../fixtures/formats/scan/grype.json");
const CYCLONEDX: &str = include_str!("../../../../fixtures/formats/scan/cyclonedx.json");

type Read = fn(&str) -> Result<Value, FormatError>;

/// Critical, high, medium, low, unknown.
#[track_caller]
fn check(read: Read, text: &str, expected: [u64; 5]) {
    let value = read(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let counts = SEVERITIES.map(|(name, _)| value[name].as_u64().unwrap());
    assert_eq!(counts, expected, "{text}");
}

#[track_caller]
fn refused(read: Read, text: &str, message: &str) {
    assert_eq!(read(text).unwrap_err().message, message, "{text}");
}

#[test]
fn reports_of_scanners_are_counted() {
    check(sarif::read, SARIF, [1, 1, 2, 1, 0]);
    check(trivy::read, TRIVY, [2, 2, 1, 1, 1]);
    check(grype::read, GRYPE, [1, 1, 0, 1, 1]);
    check(cyclonedx::read, CYCLONEDX, [1, 1, 0, 1, 1]);
    check(own::read, r#"{"critical": 0, "high": 2, "medium": 5, "low": 1}"#, [0, 2, 5, 1, 0]);
}

#[test]
fn half_a_report_is_none() {
    let whole: [(Read, &str); 4] = [
        (sarif::read, SARIF),
        (trivy::read, TRIVY),
        (grype::read, GRYPE),
        (cyclonedx::read, CYCLONEDX),
    ];
    for (read, text) in whole {
        assert!(read(&text[..text.len() / 2]).is_err());
        assert!(read("").is_err() && read("{}").is_err() && read("[]").is_err());
    }
}

fn run(result: &str) -> String {
    let tool = r#""tool": {"driver": {"name": "t", "rules": [{"id": "r", "properties": {"security-severity": "9.8"}}, {"id": "s", "defaultConfiguration": {"level": "note"}}]}}"#;
    format!(r#"{{"version": "2.1.0", "runs": [{{{tool}, {result}}}]}}"#)
}

fn result(fields: &str) -> String {
    run(&format!("\"results\": [{{{fields}}}]"))
}

#[test]
fn results_of_sarif_are_judged() {
    let one = |fields: &str, expected| check(sarif::read, &result(fields), expected);
    one(r#""ruleId": "r""#, [1, 0, 0, 0, 0]);
    one(r#""ruleId": "r/sub""#, [1, 0, 0, 0, 0]);
    one(r#""ruleIndex": 0, "level": "note""#, [1, 0, 0, 0, 0]);
    one(r#""ruleId": "r", "properties": {"security-severity": 3.1}"#, [0, 0, 0, 1, 0]);
    one(r#""ruleId": "s""#, [0, 0, 0, 1, 0]);
    one(r#""rule": {"index": 1}"#, [0, 0, 0, 1, 0]);
    one(r#""ruleId": "s", "level": "error""#, [0, 1, 0, 0, 0]);
    one(r#""ruleId": "elsewhere""#, [0, 0, 1, 0, 0]);
    one(r#""level": "none""#, [0, 0, 0, 0, 1]);
    one(r#""kind": "review", "level": "none""#, [0, 0, 0, 0, 1]);
    for kind in ["pass", "notApplicable", "informational"] {
        one(&format!(r#""kind": "{kind}", "ruleId": "r""#), [0; 5]);
    }
    one(r#""ruleId": "r", "baselineState": "absent""#, [0; 5]);
    one(r#""ruleId": "r", "suppressions": [{"kind": "inSource"}]"#, [0; 5]);
    one(r#""ruleId": "r", "suppressions": []"#, [1, 0, 0, 0, 0]);
    let review =
        r#""ruleId": "r", "suppressions": [{"kind": "external", "status": "underReview"}]"#;
    one(review, [1, 0, 0, 0, 0]);
    check(sarif::read, &run("\"results\": []"), [0; 5]);
}

#[test]
fn scans_that_failed_or_were_not_made_are_no_zero() {
    let sarif = |text: &str, message| refused(sarif::read, text, message);
    sarif(r#"{"version": "2.1.0", "runs": []}"#, "there are no `runs`: nothing was scanned");
    sarif(r#"{"version": "2.0.0", "runs": []}"#, "`version` is `2.0.0`, not `2.1.0`");
    let not_made = "run 1: there are no `results`: the scan was not made";
    sarif(&run("\"results\": null"), not_made);
    sarif(&run("\"columnKind\": \"utf16CodeUnits\""), not_made);
    sarif(
        &run(
            r#""results": [], "invocations": [{"executionSuccessful": false, "toolExecutionNotifications": [{"message": {"text": "out of memory"}}]}]"#,
        ),
        "run 1: the scan failed: out of memory",
    );
    sarif(&run(r#""results": [], "invocations": [{}]"#), "run 1: `executionSuccessful` is missing");
    sarif(&result(r#""ruleIndex": 7"#), "run 1: result 1: its rule is not in the list of rules");
    sarif(
        &result(r#""properties": {"security-severity": "high"}"#),
        "run 1: result 1: `security-severity` is \"high\", not 0 to 10",
    );

    let trivy = |text: &str, message| refused(trivy::read, text, message);
    trivy(r#"{"SchemaVersion": 2}"#, "there are no `Results`: nothing was scanned");
    trivy(r#"{"SchemaVersion": 1}"#, "`SchemaVersion` is not 2");
    trivy(r#"{"SchemaVersion": 2, "Results": [{"Secrets": [{}]}]}"#, "`Severity` is missing");
    let grype = |text: &str, message| refused(grype::read, text, message);
    let descriptor =
        r#""source": {}, "descriptor": {"name": "grype", "db": {"status": {"valid": false}}}"#;
    grype(
        &format!("{{\"matches\": [], {descriptor}}}"),
        "the database of vulnerabilities is not usable",
    );
    grype(&GRYPE.replace("\"matches\"", "\"found\""), "`matches` is missing");
    let cyclonedx = |text: &str, message| refused(cyclonedx::read, text, message);
    cyclonedx(r#"{"bomFormat": "SPDX"}"#, "`bomFormat` is not `CycloneDX`");
    cyclonedx(
        r#"{"bomFormat": "CycloneDX", "components": []}"#,
        "there are no `vulnerabilities`: this is no scan",
    );
    let own = |text: &str, message| refused(own::read, text, message);
    own(r#"{"critical": 0, "high": 0, "medium": 0}"#, "`low` is missing");
    own(r#"{"critical": -1, "high": 0, "medium": 0, "low": 0}"#, "`critical` is -1, not a count");
    own(r#"{"critical": 0, "high": 0, "medium": 0, "low": 0, "info": 3}"#, "unknown key `info`");
}

#[test]
fn reports_add_up() {
    let one = own::read(r#"{"critical": 1, "high": 2, "medium": 0, "low": 0}"#).unwrap();
    check(|_| twice(), "", [2, 4, 0, 0, 0]);
    assert_eq!(merge(&[]).unwrap_err().message, "no report to read");
    assert!(merge(&[one, json!([])]).is_err());
}

fn twice() -> Result<Value, FormatError> {
    let one = json!({"critical": 1, "high": 2, "medium": 0, "low": 0});
    merge(&[one.clone(), one])
}
