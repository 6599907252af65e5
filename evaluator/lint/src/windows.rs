//! Stretches of time that do not fit into what a series holds, or hold next to nothing.

use gonogo_cel::Diagnostic;
use gonogo_cel::check::Reference;
use gonogo_cel::syntax::ast::{Call, Expr, ExprKind, Operator};
use gonogo_document::{FactNode, GateDocument};
use gonogo_series::SeriesRules;
use gonogo_series::quantity::duration_text;

use crate::site::Site;
use gonogo_document::codes;
use gonogo_engine::facts::FactKind;
use gonogo_engine::gate::{Gate, Phase};

/// Samples that a trend, a rate or a span takes at least.
const FEW: i64 = 2;

/// Windows of facts that are shorter than two steps.
pub(crate) fn of_facts(document: &GateDocument, gate: &Gate) -> Vec<Diagnostic> {
    let of_fact = |(node, fact): (&FactNode, &gonogo_engine::gate::Fact)| {
        let FactKind::Series { rules, .. } = &fact.declaration.kind else { return None };
        let (window, step) = (rules.window?, rules.step?);
        let span = node.window.as_ref().or(node.step.as_ref())?.span;
        let is_short = fact.declaration.baseline.is_none() && window < step.saturating_mul(FEW);
        let message = format!(
            "a window of {} holds less than two steps of {}",
            duration_text(window),
            duration_text(step)
        );
        let help = "give it several steps: one sample shows neither a trend nor a span";
        is_short.then(|| Diagnostic::warning(&codes::SHORT_WINDOW, span, message).with_help(help))
    };
    document.facts.iter().zip(&gate.facts).filter_map(of_fact).collect()
}

pub(crate) fn of_condition(site: &Site<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for part in site.parts() {
        match &part.kind {
            ExprKind::Call(call) => problems.extend(of_call(site, call)),
            ExprKind::Operator(operator, operands) => {
                if let [left, right] = operands.as_slice() {
                    problems.extend(length(site, *operator, [left, right]));
                }
            }
            _ => {}
        }
    }
    problems
}

fn of_call(site: &Site<'_>, call: &Call) -> Option<Diagnostic> {
    let target = call.target.as_ref()?;
    let [asked] = call.args.as_slice() else { return None };
    match call.function.as_str() {
        "lasting" | "lasted" => too_long(site, target, asked),
        "last" => too_short(site, target, asked),
        _ => None,
    }
}

/// `spans.longest() > '20m'` of a series that holds 15m.
fn length(site: &Site<'_>, operator: Operator, [left, right]: [&Expr; 2]) -> Option<Diagnostic> {
    let (call, limit) = match (&left.kind, &right.kind, operator) {
        (ExprKind::Call(call), _, Operator::Greater | Operator::GreaterEqual) => (call, right),
        (_, ExprKind::Call(call), Operator::Less | Operator::LessEqual) => (call, left),
        _ => return None,
    };
    let is_length = matches!(call.function.as_str(), "longest" | "ongoing" | "total");
    too_long(site, call.target.as_ref().filter(|_| is_length)?, limit)
}

fn too_long(site: &Site<'_>, spans: &Expr, asked: &Expr) -> Option<Diagnostic> {
    let is_beyond = |phase: &Phase| {
        let held = held(site, spans, phase);
        site.duration(asked, phase).zip(held).is_some_and(|(asked, held)| asked > held)
    };
    let phases = site.in_phases(is_beyond)?;
    let phase = site.phases().find(|phase| is_beyond(phase))?;
    let (long, held) = (site.duration(asked, phase)?, held(site, spans, phase)?);
    let message = format!(
        "{phases}this is never true: a span of {} does not fit into the {} that the series holds",
        duration_text(long),
        duration_text(held)
    );
    let help = "give the fact a longer `window`, or ask for less";
    Some(site.warning(&codes::SAME_ANSWER, asked.span, (message, help)))
}

fn too_short(site: &Site<'_>, series: &Expr, asked: &Expr) -> Option<Diagnostic> {
    let step = rules(site, series)?.step?;
    let is_short = |phase: &Phase| {
        site.duration(asked, phase).is_some_and(|asked| asked < step.saturating_mul(FEW))
    };
    let phases = site.in_phases(is_short)?;
    let phase = site.phases().find(|phase| is_short(phase))?;
    let message = format!(
        "{phases}the last {} hold less than two steps of {}",
        duration_text(site.duration(asked, phase)?),
        duration_text(step)
    );
    let help = "ask for several steps, or for `latest()`";
    Some(site.warning(&codes::SHORT_WINDOW, asked.span, (message, help)))
}

/// How long spans can be at most.
fn held(site: &Site<'_>, expr: &Expr, phase: &Phase) -> Option<i64> {
    let ExprKind::Call(call) = &expr.kind else { return rules(site, expr)?.window };
    let within = held(site, call.target.as_ref()?, phase)?;
    let first = call.args.first();
    match call.function.as_str() {
        "last" => Some(within.min(site.duration(first?, phase)?)),
        "above" | "at_least" | "below" | "at_most" | "outside" | "not" => Some(within),
        "and" => Some(within.min(held(site, first?, phase)?)),
        "or" => Some(within.max(held(site, first?, phase)?)),
        _ => None,
    }
}

/// Of the fact that a series is, or is a part of.
fn rules<'g>(site: &Site<'g>, expr: &Expr) -> Option<&'g SeriesRules> {
    match (site.expression.program().checked().reference(expr), &expr.kind) {
        (Some(Reference::Slot(slot)), _) => {
            let fact = site.gate.facts.iter().find(|fact| fact.slot() == *slot)?;
            // The samples of several runs have no window.
            let is_own = fact.declaration.baseline.is_none();
            match &fact.declaration.kind {
                FactKind::Series { rules, by, .. } if is_own && by.is_empty() => Some(rules),
                _ => None,
            }
        }
        (_, ExprKind::Call(call)) if call.function == "last" => rules(site, call.target.as_ref()?),
        _ => None,
    }
}
