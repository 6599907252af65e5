//! What is most often a slip: declarations that nothing uses, questions without an answer,
//! conditions that always come to the same.

mod comparisons;
mod constant;
mod exceptions;
mod phases;
mod questions;
mod range;
mod site;
mod units;
mod windows;

use gonogo_cel::{Diagnostic, Slot, Span};
use gonogo_document::{Completeness, FactNode, GateDocument};

pub use exceptions::check_waivers;
pub(super) use questions::of_program;

use super::{Expression, Gate, Template, codes};

/// Warnings; none when parts of the file could not be read, since they may use anything.
pub(super) fn of_gate(document: &GateDocument, gate: &Gate) -> Vec<Diagnostic> {
    if document.completeness == Completeness::Partial {
        return Vec::new();
    }
    let mut problems = unused(document, gate);
    problems.extend(windows::of_facts(document, gate));
    problems.extend(units::of_facts(document, gate));
    problems.extend(phases::of_rules(document, gate));
    for sites in site::sites(document, gate) {
        problems.extend(constant::of_rule(&sites));
        problems.extend(sites.iter().flat_map(windows::of_condition));
        problems.extend(sites.iter().flat_map(comparisons::of_condition));
    }
    problems
}

fn unused(document: &GateDocument, gate: &Gate) -> Vec<Diagnostic> {
    let used = used_slots(gate);
    let mut problems = Vec::new();
    for (node, fact) in document.facts.iter().zip(&gate.facts) {
        let name = &node.name.value;
        let of_it = |other: &FactNode| {
            other.baseline.as_ref().is_some_and(|baseline| baseline.of.value == *name)
        };
        if !used.contains(&fact.slot) && !document.facts.iter().any(of_it) {
            let help = "use it in a rule, or remove it";
            problems.push(warning("fact", name, node.name.span).with_help(help));
        }
    }
    for (node, param) in document.params.iter().zip(&gate.params) {
        if !used.contains(&param.slot) {
            let help = format!("use it as `params.{}`, or remove it", node.name.value);
            problems.push(warning("parameter", &node.name.value, node.name.span).with_help(help));
        }
    }
    for source in &document.sources {
        let named = |fact: &FactNode| {
            fact.from.as_ref().is_some_and(|from| from.value == source.name.value)
        };
        if !document.facts.iter().any(named) {
            let help = "name it in a fact's `from`, or remove it";
            problems.push(warning("source", &source.name.value, source.name.span).with_help(help));
        }
    }
    problems
}

fn warning(what: &str, name: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(&codes::UNUSED, span, format!("the {what} `{name}` is never used"))
}

fn used_slots(gate: &Gate) -> Vec<Slot> {
    let mut used = Vec::new();
    for rule in &gate.rules {
        used.extend(rule.conditions().flat_map(Expression::slots));
        used.extend(rule.messages().flat_map(Template::expressions).flat_map(Expression::slots));
    }
    used
}
