//! A value as the fact's type wants it, strictly: nothing is guessed.

use gonogo_quantity::{Quantity, Unit, parse_duration};
use serde_json::{Number, Value, json};

use super::{Kind, time};
use crate::error::{FormatError, shown};
use crate::json::{kind as kind_of, parse};

/// A value that has a type already: a text is no number, unless it is one with a unit.
pub fn of_json(value: Value, kind: Kind) -> Result<Value, FormatError> {
    match (kind, &value) {
        (Kind::Json, Value::Null) => Err(not("a value", &value)),
        (Kind::Json, _)
        | (Kind::Number(_), Value::Number(_))
        | (Kind::String, Value::String(_))
        | (Kind::Bool, Value::Bool(_))
        | (Kind::List, Value::Array(_))
        | (Kind::Map, Value::Object(_)) => Ok(value),
        (Kind::Number(Some(unit)), Value::String(text)) => quantity(text, unit),
        (Kind::Number(None), _) => Err(not("a number", &value)),
        (Kind::Number(Some(unit)), _) => {
            Err(not(&format!("a number, or a text such as `5{}`", unit.symbol()), &value))
        }
        (Kind::Timestamp, Value::String(text)) => timestamp(text),
        (Kind::Timestamp, Value::Number(number)) => epoch(number),
        (Kind::Duration, Value::String(text)) => duration(text),
        (Kind::String, _) => Err(not("a text", &value)),
        (Kind::Bool, _) => Err(not("a bool", &value)),
        (Kind::List, _) => Err(not("a list", &value)),
        (Kind::Map, _) => Err(not("an object", &value)),
        (Kind::Timestamp, _) => Err(not("a time", &value)),
        (Kind::Duration, _) => Err(not("a duration such as `5m`", &value)),
    }
}

/// A value that is text only because its source knows nothing else. `true` and `false` are
/// bools, decimal numbers are numbers; a list or an object is JSON.
pub fn of_text(text: &str, kind: Kind) -> Result<Value, FormatError> {
    if text.is_empty() {
        return Err(FormatError::new("the text is empty"));
    }
    let decimal = decimal(text);
    match kind {
        Kind::String => Ok(json!(text)),
        Kind::Number(unit) => match (decimal, unit) {
            (Some(number), _) => Ok(Value::Number(number)),
            (None, Some(unit)) => quantity(text, unit),
            (None, None) => Err(FormatError::new(format!("`{}` is no number", shown(text)))),
        },
        Kind::Bool => match text {
            "true" => Ok(json!(true)),
            "false" => Ok(json!(false)),
            _ => {
                let message = format!("`{}` is neither `true` nor `false`", shown(text));
                Err(FormatError::new(message))
            }
        },
        Kind::Timestamp => match decimal {
            Some(number) => epoch(&number),
            None => timestamp(text),
        },
        Kind::Duration => duration(text),
        Kind::List | Kind::Map | Kind::Json => of_json(parse(text)?, kind),
    }
}

/// A finite decimal number. No hexadecimal, no underscores, no leading zero or plus.
fn decimal(text: &str) -> Option<Number> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    serde_json::from_str(text).ok()
}

fn quantity(text: &str, unit: Unit) -> Result<Value, FormatError> {
    let quantity = Quantity::parse(text).map_err(|error| FormatError::new(error.to_string()))?;
    if quantity.dimension() != unit.dimension() {
        let (found, wanted) = (quantity.dimension(), unit.dimension());
        let message = format!("`{}` is a {found}, not a {wanted}", shown(text));
        return Err(FormatError::new(message));
    }
    Ok(json!(text))
}

fn timestamp(text: &str) -> Result<Value, FormatError> {
    if time::is_rfc3339(text) {
        return Ok(json!(text));
    }
    let message =
        format!("`{}` is not a time: RFC 3339 text or seconds since 1970 are", shown(text));
    Err(FormatError::new(message))
}

fn epoch(number: &Number) -> Result<Value, FormatError> {
    const LATEST: f64 = 9.0e9;
    if number.as_f64().is_some_and(|seconds| seconds.abs() < LATEST) {
        return Ok(Value::Number(number.clone()));
    }
    Err(FormatError::new(format!("`{number}` is not a time in seconds since 1970")))
}

fn duration(text: &str) -> Result<Value, FormatError> {
    parse_duration(text).map_err(|error| FormatError::new(error.to_string()))?;
    Ok(json!(text))
}

fn not(wanted: &str, found: &Value) -> FormatError {
    let found = match found {
        Value::String(text) => format!("the text `{}`", shown(text)),
        other => kind_of(other).to_owned(),
    };
    FormatError::new(format!("this is {found}, not {wanted}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Kind = Kind::Number(Some(Unit::Millisecond));
    const PLAIN: Kind = Kind::Number(None);

    #[test]
    fn values_of_the_type_stay_as_they_are() {
        let cases = [
            (PLAIN, "16"),
            (PLAIN, "-0.5"),
            (MS, "35"),
            (MS, "\"35ms\""),
            (MS, "\"0.5 s\""),
            (Kind::String, "\"\""),
            (Kind::Bool, "false"),
            (Kind::Timestamp, "\"2026-01-04T03:40:00Z\""),
            (Kind::Timestamp, "1767498000.5"),
            (Kind::Duration, "\"1h30m\""),
            (Kind::List, "[]"),
            (Kind::Map, "{}"),
            (Kind::Json, "false"),
        ];
        for (kind, json) in cases {
            let value: Value = parse(json).unwrap();
            assert_eq!(of_json(value.clone(), kind), Ok(value), "{json}");
        }
    }

    #[test]
    fn values_of_other_types_are_refused() {
        let cases = [
            (PLAIN, "\"16\"", "this is the text `16`, not a number"),
            (PLAIN, "null", "this is null, not a number"),
            (PLAIN, "\"35ms\"", "this is the text `35ms`, not a number"),
            (MS, "\"35\"", "`35` has no unit"),
            (MS, "\"5%\"", "`5%` is a share, not a time"),
            (MS, "true", "this is a bool, not a number, or a text such as `5ms`"),
            (Kind::String, "5", "this is a number, not a text"),
            (Kind::Bool, "\"true\"", "this is the text `true`, not a bool"),
            (Kind::Bool, "1", "this is a number, not a bool"),
            (
                Kind::Timestamp,
                "\"2026-02-30T00:00:00Z\"",
                "`2026-02-30T00:00:00Z` is not a time: RFC 3339 text or seconds since 1970 are",
            ),
            (
                Kind::Timestamp,
                "1767498000000",
                "`1767498000000` is not a time in seconds since 1970",
            ),
            (Kind::Duration, "5", "this is a number, not a duration such as `5m`"),
            (Kind::Duration, "\"5 parsecs\"", "unknown unit `parsecs`"),
            (Kind::List, "{}", "this is an object, not a list"),
            (Kind::Map, "[]", "this is a list, not an object"),
            (Kind::Json, "null", "this is null, not a value"),
        ];
        for (kind, json, message) in cases {
            assert_eq!(of_json(parse(json).unwrap(), kind).unwrap_err().message, message, "{json}");
        }
    }

    #[test]
    fn texts_are_read_by_type() {
        let cases = [
            (PLAIN, "16", "16"),
            (PLAIN, "-1.5e3", "-1500.0"),
            (MS, "35", "35"),
            (MS, "35ms", "\"35ms\""),
            (Kind::String, "16", "\"16\""),
            (Kind::Bool, "true", "true"),
            (Kind::Timestamp, "1767498000", "1767498000"),
            (Kind::Timestamp, "2026-01-04 03:40:00.5+01:00", "\"2026-01-04 03:40:00.5+01:00\""),
            (Kind::Duration, "250ms", "\"250ms\""),
            (Kind::List, "[1]", "[1]"),
        ];
        for (kind, text, expected) in cases {
            assert_eq!(of_text(text, kind).unwrap().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn texts_of_no_such_type_are_refused() {
        let cases = [
            (PLAIN, "", "the text is empty"),
            (PLAIN, "0x10", "`0x10` is no number"),
            (PLAIN, "010", "`010` is no number"),
            (PLAIN, "1_000", "`1_000` is no number"),
            (PLAIN, "1,5", "`1,5` is no number"),
            (PLAIN, "+5", "`+5` is no number"),
            (PLAIN, "NaN", "`NaN` is no number"),
            (PLAIN, "1e999", "`1e999` is no number"),
            (PLAIN, "35ms", "`35ms` is no number"),
            (MS, "fast", "`fast` does not start with a decimal number"),
            (Kind::Bool, "yes", "`yes` is neither `true` nor `false`"),
            (Kind::Bool, "True", "`True` is neither `true` nor `false`"),
            (Kind::Map, "[]", "this is a list, not an object"),
            (Kind::List, "a, b", "no JSON: expected value (line 1, column 1)"),
        ];
        for (kind, text, message) in cases {
            assert_eq!(of_text(text, kind).unwrap_err().to_string(), message, "{text}");
        }
    }
}
