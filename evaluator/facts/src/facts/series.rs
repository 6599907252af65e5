//! Series from JSON: pairs of time and value, or evenly spaced values from a start.

mod plain;

use std::collections::BTreeSet;
use std::sync::Arc;

use gonogo_cel::Value;
use gonogo_series::quantity::{Unit, parse_duration};
use gonogo_series::{Dropped, Samples, Series, SeriesFault, SeriesRules};

use super::decode::{Decoded, Statistics};
use super::json::{Fields, Json, wrong};
use super::problem::{FactProblem, FactState};
use super::recording::{Labels, Points};
use super::scalar;
use crate::functions::series::SeriesValue;

/// Characters of the labels of a series in messages.
const NAME: usize = 80;

/// How a gate declares the series.
pub(super) struct Declared<'d> {
    pub(super) unit: Option<Unit>,
    pub(super) rules: &'d SeriesRules,
    pub(super) by: &'d [String],
    pub(super) now: i64,
}

/// What one series gave: itself or a problem, and figures in both cases.
type Read = (Result<SeriesValue, FactProblem>, Statistics);

pub(super) fn decode(text: &str, declared: &Declared<'_>) -> Decoded {
    // Pairs are by far the most; they are read without a tree in between.
    if declared.by.is_empty()
        && let Some(points) = plain_pairs(text)
    {
        return single(admit(points, &[], declared));
    }
    match Json::parse_series(text) {
        Err(problem) => Decoded::problem(problem),
        Ok(json) if declared.by.is_empty() => single(read(json, declared)),
        Ok(json) => labelled(json, declared),
    }
}

fn single((series, statistics): Read) -> Decoded {
    Decoded { value: series.map(Value::opaque), statistics: Some(statistics) }
}

/// `[[seconds, number], …]`, or `None` when the text is something else.
fn plain_pairs(text: &str) -> Option<Result<Points, FactProblem>> {
    plain::pairs(text).map(pairs)
}

fn pairs(points: Vec<(f64, f64)>) -> Result<Vec<(i64, f64)>, FactProblem> {
    points
        .into_iter()
        .enumerate()
        .map(|(at, (time, value))| {
            let time = scalar::epoch_nanos(time)
                .ok_or_else(|| FactProblem::invalid(format!("sample {}: not a time", at + 1)))?;
            Ok((time, value))
        })
        .collect()
}

fn labelled(json: Json, declared: &Declared<'_>) -> Decoded {
    let Json::Array(elements) = json else {
        let message = format!("this is {}, not a list of series with labels", json.kind());
        return Decoded::problem(FactProblem::invalid(message));
    };
    if elements.is_empty() {
        return Decoded::problem(FactProblem::new(FactState::Empty, "no series"));
    }
    let mut values = Vec::new();
    let mut statistics = Statistics::default();
    let mut problem = None;
    let mut seen = BTreeSet::new();
    for (at, element) in elements.into_iter().enumerate() {
        let (labels, points) = match shape(element, declared.by) {
            Ok(shape) => shape,
            Err(one) => {
                problem = problem.or(Some(one.within(&format!("series {}", at + 1))));
                continue;
            }
        };
        let (series, of_one) = admit(Ok(points), &labels, declared);
        statistics.merge(&of_one);
        match series.and_then(|series| distinct(series, &mut seen)) {
            Ok(series) => values.push(Value::opaque(series)),
            Err(one) => problem = problem.or(Some(one.within(&name(&labels, declared.by)))),
        }
    }
    let value = problem.map_or_else(|| Ok(Value::list(values)), Err);
    Decoded { value, statistics: Some(statistics) }
}

/// What tells it apart, such as ``series `pod=a` ``.
pub(super) fn name(labels: &[(String, String)], by: &[String]) -> String {
    let value = |label: &String| labels.iter().find(|(name, _)| name == label);
    let told = by.iter().filter_map(value).map(|(name, value)| format!("{name}={value}"));
    let told = told.collect::<Vec<_>>().join(", ");
    let short: String = told.chars().take(NAME).collect();
    let dots = if short.len() < told.len() { "…" } else { "" };
    format!("series `{short}{dots}`")
}

/// Two series with the same labels contradict each other.
fn distinct(
    series: SeriesValue,
    seen: &mut BTreeSet<Vec<(String, String)>>,
) -> Result<SeriesValue, FactProblem> {
    let mut labels = series.labels.to_vec();
    labels.sort();
    if seen.insert(labels) {
        return Ok(series);
    }
    Err(FactProblem::invalid("another series has the same labels"))
}

fn read(json: Json, declared: &Declared<'_>) -> Read {
    match shape(json, declared.by) {
        Ok((labels, points)) => admit(Ok(points), &labels, declared),
        Err(problem) => (Err(problem), Statistics::default()),
    }
}

/// Every series of a text with its labels, judged by nobody yet.
pub(super) fn whole(text: &str, by: &[String]) -> Result<Vec<(Labels, Points)>, FactProblem> {
    if by.is_empty()
        && let Some(points) = plain_pairs(text)
    {
        return Ok(vec![(Vec::new(), points?)]);
    }
    if by.is_empty()
        && let Some(points) = plain::spaced(text)
    {
        return Ok(vec![(Vec::new(), points)]);
    }
    let json = Json::parse_series(text)?;
    if by.is_empty() {
        return Ok(vec![shape(json, by)?]);
    }
    let Json::Array(elements) = json else {
        let message = format!("this is {}, not a list of series with labels", json.kind());
        return Err(FactProblem::invalid(message));
    };
    let of_one = |(at, element)| {
        shape(element, by).map_err(|problem| problem.within(&format!("series {}", at + 1)))
    };
    elements.into_iter().enumerate().map(of_one).collect()
}

fn shape(json: Json, by: &[String]) -> Result<(Labels, Points), FactProblem> {
    let mut fields = match json {
        Json::Array(_) if !by.is_empty() => {
            let labels = by.join("`, `");
            let message =
                format!("samples without labels: give the label `{labels}` of each series");
            return Err(FactProblem::invalid(message));
        }
        Json::Array(samples) => return Ok((Vec::new(), points(samples)?)),
        other => Fields::of(other, "the series")?,
    };
    let labels = labels(fields.take("labels"), by)?;
    let points = if fields.has("samples") {
        match fields.need("samples")? {
            Json::Array(samples) => points(samples)?,
            other => return Err(wrong("samples", &other, "a list")),
        }
    } else {
        spaced(&mut fields)?
    };
    fields.finish()?;
    Ok((labels, points))
}

fn labels(json: Option<Json>, by: &[String]) -> Result<Labels, FactProblem> {
    let mut found = Vec::new();
    if let Some(json) = json {
        let Json::Object(fields) = json else {
            return Err(wrong("labels", &json, "an object"));
        };
        for (name, value) in fields {
            match value {
                Json::String(text) => found.push((name, text)),
                other => return Err(wrong(&name, &other, "a text")),
            }
        }
    }
    match by.iter().find(|name| !found.iter().any(|(label, _)| label == *name)) {
        Some(name) => Err(FactProblem::invalid(format!("a series has no label `{name}`"))),
        None => Ok(found),
    }
}

/// `[[time, value], …]`; a value of null is no sample.
fn points(samples: Vec<Json>) -> Result<Vec<(i64, f64)>, FactProblem> {
    let mut points = Vec::with_capacity(samples.len());
    for (at, sample) in samples.into_iter().enumerate() {
        let place = format!("sample {}", at + 1);
        let pair = match &sample {
            Json::Array(pair) => <&[Json; 2]>::try_from(pair.as_slice()).ok(),
            _ => None,
        };
        let [time, value] = pair.ok_or_else(|| several_series(&sample).within(&place))?;
        let time = scalar::time(time).map_err(|problem| problem.within(&place))?;
        let outside = || FactProblem::invalid("the time is out of range").within(&place);
        let time = time.epoch_nanos().ok_or_else(outside)?;
        if let Some(number) = sample_value(value).map_err(|problem| problem.within(&place))? {
            points.push((time, number));
        }
    }
    Ok(points)
}

fn several_series(sample: &Json) -> FactProblem {
    match sample {
        Json::Object(_) => FactProblem::invalid(
            "several series where one is declared: add `by:` with their labels, or reduce the query",
        ),
        _ => FactProblem::invalid("not a pair of time and value"),
    }
}

/// NaN and the infinities arrive as text; any other text is no number.
fn sample_value(json: &Json) -> Result<Option<f64>, FactProblem> {
    match json {
        Json::Null => Ok(None),
        Json::String(text) => match text.as_str() {
            "NaN" => Ok(Some(f64::NAN)),
            "+Inf" | "Inf" => Ok(Some(f64::INFINITY)),
            "-Inf" => Ok(Some(f64::NEG_INFINITY)),
            _ => Err(FactProblem::invalid(format!("the value `{text}` is a text, not a number"))),
        },
        other => other.number().map(Some).ok_or_else(|| scalar::not("a number", other)),
    }
}

/// `{"start": time, "step": "15s", "values": […]}`; null leaves a place empty.
fn spaced(fields: &mut Fields) -> Result<Vec<(i64, f64)>, FactProblem> {
    let start = scalar::time(&fields.need("start")?).map_err(|p| p.within("start"))?;
    let step = match fields.need("step")? {
        Json::String(text) => parse_duration(&text).ok().filter(|step| *step > 0),
        _ => None,
    };
    let step = step.ok_or_else(|| FactProblem::invalid("`step` is no duration such as `15s`"))?;
    let Json::Array(values) = fields.need("values")? else {
        return Err(FactProblem::invalid("`values` is not a list"));
    };
    let outside = || FactProblem::invalid("the times are out of range");
    let mut time = start.epoch_nanos().ok_or_else(outside)?;
    let mut points = Vec::with_capacity(values.len());
    for (at, value) in values.iter().enumerate() {
        let number = sample_value(value).map_err(|p| p.within(&format!("value {}", at + 1)))?;
        points.extend(number.map(|number| (time, number)));
        time = time.checked_add(step).ok_or_else(outside)?;
    }
    Ok(points)
}

/// A value before it does not stand for it: a rate that was divided by zero is no good news.
fn newest_is_no_number(points: &[(i64, f64)]) -> Option<FactProblem> {
    let (_, value) = points.last().filter(|(_, value)| !value.is_finite())?;
    Some(no_number(*value))
}

pub(super) fn no_number(value: f64) -> FactProblem {
    FactProblem::invalid(format!("the newest sample is {value}, not a finite number"))
}

fn admit(
    points: Result<Vec<(i64, f64)>, FactProblem>,
    labels: &[(String, String)],
    declared: &Declared<'_>,
) -> Read {
    let mut statistics = Statistics::default();
    let points = match points {
        Ok(points) => points,
        Err(problem) => return (Err(problem), statistics),
    };
    if let Some(problem) = newest_is_no_number(&points) {
        return (Err(problem), statistics);
    }
    let (samples, dropped) = match Samples::new(points, declared.now) {
        Ok(read) => read,
        Err(error) => return (Err(FactProblem::invalid(error.to_string())), statistics),
    };
    statistics.dropped = dropped.total();
    statistics.samples = samples.times().len();
    statistics.age = samples.times().last().map(|newest| declared.now.saturating_sub(*newest));
    match Series::admit(samples, declared.rules.clone(), declared.now) {
        Ok(series) => {
            statistics.samples = series.count();
            let value = SeriesValue { series, unit: declared.unit, labels: Arc::from(labels) };
            (Ok(value), statistics)
        }
        Err(fault) => (Err(refused(&fault, dropped)), statistics),
    }
}

pub(super) fn refused(fault: &SeriesFault, dropped: Dropped) -> FactProblem {
    let mut cause = fault.to_string();
    if dropped.total() > 0 {
        let (bad, future) = (dropped.non_finite, dropped.future);
        cause = format!("{cause} ({bad} not finite and {future} future samples dropped)");
    }
    FactProblem::new(state(fault), cause)
}

fn state(fault: &SeriesFault) -> FactState {
    match fault {
        SeriesFault::Empty { .. } => FactState::Empty,
        SeriesFault::Stale { .. } => FactState::Stale,
        SeriesFault::TooFew { .. }
        | SeriesFault::Sparse { .. }
        | SeriesFault::Reach { .. }
        | SeriesFault::Short { .. }
        | SeriesFault::TooFewToCompare { .. }
        | SeriesFault::NoInterval { .. } => FactState::Sparse,
        SeriesFault::TooLarge
        | SeriesFault::NoStart { .. }
        | SeriesFault::NoBase { .. }
        | SeriesFault::NoFloor
        | SeriesFault::Argument(_) => FactState::Invalid,
    }
}
