//! How far from the limit, and since when.

mod question;
mod quorum;

use std::cmp::Ordering;
use std::fmt;

use gonogo_cel::Value;
use gonogo_cel::check::Reference;
use gonogo_cel::syntax::ast::{Expr, ExprKind, Operator};
use gonogo_cel::time::Duration;
use gonogo_series::quantity::{Quantity, Unit, number_apart, number_rounded};

use super::decider::Decider;
use super::{Evidence, Site, value_text};
use crate::functions::quantity::{QuantityValue, number_in_unit};
use crate::functions::series::SeriesValue;
use crate::functions::spans::SpansValue;
use question::{onset, records};

/// Significant digits of a distance.
const GAP_DIGITS: usize = 4;

pub(super) fn add(site: &Site<'_>, decider: &Decider<'_>, evidence: &mut Evidence) {
    match decider {
        Decider::Comparison { operator, left, right, held } => {
            let (Some(a), Some(b)) = (site.trace.value(left.id), site.trace.value(right.id)) else {
                return;
            };
            let limit_is_left = is_limit(site, left) && !is_limit(site, right);
            let (value, limit) = if limit_is_left { (b, a) } else { (a, b) };
            evidence.margin = match operator {
                Operator::Equal | Operator::NotEqual => {
                    let differs = *held == (*operator == Operator::NotEqual);
                    differs.then(|| format!("{}, not {}", value_text(value), value_text(limit)))
                }
                _ => distance(value, limit).map(|distance| distance.to_string()),
            };
            let subject = if limit_is_left { right } else { left };
            let standing = relation(*operator, limit_is_left, *held)
                .and_then(|relation| standing(site, subject, limit, relation));
            if let Some(found) = standing {
                evidence.standing = records(&found);
                evidence.since = onset(&found);
            }
        }
        Decider::Question(question) => question::add(site, question, evidence),
        Decider::Quorum(counted) => {
            if let Some(first) = &counted.first {
                add(site, first, evidence);
            }
            evidence.margin = quorum::margin(site, counted, evidence.margin.as_deref());
        }
    }
}

/// A parameter or literal is what a value is measured against.
pub(super) fn is_limit(site: &Site<'_>, expr: &Expr) -> bool {
    if matches!(expr.kind, ExprKind::Literal(_)) {
        return true;
    }
    let program = &site.expression.program;
    match program.checked().reference(expr) {
        Some(Reference::Constant(_)) => true,
        Some(Reference::Slot(_)) => expr.span.text(&site.expression.source).starts_with("params."),
        _ => false,
    }
}

/// How a value stands to its limit, in words.
struct Distance {
    order: Ordering,
    gap: String,
    limit: String,
}

impl fmt::Display for Distance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { order, gap, limit } = self;
        match order {
            Ordering::Equal => write!(f, "exactly at the limit of {limit}"),
            Ordering::Greater => write!(f, "{gap} above the limit of {limit}"),
            Ordering::Less => write!(f, "{gap} below the limit of {limit}"),
        }
    }
}

fn distance(value: &Value, limit: &Value) -> Option<Distance> {
    match (value, limit) {
        (Value::Duration(a), Value::Duration(b)) => duration_distance(a.nanos, b.nanos),
        (Value::Timestamp(_), _) | (_, Value::Timestamp(_)) => None,
        _ => match (value.downcast::<QuantityValue>(), limit.downcast::<QuantityValue>()) {
            (Some(a), Some(b)) => quantity_distance(a.0, b.0),
            _ => number_distance(value, limit),
        },
    }
}

fn duration_distance(value: i64, limit: i64) -> Option<Distance> {
    let gap = value.checked_sub(limit)?.checked_abs()?;
    Some(Distance {
        order: value.cmp(&limit),
        gap: value_text(&Value::Duration(Duration::from_nanos(gap))),
        // As exact as the gap beside it: 15.2ms above 165.6ms, not above 166ms.
        limit: value_text(&Value::Duration(Duration::from_nanos(limit))),
    })
}

fn quantity_distance(value: Quantity, limit: Quantity) -> Option<Distance> {
    Some(Distance {
        order: value.compare(limit)?,
        gap: quantity_gap(value, limit)?,
        limit: Quantity::display_apart(value, limit).1,
    })
}

/// In the limit's unit, which a person chose; in the value's where that would be next to nothing.
fn quantity_gap(value: Quantity, limit: Quantity) -> Option<String> {
    const NEXT_TO_NOTHING: f64 = 0.001;
    let gap_in = |unit: Unit| -> Option<f64> {
        Some((value.convert_to(unit)? - limit.convert_to(unit)?).abs())
    };
    let in_limit_unit = gap_in(limit.unit)?;
    let unit = if in_limit_unit < NEXT_TO_NOTHING { value.unit } else { limit.unit };
    let gap = gap_in(unit)?;
    Some(match unit {
        // Not "1.3 %", which could be a part of the limit.
        Unit::Percent => {
            let points = number_rounded(gap, GAP_DIGITS);
            let word = if points == "1" { "point" } else { "points" };
            format!("{points} percentage {word}")
        }
        _ => Quantity::new(gap, unit).display_rounded(GAP_DIGITS),
    })
}

fn number_distance(value: &Value, limit: &Value) -> Option<Distance> {
    let (a, b) = (number_in_unit(value, None)?, number_in_unit(limit, None)?);
    Some(Distance {
        order: a.partial_cmp(&b)?,
        gap: value_text(&Value::Double((a - b).abs())),
        limit: number_apart(a, b).1,
    })
}

/// The comparison of the subject with the limit that is true now.
fn relation(operator: Operator, limit_is_left: bool, held: bool) -> Option<Operator> {
    let mirrored = match (operator, limit_is_left) {
        (Operator::Less, true) => Operator::Greater,
        (Operator::LessEqual, true) => Operator::GreaterEqual,
        (Operator::Greater, true) => Operator::Less,
        (Operator::GreaterEqual, true) => Operator::LessEqual,
        (other, _) => other,
    };
    Some(match (mirrored, held) {
        (
            same @ (Operator::Less
            | Operator::LessEqual
            | Operator::Greater
            | Operator::GreaterEqual),
            true,
        ) => same,
        (Operator::Less, false) => Operator::GreaterEqual,
        (Operator::LessEqual, false) => Operator::Greater,
        (Operator::Greater, false) => Operator::LessEqual,
        (Operator::GreaterEqual, false) => Operator::Less,
        _ => return None,
    })
}

/// For `series.latest() OP limit`: where the series stood that way.
fn standing(
    site: &Site<'_>,
    subject: &Expr,
    limit: &Value,
    relation: Operator,
) -> Option<SpansValue> {
    let ExprKind::Call(call) = &subject.kind else {
        return None;
    };
    let target = call.target.as_ref().filter(|_| call.function == "latest")?;
    let value: &SeriesValue = site.trace.value(target.id)?.downcast()?;
    let limit = number_in_unit(limit, value.unit)?;
    let series = &value.series;
    let spans = match relation {
        Operator::Less => series.below(limit),
        Operator::LessEqual => series.at_most(limit),
        Operator::Greater => series.above(limit),
        Operator::GreaterEqual => series.at_least(limit),
        _ => return None,
    };
    let first = series.times().first().copied()?;
    Some(SpansValue { spans: spans.ok()?, unit: value.unit, first })
}
