//! Declarations that nothing uses.

use gonogo_cel::{Diagnostic, Slot, Span};
use gonogo_document::{FactNode, GateDocument, codes};
use gonogo_engine::gate::{Expression, Gate, Template};

pub(crate) fn of_gate(document: &GateDocument, gate: &Gate) -> Vec<Diagnostic> {
    let used = used_slots(gate);
    let mut problems = Vec::new();
    for (node, fact) in document.facts.iter().zip(&gate.facts) {
        let name = &node.name.value;
        let of_it = |other: &FactNode| {
            other.baseline.as_ref().is_some_and(|baseline| baseline.of.value == *name)
        };
        if !used.contains(&fact.slot()) && !document.facts.iter().any(of_it) {
            let help = "use it in a rule, or remove it";
            problems.push(warning("fact", name, node.name.span).with_help(help));
        }
    }
    for (node, param) in document.params.iter().zip(gate.params()) {
        if !used.contains(&param.slot()) {
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
        used.extend(rule.slots());
        used.extend(rule.check.plugin().into_iter().flat_map(|check| gate.settings_read(check)));
        used.extend(rule.messages().flat_map(Template::expressions).flat_map(Expression::slots));
    }
    used
}
