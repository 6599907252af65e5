//! A condition as the conditions it is made of, and which of them decided.

use gonogo_cel::Value;
use gonogo_cel::syntax::ast::{Expr, ExprKind, Operator};

use super::Site;
use crate::decision::{Held, LogicRecord};

/// Records of one condition at most.
const RECORDS: usize = 40;

/// In the order of the text, each below what it is a part of; empty where the condition has no
/// parts.
pub(super) fn logic(site: &Site<'_>) -> Vec<LogicRecord> {
    let root = &site.expression.program.checked().syntax.root;
    let mut records = Vec::new();
    visit(site, root, (0, true), &mut records);
    if records.len() < 2 || records.len() > RECORDS { Vec::new() } else { records }
}

fn visit(
    site: &Site<'_>,
    expr: &Expr,
    (depth, decides): (usize, bool),
    out: &mut Vec<LogicRecord>,
) {
    let own = held(site, expr);
    let mut record = |expr: String, decides: bool| {
        out.push(LogicRecord { depth, expr, held: own, decides });
    };
    match &expr.kind {
        ExprKind::And(parts) => {
            record("all of".to_owned(), false);
            of_parts(site, parts, (depth, decides, own), out);
        }
        ExprKind::Or(parts) => {
            record("any of".to_owned(), false);
            of_parts(site, parts, (depth, decides, own), out);
        }
        ExprKind::Quorum(quorum) => {
            let needed = site.trace.value(quorum.needed.id);
            let needed = match needed {
                Some(Value::Int(needed)) => needed.to_string(),
                _ => source(site, &quorum.needed),
            };
            record(format!("at least {needed} of"), false);
            of_parts(site, &quorum.conditions, (depth, decides, own), out);
        }
        ExprKind::Operator(Operator::Not, operands) => match operands.as_slice() {
            [operand] if has_parts(operand) => {
                record("not".to_owned(), false);
                visit(site, operand, (depth + 1, decides), out);
            }
            _ => record(source(site, expr), decides),
        },
        ExprKind::Conditional(parts) => {
            let [condition, yes, no] = &**parts;
            record(format!("if {}", source(site, condition)), false);
            visit(site, yes, (depth + 1, decides && held(site, condition) == Held::Yes), out);
            visit(site, no, (depth + 1, decides && held(site, condition) == Held::No), out);
        }
        _ => record(source(site, expr), decides),
    }
}

/// Those decide that gave what the whole gave.
fn of_parts(
    site: &Site<'_>,
    parts: &[Expr],
    (depth, decides, whole): (usize, bool, Held),
    out: &mut Vec<LogicRecord>,
) {
    for part in parts {
        let decides = decides && held(site, part) == whole;
        visit(site, part, (depth + 1, decides), out);
    }
}

fn has_parts(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::And(_) | ExprKind::Or(_) | ExprKind::Quorum(_) | ExprKind::Conditional(_)
    )
}

fn held(site: &Site<'_>, expr: &Expr) -> Held {
    match (site.trace.result(expr.id), site.trace.value(expr.id).and_then(Value::as_bool)) {
        (_, Some(true)) => Held::Yes,
        (_, Some(false)) => Held::No,
        (Some(_), None) => Held::Unknown,
        (None, None) => Held::NotAsked,
    }
}

/// On one line.
fn source(site: &Site<'_>, expr: &Expr) -> String {
    let text = expr.span.text(&site.expression.source);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
