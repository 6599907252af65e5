//! Gate files, good and bad: what is read from them, and every problem with its place.
#![cfg(test)]

#[path = "document/keys.rs"]
mod keys;
#[path = "document/malformed.rs"]
mod malformed;
#[path = "document/properties.rs"]
mod properties;
#[path = "document/scores.rs"]
mod scores;
#[path = "document/whole.rs"]
mod whole;

use gonogo_cel::Diagnostic;

use gonogo_document::{GateDocument, read};

/// Every problem as `line:column code marked-text`.
fn problems(text: &str) -> Vec<String> {
    read(text).1.iter().map(|problem| at(text, problem)).collect()
}

fn at(text: &str, problem: &Diagnostic) -> String {
    let before = text.get(..problem.span.start as usize).unwrap();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    let marked = problem.span.text(text).lines().next().unwrap_or_default();
    format!("{line}:{column} {} {marked}", problem.code.id)
}

fn document(text: &str) -> GateDocument {
    let (document, problems) = read(text);
    assert_eq!(problems, [], "{text}");
    document.unwrap()
}

/// A gate with one good rule, and `more` below.
fn gate_with(more: &str) -> String {
    format!("gate: g\nrules:\n  - {{id: r, require: a}}\n{more}")
}

/// A gate with one rule that holds `more`.
fn rule_with(more: &str) -> String {
    format!("gate: g\nrules:\n  - id: r\n    {more}\n")
}

/// The problems' codes and messages, and the help of the first.
fn check(text: &str, expected: &[(&str, &str)]) {
    let found = read(text).1;
    let found: Vec<_> = found.iter().map(|p| (p.code.id, p.message.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

fn help(text: &str) -> String {
    read(text).1.first().and_then(|problem| problem.help.clone()).unwrap_or_default()
}
