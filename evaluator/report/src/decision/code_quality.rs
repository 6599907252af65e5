//! GitLab's code quality: a list of what asks for something.

use gonogo_engine::decision::{Decision, RuleRecord};
use gonogo_engine::gate::Effect;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::standing::{name, said, troubles};
use super::steps::told;

pub(super) fn render(decision: &Decision) -> String {
    let phase = &decision.phase;
    let list: Vec<Value> = troubles(decision).iter().map(|rule| one(phase, rule)).collect();
    format!("{:#}\n", Value::Array(list))
}

fn one(phase: &str, rule: &RuleRecord) -> Value {
    let severity = match rule.effect {
        Some(Effect::Rollback) => "blocker",
        Some(Effect::NoGo) => "critical",
        Some(Effect::Warn) | None => "minor",
    };
    // Neither its line nor what was measured: the same trouble stays the same.
    let hash = Sha256::digest(format!("{}\n{phase}\n{}", rule.file, rule.id));
    let fingerprint: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let description = [format!("{}: {}", name(rule), said(rule))].into_iter().chain(told(rule));
    let description: Vec<String> = description.collect();
    json!({
        "description": description.join("; "),
        "check_name": rule.id,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {
            "path": rule.file.strip_prefix("./").unwrap_or(&rule.file),
            "lines": {"begin": rule.line},
        },
    })
}
