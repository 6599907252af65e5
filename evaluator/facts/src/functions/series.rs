//! Series as CEL values, and what can be asked of them.

pub mod burn;
pub mod comparison;
pub(super) mod trend;

use std::any::Any;
use std::cmp::Ordering;
use std::sync::Arc;

use gonogo_cel::cost::{Arguments, Rule, Size};
use gonogo_cel::function::Call;
use gonogo_cel::{ErrorKind, Fault, Opaque, Type, Value, function};
use gonogo_series::quantity::Unit;
use gonogo_series::{Series, SeriesFault, Spans};

use super::quantity::{number_in_unit, type_of_unit, value_in_unit};
use super::spans::SpansValue;

#[derive(Clone, Debug)]
pub struct SeriesValue {
    pub series: Series,
    pub unit: Option<Unit>,
    /// What tells it from the others of one query.
    pub labels: Arc<[(String, String)]>,
}

impl SeriesValue {
    fn part(&self, series: Series) -> Value {
        Value::opaque(Self { series, ..self.clone() })
    }

    fn sample(&self, number: Result<f64, SeriesFault>) -> Result<Value, Fault> {
        let too_large = || Fault::error(ErrorKind::Overflow, "the result is out of range");
        value_in_unit(number.map_err(not_known)?, self.unit).ok_or_else(too_large)
    }
}

/// Of one series, its newest value as people read it.
pub fn latest(value: &Value) -> Option<String> {
    let Value::Opaque(opaque) = value else { return None };
    let of = opaque.as_any().downcast_ref::<SeriesValue>()?;
    of.sample(of.series.latest()).ok().map(|value| value.brief())
}

impl Opaque for SeriesValue {
    fn type_name(&self) -> &str {
        "series"
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn Opaque) -> bool {
        let other = other.as_any().downcast_ref::<Self>();
        other.is_some_and(|other| self.series == other.series && self.unit == other.unit)
    }

    fn order(&self, _: &dyn Opaque) -> Option<Ordering> {
        None
    }

    fn size(&self) -> usize {
        self.series.count().div_ceil(10)
    }

    fn text(&self) -> String {
        let labels = self.labels.iter().map(|(name, value)| format!("{name} {value}, "));
        format!("{}{} samples", labels.collect::<String>(), self.series.count())
    }
}

/// The type of a series in this unit.
pub fn series_type(unit: Option<Unit>) -> Type {
    Type::opaque("series", vec![type_of_unit(unit)])
}

fn not_known(fault: SeriesFault) -> Fault {
    Fault::error(ErrorKind::NotKnown, fault.to_string())
}

fn receiver<'c>(call: &Call<'c>) -> Result<&'c SeriesValue, Fault> {
    let first = call.args.first();
    first.and_then(Value::downcast).ok_or_else(|| call.no_overload())
}

/// One number from all samples.
const SUMMARY: Rule = Rule { work: |args| args.most(0), result: |_| Size::host(1), ..Rule::FREE };

/// Spans, which take a unit each: there can be as many as samples, and two at the ends.
const FOUND: Rule = Rule {
    work: |args| args.most(0).saturating_add(samples(args, 0)).saturating_add(2),
    result: |args| Size::host(args.most(0).saturating_add(1)),
    ..Rule::FREE
};

/// Labels of one series, and bytes of the value of one, in estimates of cost.
const LABELS: u64 = 64;
const LABEL_TEXT: u64 = 256;

/// Ten samples are a unit of size.
fn samples(args: &Arguments<'_>, at: usize) -> u64 {
    args.most(at).saturating_mul(10)
}

/// What sorting so many takes for each: the digits of their number.
fn rounds(samples: u64) -> u64 {
    u64::from(u64::BITS.saturating_sub(samples.leading_zeros()))
}

fn summary(
    call: &Call<'_>,
    compute: fn(&Series) -> Result<f64, SeriesFault>,
) -> Result<Value, Fault> {
    let value = receiver(call)?;
    charge(call, value)?;
    value.sample(compute(&value.series))
}

/// A sample looked at costs a tenth of a unit.
fn charge(call: &Call<'_>, value: &SeriesValue) -> Result<(), Fault> {
    call.charge(value.size())
}

function!(
    LATEST = "latest",
    "The newest value.",
    |call| summary(call, Series::latest),
    ["series(T).latest() -> T"],
    [("errors.latest()", "1.5 %")],
    cost: SUMMARY
);
function!(
    MIN = "min",
    "The smallest value of the window.",
    |call| summary(call, Series::min),
    ["series(T).min() -> T"],
    [("errors.min()", "0.2 %")],
    cost: SUMMARY
);
function!(
    MAX = "max",
    "The largest value of the window.",
    |call| summary(call, Series::max),
    ["series(T).max() -> T"],
    [("errors.max()", "1.5 %")],
    cost: SUMMARY
);
function!(
    AVG = "avg",
    "The arithmetic mean of the window.",
    |call| summary(call, Series::avg),
    ["series(T).avg() -> T"],
    [("errors.avg() < quantity('1%')", "true")],
    cost: SUMMARY
);
function!(
    SUM = "sum",
    "The sum of the window's values.",
    |call| summary(call, Series::sum),
    ["series(T).sum() -> T"],
    [("requests.sum()", "580.0")],
    cost: SUMMARY
);
function!(
    STDDEV = "stddev",
    "The standard deviation of the window (population).",
    |call| summary(call, Series::stddev),
    ["series(T).stddev() -> T"],
    [("errors.stddev() < quantity('0.5%')", "true")],
    cost: SUMMARY
);
function!(
    INCREASE = "increase",
    "How much a counter grew over the window, resets included.",
    |call| summary(call, Series::increase),
    ["series(T).increase() -> T"],
    [("requests.increase()", "200.0")],
    cost: SUMMARY
);

function!(
    COUNT = "count",
    "The number of samples.",
    count,
    ["series(T).count() -> int"],
    [("errors.count()", "9")],
    cost: Rule::FREE
);

fn count(call: &Call<'_>) -> Result<Value, Fault> {
    let count = receiver(call)?.series.count();
    Ok(Value::Int(i64::try_from(count).unwrap_or(i64::MAX)))
}

function!(
    PERCENTILE = "percentile",
    "The value below which so many percent lie (R-7 quantile).",
    percentile,
    ["series(T).percentile(double) -> T", "series(T).percentile(int) -> T"],
    [("errors.percentile(50)", "1.1 %"), ("errors.percentile(100) == errors.max()", "true")],
    cost: Rule { work: |args| samples(args, 0), ..SUMMARY }
);

fn percentile(call: &Call<'_>) -> Result<Value, Fault> {
    let value = receiver(call)?;
    let percent = call.args.get(1).and_then(|percent| number_in_unit(percent, None));
    let percent = percent.ok_or_else(|| call.no_overload())?;
    call.charge(value.series.count())?;
    value.sample(value.series.percentile(percent))
}

function!(
    LABEL = "label",
    "The value of a label that tells this series from its siblings.",
    label,
    ["series(T).label(string) -> string"],
    [("pods.filter(pod, pod.latest() > quantity('1%')).map(pod, pod.label('pod'))", "['b']")],
    cost: Rule { work: |_| LABELS, result: |_| Size::text(LABEL_TEXT), ..Rule::FREE }
);

fn label(call: &Call<'_>) -> Result<Value, Fault> {
    let value = receiver(call)?;
    let name = call.args.get(1).and_then(Value::as_str).ok_or_else(|| call.no_overload())?;
    call.charge(value.labels.len())?;
    let found = value.labels.iter().find(|(label, _)| label == name);
    let missing =
        || Fault::error(ErrorKind::NoSuchKey, format!("the series has no label `{name}`"));
    found.map(|(_, text)| Value::string(text.as_str())).ok_or_else(missing)
}

function!(
    LAST = "last",
    "The part that lies within this duration before now.",
    last,
    ["series(T).last(duration) -> series(T)"],
    [("errors.last('30s').min()", "1.1 %")]
);

fn last(call: &Call<'_>) -> Result<Value, Fault> {
    let value = receiver(call)?;
    match call.args.get(1) {
        Some(Value::Duration(duration)) => {
            charge(call, value)?;
            value.series.last(duration.nanos).map(|part| value.part(part)).map_err(not_known)
        }
        _ => Err(call.no_overload()),
    }
}

function!(
    SINCE = "since",
    "The part from this time on.",
    since,
    ["series(T).since(timestamp) -> series(T)"],
    [("errors.since(timestamp('2026-01-04T03:39:30Z')).count()", "3")]
);

fn since(call: &Call<'_>) -> Result<Value, Fault> {
    let value = receiver(call)?;
    let from = nanos(call, 1)?;
    charge(call, value)?;
    value.series.since(from).map(|part| value.part(part)).map_err(not_known)
}

function!(
    BETWEEN = "between",
    "The part from one time to another.",
    between,
    ["series(T).between(timestamp, timestamp) -> series(T)"],
    [("errors.between(now - duration('2m'), now - duration('90s')).max()", "0.4 %")]
);

fn between(call: &Call<'_>) -> Result<Value, Fault> {
    let value = receiver(call)?;
    let (from, to) = (nanos(call, 1)?, nanos(call, 2)?);
    charge(call, value)?;
    value.series.between(from, to).map(|part| value.part(part)).map_err(not_known)
}

/// The argument as nanoseconds since 1970.
fn nanos(call: &Call<'_>, at: usize) -> Result<i64, Fault> {
    let Some(Value::Timestamp(time)) = call.args.get(at) else {
        return Err(call.no_overload());
    };
    let outside = || Fault::error(ErrorKind::Overflow, format!("{time} is too far from now"));
    time.epoch_nanos().ok_or_else(outside)
}

/// Where the samples stand to a limit.
fn condition(
    call: &Call<'_>,
    spans: fn(&Series, f64) -> Result<Spans, SeriesFault>,
) -> Result<Value, Fault> {
    let value = receiver(call)?;
    let limit = limit(call, value, 1)?;
    charge(call, value)?;
    kept(call, value, spans(&value.series, limit))
}

fn kept(
    call: &Call<'_>,
    of: &SeriesValue,
    spans: Result<Spans, SeriesFault>,
) -> Result<Value, Fault> {
    let spans = spans.map_err(not_known)?;
    call.charge(spans.size())?;
    let first = of.series.times().first().copied().unwrap_or(i64::MAX);
    Ok(Value::opaque(SpansValue { spans, unit: of.unit, first }))
}

fn limit(call: &Call<'_>, value: &SeriesValue, at: usize) -> Result<f64, Fault> {
    let limit = call.args.get(at).and_then(|limit| number_in_unit(limit, value.unit));
    limit.ok_or_else(|| call.no_overload())
}

function!(
    ABOVE = "above",
    "Where the value was greater than the limit.",
    |call| condition(call, Series::above),
    ["series(T).above(T) -> spans"],
    [("errors.above('1%').count()", "2")],
    cost: FOUND
);
function!(
    AT_LEAST = "at_least",
    "Where the value was the limit or greater.",
    |call| condition(call, Series::at_least),
    ["series(T).at_least(T) -> spans"],
    [("errors.at_least('1.5%').count()", "1")],
    cost: FOUND
);
function!(
    BELOW = "below",
    "Where the value was less than the limit.",
    |call| condition(call, Series::below),
    ["series(T).below(T) -> spans"],
    [("errors.below('0.5%').longest()", "30s")],
    cost: FOUND
);
function!(
    AT_MOST = "at_most",
    "Where the value was the limit or less.",
    |call| condition(call, Series::at_most),
    ["series(T).at_most(T) -> spans"],
    [("errors.at_most('0.2%').count()", "1")],
    cost: FOUND
);

function!(
    OUTSIDE = "outside",
    "Where the value was less than the first limit or greater than the second.",
    outside,
    ["series(T).outside(T, T) -> spans"],
    [("errors.outside('0.3%', '1.4%').count()", "2")],
    cost: FOUND
);

fn outside(call: &Call<'_>) -> Result<Value, Fault> {
    let value = receiver(call)?;
    let (low, high) = (limit(call, value, 1)?, limit(call, value, 2)?);
    charge(call, value)?;
    kept(call, value, value.series.outside(low, high))
}
