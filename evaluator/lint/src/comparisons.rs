//! Comparisons that say less than they seem to: ratios of nothing, all of nothing.

use gonogo_cel::check::Reference;
use gonogo_cel::syntax::ast::{Call, Expr, ExprKind, Fold, Operator};
use gonogo_cel::{Diagnostic, Type};

use crate::site::Site;
use gonogo_document::codes;

pub(crate) fn of_condition(site: &Site<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    without_floor(site, site.root(), false, &mut problems);
    problems.extend(site.parts().into_iter().filter_map(|part| all_of_nothing(site, part)));
    problems
}

/// `a.vs(b).ratio() > 1.5` alone: twice next to nothing is next to nothing.
fn without_floor(site: &Site<'_>, expr: &Expr, has_floor: bool, found: &mut Vec<Diagnostic>) {
    if let ExprKind::And(parts) = &expr.kind {
        let is_floor = |part: &Expr| ratio(part).is_none() && is_comparison(part);
        let has_floor = has_floor || parts.iter().any(is_floor);
        parts.iter().for_each(|part| without_floor(site, part, has_floor, found));
        return;
    }
    if let ExprKind::Or(parts) = &expr.kind {
        parts.iter().for_each(|part| without_floor(site, part, has_floor, found));
        return;
    }
    let Some(asked) = ratio(expr).filter(|_| !has_floor) else { return };
    let message =
        "a ratio without a floor: where the base is next to nothing, so is the difference";
    let help = "add what must lie between the two, as in `&& c.difference() > …`, or ask \
                `.worse('high', '50%', …)` with a floor";
    found.push(site.warning(&codes::NO_FLOOR, asked.name_span, (message.to_owned(), help)));
}

fn is_comparison(expr: &Expr) -> bool {
    matches!(
        &expr.kind,
        ExprKind::Operator(
            Operator::Less | Operator::LessEqual | Operator::Greater | Operator::GreaterEqual,
            _
        ) | ExprKind::Call(_)
    )
}

/// The ratio to a base that must not be passed.
fn ratio(expr: &Expr) -> Option<&Call> {
    let ExprKind::Operator(operator, operands) = &expr.kind else { return None };
    let [left, right] = operands.as_slice() else { return None };
    let side = match operator {
        Operator::Greater | Operator::GreaterEqual => left,
        Operator::Less | Operator::LessEqual => right,
        _ => return None,
    };
    match &side.kind {
        ExprKind::Call(call) if call.function == "ratio" => Some(call),
        _ => None,
    }
}

/// `list.all(…)` is true of an empty list.
fn all_of_nothing(site: &Site<'_>, expr: &Expr) -> Option<Diagnostic> {
    let ExprKind::Comprehension(fold) = &expr.kind else { return None };
    if fold.fold != Fold::All || !may_be_empty(site, &fold.range) {
        return None;
    }
    let range = fold.range.to_string();
    let is_guarded = site.parts().into_iter().any(|part| asks_for_size(part, &range));
    let message = "`all` of an empty list is true, and this list may be empty".to_owned();
    let help = "ask for its `size()` as well";
    (!is_guarded).then(|| site.warning(&codes::ALL_OF_NOTHING, fold.range.span, (message, help)))
}

fn may_be_empty(site: &Site<'_>, range: &Expr) -> bool {
    let checked = site.expression.program().checked();
    match (&range.kind, checked.reference(range)) {
        (ExprKind::Comprehension(inner), _) => match inner.fold {
            Fold::Filter => true,
            Fold::Map | Fold::TransformList | Fold::TransformMap | Fold::SortBy => {
                may_be_empty(site, &inner.range)
            }
            _ => false,
        },
        // A list inside of a fact of any shape, or one that is made up where there is none.
        (ExprKind::Select(_), None) => *checked.type_of(range) == Type::Dyn,
        (ExprKind::Call(call), _) if call.function == "orValue" => call
            .args
            .first()
            .is_some_and(|other| matches!(&other.kind, ExprKind::List(parts) if parts.is_empty())),
        (_, Some(Reference::Slot(slot))) => {
            let fact = site.gate.facts.iter().find(|fact| fact.slot() == *slot);
            fact.is_some_and(|fact| fact.declaration.allow_empty)
        }
        _ => false,
    }
}

/// `size(list)` or `list.size()`
fn asks_for_size(expr: &Expr, range: &str) -> bool {
    let ExprKind::Call(call) = &expr.kind else { return false };
    let of = call.target.as_ref().or(call.args.first());
    call.function == "size" && of.is_some_and(|of| of.to_string() == range)
}
