//! The part of a condition that decided: one comparison or one question.

use gonogo_cel::syntax::ast::{Call, Expr, ExprKind, Fold, Operator, Quorum};

use super::Site;

pub(super) enum Decider<'x> {
    /// `left OP right`, and what it gave.
    Comparison {
        operator: Operator,
        left: &'x Expr,
        right: &'x Expr,
        held: bool,
    },
    Question(Question<'x>),
    Quorum(Counted<'x>),
}

/// A question such as `spans.lasting('2m')`, and its answer.
pub(super) struct Question<'x> {
    pub(super) call: &'x Call,
    pub(super) held: bool,
}

/// So many of several conditions, and whether they held.
pub(super) struct Counted<'x> {
    pub(super) quorum: &'x Quorum,
    pub(super) held: bool,
    /// The first of them that gave what the whole gave.
    pub(super) first: Option<Box<Decider<'x>>>,
}

/// Follows the logic: of a false `&&` the first false part, of a true `||` the first true one.
pub(super) fn decider<'x>(site: &Site<'_>, expr: &'x Expr) -> Option<Decider<'x>> {
    let held = truth(site, expr)?;
    match &expr.kind {
        ExprKind::And(parts) | ExprKind::Or(parts) => of_parts(site, parts, held),
        ExprKind::Quorum(quorum) => {
            let first = of_parts(site, &quorum.conditions, held).map(Box::new);
            Some(Decider::Quorum(Counted { quorum, held, first }))
        }
        ExprKind::Operator(Operator::Not, operands) => {
            operands.first().and_then(|operand| decider(site, operand))
        }
        ExprKind::Operator(operator, operands) if is_comparison(*operator) => {
            match operands.as_slice() {
                [left, right] => {
                    Some(Decider::Comparison { operator: *operator, left, right, held })
                }
                _ => None,
            }
        }
        ExprKind::Conditional(parts) => {
            let [condition, yes, no] = &**parts;
            let chosen = if truth(site, condition)? { yes } else { no };
            decider(site, chosen)
        }
        // The last element looked at is the one that decided, if any did.
        ExprKind::Comprehension(fold) => match (fold.fold, held) {
            (Fold::All, false) | (Fold::Exists, true) | (Fold::Bind, _) => {
                decider(site, &fold.body)
            }
            _ => None,
        },
        ExprKind::Call(call) if call.target.is_some() => {
            Some(Decider::Question(Question { call, held }))
        }
        _ => None,
    }
}

/// The first part that gave what the whole gave.
fn of_parts<'x>(site: &Site<'_>, parts: &'x [Expr], held: bool) -> Option<Decider<'x>> {
    let decided = |part: &&Expr| truth(site, part) == Some(held);
    parts.iter().filter(decided).find_map(|part| decider(site, part))
}

pub(super) fn truth(site: &Site<'_>, expr: &Expr) -> Option<bool> {
    site.trace.value(expr.id)?.as_bool()
}

fn is_comparison(operator: Operator) -> bool {
    matches!(
        operator,
        Operator::Less
            | Operator::LessEqual
            | Operator::Greater
            | Operator::GreaterEqual
            | Operator::Equal
            | Operator::NotEqual
    )
}
