//! Numbers in the ways of `%d`, `%f`, `%e`, `%b`, `%o` and `%x`. `None` for other values.

use gonogo_cel::Value;

/// The sign and the magnitude of a whole number.
fn whole(value: &Value) -> Option<(&'static str, u64)> {
    match value {
        Value::Int(number) => Some((if *number < 0 { "-" } else { "" }, number.unsigned_abs())),
        Value::Uint(number) => Some(("", *number)),
        _ => None,
    }
}

fn float(value: &Value) -> Option<f64> {
    match value {
        Value::Int(number) => Some(*number as f64),
        Value::Uint(number) => Some(*number as f64),
        Value::Double(number) => Some(*number),
        _ => None,
    }
}

/// What stands for a number that has no digits.
fn without_digits(number: f64) -> Option<&'static str> {
    match number {
        _ if number.is_nan() => Some("NaN"),
        f64::INFINITY => Some("Infinity"),
        f64::NEG_INFINITY => Some("-Infinity"),
        _ => None,
    }
}

/// All digits that are needed to read the same number back, without an exponent.
pub(super) fn decimal(value: &Value) -> Option<String> {
    match value {
        Value::Double(number) => {
            Some(without_digits(*number).map_or_else(|| number.to_string(), str::to_owned))
        }
        _ => whole(value).map(|(sign, magnitude)| format!("{sign}{magnitude}")),
    }
}

pub(super) fn fixed(value: &Value, precision: usize) -> Option<String> {
    let number = float(value)?;
    let digits = || format!("{number:.precision$}");
    Some(without_digits(number).map_or_else(digits, str::to_owned))
}

pub(super) fn scientific(value: &Value, precision: usize) -> Option<String> {
    let number = float(value)?;
    if let Some(text) = without_digits(number) {
        return Some(text.to_owned());
    }
    let text = format!("{number:.precision$e}");
    let (mantissa, exponent) = text.split_once('e')?;
    let (sign, digits) = match exponent.strip_prefix('-') {
        Some(digits) => ('-', digits),
        None => ('+', exponent),
    };
    Some(format!("{mantissa}e{sign}{digits:0>2}"))
}

pub(super) fn binary(value: &Value) -> Option<String> {
    match value {
        Value::Bool(truth) => Some(u8::from(*truth).to_string()),
        _ => whole(value).map(|(sign, magnitude)| format!("{sign}{magnitude:b}")),
    }
}

pub(super) fn octal(value: &Value) -> Option<String> {
    whole(value).map(|(sign, magnitude)| format!("{sign}{magnitude:o}"))
}

pub(super) fn hexadecimal(value: &Value) -> Option<String> {
    whole(value).map(|(sign, magnitude)| format!("{sign}{magnitude:x}"))
}
