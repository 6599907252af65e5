//! Comparisons with literals and parameters as ranges of what is compared.

pub(crate) mod natural;

use std::cmp::Ordering;

use gonogo_cel::Value;
use gonogo_cel::syntax::ast::{Expr, ExprKind, Operator};

use crate::site::Site;
use gonogo_engine::functions::quantity::QuantityValue;
use gonogo_engine::gate::Phase;

/// What a condition says of one value, named by its text.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    pub(crate) subject: String,
    pub(crate) range: Range,
}

/// From the one end to the other; without an end it goes on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Range {
    low: Option<Edge>,
    high: Option<Edge>,
}

#[derive(Clone, Debug)]
struct Edge {
    value: Value,
    /// The value itself belongs to the range.
    included: bool,
}

impl Range {
    /// From that value on, itself included.
    pub(crate) fn from(low: Value) -> Self {
        Self { low: Some(Edge { value: low, included: true }), high: None }
    }

    /// Both ends included.
    pub(crate) fn between(low: Value, high: Value) -> Self {
        Self { high: Some(Edge { value: high, included: true }), ..Self::from(low) }
    }
}

/// Of a comparison of something with a literal or parameter; nothing of all else.
pub(crate) fn claim(site: &Site<'_>, expr: &Expr, phase: &Phase) -> Option<Claim> {
    let (subject, range) = compared(site, expr, phase)?;
    Some(Claim { subject: subject.to_string(), range })
}

/// The same, with what is compared.
pub(crate) fn compared<'x>(
    site: &Site<'_>,
    expr: &'x Expr,
    phase: &Phase,
) -> Option<(&'x Expr, Range)> {
    let ExprKind::Operator(operator, operands) = &expr.kind else { return None };
    let [left, right] = operands.as_slice() else { return None };
    let (subject, value, operator) = match (site.value(left, phase), site.value(right, phase)) {
        (None, Some(value)) => (left, value, *operator),
        (Some(value), None) => (right, value, mirrored(*operator)),
        (None, None) | (Some(_), Some(_)) => return None,
    };
    let edge = |included| Some(Edge { value: value.clone(), included });
    let range = match operator {
        Operator::Less => Range { high: edge(false), ..Range::default() },
        Operator::LessEqual => Range { high: edge(true), ..Range::default() },
        Operator::Greater => Range { low: edge(false), ..Range::default() },
        Operator::GreaterEqual => Range { low: edge(true), ..Range::default() },
        Operator::Equal => Range { low: edge(true), high: edge(true) },
        _ => return None,
    };
    order(&value, &value).map(|_| (subject, range))
}

fn mirrored(operator: Operator) -> Operator {
    match operator {
        Operator::Less => Operator::Greater,
        Operator::LessEqual => Operator::GreaterEqual,
        Operator::Greater => Operator::Less,
        Operator::GreaterEqual => Operator::LessEqual,
        other => other,
    }
}

impl Range {
    pub(crate) fn intersection(&self, other: &Self) -> Self {
        let low = tighter(&self.low, &other.low, Ordering::Greater);
        let high = tighter(&self.high, &other.high, Ordering::Less);
        Self { low, high }
    }

    /// Nothing lies in it.
    pub(crate) fn is_empty(&self) -> bool {
        let (Some(low), Some(high)) = (&self.low, &self.high) else { return false };
        match order(&low.value, &high.value) {
            Some(Ordering::Greater) => true,
            Some(Ordering::Equal) => !(low.included && high.included),
            Some(Ordering::Less) | None => false,
        }
    }

    pub(crate) fn is_within(&self, other: &Self) -> bool {
        let is_low = reaches(&other.low, &self.low, Ordering::Less);
        is_low && reaches(&other.high, &self.high, Ordering::Greater)
    }

    /// Whether everything lies in one of the two.
    pub(crate) fn completes(&self, other: &Self) -> bool {
        let (Some(low), None, None, Some(high)) = (&self.low, &self.high, &other.low, &other.high)
        else {
            return false;
        };
        match order(&low.value, &high.value) {
            Some(Ordering::Less) => true,
            Some(Ordering::Equal) => low.included || high.included,
            Some(Ordering::Greater) | None => false,
        }
    }
}

/// The edge that lies further in the direction.
fn tighter(one: &Option<Edge>, other: &Option<Edge>, inward: Ordering) -> Option<Edge> {
    let (Some(a), Some(b)) = (one, other) else { return one.clone().or_else(|| other.clone()) };
    match order(&a.value, &b.value) {
        Some(Ordering::Equal) => {
            Some(Edge { value: a.value.clone(), included: a.included && b.included })
        }
        Some(found) if found == inward => Some(a.clone()),
        Some(_) => Some(b.clone()),
        None => None,
    }
}

/// Whether the outer edge lies at the inner one, or further in the direction.
fn reaches(outer: &Option<Edge>, inner: &Option<Edge>, outward: Ordering) -> bool {
    let Some(outer) = outer else { return true };
    let Some(inner) = inner else { return false };
    match order(&outer.value, &inner.value) {
        Some(Ordering::Equal) => outer.included || !inner.included,
        Some(found) => found == outward,
        None => false,
    }
}

/// Of numbers, quantities of one dimension, and times.
fn order(one: &Value, other: &Value) -> Option<Ordering> {
    match (one, other) {
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
        (Value::Double(a), Value::Double(b)) => a.partial_cmp(b),
        (Value::Int(a), Value::Double(b)) => (*a as f64).partial_cmp(b),
        (Value::Double(a), Value::Int(b)) => a.partial_cmp(&(*b as f64)),
        (Value::Duration(a), Value::Duration(b)) => Some(a.nanos.cmp(&b.nanos)),
        _ => {
            let (a, b): (&QuantityValue, &QuantityValue) = (one.downcast()?, other.downcast()?);
            a.0.compare(b.0)
        }
    }
}
