//! Optional facts: being absent is allowed, being broken is not.

use crate::run::{decision, gate, rule};

const ABSENT: &str = r#"{"now": "2026-01-04T03:40:00Z", "facts": {}}"#;

fn snapshot(value: &str) -> String {
    ABSENT.replace("{}", &format!("{{\"fact\": {value}}}"))
}

fn decided(rule: &str, snapshot: &str) -> (String, serde_json::Value) {
    let text = format!(
        "gate: g\nfacts:\n  fact: {{type: number, optional: true}}\nrules:\n  - id: other\n    \
         require: true\n  - id: rule\n    {rule}\n"
    );
    let decision = decision(&gate(&text), snapshot);
    (decision["decision"].as_str().expect("a text").to_owned(), decision)
}

#[test]
fn absent_and_asked_about_is_go() {
    for rule in [
        "require: \"!has(fact) || fact < 20.0\"",
        "require: \"has(fact) ? fact < 20.0 : true\"",
        "no_go_if: has(fact) && fact >= 20.0",
        "rollback_if: has(fact) && fact >= 20.0",
        "{when: has(fact), require: fact < 20.0}",
        "cases: [{when: \"!has(fact)\", then: go}, {when: fact < 20.0, then: go}, {then: no-go}]",
    ] {
        let rule = rule
            .trim_start_matches('{')
            .trim_end_matches('}')
            .replace(", require", "\n    require");
        let (verdict, decision) = decided(&rule, ABSENT);
        assert_eq!(verdict, "go", "{rule}: {decision:#}");
        assert_eq!(decided(&rule, &snapshot("16")).0, "go", "{rule}");
        assert_ne!(decided(&rule, &snapshot("25")).0, "go", "{rule}");
    }
}

#[test]
fn absent_and_not_asked_about_is_no_go() {
    for condition in [
        "require: fact < 20.0",
        "no_go_if: fact >= 20.0",
        "rollback_if: fact >= 20.0",
        "cases: [{when: fact < 20.0, then: go}, {then: rollback}]",
    ] {
        let (verdict, decision) = decided(condition, ABSENT);
        assert_eq!(verdict, "no-go", "{condition}");
        let rule = rule(&decision, "rule");
        assert_eq!(rule["outcome"], "undetermined", "{condition}");
        assert!(rule["cause"].as_str().is_some_and(|cause| cause.contains("fact")), "{rule:#}");
    }
}

#[test]
fn present_and_broken_is_no_go_even_if_asked_about() {
    for value in ["null", "\"16\"", "true", "[]", "{}", "1e999", "\"NaN\""] {
        for condition in
            ["require: \"!has(fact) || fact < 20.0\"", "no_go_if: has(fact) && fact > 20.0"]
        {
            let (verdict, decision) = decided(condition, &snapshot(value));
            assert_eq!(verdict, "no-go", "{condition} about {value}: {decision:#}");
        }
    }
}

#[test]
fn failed_is_not_absent() {
    let failed = r#"{"now": "2026-01-04T03:40:00Z", "facts": {}, "failed": {"fact": {"cause": "timed out"}}}"#;
    let (verdict, decision) = decided("require: \"!has(fact) || fact < 20.0\"", failed);
    assert_eq!(verdict, "no-go", "{decision:#}");
    assert!(rule(&decision, "rule")["cause"].as_str().is_some_and(|c| c.contains("timed out")));
    let (verdict, _) = decided("warn_if: has(fact) && fact > 20.0", failed);
    assert_eq!(verdict, "go", "an optional fact is asked for by its rules only");
}
