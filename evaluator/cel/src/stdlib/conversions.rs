//! Conversions; there are no implicit ones.

use std::sync::Arc;

use crate::cost::Rule;
use crate::eval::{ErrorKind, Fault};
use crate::function;
use crate::function::Call;
use crate::time::{Duration, Timestamp};
use crate::value::Value;

fn unreadable(call: &Call<'_>, value: &Value) -> Fault {
    let message = format!("{} cannot be read as {}", value.brief(), call.function.name);
    Fault::error(ErrorKind::InvalidConversion, message)
}

fn range(call: &Call<'_>, value: &Value) -> Fault {
    let message = format!("{} is outside of the range of {}", value.brief(), call.function.name);
    Fault::error(ErrorKind::Overflow, message)
}

/// The only argument, and the error for when it has no such conversion.
fn only<'c>(call: &Call<'c>) -> Result<&'c Value, Fault> {
    match call.args {
        [value] => Ok(value),
        _ => Err(call.no_overload()),
    }
}

function!(
    BOOL = "bool",
    "Truth from a text: `true`, `t`, `1` and their opposites.",
    to_bool,
    ["bool(bool) -> bool", "bool(string) -> bool"],
    [("bool('true')", "true"), ("bool('0')", "false")],
    cost: Rule::TEXT
);

fn to_bool(call: &Call<'_>) -> Result<Value, Fault> {
    match only(call)? {
        Value::Bool(value) => Ok(Value::Bool(*value)),
        value @ Value::String(text) => match &**text {
            "1" | "t" | "true" | "TRUE" | "True" => Ok(Value::Bool(true)),
            "0" | "f" | "false" | "FALSE" | "False" => Ok(Value::Bool(false)),
            _ => Err(unreadable(call, value)),
        },
        _ => Err(call.no_overload()),
    }
}

function!(
    INT = "int",
    "A whole number; a double is cut towards zero, a timestamp gives Unix seconds.",
    to_int,
    [
        "int(int) -> int",
        "int(uint) -> int",
        "int(double) -> int",
        "int(string) -> int",
        "int(timestamp) -> int",
        "int(duration) -> int",
    ],
    [("int(2.9)", "2"), ("int('-7')", "-7"), ("int(timestamp('1970-01-01T00:01:00Z'))", "60")],
    cost: Rule::TEXT
);

fn to_int(call: &Call<'_>) -> Result<Value, Fault> {
    let value = only(call)?;
    let number = match value {
        Value::Int(value) => Some(*value),
        Value::Uint(unsigned) => i64::try_from(*unsigned).ok(),
        // Both ends are excluded: the doubles there do not tell their neighbours apart.
        Value::Double(double) if double.abs() < 9_223_372_036_854_775_808.0 => Some(*double as i64),
        Value::Double(_) => None,
        Value::String(text) => {
            call.charge(text.len() / 10)?;
            return text.parse().map(Value::Int).map_err(|_| unreadable(call, value));
        }
        Value::Timestamp(time) => Some(time.seconds()),
        Value::Duration(duration) => Some(duration.nanos),
        _ => return Err(call.no_overload()),
    };
    number.map(Value::Int).ok_or_else(|| range(call, value))
}

function!(
    UINT = "uint",
    "A whole number without sign.",
    to_uint,
    ["uint(uint) -> uint", "uint(int) -> uint", "uint(double) -> uint", "uint(string) -> uint",],
    [("uint(7)", "7u")],
    cost: Rule::TEXT
);

fn to_uint(call: &Call<'_>) -> Result<Value, Fault> {
    let value = only(call)?;
    let number = match value {
        Value::Uint(value) => Some(*value),
        Value::Int(signed) => u64::try_from(*signed).ok(),
        Value::Double(double) if *double >= 0.0 && *double < 18_446_744_073_709_551_616.0 => {
            Some(*double as u64)
        }
        Value::Double(_) => None,
        Value::String(text) => {
            call.charge(text.len() / 10)?;
            return text.parse().map(Value::Uint).map_err(|_| unreadable(call, value));
        }
        _ => return Err(call.no_overload()),
    };
    number.map(Value::Uint).ok_or_else(|| range(call, value))
}

function!(
    DOUBLE = "double",
    "A number with a fraction.",
    to_double,
    [
        "double(double) -> double",
        "double(int) -> double",
        "double(uint) -> double",
        "double(string) -> double",
    ],
    [("double(3)", "3.0"), ("double('0.5')", "0.5")],
    cost: Rule::TEXT
);

fn to_double(call: &Call<'_>) -> Result<Value, Fault> {
    let value = only(call)?;
    let number = match value {
        Value::Double(value) => *value,
        Value::Int(value) => *value as f64,
        Value::Uint(value) => *value as f64,
        Value::String(text) => {
            call.charge(text.len() / 10)?;
            let number: f64 = text.trim().parse().map_err(|_| unreadable(call, value))?;
            // Infinity has to be written as such.
            if number.is_infinite() && text.contains(|c: char| c.is_ascii_digit()) {
                return Err(range(call, value));
            }
            number
        }
        _ => return Err(call.no_overload()),
    };
    Ok(Value::Double(number))
}

function!(
    STRING = "string",
    "The text of a value.",
    to_string,
    [
        "string(string) -> string",
        "string(bool) -> string",
        "string(int) -> string",
        "string(uint) -> string",
        "string(double) -> string",
        "string(bytes) -> string",
        "string(timestamp) -> string",
        "string(duration) -> string",
    ],
    [("string(1.5)", "'1.5'"), ("string(duration('1m'))", "'60s'")],
    cost: Rule::TEXT
);

fn to_string(call: &Call<'_>) -> Result<Value, Fault> {
    let value = only(call)?;
    let text = match value {
        Value::String(_) => return Ok(value.clone()),
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Uint(value) => value.to_string(),
        Value::Double(value) => double_text(*value),
        Value::Bytes(bytes) => {
            call.charge(bytes.len().div_ceil(10))?;
            let text = std::str::from_utf8(bytes);
            text.map_err(|_| unreadable(call, value))?.to_owned()
        }
        Value::Timestamp(time) => time.to_string(),
        Value::Duration(duration) => duration.to_string(),
        _ => return Err(call.no_overload()),
    };
    Ok(Value::string(text))
}

/// The shortest digits that read back as the same double; an exponent for the very large and small.
fn double_text(value: f64) -> String {
    let magnitude = value.abs();
    let plain = magnitude == 0.0 || (1e-4..1e21).contains(&magnitude);
    if plain || !value.is_finite() {
        return match value {
            _ if value.is_nan() => "NaN".to_owned(),
            _ if value.is_infinite() && value > 0.0 => "+Inf".to_owned(),
            _ if value.is_infinite() => "-Inf".to_owned(),
            _ => value.to_string(),
        };
    }
    let text = format!("{value:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    match exponent.strip_prefix('-') {
        Some(digits) => format!("{mantissa}e-{digits:0>2}"),
        None => format!("{mantissa}e+{exponent:0>2}"),
    }
}

function!(
    BYTES = "bytes",
    "The UTF-8 bytes of a text.",
    to_bytes,
    ["bytes(bytes) -> bytes", "bytes(string) -> bytes"],
    [("size(bytes('é'))", "2")],
    cost: Rule::TEXT
);

fn to_bytes(call: &Call<'_>) -> Result<Value, Fault> {
    match only(call)? {
        value @ Value::Bytes(_) => Ok(value.clone()),
        Value::String(text) => {
            call.charge(text.len().div_ceil(10))?;
            Ok(Value::Bytes(Arc::from(text.as_bytes())))
        }
        _ => Err(call.no_overload()),
    }
}

function!(
    TIMESTAMP = "timestamp",
    "A point in time from RFC 3339 text or Unix seconds.",
    to_timestamp,
    [
        "timestamp(timestamp) -> timestamp",
        "timestamp(string) -> timestamp",
        "timestamp(int) -> timestamp",
    ],
    [("timestamp('2026-01-04T03:40:00Z')", "2026-01-04T03:40:00Z")],
    cost: Rule::TEXT
);

fn to_timestamp(call: &Call<'_>) -> Result<Value, Fault> {
    let value = only(call)?;
    let time = match value {
        Value::Timestamp(time) => Some(*time),
        Value::Int(seconds) => Timestamp::new(*seconds, 0),
        Value::String(text) => {
            call.charge(text.len() / 10)?;
            let time = Timestamp::parse(text).ok_or_else(|| unreadable(call, value))?;
            Some(time)
        }
        _ => return Err(call.no_overload()),
    };
    time.map(Value::Timestamp).ok_or_else(|| range(call, value))
}

function!(
    DURATION = "duration",
    "A stretch of time from text: `1h30m`, `1.5s`, `200ms`.",
    to_duration,
    ["duration(duration) -> duration", "duration(string) -> duration",],
    [("duration('1h30m')", "5400s")],
    cost: Rule::TEXT
);

fn to_duration(call: &Call<'_>) -> Result<Value, Fault> {
    let value = only(call)?;
    match value {
        Value::Duration(_) => Ok(value.clone()),
        Value::String(text) => {
            call.charge(text.len() / 10)?;
            Duration::parse(text).map(Value::Duration).ok_or_else(|| unreadable(call, value))
        }
        _ => Err(call.no_overload()),
    }
}
