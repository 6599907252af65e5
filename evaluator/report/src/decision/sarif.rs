//! SARIF 2.1.0: what asks for something, at the line of the gate file that asks.

use gonogo_engine::decision::{Decision, RuleRecord};
use serde_json::{Value, json};

use super::standing::{Standing, name, said, standing, troubles};
use super::steps::told;

pub(super) fn render(decision: &Decision) -> String {
    let troubles = troubles(decision);
    let rules: Vec<Value> = troubles.iter().map(|rule| describe(rule)).collect();
    let results = troubles.iter().enumerate().map(|(at, rule)| result(at, rule));
    let value = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "gonogo",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "automationDetails": {
                "id": format!("gonogo/{}/{}/", decision.gate.name, decision.phase),
            },
            "invocations": [{"executionSuccessful": true}],
            "columnKind": "unicodeCodePoints",
            "properties": {"decision": decision.decision.name()},
            "results": results.collect::<Vec<_>>(),
        }],
    });
    format!("{value:#}\n")
}

fn describe(rule: &RuleRecord) -> Value {
    let help = rule.expression.clone().unwrap_or_else(|| name(rule).to_owned());
    json!({
        "id": rule.id,
        "shortDescription": {"text": name(rule)},
        "fullDescription": {"text": name(rule)},
        "help": {"text": help},
        "defaultConfiguration": {"level": level(rule)},
    })
}

fn result(at: usize, rule: &RuleRecord) -> Value {
    json!({
        "ruleId": rule.id,
        "ruleIndex": at,
        "level": level(rule),
        "message": {"text": message(rule)},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": uri(&rule.file)},
            "region": {
                "startLine": rule.line, "startColumn": rule.column,
                "endLine": rule.line, "endColumn": rule.column + 1,
            },
        }}],
        "partialFingerprints": {"rule/v1": rule.id},
    })
}

fn message(rule: &RuleRecord) -> String {
    let said = format!("{}: {}", name(rule), said(rule));
    [said].into_iter().chain(told(rule)).collect::<Vec<_>>().join("\n")
}

fn level(rule: &RuleRecord) -> &'static str {
    match standing(rule) {
        Standing::Fails | Standing::Unknown => "error",
        Standing::Warns => "warning",
        Standing::Passed | Standing::Skipped | Standing::Silent => "none",
    }
}

/// A path as a URI, or as a reference where it is relative (RFC 3986): what is no plain character is
/// escaped.
fn uri(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path).replace('\\', "/");
    let scheme = if path.starts_with('/') { "file://" } else { "" };
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    path.bytes().map(byte).fold(scheme.to_owned(), |uri, byte| uri + &byte)
}
