//! Values for people: short, with units.

use gonogo_cel::Value;
use gonogo_series::quantity::{duration_text, number_rounded};

use crate::functions::quantity::QuantityValue;

/// Elements of a list that are shown before "and n more".
const SHOWN: usize = 5;
/// Significant digits that are shown where no more are needed.
const DIGITS: usize = 4;
/// Digits that tell any two doubles apart.
const ALL_DIGITS: usize = 17;
/// Characters of a text.
const LENGTH: usize = 200;

pub fn value_text(value: &Value) -> String {
    with_digits(value, DIGITS)
}

/// Values that stand side by side: with as many digits as show that they differ, so that a
/// message never says `0.1 %, limit 0.1 %` of 0.10001 %.
pub(super) fn value_texts(values: &[Value]) -> Vec<String> {
    for digits in DIGITS..ALL_DIGITS {
        let texts: Vec<String> = values.iter().map(|value| with_digits(value, digits)).collect();
        if tells_apart(values, &texts) {
            return texts;
        }
    }
    values.iter().map(|value| with_digits(value, ALL_DIGITS)).collect()
}

fn tells_apart(values: &[Value], texts: &[String]) -> bool {
    let pairs = || values.iter().zip(texts);
    pairs().enumerate().all(|(at, (value, text))| {
        pairs().take(at).all(|(other, same)| text != same || !differ(value, other))
    })
}

/// Only numbers and their kin can differ and read the same.
fn differ(a: &Value, b: &Value) -> bool {
    match gonogo_cel::value::compare(a, b) {
        Ok(Some(order)) => order.is_ne(),
        Ok(None) | Err(_) => false,
    }
}

fn with_digits(value: &Value, digits: usize) -> String {
    match value {
        Value::Double(number) => number_rounded(*number, digits),
        Value::Uint(number) => number.to_string(),
        Value::Duration(duration) => duration_text(rounded(duration.nanos, digits)),
        Value::String(text) => clipped(text),
        Value::List(elements) => list(elements.iter().map(part_text), elements.len()),
        Value::Map(map) => {
            let entries = map.entries().iter();
            let texts =
                entries.map(|(key, value)| format!("{}: {}", part_text(key), part_text(value)));
            format!("{{{}}}", list(texts, map.len()))
        }
        other => match other.downcast::<QuantityValue>() {
            Some(quantity) => quantity.0.display_rounded(digits),
            None => other.brief(),
        },
    }
}

/// A part of a list or map. Values can share parts, so that a small one has a huge text.
fn part_text(value: &Value) -> String {
    match value {
        Value::List(_) | Value::Map(_) => value.brief(),
        other => value_text(other),
    }
}

/// To so many digits, but never coarser than a second: `3m15s` keeps its seconds.
fn rounded(nanos: i64, digits: usize) -> i64 {
    const SECOND: i64 = 1_000_000_000;
    let length = nanos.unsigned_abs().checked_ilog10().map_or(0, |log| log as usize + 1);
    let dropped = u32::try_from(length.saturating_sub(digits)).unwrap_or(0);
    let grain = 10_i64.checked_pow(dropped).map_or(SECOND, |grain| grain.min(SECOND));
    let half = nanos.signum().saturating_mul(grain / 2);
    nanos.checked_add(half).map_or(nanos, |sum| sum / grain * grain)
}

fn list(texts: impl Iterator<Item = String>, length: usize) -> String {
    if length == 0 {
        return "none".to_owned();
    }
    let mut shown: Vec<String> = texts.take(SHOWN).collect();
    if length > SHOWN {
        shown.push(format!("and {} more", length - SHOWN));
    }
    shown.join(", ")
}

fn clipped(text: &str) -> String {
    let clean = |c: char| if c.is_control() { ' ' } else { c };
    let mut shown: String = text.chars().take(LENGTH).map(clean).collect();
    if text.chars().nth(LENGTH).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use gonogo_cel::time::Duration;

    #[test]
    fn values_read_as_people_write_them() {
        for (value, text) in [
            (Value::Double(0.1 + 0.2), "0.3"),
            (Value::Double(123.456789), "123.5"),
            (Value::Duration(Duration::from_nanos(200_000_000)), "200ms"),
            (Value::Duration(Duration::from_nanos(619_396_123)), "619.4ms"),
            (Value::Duration(Duration::from_nanos(2_189_121_000)), "2.189s"),
            (Value::Duration(Duration::from_nanos(195_000_123_456)), "3m15s"),
            (Value::list(vec![Value::string("a"), Value::string("b")]), "a, b"),
            (Value::list(Vec::new()), "none"),
            (Value::list(vec![Value::Int(1); 7]), "1, 1, 1, 1, 1, and 2 more"),
        ] {
            assert_eq!(value_text(&value), text);
        }
    }

    #[test]
    fn different_values_never_read_the_same() {
        let texts = value_texts(&[Value::Double(0.100_001), Value::Double(0.1)]);
        assert_eq!(texts, ["0.100001", "0.1"]);
        let texts = value_texts(&[Value::Double(0.5), Value::Double(0.5), Value::string("0.5")]);
        assert_eq!(texts, ["0.5", "0.5", "0.5"]);
    }
}
