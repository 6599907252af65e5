//! From gonogo's values to those of the contract.

use gonogo_cel::Value;
use gonogo_engine::plugin::Call;
use gonogo_facts::functions::quantity::{QuantityValue, number_in_unit};
use gonogo_facts::functions::series::SeriesValue;
use gonogo_series::quantity::{Quantity, Unit};

use super::{Fact, Phase, Request, Setting, SettingKind};
use crate::component::bindings::gonogo::plugin::types;
use crate::json::json;

/// In that unit, which must be of the same dimension; `None` for its own.
pub(crate) fn fact(value: &Value, unit: Option<Unit>) -> Fact {
    match value {
        Value::Bool(truth) => Fact::Boolean(*truth),
        Value::Int(number) => Fact::Number(*number as f64),
        Value::Uint(number) => Fact::Number(*number as f64),
        Value::Double(number) => Fact::Number(*number),
        Value::String(text) => Fact::Text(text.to_string()),
        Value::Timestamp(time) => Fact::Time(time.epoch_nanos().unwrap_or(i64::MAX)),
        Value::Duration(duration) => match unit {
            Some(unit) => quantity(Quantity::from_nanos(duration.nanos), Some(unit)),
            None => Fact::Duration(duration.nanos),
        },
        Value::List(elements) => several(elements, unit).unwrap_or_else(|| structured(value)),
        Value::Opaque(opaque) => {
            let any = opaque.as_any();
            match (any.downcast_ref::<SeriesValue>(), any.downcast_ref::<QuantityValue>()) {
                (Some(of), _) => Fact::Series(series(of, unit)),
                (None, Some(of)) => quantity(of.0, unit),
                (None, None) => structured(value),
            }
        }
        Value::Null | Value::Bytes(_) | Value::Map(_) | Value::Optional(_) | Value::Type(_) => {
            structured(value)
        }
    }
}

fn structured(value: &Value) -> Fact {
    Fact::Structured(json(value).to_string())
}

fn quantity(of: Quantity, unit: Option<Unit>) -> Fact {
    let unit = unit.unwrap_or(of.unit);
    let value = of.convert_to(unit).unwrap_or(of.value);
    Fact::Quantity(types::Quantity { value, unit: unit.symbol().to_owned() })
}

fn series(of: &SeriesValue, unit: Option<Unit>) -> types::Series {
    let wanted = unit.or(of.unit);
    let values = match (of.unit, wanted) {
        (Some(from), Some(to)) if from != to => {
            let converted =
                |value: &f64| Quantity::new(*value, from).convert_to(to).unwrap_or(*value);
            of.series.values().iter().map(converted).collect()
        }
        _ => of.series.values().to_vec(),
    };
    types::Series {
        unit: wanted.map_or_else(String::new, |unit| unit.symbol().to_owned()),
        times: of.series.times().to_vec(),
        values,
    }
}

/// Where all of them are series.
fn several(elements: &[Value], unit: Option<Unit>) -> Option<Fact> {
    let labelled = elements.iter().map(|element| {
        let of = element.downcast::<SeriesValue>()?;
        Some(types::LabelledSeries { labels: of.labels.to_vec(), series: series(of, unit) })
    });
    let labelled = labelled.collect::<Option<Vec<_>>>()?;
    (!labelled.is_empty()).then_some(Fact::Several(labelled))
}

/// `None` where the value is of another kind.
pub(crate) fn setting(value: &Value, kind: &SettingKind) -> Option<Setting> {
    match kind {
        SettingKind::Number => number_in_unit(value, None).map(Setting::Number),
        SettingKind::Text => value.as_str().map(|text| Setting::Text(text.to_owned())),
        SettingKind::Boolean => value.as_bool().map(Setting::Boolean),
        SettingKind::Duration => match value {
            Value::Duration(duration) => Some(Setting::Duration(duration.nanos)),
            _ => None,
        },
        SettingKind::Quantity(unit) => {
            number_in_unit(value, Some(Unit::parse(unit).ok()?)).map(Setting::Number)
        }
        SettingKind::Choice(of) => {
            let text = value.as_str()?;
            of.iter().any(|one| one == text).then(|| Setting::Text(text.to_owned()))
        }
        SettingKind::Numbers => list(value, |one| number_in_unit(one, None)).map(Setting::Numbers),
        SettingKind::Texts => {
            list(value, |one| one.as_str().map(str::to_owned)).map(Setting::Texts)
        }
    }
}

fn list<T>(value: &Value, one: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    match value {
        Value::List(elements) => elements.iter().map(one).collect(),
        _ => None,
    }
}

pub(crate) fn request(call: &Call<'_>, configuration: Vec<(String, Setting)>) -> Request {
    let nanos = |time: gonogo_engine::Timestamp| time.epoch_nanos().unwrap_or(i64::MAX);
    Request {
        phase: Phase {
            name: call.phase.to_owned(),
            live: call.live,
            traffic: call.traffic.and_then(|share| share.convert_to(Unit::Percent)),
            started: call.phase_started.map(nanos),
        },
        now: nanos(call.now),
        configuration,
    }
}
