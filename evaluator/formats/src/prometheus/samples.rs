//! Series of samples, and the JSON that a fact wants of them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Number, Value, json};

use super::Wanted;
use crate::error::{FormatError, shown};
use crate::json::{self, Fields};

/// Seconds since 1970; a snapshot takes none beyond.
const LATEST: f64 = 9.0e9;

#[derive(Clone, Debug)]
pub(crate) struct Sample {
    /// As it was written, so that no digit is lost.
    pub(crate) time: Number,
    pub(crate) value: f64,
}

/// One series with its labels.
#[derive(Clone, Debug)]
pub(crate) struct Track {
    pub(crate) labels: BTreeMap<String, String>,
    pub(crate) samples: Vec<Sample>,
}

impl Track {
    pub(super) fn unlabelled(sample: Sample) -> Self {
        Self { labels: BTreeMap::new(), samples: vec![sample] }
    }
}

impl Sample {
    /// `[time, "value"]`.
    pub(super) fn read(pair: &Value) -> Result<Self, FormatError> {
        let pair = json::array(pair, "sample")?;
        let [Value::Number(time), Value::String(text)] = pair else {
            return Err(FormatError::new("not a pair of a time and a number as text"));
        };
        let value = number(text)?;
        Self::new(time.clone(), value)
    }

    pub(crate) fn new(time: Number, value: f64) -> Result<Self, FormatError> {
        match time.as_f64().filter(|time| time.abs() < LATEST) {
            Some(_) => Ok(Self { time, value }),
            None => Err(FormatError::new(format!("`{time}` is not a time in seconds since 1970"))),
        }
    }

    fn json(&self) -> Value {
        json!([self.time, value_json(self.value)])
    }
}

/// As Prometheus writes numbers: Go's decimal and exponent forms, `NaN`, `+Inf`, `-Inf`.
fn number(text: &str) -> Result<f64, FormatError> {
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E');
    let value = match text {
        "NaN" => Some(f64::NAN),
        "Inf" | "+Inf" => Some(f64::INFINITY),
        "-Inf" => Some(f64::NEG_INFINITY),
        _ if text.chars().all(plain) => text.parse().ok().filter(|value: &f64| value.is_finite()),
        _ => None,
    };
    value.ok_or_else(|| FormatError::new(format!("`{}` is no number", shown(text))))
}

/// What JSON has no number for is written as text.
fn value_json(value: f64) -> Value {
    match Number::from_f64(value) {
        Some(number) => Value::Number(number),
        None if value.is_nan() => json!("NaN"),
        None if value > 0.0 => json!("+Inf"),
        None => json!("-Inf"),
    }
}

pub(super) fn of_vector(row: Fields<'_>) -> Result<Track, FormatError> {
    no_histogram(row, "histogram")?;
    let samples = vec![Sample::read(row.need("value")?)?];
    Ok(Track { labels: labels(row)?, samples })
}

pub(super) fn of_matrix(row: Fields<'_>) -> Result<Track, FormatError> {
    no_histogram(row, "histograms")?;
    let mut samples: Vec<Sample> = Vec::new();
    for (at, pair) in row.need_array("values")?.iter().enumerate() {
        let place = format!("sample {}", at.saturating_add(1));
        let sample = Sample::read(pair).map_err(|error| error.within(&place))?;
        if samples.last().is_some_and(|last| last.time.as_f64() >= sample.time.as_f64()) {
            return Err(FormatError::new("not later than the one before").within(&place));
        }
        samples.push(sample);
    }
    Ok(Track { labels: labels(row)?, samples })
}

fn no_histogram(row: Fields<'_>, name: &str) -> Result<(), FormatError> {
    match row.array(name) {
        Ok([]) => Ok(()),
        _ => Err(FormatError::new(
            "a native histogram, not numbers: ask for `histogram_quantile` or another function of it",
        )),
    }
}

fn labels(row: Fields<'_>) -> Result<BTreeMap<String, String>, FormatError> {
    let mut labels = BTreeMap::new();
    if let Some(metric) = row.object("metric")? {
        for (name, value) in metric.iter() {
            labels.insert(name.to_owned(), json::text(value, name)?.to_owned());
        }
    }
    Ok(labels)
}

/// What the fact wants of all the series that there are.
pub(crate) fn shape(mut tracks: Vec<Track>, wanted: Wanted<'_>) -> Result<Value, FormatError> {
    if tracks.is_empty() {
        return Err(FormatError::new("no series: nothing matches the query at this time"));
    }
    if let Wanted::SeriesBy(by) = wanted {
        return labelled(&tracks, by);
    }
    let (Some(track), true) = (tracks.pop(), tracks.is_empty()) else {
        return Err(several(&tracks));
    };
    if track.samples.is_empty() {
        return Err(FormatError::new("a series without samples"));
    }
    match (wanted, track.samples.as_slice()) {
        (Wanted::Series, samples) => Ok(samples.iter().map(Sample::json).collect()),
        (Wanted::Number, [sample]) => Number::from_f64(sample.value)
            .map(Value::Number)
            .ok_or_else(|| FormatError::new(format!("{}, not a finite number", sample.value))),
        (Wanted::Number, samples) => Err(FormatError::new(format!(
            "{} samples where one number is declared: ask for a single time",
            samples.len()
        ))),
        (Wanted::Text, _) | (Wanted::SeriesBy(_), _) => {
            Err(FormatError::new("samples, where a text is wanted"))
        }
    }
}

/// `others` are those before the last one, whose labels are as good as any to tell apart.
fn several(others: &[Track]) -> FormatError {
    let count = others.len().saturating_add(1);
    let names = others.first().into_iter().flat_map(|track| track.labels.keys());
    let names: Vec<String> =
        names.filter(|name| *name != "__name__").take(8).map(|name| shown(name)).collect();
    let hint = match names.as_slice() {
        [] => String::new(),
        names => format!(", `by: [{}]` for example", names.join(", ")),
    };
    FormatError::new(format!(
        "{count} series where one is declared: reduce the query, or add `by`{hint}"
    ))
}

fn labelled(tracks: &[Track], by: &[String]) -> Result<Value, FormatError> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::with_capacity(tracks.len());
    for (at, track) in tracks.iter().enumerate() {
        let place = format!("series {}", at.saturating_add(1));
        let mut labels = Map::new();
        for name in by {
            let missing = || FormatError::new(format!("no label `{name}`")).within(&place);
            let value = track.labels.get(name).ok_or_else(missing)?;
            labels.insert(name.clone(), json!(value));
        }
        if !seen.insert(labels.values().map(Value::to_string).collect::<Vec<String>>()) {
            let others = track.labels.keys().filter(|name| !by.contains(name));
            let others: Vec<String> = others.take(8).map(|name| shown(name)).collect();
            let message = format!(
                "another series has the same labels `{}`; others are `{}`",
                by.join("`, `"),
                others.join("`, `")
            );
            return Err(FormatError::new(message).within(&place));
        }
        let samples: Value = track.samples.iter().map(Sample::json).collect();
        all.push(json!({"labels": labels, "samples": samples}));
    }
    Ok(Value::Array(all))
}
