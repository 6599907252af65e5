//! How far from the limit, and since when.

use gonogo_cel::Value;
use gonogo_cel::check::Reference;
use gonogo_cel::syntax::ast::{Call, Expr, ExprKind, Operator};
use gonogo_series::Spans;
use gonogo_series::quantity::{Quantity, Unit, duration_apart, number_apart, number_rounded};

use super::decider::Decider;
use super::{Evidence, Site, time_text, value_text};
use crate::decision::SpanRecord;
use crate::functions::quantity::{QuantityValue, number_in_unit, value_in_unit};
use crate::functions::series::SeriesValue;
use crate::functions::spans::SpansValue;

/// Spans that a record holds at most, the newest.
const SPANS: usize = 10;

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
                _ => distance(value, limit),
            };
            let subject = if limit_is_left { right } else { left };
            if let Some(found) =
                violation(site, subject, (limit, relation(*operator, limit_is_left, *held)))
            {
                (evidence.standing, evidence.since) = spans(&found);
            }
        }
        Decider::Question { call, held } => question(site, call, *held, evidence),
    }
}

/// A parameter or literal is what a value is measured against.
fn is_limit(site: &Site<'_>, expr: &Expr) -> bool {
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

/// `1.3 percentage points above the limit of 0.1 %`
fn distance(value: &Value, limit: &Value) -> Option<String> {
    let (gap, text) = match (value, limit) {
        (Value::Duration(a), Value::Duration(b)) => {
            let gap = a.nanos.checked_sub(b.nanos)?;
            // As exact as the gap beside it: 15.2ms above 165.6ms, not above 166ms.
            let limit = value_text(limit);
            let shown = value_text(&Value::Duration(gonogo_cel::time::Duration::from_nanos(
                gap.checked_abs()?,
            )));
            (gap.signum(), (shown, limit))
        }
        (Value::Timestamp(_), _) | (_, Value::Timestamp(_)) => return None,
        _ => match (value.downcast::<QuantityValue>(), limit.downcast::<QuantityValue>()) {
            (Some(a), Some(b)) => quantity_distance(a.0, b.0)?,
            _ => number_distance(value, limit)?,
        },
    };
    Some(phrase(gap, &text))
}

type Gap = (i64, (String, String));

fn quantity_distance(value: Quantity, limit: Quantity) -> Option<Gap> {
    let limit_in_unit = limit.convert_to(value.unit)?;
    let order = value.compare(limit)?;
    let gap = (value.value - limit_in_unit).abs();
    let (_, limit_text) = Quantity::display_apart(value, limit);
    // "1 % above 2 %" could as well mean 2.02 %.
    let gap_text = match value.unit {
        Unit::Percent => format!("{} percentage points", number_rounded(gap, 4)),
        unit => Quantity::new(gap, unit).display_rounded(4),
    };
    Some((order as i64, (gap_text, limit_text)))
}

fn number_distance(value: &Value, limit: &Value) -> Option<Gap> {
    let (a, b) = (number_in_unit(value, None)?, number_in_unit(limit, None)?);
    let order = a.partial_cmp(&b)?;
    let gap = Value::Double((a - b).abs());
    Some((order as i64, (value_text(&gap), number_apart(a, b).1)))
}

fn phrase(order: i64, (gap, limit): &(String, String)) -> String {
    match order {
        0 => format!("exactly at the limit of {limit}"),
        1.. => format!("{gap} above the limit of {limit}"),
        _ => format!("{gap} below the limit of {limit}"),
    }
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
fn violation(
    site: &Site<'_>,
    subject: &Expr,
    (limit, relation): (&Value, Option<Operator>),
) -> Option<SpansValue> {
    let ExprKind::Call(call) = &subject.kind else {
        return None;
    };
    let target = call.target.as_ref().filter(|_| call.function == "latest")?;
    let value: &SeriesValue = site.trace.value(target.id)?.downcast()?;
    let limit = number_in_unit(limit, value.unit)?;
    let series = &value.series;
    let spans = match relation? {
        Operator::Less => series.below(limit),
        Operator::LessEqual => series.at_most(limit),
        Operator::Greater => series.above(limit),
        Operator::GreaterEqual => series.at_least(limit),
        _ => return None,
    };
    Some(SpansValue { spans: spans.ok()?, unit: value.unit })
}

/// `spans.lasting('2m')` and its kin: how long it was, of how long it takes.
fn question(site: &Site<'_>, call: &Call, held: bool, evidence: &mut Evidence) {
    let Some(target) = &call.target else {
        return;
    };
    let Some(value) = site.trace.value(target.id).and_then(Value::downcast::<SpansValue>) else {
        return;
    };
    (evidence.spans, evidence.since) = spans(value);
    let wanted = call.args.first().and_then(|arg| site.trace.value(arg.id));
    let Some(Value::Duration(wanted)) = wanted else {
        return;
    };
    let length = match call.function.as_str() {
        "lasting" => value.spans.ongoing().ok(),
        "lasted" => Some(value.spans.longest()),
        _ => None,
    };
    let Some(length) = length else {
        return;
    };
    let (length_text, wanted_text) = duration_apart(length, wanted.nanos);
    let peak = newest(&value.spans).filter(|_| held).and_then(|span| span.peak);
    let peak = peak.and_then(|peak| value_in_unit(peak, value.unit));
    let peak = peak.map(|peak| format!(", peak {}", value_text(&peak))).unwrap_or_default();
    let margin = match (held, length) {
        (true, _) => format!("lasted {length_text}, {wanted_text} is enough{peak}"),
        (false, 0) => format!("does not hold, it takes {wanted_text}"),
        (false, _) => format!("lasted {length_text}, it takes {wanted_text}"),
    };
    evidence.margin = Some(margin);
}

fn newest(spans: &Spans) -> Option<&gonogo_series::Span> {
    spans.list().last()
}

/// The newest spans, and where the one that is going on began.
fn spans(value: &SpansValue) -> (Vec<SpanRecord>, Option<i64>) {
    let list = value.spans.list();
    let newest_spans = list.get(list.len().saturating_sub(SPANS)..).unwrap_or_default();
    let records = newest_spans.iter().filter_map(|span| {
        let peak = span.peak.and_then(|peak| value_in_unit(peak, value.unit));
        let (from, to) = (time_text(span.from)?, time_text(span.to)?);
        Some(SpanRecord { from, to, peak: peak.as_ref().map(value_text) })
    });
    let ongoing = value.spans.is_ongoing() == Ok(true);
    let since = newest(&value.spans).filter(|_| ongoing).map(|span| span.from);
    (records.collect(), since)
}
