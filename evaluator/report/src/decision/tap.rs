//! The Test Anything Protocol, version 14: each rule is a test point.

use gonogo_engine::decision::{Decision, RuleRecord};

use super::standing::{Standing, name, said, standing, word};
use super::steps::{beside, steps};
use crate::commands;
use crate::paint::printable;

pub(super) fn render(decision: &Decision) -> String {
    let mut out = format!("TAP version 14\n1..{}\n", decision.rules.len());
    for (at, rule) in decision.rules.iter().enumerate() {
        out.push_str(&point(at + 1, rule));
    }
    out
}

fn point(number: usize, rule: &RuleRecord) -> String {
    let name = escaped(name(rule));
    let note = |rule: &RuleRecord| {
        let steps: Vec<_> = steps(rule).into_iter().chain(beside(rule)).collect();
        let of = |wanted: &str| {
            let texts = steps.iter().filter(|(label, _)| *label == wanted);
            let texts: Vec<&str> = texts.map(|(_, text)| text.as_str()).collect();
            let line = || format!("  {wanted}: {}\n", quoted(&texts.join("; ")));
            if texts.is_empty() { String::new() } else { line() }
        };
        let steps = ["do", "escalate", "failed", "unknown", "found"].map(of).concat();
        let (said, at) = (quoted(&said(rule)), quoted(&format!("{}:{}", rule.file, rule.line)));
        format!("  ---\n  asks_for: {}\n  said: {said}\n{}  at: {at}\n  ...\n", word(rule), steps)
    };
    match standing(rule) {
        Standing::Passed => format!("ok {number} - {name}\n"),
        Standing::Warns => format!("ok {number} - {name}\n{}", note(rule)),
        Standing::Skipped => format!("ok {number} - {name} # SKIP its `when` is false\n"),
        Standing::Silent => format!("ok {number} - {name} # SKIP it decides nothing by itself\n"),
        Standing::Unknown | Standing::Fails => format!("not ok {number} - {name}\n{}", note(rule)),
    }
}

/// As JSON, which YAML reads as well.
fn quoted(text: &str) -> String {
    commands::json(&serde_json::Value::from(printable(text)).to_string())
}

/// A `#` would begin a directive.
fn escaped(text: &str) -> String {
    printable(text).replace('\\', "\\\\").replace('#', "\\#")
}
