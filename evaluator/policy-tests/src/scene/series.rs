//! Series that nobody types: a value all along, and then others from some moments on.

mod steps;

use gonogo_document::reader::{Fields, Reader};
use gonogo_document::{Kind, Node, Text, quoted};
use gonogo_engine::facts::{FactDeclaration, FactKind, Labels, Recording};
use gonogo_series::SeriesRules;
use gonogo_series::quantity::{Quantity, Unit};
use serde_json::{Value as Json, json};

use super::amend::nothing_to_change;
use super::given::{Place, is_true};
use crate::codes;
use steps::{Step, steps};

pub(super) const KEYS: [&str; 10] =
    ["base", "then", "values", "window", "step", "labels", "missing", "failed", "invalid", "stale"];
/// Samples of one series.
const SAMPLES: i64 = 100_000;
/// How many steps a series is long that has no window.
const STEPS: i64 = 60;

/// Nanoseconds since 1970, and `None` where there is no sample.
type Sample = (i64, Option<f64>);

struct Declared<'d> {
    unit: Option<Unit>,
    rules: &'d SeriesRules,
    by: &'d [String],
    place: &'d Place<'d>,
    now: i64,
    /// What it was before, as the JSON text of a snapshot.
    inherited: Option<&'d str>,
}

/// The JSON of the series; `None` when it was reported.
pub(super) fn text(
    reader: &mut Reader,
    node: &Node,
    place: &Place<'_>,
    inherited: Option<&str>,
) -> Option<String> {
    let FactKind::Series { unit, rules, by } = &place.declaration.kind else { return None };
    let now = place.now.epoch_nanos()?;
    let declared = Declared { unit: *unit, rules, by, place, now, inherited };
    match &node.kind {
        Kind::List(items) if !by.is_empty() => {
            let one = |item| labelled(reader, item, &declared);
            let series = items.iter().map(one).collect::<Option<Vec<Json>>>()?;
            Some(Json::Array(series).to_string())
        }
        Kind::Scalar(_) | Kind::Map(_) | Kind::List(_) => {
            if !by.is_empty() {
                let labels = by.join("`, `");
                let message = format!("one series where several are told apart by `{labels}`");
                let help = "write a list: `- {labels: {…}, base: …}`".to_owned();
                reader.refuse(&codes::BAD_SERIES, node.head(), (message, help));
                return None;
            }
            Some(one(reader, node, &declared, &Vec::new())?.to_string())
        }
        Kind::Null => {
            let message = format!("the fact {} has no value", quoted(&place.declaration.name));
            let help = "write one, or `{missing: true}`".to_owned();
            reader.refuse(&codes::BAD_VALUE, node.span, (message, help));
            None
        }
        Kind::Broken => None,
    }
}

fn labelled(reader: &mut Reader, item: &Node, declared: &Declared<'_>) -> Option<Json> {
    let fields = reader.fields(item, "a series", &KEYS)?;
    let labels = reader.required(&fields, "labels", |reader, key, node| {
        let entries = reader.entries(node, key)?;
        let label = |entry: &gonogo_document::Entry| {
            let value = reader.text(&entry.key.value, &entry.value)?;
            Some((entry.key.value.clone(), value.value))
        };
        entries.iter().map(label).collect::<Option<Labels>>()
    })?;
    let samples = one(reader, item, declared, &labels)?;
    let labels: serde_json::Map<String, Json> =
        labels.into_iter().map(|(name, value)| (name, Json::String(value))).collect();
    Some(json!({"labels": labels, "samples": samples}))
}

/// The samples of one series as pairs.
fn one(reader: &mut Reader, node: &Node, declared: &Declared<'_>, labels: &Labels) -> Option<Json> {
    let mut samples = match &node.kind {
        Kind::Map(_) => {
            let fields = reader.fields(node, "a series", &KEYS)?;
            let base = base(reader, &fields, declared, labels)?;
            let steps = steps(reader, &fields, declared)?;
            let mut samples = changed(base, &steps, declared.now);
            if is_true(reader, &fields, "stale") {
                let limit = declared.rules.stale_after.unwrap_or(i64::MAX);
                samples.retain(|(time, _)| declared.now.saturating_sub(*time) > limit);
            }
            samples
        }
        Kind::List(items) => values(reader, items, (declared, declared.rules.step))?,
        Kind::Scalar(text) => {
            let value = number(reader, text, declared)?;
            grid(reader, node, declared)?.into_iter().map(|time| (time, Some(value))).collect()
        }
        Kind::Null | Kind::Broken => return None,
    };
    samples.retain(|(_, value)| value.is_some());
    let pairs = samples.into_iter().map(|(time, value)| pair(time, value.unwrap_or(f64::NAN)));
    Some(Json::Array(pairs.collect()))
}

fn pair(time: i64, value: f64) -> Json {
    const SECOND: i64 = 1_000_000_000;
    let value = serde_json::Number::from_f64(value).map_or_else(|| json!("NaN"), Json::Number);
    match time % SECOND {
        0 => Json::Array(vec![json!(time / SECOND), value]),
        _ => Json::Array(vec![json!(time as f64 / SECOND as f64), value]),
    }
}

/// What the series is before the steps: a value all along, listed values, or what was inherited.
fn base(
    reader: &mut Reader,
    fields: &Fields<'_>,
    declared: &Declared<'_>,
    labels: &Labels,
) -> Option<Vec<Sample>> {
    let grid_node = Node { span: fields.head, kind: Kind::Null };
    let step = reader.optional(fields, "step", Reader::positive_duration);
    let step = step.map(|step| step.value.0).or(declared.rules.step);
    if let Some(node) = fields.get("values") {
        let items = reader.items("values", node)?;
        return values(reader, items, (declared, step));
    }
    if fields.get("base").is_some() {
        let text = reader.optional(fields, "base", Reader::text)?;
        let value = number(reader, &text, declared)?;
        let window = reader.optional(fields, "window", Reader::positive_duration);
        let window = window.map(|window| window.value.0).or(declared.rules.window);
        let times = times(reader, &grid_node, (step, window), declared.now)?;
        return Some(times.into_iter().map(|time| (time, Some(value))).collect());
    }
    inherited(reader, fields, declared, labels)
}

fn inherited(
    reader: &mut Reader,
    fields: &Fields<'_>,
    declared: &Declared<'_>,
    labels: &Labels,
) -> Option<Vec<Sample>> {
    let declaration: &FactDeclaration = declared.place.declaration;
    let recording = declared.inherited.and_then(|text| Recording::read(declaration, text));
    let recording = recording.and_then(Result::ok);
    let same = |found: &[(String, String)]| {
        declared.by.iter().all(|name| {
            let of = |labels: &[(String, String)]| {
                labels.iter().find(|(label, _)| label == name).map(|(_, value)| value.clone())
            };
            of(found) == of(labels)
        })
    };
    let tracks = recording.as_ref().map(Recording::tracks).unwrap_or_default();
    let Some(track) = tracks.iter().find(|track| same(&track.labels)) else {
        nothing_to_change(reader, fields.head, &declaration.name);
        return None;
    };
    let samples = track.samples.times().iter().zip(track.samples.values());
    Some(samples.map(|(time, value)| (*time, Some(*value))).collect())
}

/// The newest last, and at `now`.
fn values(
    reader: &mut Reader,
    items: &[Node],
    (declared, step): (&Declared<'_>, Option<i64>),
) -> Option<Vec<Sample>> {
    let step = match (step, items.first()) {
        (Some(step), _) => step,
        (None, first) => {
            no_step(reader, first?);
            return None;
        }
    };
    let last = items.len().saturating_sub(1);
    let mut samples = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let back = i64::try_from(last.saturating_sub(at)).ok()?.checked_mul(step)?;
        let value = match &item.kind {
            Kind::Null => None,
            Kind::Scalar(_) | Kind::List(_) | Kind::Map(_) | Kind::Broken => {
                let text = reader.text("values", item)?;
                Some(number(reader, &text, declared)?)
            }
        };
        samples.push((declared.now.checked_sub(back)?, value));
    }
    Some(samples)
}

fn grid(reader: &mut Reader, node: &Node, declared: &Declared<'_>) -> Option<Vec<i64>> {
    times(reader, node, (declared.rules.step, declared.rules.window), declared.now)
}

/// Every step of the window, the newest at `now`.
fn times(
    reader: &mut Reader,
    node: &Node,
    (step, window): (Option<i64>, Option<i64>),
    now: i64,
) -> Option<Vec<i64>> {
    let Some(step) = step else {
        no_step(reader, node);
        return None;
    };
    let count = window.unwrap_or(step.saturating_mul(STEPS)).checked_div(step)?;
    if count >= SAMPLES {
        let message = format!("the series would have more than {SAMPLES} samples");
        let help = "give it a longer `step` or a shorter `window`".to_owned();
        reader.refuse(&codes::BAD_SERIES, node.head(), (message, help));
        return None;
    }
    Some((0..=count).rev().filter_map(|back| now.checked_sub(back.checked_mul(step)?)).collect())
}

fn no_step(reader: &mut Reader, node: &Node) {
    let message = "the gate does not say how far apart the samples of the series are".to_owned();
    let help = "add `step: 15s` here, or to the fact".to_owned();
    reader.refuse(&codes::BAD_SERIES, node.head(), (message, help));
}

/// A number in the unit of the series, or a quantity that becomes one.
fn number(reader: &mut Reader, text: &Text, declared: &Declared<'_>) -> Option<f64> {
    let written = text.value.trim();
    if written == "NaN" {
        return Some(f64::NAN);
    }
    if let Some(number) = written.parse::<f64>().ok().filter(|number| number.is_finite()) {
        return Some(number);
    }
    let help = match (declared.unit, Quantity::parse(written)) {
        (Some(unit), Ok(quantity)) => match quantity.convert_to(unit) {
            Some(number) => return Some(number),
            None => format!("write it in `{}`, the unit of the series", unit.symbol()),
        },
        (Some(unit), Err(_)) => format!("write a number in `{}`, or `NaN`", unit.symbol()),
        (None, _) => "the series has no unit: write a plain number, or `NaN`".to_owned(),
    };
    let message = format!("{} is no value of the series", quoted(written));
    reader.refuse(&codes::BAD_SERIES, text.span, (message, help));
    None
}

/// The steps in the order of time; a later one counts.
fn changed(mut samples: Vec<Sample>, steps: &[Step], now: i64) -> Vec<Sample> {
    for (at, step) in steps.iter().enumerate() {
        let end = steps.get(at + 1).map_or(now, |next| next.at);
        for (time, value) in samples.iter_mut().filter(|(time, _)| *time >= step.at) {
            *value = step.value_at(*time, end);
        }
    }
    samples
}
