//! Mistakes in parameters: those of the gate, what phases replace of them, and settings of policies.

use std::collections::BTreeSet;

use gonogo_cel::Slot;
use gonogo_cel::check::Reference;
use gonogo_cel::syntax::ast::{Expr, ExprKind};
use gonogo_document::{Kind, Node, ParamNode, Style};
use gonogo_engine::Gate;
use gonogo_engine::gate::Expression;

use super::numbers::{Role, mistakes};
use super::{Edit, Mistake, Reach, Sites};

/// Functions that are told how long, or how far back.
pub(super) const STRETCHES: [&str; 6] = ["lasting", "lasted", "last", "growth", "since", "between"];

pub(super) fn visit(sites: &mut Sites<'_>) {
    let (document, gate) = (sites.document, sites.gate);
    let stretches = stretches(gate);
    let replaced = |phase: &str, name: &str| {
        let phase = document.phases.iter().find(|node| node.name.value == phase);
        phase.is_some_and(|phase| phase.params.iter().any(|param| param.name.value == name))
    };
    for param in &document.params {
        let name = &param.name.value;
        let Some(slot) = slot(gate, name) else { continue };
        let reach = Reach::of_slot(gate, slot, |phase| !replaced(phase, name));
        let role = role(&stretches, slot);
        value(sites, (&format!("params.{name}"), role), &reach, &param.value);
    }
    for phase in &document.phases {
        for param in &phase.params {
            let Some(slot) = slot(gate, &param.name.value) else { continue };
            let reach = Reach::of_slot(gate, slot, |name| *name == phase.name.value);
            let at = format!("phases.{}.params.{}", phase.name.value, param.name.value);
            let ParamNode { value: node, .. } = param;
            value(sites, (&at, role(&stretches, slot)), &reach, node);
        }
    }
}

/// What a policy is told by its rule. Whether it waits that long or compares, nobody sees from here.
pub(super) fn settings(sites: &mut Sites<'_>, (at, reach): (&str, &Reach), config: &[ParamNode]) {
    for setting in config {
        let at = format!("{at}.config.{}", setting.name.value);
        value(sites, (&at, Role::Limit), reach, &setting.value);
    }
}

fn role(stretches: &BTreeSet<Slot>, slot: Slot) -> Role {
    if stretches.contains(&slot) { Role::Stretch } else { Role::Limit }
}

fn slot(gate: &Gate, name: &str) -> Option<Slot> {
    gate.params().iter().find(|param| param.name == name).map(|param| param.slot())
}

fn value(sites: &mut Sites<'_>, (at, role): (&str, Role), reach: &Reach, node: &Node) {
    match &node.kind {
        Kind::List(nodes) => {
            nodes.iter().for_each(|node| value(sites, (at, role), reach, node));
        }
        Kind::Map(entries) => {
            for entry in entries {
                let at = format!("{at}.{}", entry.key.value);
                value(sites, (&at, role), reach, &entry.value);
            }
        }
        Kind::Scalar(text) if text.style == Style::Plain => {
            let from = text.value.as_str();
            let turned = match from {
                "true" => vec![(Mistake::Switch, "false".to_owned())],
                "false" => vec![(Mistake::Switch, "true".to_owned())],
                _ => mistakes(from, role),
            };
            for (mistake, to) in turned {
                sites.add(at, reach, Edit::new(mistake, text.span, (from, &to)));
            }
        }
        Kind::Scalar(_) | Kind::Null | Kind::Broken => {}
    }
}

/// The parameters that say how long something lasts, or how far is looked back.
fn stretches(gate: &Gate) -> BTreeSet<Slot> {
    let mut found = BTreeSet::new();
    for condition in gate.rules.iter().flat_map(|rule| rule.conditions()) {
        look(condition, &condition.program().checked().syntax.root, &mut found);
    }
    found
}

fn look(condition: &Expression, expr: &Expr, found: &mut BTreeSet<Slot>) {
    if let ExprKind::Call(call) = &expr.kind
        && STRETCHES.contains(&call.function.as_str())
    {
        let slots = call.args.iter().filter_map(|arg| condition.program().checked().reference(arg));
        found.extend(slots.filter_map(|reference| match reference {
            Reference::Slot(slot) => Some(*slot),
            Reference::Local(_)
            | Reference::TypeName(_)
            | Reference::Function(_)
            | Reference::Constant(_)
            | Reference::Missing(_) => None,
        }));
    }
    expr.for_each_child(|child| look(condition, child, found));
}
