//! Expressions that would be true of a broken fact, if broken were false, zero or empty.

use crate::run::{decision, gate, rule};

/// Declaration, value, expression. Each gate has this one requirement.
const PITFALLS: &[(&str, &str, &str)] = &[
    ("type: bool", "null", "fact || true"),
    ("type: bool", "\"yes\"", "true || fact"),
    ("type: bool", "null", "!fact || fact"),
    ("type: bool", "1", "!(fact && false)"),
    ("type: number", "null", "fact > 0.0 || true"),
    ("type: number", "\"NaN\"", "!(fact > 1.0)"),
    ("type: number", "\"NaN\"", "fact != 0.5"),
    ("type: number", "\"NaN\"", "fact == fact"),
    ("type: number", "true", "!(fact == 0.0)"),
    ("type: number", "null", "fact > 1.0 ? false : true"),
    ("type: number", "null", "true ? true : fact > 1.0"),
    ("type: number", "null", "[fact].size() == 1"),
    ("type: number", "null", "fact in [1.0] || !(fact in [1.0])"),
    ("type: number", "null", "[1.0, 2.0].exists(x, x == fact || x > 0.0)"),
    ("type: number", "null", "type(fact) == double"),
    ("type: number", "null", "!has(fact) || fact < 1.0"),
    ("type: string", "null", "fact != 'failed'"),
    ("type: string", "\"\"", "!fact.contains('error')"),
    ("type: string", "5", "fact == '' || true"),
    ("type: timestamp", "\"never\"", "!(fact > now)"),
    ("type: duration", "5", "!(fact > duration('1h'))"),
    ("type: list", "[]", "fact.all(x, x > 1)"),
    ("type: list", "[]", "!fact.exists(x, x == 'critical')"),
    ("type: list", "null", "fact.size() == 0"),
    ("type: list", "{}", "fact.filter(x, x > 1).size() == 0"),
    ("type: map", "{}", "fact.all(key, fact[key] == 'ok')"),
    ("type: map", "[]", "!has(fact.error)"),
    ("type: json", "null", "fact == null"),
    ("type: json", "{}", "!has(fact.errors)"),
    ("type: json", "[]", "fact.all(x, x.ok)"),
    ("type: series, stale_after: 1m", "[]", "fact.count() == 0"),
    ("type: series, stale_after: 1m", "[]", "!fact.above(1.0).lasting('1m')"),
    ("type: series, stale_after: 1m", "[[1767498000, \"NaN\"]]", "!(fact.max() > 1.0)"),
    ("type: series, stale_after: 1m", "[[1767498000, \"+Inf\"]]", "fact.above(1.0).count() == 0"),
    ("type: series, stale_after: 1m, by: pod", "[]", "fact.all(s, s.max() < 1.0)"),
    ("type: series, stale_after: 1m, by: pod", "null", "!fact.exists(s, s.max() > 1.0)"),
    ("type: checklist", "{\"items\": []}", "fact.done()"),
    ("type: checklist", "[]", "fact.open().size() == 0"),
    ("type: signoffs", "{}", "fact.approved()"),
    ("type: signoffs", "null", "fact.open() == []"),
    (
        "type: tests",
        "{\"total\": 0, \"passed\": 0, \"failed\": 0, \"skipped\": 0}",
        "fact.failed == 0",
    ),
    ("type: tests", "{}", "fact.failures.all(f, f.name == 'x')"),
    ("type: scan", "{}", "!(fact.critical > 0)"),
    ("type: scan", "{\"critical\": 0}", "fact.critical == 0 || true"),
    ("type: coverage", "{}", "!(fact.lines < '80%')"),
    ("type: probe", "{}", "!(fact.status >= 500)"),
    ("type: certificate", "{}", "!(fact.expires_in < '30d')"),
];

fn snapshot(value: &str) -> String {
    format!("{{\"now\": \"2026-01-04T03:40:00Z\", \"facts\": {{\"fact\": {value}}}}}")
}

fn text(declaration: &str, lines: &str) -> String {
    format!(
        "gate: g\nfacts:\n  fact: {{{declaration}}}\nrules:\n  - id: base\n    require: true\n  \
         - id: rule\n    {lines}\n"
    )
}

fn literal(expression: &str) -> String {
    format!("|\n      {expression}")
}

#[test]
fn no_way_of_asking_makes_a_broken_fact_go() {
    for (declaration, value, expression) in PITFALLS {
        for lines in [
            format!("require: {}", literal(expression)),
            format!("no_go_if: {}", literal(&format!("!({expression})"))),
            format!("rollback_if: {}", literal(&format!("!({expression})"))),
            format!("when: {}\n    require: phase.live", literal(&format!("!({expression})"))),
        ] {
            let decision = decision(&gate(&text(declaration, &lines)), &snapshot(value));
            let place = format!("{declaration}: {value} / {lines}");
            assert_eq!(decision["decision"], "no-go", "{place}");
            let facts = rule(&decision, "facts");
            assert_eq!(facts["outcome"], "undetermined", "{place}");
            assert!(
                facts["cause"].as_str().is_some_and(|cause| cause.contains("`fact`")),
                "{place}"
            );
        }
    }
}

/// A fact whose rule another rule's `when` skips is required all the same.
#[test]
fn a_skipped_rule_does_not_excuse_its_facts() {
    let lines = "when: '!phase.live'\n    require: fact < 1.0";
    let decision = decision(&gate(&text("type: number", lines)), &snapshot("null"));
    assert_eq!(rule(&decision, "rule")["outcome"], "skipped");
    assert_eq!(decision["decision"], "no-go");
}

/// Broken data beside positive, fresh evidence: the evidence decides, in both directions.
#[test]
fn a_rollback_stands_beside_a_broken_fact() {
    let text = "gate: g\nfacts:\n  fact: {type: number}\n  other: {type: number}\nrules:\n  \
                - {id: a, rollback_if: other > 1.0}\n  - {id: b, require: fact < 1.0}\n";
    let snapshot = r#"{"now": "2026-01-04T03:40:00Z", "facts": {"other": 2}}"#;
    let decision = decision(&gate(text), snapshot);
    assert_eq!(decision["decision"], "rollback");
    assert_eq!(decision["deciding"], serde_json::json!(["a"]));
}

/// What an undetermined rule may be told to do instead; never go.
#[test]
fn on_undetermined_does_not_soften_a_broken_fact() {
    for (effect, verdict) in [("warn", "no-go"), ("no-go", "no-go"), ("rollback", "rollback")] {
        let lines = format!("require: fact < 1.0\n    on_undetermined: {effect}");
        let decision = decision(&gate(&text("type: number", &lines)), &snapshot("null"));
        assert_eq!(decision["decision"], verdict, "{effect}");
    }
}

/// A shadow rule decides nothing, so that what it reads is not required either.
#[test]
fn facts_of_shadow_rules_are_not_required() {
    let text = "gate: g\nfacts:\n  fact: {type: number}\nrules:\n  \
                - {id: a, shadow: true, require: fact < 1.0}\n  - {id: b, require: phase.live}\n";
    let decision = decision(&gate(text), &snapshot("null"));
    assert_eq!(decision["decision"], "go");
    assert_eq!(rule(&decision, "a")["outcome"], "undetermined");
}

/// The phase's start is evidence like any other.
#[test]
fn a_phase_that_is_not_known_to_have_started_is_no_go() {
    let started = r#"{"now": "2026-01-04T03:40:00Z", "phase_started": "TIME", "facts": {}}"#;
    let snapshots = [
        (r#"{"now": "2026-01-04T03:40:00Z", "facts": {}}"#.to_owned(), "--phase-started"),
        (started.replace("TIME", "2026-01-04T03:50:00Z"), "the phase starts only at"),
    ];
    let healthy = started.replace("TIME", "2026-01-04T03:00:00Z");
    for condition in ["phase.elapsed >= '5m'", "phase.started < now", "!(phase.elapsed < '5m')"] {
        let text = format!("gate: g\nrules:\n  - id: rule\n    require: |\n      {condition}\n");
        let gate = gate(&text);
        assert_eq!(decision(&gate, &healthy)["decision"], "go", "{condition}");
        for (snapshot, says) in &snapshots {
            let decision = decision(&gate, snapshot);
            let rule = rule(&decision, "rule");
            assert_eq!(decision["decision"], "no-go", "{condition}");
            assert!(rule["cause"].as_str().is_some_and(|cause| cause.contains(says)), "{rule:#}");
        }
    }
    let traffic = gate("gate: g\nrules:\n  - id: rule\n    no_go_if: phase.traffic > '5%'\n");
    assert_eq!(decision(&traffic, &healthy)["decision"], "no-go");
}
