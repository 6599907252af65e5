//! Single values: numbers, texts, times.

use gonogo_cel::Value;
use gonogo_cel::time::{Duration, Timestamp};
use gonogo_series::quantity::{Quantity, Unit, parse_duration};

use super::json::Json;
use super::problem::FactProblem;
use crate::functions::quantity::value_in_unit;

/// A finite number; with a unit, a text such as `35ms` in any unit of its dimension as well.
pub(super) fn number(json: &Json, unit: Option<Unit>) -> Result<Value, FactProblem> {
    let number = match (json, unit) {
        // As databases and exporters have it.
        (Json::String(text), _) if ["NaN", "+Inf", "-Inf"].contains(&text.as_str()) => {
            return Err(FactProblem::invalid(format!("`{text}` is not a finite number")));
        }
        (Json::String(text), Some(unit)) => quantity_text(text, unit)?,
        _ => json.number().ok_or_else(|| not("a number", json))?,
    };
    if !number.is_finite() {
        return Err(FactProblem::invalid("not a finite number"));
    }
    let out_of_range = || FactProblem::invalid(format!("`{number}` is out of range"));
    value_in_unit(number, unit).ok_or_else(out_of_range)
}

fn quantity_text(text: &str, unit: Unit) -> Result<f64, FactProblem> {
    let quantity =
        Quantity::parse(text).map_err(|error| FactProblem::invalid(error.to_string()))?;
    let other = || {
        let (found, wanted) = (quantity.dimension(), unit.dimension());
        FactProblem::invalid(format!("`{text}` is a {found}, not a {wanted}"))
    };
    quantity.convert_to(unit).ok_or_else(other)
}

pub(super) fn string(json: Json) -> Result<Value, FactProblem> {
    match json {
        Json::String(text) => Ok(Value::string(text)),
        other => Err(not("a text", &other)),
    }
}

pub(super) fn bool(json: &Json) -> Result<Value, FactProblem> {
    match json {
        Json::Bool(value) => Ok(Value::Bool(*value)),
        other => Err(not("a bool", other)),
    }
}

/// RFC 3339, or seconds since 1970.
pub(super) fn time(json: &Json) -> Result<Timestamp, FactProblem> {
    let time = match json {
        Json::String(text) => Timestamp::parse(text),
        Json::Int(_) | Json::Double(_) => {
            json.number().and_then(epoch_nanos).and_then(Timestamp::from_epoch_nanos)
        }
        other => return Err(not("a time", other)),
    };
    time.ok_or_else(|| {
        FactProblem::invalid("not a time: write RFC 3339 text or seconds since 1970")
    })
}

/// Seconds since 1970 as nanoseconds; microseconds are kept, finer parts are lost in a double.
pub fn epoch_nanos(seconds: f64) -> Option<i64> {
    const LIMIT: f64 = 9.0e9;
    if seconds.is_nan() || seconds.abs() >= LIMIT {
        return None;
    }
    let whole = seconds.trunc();
    let micros = ((seconds - whole) * 1e6).round();
    (whole as i64).checked_mul(1_000_000_000)?.checked_add(micros as i64 * 1_000)
}

pub(super) fn duration(json: &Json) -> Result<Value, FactProblem> {
    match json {
        Json::String(text) => parse_duration(text)
            .map(|nanos| Value::Duration(Duration::from_nanos(nanos)))
            .map_err(|error| FactProblem::invalid(error.to_string())),
        other => Err(not("a duration such as `5m`", other)),
    }
}

pub(super) fn not(wanted: &str, found: &Json) -> FactProblem {
    FactProblem::invalid(format!("this is {}, not {wanted}", found.kind()))
}
