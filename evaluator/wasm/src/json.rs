//! Values of facts as JSON, for guests that take it.

use gonogo_cel::Value;
use gonogo_cel::time::Duration;
use gonogo_cel::value::Number;
use gonogo_facts::facts::{Checklist, ItemState, Signoffs};
use gonogo_facts::functions::quantity::QuantityValue;
use gonogo_facts::functions::series::SeriesValue;
use serde_json::{Map, Value as Json, json};

/// Durations are texts such as `90s`, times RFC 3339, quantities `{value, unit}`, series
/// `{unit, labels, samples: [[seconds, value], …]}`.
pub(crate) fn json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(truth) => Json::Bool(*truth),
        Value::Int(number) => Json::from(*number),
        Value::Uint(number) => Json::from(*number),
        Value::Double(number) => Json::from(*number),
        Value::String(text) => Json::from(text.as_ref()),
        Value::Bytes(bytes) => Json::Array(bytes.iter().map(|byte| Json::from(*byte)).collect()),
        Value::Timestamp(time) => Json::from(time.to_string()),
        Value::Duration(duration) => Json::from(seconds(*duration)),
        Value::List(elements) => Json::Array(elements.iter().map(json).collect()),
        Value::Map(map) => {
            let entry = |(key, value): &(Value, Value)| (key_text(key), json(value));
            Json::Object(map.entries().iter().map(entry).collect())
        }
        Value::Optional(inner) => inner.as_deref().map_or(Json::Null, json),
        Value::Type(name) => Json::from(name.as_ref()),
        Value::Opaque(opaque) => {
            let any = opaque.as_any();
            if let Some(quantity) = any.downcast_ref::<QuantityValue>() {
                return json!({"value": quantity.0.value, "unit": quantity.0.unit.symbol()});
            }
            if let Some(series) = any.downcast_ref::<SeriesValue>() {
                return of_series(series);
            }
            if let Some(checklist) = any.downcast_ref::<Checklist>() {
                return of_checklist(checklist);
            }
            if let Some(signoffs) = any.downcast_ref::<Signoffs>() {
                return of_signoffs(signoffs);
            }
            Json::from(opaque.text())
        }
    }
}

fn key_text(key: &Value) -> String {
    match key {
        Value::String(text) => text.to_string(),
        other => match other.as_number() {
            Some(Number::Int(number)) => number.to_string(),
            Some(Number::Uint(number)) => number.to_string(),
            Some(Number::Double(_)) | None => other.to_string(),
        },
    }
}

/// As Go, Rego and protobuf read it: `1.5s`.
fn seconds(duration: Duration) -> String {
    let nanos = duration.nanos;
    let (sign, whole, rest) = (
        if nanos < 0 { "-" } else { "" },
        nanos.unsigned_abs() / 1_000_000_000,
        nanos.unsigned_abs() % 1_000_000_000,
    );
    if rest == 0 {
        return format!("{sign}{whole}s");
    }
    let fraction = format!("{rest:09}");
    format!("{sign}{whole}.{}s", fraction.trim_end_matches('0'))
}

fn of_series(of: &SeriesValue) -> Json {
    let samples = of.series.points().map(|(time, value)| json!([time as f64 / 1e9, value]));
    let labels: Map<String, Json> =
        of.labels.iter().map(|(name, value)| (name.clone(), Json::from(value.as_str()))).collect();
    let mut series = Map::new();
    series.insert("unit".into(), Json::from(of.unit.map_or("", |unit| unit.symbol())));
    if !labels.is_empty() {
        series.insert("labels".into(), Json::Object(labels));
    }
    series.insert("samples".into(), Json::Array(samples.collect()));
    Json::Object(series)
}

fn of_checklist(checklist: &Checklist) -> Json {
    let items = checklist.items().map(|item| {
        let state = match item.state {
            ItemState::Open => "open",
            ItemState::Done => "done",
            ItemState::NotApplicable => "not-applicable",
        };
        json!({
            "text": item.text, "state": state, "section": item.section, "owner": item.owner,
            "line": item.line,
        })
    });
    json!({"items": items.collect::<Vec<Json>>()})
}

fn of_signoffs(signoffs: &Signoffs) -> Json {
    let roles = signoffs.roles().map(|signoff| {
        let at = signoff.at.map(|at| at.to_string());
        let said = json!({"approved": signoff.is_approved(), "by": signoff.by, "at": at});
        (signoff.role.clone(), said)
    });
    Json::Object(roles.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use gonogo_series::quantity::Quantity;

    #[test]
    fn values_are_what_other_tools_read() {
        let quantity = Quantity::parse("5%").unwrap();
        for (value, expected) in [
            (Value::Duration(Duration::from_nanos(90_000_000_000)), r#""90s""#),
            (Value::Duration(Duration::from_nanos(-1_500_000_000)), r#""-1.5s""#),
            (Value::opaque(QuantityValue(quantity)), r#"{"value":5.0,"unit":"%"}"#),
            (Value::list(vec![Value::Int(1), Value::Null]), "[1,null]"),
        ] {
            assert_eq!(json(&value).to_string(), expected);
        }
    }
}
