//! The values that a reader wants to see: what was compared, what was asked.

use gonogo_cel::check::Reference;
use gonogo_cel::syntax::ast::{Expr, ExprKind, Operator};

use super::{Site, value_text};
use crate::decision::ValueRecord;

/// In the order of the text, each once; what was not reached is not there.
pub(super) fn values(site: &Site<'_>) -> Vec<ValueRecord> {
    let mut records = Vec::new();
    visit(site, &site.expression.program.checked().syntax.root, &mut records);
    records
}

fn visit(site: &Site<'_>, expr: &Expr, records: &mut Vec<ValueRecord>) {
    match &expr.kind {
        ExprKind::Literal(_) | ExprKind::Broken => {}
        ExprKind::And(parts) | ExprKind::Or(parts) => {
            parts.iter().for_each(|part| visit(site, part, records));
        }
        ExprKind::Conditional(parts) => {
            parts.iter().for_each(|part| visit(site, part, records));
        }
        ExprKind::Operator(operator, operands) if is_transparent(*operator) => {
            operands.iter().for_each(|operand| operand_value(site, operand, records));
        }
        ExprKind::Comprehension(fold) => {
            show(site, expr, records);
            show_range(site, &fold.range, records);
            visit(site, &fold.body, records);
        }
        ExprKind::Call(call) => {
            show(site, expr, records);
            if let Some(target) = &call.target {
                show_range(site, target, records);
            }
        }
        // What is written out in the rule needs no second showing.
        ExprKind::List(parts) if parts.iter().all(is_literal) => {}
        ExprKind::Ident(_)
        | ExprKind::Select(_)
        | ExprKind::Has(_)
        | ExprKind::Operator(..)
        | ExprKind::List(_)
        | ExprKind::Map(_) => show(site, expr, records),
    }
}

/// The operand of a comparison: a condition is looked into, a value is shown.
fn operand_value(site: &Site<'_>, expr: &Expr, records: &mut Vec<ValueRecord>) {
    match &expr.kind {
        ExprKind::Operator(operator, operands) if is_arithmetic(*operator) => {
            show(site, expr, records);
            operands.iter().for_each(|operand| operand_value(site, operand, records));
        }
        _ => visit(site, expr, records),
    }
}

/// Spans that were asked for their length are shown themselves.
fn show_range(site: &Site<'_>, expr: &Expr, records: &mut Vec<ValueRecord>) {
    let chained = matches!(&expr.kind, ExprKind::Call(_) | ExprKind::Comprehension(_));
    if chained {
        show(site, expr, records);
    }
}

fn show(site: &Site<'_>, expr: &Expr, records: &mut Vec<ValueRecord>) {
    let checked = site.expression.program.checked();
    if matches!(checked.reference(expr), Some(Reference::Constant(_))) {
        return;
    }
    let Some(value) = site.trace.value(expr.id) else {
        return;
    };
    let text = source_text(site, expr);
    if !records.iter().any(|record| record.expr == text) {
        records.push(ValueRecord { expr: text, value: value_text(value) });
    }
}

/// The source of a part, on one line.
pub(super) fn source_text(site: &Site<'_>, expr: &Expr) -> String {
    let source = &site.expression.source;
    expr.span.text(source).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_literal(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Literal(_))
}

fn is_transparent(operator: Operator) -> bool {
    match operator {
        Operator::Equal
        | Operator::NotEqual
        | Operator::Less
        | Operator::LessEqual
        | Operator::Greater
        | Operator::GreaterEqual
        | Operator::In
        | Operator::Not => true,
        Operator::Index => false,
        _ => is_arithmetic(operator),
    }
}

fn is_arithmetic(operator: Operator) -> bool {
    matches!(
        operator,
        Operator::Add
            | Operator::Subtract
            | Operator::Multiply
            | Operator::Divide
            | Operator::Modulo
            | Operator::Negate
    )
}
