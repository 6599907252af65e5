//! The values that a reader wants to see: what was compared, what was asked.

use gonogo_cel::Value;
use gonogo_cel::check::Reference;
use gonogo_cel::syntax::ast::{Expr, ExprKind, Fold, Operator};

use super::{Site, value_text};
use crate::decision::ValueRecord;
use crate::facts::{Checklist, Signoffs};
use crate::functions::series::SeriesValue;

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
        ExprKind::Quorum(quorum) => {
            quorum.conditions.iter().for_each(|part| visit(site, part, records));
        }
        ExprKind::Conditional(parts) => {
            parts.iter().for_each(|part| visit(site, part, records));
        }
        ExprKind::Operator(operator, operands) if is_transparent(*operator) => {
            operands.iter().for_each(|operand| operand_value(site, operand, records));
        }
        ExprKind::Comprehension(fold) => {
            show(site, expr, records);
            show_subject(site, &fold.range, records);
            if has_telling_element(site, expr, fold.fold) {
                for variable in std::iter::once(&fold.variable).chain(&fold.second) {
                    show_element(site, &fold.body, &variable.name, records);
                }
                visit(site, &fold.body, records);
            }
        }
        ExprKind::Call(call) => {
            show(site, expr, records);
            if let Some(target) = &call.target {
                show_subject(site, target, records);
            }
        }
        // What is written out in the rule needs no second showing.
        ExprKind::List(parts) if parts.iter().all(is_literal) => {}
        ExprKind::IfPresent(value) => visit(site, value, records),
        ExprKind::Ident(_)
        | ExprKind::Select(_)
        | ExprKind::OptionalSelect(_)
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

/// What was asked about something: spans that were asked for their length, items that were
/// asked whether they are done, one series among others.
fn show_subject(site: &Site<'_>, expr: &Expr, records: &mut Vec<ValueRecord>) {
    let chained = matches!(&expr.kind, ExprKind::Call(_) | ExprKind::Comprehension(_));
    if chained || site.trace.value(expr.id).is_some_and(is_telling) {
        show(site, expr, records);
    }
    if let Some(series) = origin(site, expr) {
        show(site, series, records);
    }
}

/// At the start of `s.last('5m').above('1%')`: one series among others.
fn origin<'x>(site: &Site<'_>, expr: &'x Expr) -> Option<&'x Expr> {
    let ExprKind::Call(call) = &expr.kind else {
        return Some(expr).filter(|expr| site.trace.value(expr.id).is_some_and(is_labelled));
    };
    origin(site, call.target.as_ref()?)
}

fn is_labelled(value: &Value) -> bool {
    value.downcast::<SeriesValue>().is_some_and(|series| !series.labels.is_empty())
}

/// Its text says more than what was asked.
fn is_telling(value: &Value) -> bool {
    value.downcast::<Checklist>().is_some() || value.downcast::<Signoffs>().is_some()
}

/// The values in a macro's body are those of the element looked at last: it decided an `all`
/// that is false and an `exists` that is true, and it stopped what has no value. What is bound
/// or optional is looked at once.
fn has_telling_element(site: &Site<'_>, expr: &Expr, fold: Fold) -> bool {
    let held = site.trace.value(expr.id).map(Value::as_bool);
    match (fold, held) {
        (_, None) | (Fold::All, Some(Some(false))) | (Fold::Exists, Some(Some(true))) => true,
        (Fold::Bind | Fold::OptMap | Fold::OptFlatMap, Some(_)) => true,
        (Fold::All | Fold::Exists | Fold::ExistsOne | Fold::Filter, Some(_)) => false,
        (Fold::Map | Fold::SortBy | Fold::TransformList, Some(_)) => false,
        (Fold::TransformMap | Fold::TransformMapEntry, Some(_)) => false,
    }
}

/// The element itself, where it is more than the single value that is shown anyway.
fn show_element(site: &Site<'_>, body: &Expr, variable: &str, records: &mut Vec<ValueRecord>) {
    let named =
        |expr: &Expr| matches!(&expr.kind, ExprKind::Ident(ident) if ident.name == variable);
    let mut waiting = vec![body];
    while let Some(expr) = waiting.pop() {
        if named(expr) && matches!(site.trace.value(expr.id), Some(Value::Map(_))) {
            show(site, expr, records);
            return;
        }
        expr.for_each_child(|child| waiting.push(child));
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
    // Whether the whole holds is the rule's outcome.
    if expr.id == checked.syntax.root.id && value.as_bool().is_some() {
        return;
    }
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
