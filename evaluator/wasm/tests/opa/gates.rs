//! Gates that ask policies in Rego: from facts to the decision.

use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::{Timestamp, decide, gate};

use crate::cases::{self, host};

const POLICY: &str = r#"package release

# METADATA
# entrypoint: true
deny contains sprintf("%s is %v, limit %v", [name, fact.value, input.config.most.value]) if {
	some name, fact in input.facts
	fact.value > input.config.most.value
}

# METADATA
# entrypoint: true
warn contains sprintf("%s is %s in %s", [name, why.state, input.phase.name]) if some name, why in input.missing

# METADATA
# entrypoint: true
rollback contains sprintf("%d samples, the last %.1f, %s after the start", [count(samples), last, age]) if {
	samples := input.facts.errors.samples
	[at, last] := samples[count(samples) - 1]
	last > 5
	at * 1e9 <= time.now_ns()
	[_, _, _, hours, minutes, _] := time.diff(time.now_ns(), time.parse_rfc3339_ns(input.phase.started))
	age := sprintf("%dh%dm", [hours, minutes])
}
"#;

/// The decision, and what its rule says.
fn decided(rule: &str, facts: &str) -> String {
    let text = format!(
        "gate: g\nphases: {{canary: {{live: true, traffic: 5%}}}}\nfacts:\n  p95: {{type: number, unit: ms}}\n  \
         load: {{type: number, unit: '%', optional: true}}\n  \
         errors: {{type: series, unit: '%', window: 10m, step: 1m, optional: true}}\n\
         rules:\n  - id: rego\n    plugin: {{opa: release.wasm, {rule}}}\n"
    );
    let loaded = gate::load("gate.yaml", &text);
    let mut gate = loaded.gate.unwrap_or_else(|| panic!("{:?}\n{text}", loaded.problems));
    let read = |_: &str| Ok(module());
    let problems = gonogo_wasm::attach(host(), &mut gate, &read);
    // Warned of are names that the policy does not mention, and it goes through all facts.
    if let Some(problem) = problems.iter().find(|problem| problem.is_error()) {
        return format!("{} {}: {:?}", problem.code.id, problem.message, problem.help);
    }
    let mut parts = SnapshotParts::default();
    parts.add(("facts", facts)).unwrap();
    let mut snapshot = parts.freeze(Timestamp::parse("2026-03-01T12:00:00Z").unwrap());
    snapshot.set_phase_started(Timestamp::parse("2026-03-01T10:45:00Z").unwrap());
    let decision = decide(&gate.stage(Some("canary"), &[]).unwrap(), &snapshot);
    let rule = decision.rules.iter().find(|rule| rule.id == "rego").unwrap();
    let said = rule.message.as_deref().or(rule.cause.as_deref()).unwrap_or_default();
    format!("{}: {said}", decision.decision.name())
}

fn module() -> Vec<u8> {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("opa-release.rego");
    cases::written(&file, POLICY);
    crate::tool::build(&file)
}

#[test]
fn facts_and_settings_reach_the_policy() {
    let rule = "entrypoint: release/deny, facts: [p95], config: {most: 500ms}";
    assert_eq!(decided(rule, r#"{"p95": 300}"#), "go: ");
    assert_eq!(decided(rule, r#"{"p95": 812.5}"#), "no-go: p95 is 0.8125, limit 0.5");
}

#[test]
fn required_facts_are_required_and_optional_ones_are_missing() {
    let rule = "entrypoint: release/warn, facts: [p95, load]";
    assert_eq!(decided(rule, r#"{"p95": 1, "load": 2}"#), "go: ");
    assert_eq!(decided(rule, r#"{"p95": 1}"#), "go: load is absent in canary");
    assert!(decided(rule, r#"{"load": 1}"#).starts_with("no-go: "));
}

#[test]
fn series_and_the_time_are_those_of_the_snapshot() {
    let rule = "entrypoint: [release/rollback, release/warn], facts: [errors]";
    let samples: Vec<String> =
        (0..10).map(|minute| format!("[{}, {}]", 1_772_365_800 + 60 * minute, minute)).collect();
    let facts = format!("{{\"p95\": 1, \"errors\": [{}]}}", samples.join(", "));
    assert_eq!(decided(rule, &facts), "rollback: 10 samples, the last 9.0, 1h15m after the start");
}

#[test]
fn entrypoints_are_checked_with_their_places() {
    let found = decided("entrypoint: [release/deny, release/worn]", "{}");
    let wanted =
        "W003 the module has no entrypoint `release/worn`: Some(\"did you mean `release/warn`?\")";
    assert_eq!(found, wanted);
}
