use gonogo_engine::plugin::Judgement;
use gonogo_rego::Value;

use super::{Answer, findings};

fn answer(entrypoint: &'static str, result: &str, failed: &[&str]) -> Answer<'static> {
    let results = if result.is_empty() {
        "set()".to_owned()
    } else {
        format!("{{{{\"result\": {result}}}}}")
    };
    let results = Value::read(&results).unwrap();
    Answer { entrypoint, results, failed: failed.iter().map(|text| (*text).to_owned()).collect() }
}

fn shown(answers: &[Answer<'_>]) -> Vec<String> {
    let findings = match findings(answers) {
        Ok(findings) => findings,
        Err(failure) => return vec![failure.cause],
    };
    findings
        .into_iter()
        .map(|finding| {
            let outcome = match finding.outcome {
                Judgement::Pass => "pass".to_owned(),
                Judgement::Fail(effect) => effect.name().to_owned(),
                Judgement::Undetermined => "undetermined".to_owned(),
            };
            let evidence: Vec<String> =
                finding.evidence.iter().map(|(name, value)| format!(" {name}={value}")).collect();
            format!("{} {outcome}: {}{}", finding.id, finding.message, evidence.concat())
        })
        .collect()
}

fn check(entrypoint: &'static str, result: &str, expected: &[&str]) {
    assert_eq!(shown(&[answer(entrypoint, result, &[])]), expected, "{entrypoint} {result}");
}

#[test]
fn sets_are_findings_in_order() {
    check("gate/deny", "set()", &["deny pass: `gate/deny` has nothing"]);
    check("gate/deny", r#"{"b", "a"}"#, &["deny no-go: a", "deny-2 no-go: b"]);
    check("gate/violation", r#"["b", "a"]"#, &["violation no-go: b", "violation-2 no-go: a"]);
    check("gate/warn_slow", r#"{"a"}"#, &["warn-slow warn: a"]);
    check("gate/rollback", r#""now""#, &["rollback rollback: now"]);
    check("gate/deny", "true", &["deny no-go: `gate/deny` is true"]);
    check("gate/deny", "false", &["deny pass: `gate/deny` has nothing"]);
}

#[test]
fn structured_results_say_more() {
    check(
        "gate/deny",
        r#"{{"msg": "too slow", "id": "P95 Latency!", "details": {"p95": 812, "limit": "500ms"}, "severity": 3}}"#,
        &["p95-latency no-go: too slow limit=500ms p95=812 severity=3"],
    );
    check("gate/deny", r#"{{"message": "m", "effect": "rollback"}}"#, &["deny rollback: m"]);
    check(
        "gate/deny",
        r#"{{"message": "m", "effect": "shrug"}}"#,
        &["deny undetermined: m: `shrug` is no effect: `warn`, `no-go`, `rollback` or `pass`"],
    );
    check(
        "gate/deny",
        r#"{{"id": "x"}}"#,
        &["x undetermined: an element of `gate/deny` has no `msg`: {\"id\": \"x\"}"],
    );
    check(
        "gate/deny",
        r#"{{"msg": "a", "id": "x"}, {"msg": "b", "id": "x"}}"#,
        &["x no-go: a", "x-2 no-go: b"],
    );
    check(
        "gate/deny",
        r#"{"slow": "too slow", "old": {"msg": "too old"}}"#,
        &["old no-go: too old", "slow no-go: too slow"],
    );
    check(
        "gate/deny",
        "{1}",
        &["deny undetermined: an element of `gate/deny` should be a string or an object, it is 1"],
    );
}

#[test]
fn truths_allow_or_not() {
    check("gate/allow", "true", &["allow pass: `gate/allow` is true"]);
    check("gate/allow", "false", &["allow no-go: `gate/allow` is false"]);
    check(
        "gate/allow",
        "1",
        &["allow undetermined: `gate/allow` should be `true` or `false`, it is 1"],
    );
}

#[test]
fn packages_are_all_their_rules() {
    check(
        "gate",
        r#"{"deny": {"a"}, "warn": set(), "allow": true, "helper": 1}"#,
        &["allow pass: `allow` is true", "deny no-go: a", "warn pass: `warn` has nothing"],
    );
    check(
        "gate",
        r#"{"helper": 1}"#,
        &[
            "gate undetermined: `gate` has none of `deny`, `violation`, `warn`, `rollback` or `allow`, but \"helper\"",
        ],
    );
    check(
        "gate/other",
        "3",
        &[
            "other undetermined: `gate/other` should be a rule called `deny`, `violation`, `warn`, `rollback` or `allow`, or a package of them; it is 3",
        ],
    );
}

#[test]
fn undefined_is_never_a_pass() {
    check(
        "gate/deny",
        "",
        &[
            "deny undetermined: `gate/deny` is undefined: no rule of it holds, or a built-in function failed",
        ],
    );
    let failed = ["`time.parse_ns`: wrong"];
    assert_eq!(
        shown(&[answer("gate/allow", "", &failed), answer("gate/deny", "set()", &failed)]),
        [
            "allow undetermined: `gate/allow` is undefined: a built-in function failed: `time.parse_ns`: wrong built-in that failed=`time.parse_ns`: wrong",
            "deny undetermined: `gate/deny` has nothing, but a built-in function failed: `time.parse_ns`: wrong built-in that failed=`time.parse_ns`: wrong",
        ]
    );
}

#[test]
fn hostile_answers_are_bounded() {
    let long = "ü".repeat(5_000);
    let found = shown(&[answer("gate/deny", &format!("{{\"{long}\\n\\u0007\"}}"), &[])]);
    assert_eq!(found[0].len(), "deny no-go: ".len() + 4_095);
    let many: Vec<String> = (0..1_001).map(|number| format!("\"{number}\"")).collect();
    check(
        "gate/deny",
        &format!("[{}]", many.join(", ")),
        &["the policy has more than 1000 findings"],
    );
    let failure =
        findings(&[Answer { entrypoint: "gate/deny", results: Value::Null, failed: Vec::new() }]);
    assert!(failure.is_err());
}
