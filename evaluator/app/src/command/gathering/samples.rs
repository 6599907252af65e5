//! Series of sources that know the present only, built up sample by sample.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use gonogo_collect::{Failure, Reading};
use gonogo_engine::Timestamp;
use gonogo_engine::facts::epoch_nanos;
use gonogo_engine::gate::Gate;
use gonogo_sources::{FactType, Plan, Release, Request};
use gonogo_state::{Sample, Series, Store};
use serde_json::{Value, json};

use super::environment;
use crate::output;

/// How far back, where a fact has no window.
const WINDOW: i64 = 24 * 60 * 60 * 1_000_000_000;

/// Where earlier samples are kept: in a file, or as long as this process lives.
#[derive(Debug)]
pub(in crate::command) struct Memory {
    /// What is released.
    release: String,
    pub(in crate::command) store: Store,
}

impl Memory {
    pub(in crate::command) fn open(path: Option<&Path>, release: &str) -> Result<Self> {
        let store = match path {
            None => Store::in_memory().context(output::Internal)?,
            Some(path) => Store::open(path)
                .with_context(|| format!("cannot use the state file `{}`", path.display()))?,
        };
        Ok(Self { store, release: release.to_owned() })
    }

    /// Puts earlier samples before the ones that were just taken, and keeps these.
    pub(in crate::command) fn grow(
        &self,
        (gate, plan): (&Gate, &Plan),
        readings: &mut [Reading],
        now: Timestamp,
    ) {
        for reading in readings {
            let Some(request) = plan.request(&reading.fact).filter(|one| is_momentary(plan, one))
            else {
                continue;
            };
            let of = Release { gate: &gate.name, release: &self.release };
            // Where the environment lacks something, nothing was asked.
            let Ok(scope) = plan.scope(request, of, &environment) else { continue };
            let grown = series(&self.store, &scope, (request, reading), now);
            if let Some(grown) = grown.transpose() {
                reading.value = grown;
            }
        }
    }
}

/// A series of which the source tells one sample.
fn is_momentary(plan: &Plan, request: &Request) -> bool {
    let source = plan.source(request);
    request.shape.kind == FactType::Series && source.is_none_or(|source| !source.kind.has_history())
}

/// Whether the fact is a series that grows sample by sample.
pub(in crate::command) fn is_sampled(plan: &Plan, fact: &str) -> bool {
    plan.request(fact).is_some_and(|request| is_momentary(plan, request))
}

/// `None` when the reading stays as it is. One that failed stays failed although there are earlier
/// samples: none of them stands for now.
fn series(
    store: &Store,
    scope: &str,
    (request, reading): (&Request, &Reading),
    now: Timestamp,
) -> std::result::Result<Option<Value>, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::new(format!("its samples: {error}"));
    let samples = store.samples(scope);
    let Some(taken) = reading.value.as_ref().ok().and_then(taken) else { return Ok(None) };
    let batch = taken.iter().map(|taken| Sample {
        fact: &request.fact,
        labels: &taken.labels,
        time: taken.time,
        value: taken.value,
    });
    samples.append(&batch.collect::<Vec<_>>()).map_err(|error| failed(&error))?;
    let to = now.epoch_nanos().unwrap_or(i64::MAX);
    let from = to.saturating_sub(request.shape.window.unwrap_or(WINDOW));
    let kept = samples.window(&request.fact, from, to).map_err(|error| failed(&error))?;
    let (alone, labelled): (Vec<_>, Vec<_>) =
        kept.into_iter().partition(|series| series.labels.is_empty());
    let grown: Vec<Value> = match request.shape.by.is_empty() {
        true => alone.into_iter().flat_map(points).collect(),
        false => labelled.into_iter().filter_map(several).collect(),
    };
    Ok((!grown.is_empty()).then_some(Value::Array(grown)))
}

/// One sample of a series, which has labels if there may be several.
struct Taken {
    /// As JSON with sorted keys, or empty.
    labels: String,
    time: i64,
    value: f64,
}

/// `[[time, value]]`, or `[{"labels": {…}, "samples": [[time, value]]}, …]`.
fn taken(value: &Value) -> Option<Vec<Taken>> {
    let elements = value.as_array()?;
    if let Some((time, value)) = single(elements) {
        return Some(vec![Taken { labels: String::new(), time, value }]);
    }
    let labelled = |element: &Value| {
        let labels = element.get("labels")?.as_object()?;
        let sorted: BTreeMap<&String, &Value> = labels.iter().collect();
        let (time, value) = single(element.get("samples")?.as_array()?)?;
        Some(Taken { labels: json!(sorted).to_string(), time, value })
    };
    elements.iter().map(labelled).collect()
}

/// `[[time, value]]`
fn single(samples: &[Value]) -> Option<(i64, f64)> {
    let [Value::Array(pair)] = samples else { return None };
    let [time, value] = pair.as_slice() else { return None };
    let time = match time.as_f64() {
        Some(seconds) => epoch_nanos(seconds)?,
        None => Timestamp::parse(time.as_str()?)?.epoch_nanos()?,
    };
    // Texts are numbers that are none: NaN, infinities.
    let number = value.as_f64().or_else(|| value.as_str().map(|_| f64::NAN))?;
    Some((time, number))
}

fn several(series: Series) -> Option<Value> {
    let labels: Value = serde_json::from_str(&series.labels).ok()?;
    Some(json!({"labels": labels, "samples": points(series)}))
}

fn points(series: Series) -> Vec<Value> {
    series.samples.into_iter().filter_map(|(time, value)| point(time, value)).collect()
}

fn point(time: i64, value: f64) -> Option<Value> {
    let time = Timestamp::from_epoch_nanos(time)?.to_string();
    let value = if value.is_finite() { json!(value) } else { json!("NaN") };
    Some(json!([time, value]))
}
