//! Values for people: short, with units.

use gonogo_cel::Value;
use gonogo_series::quantity::{duration_text, number_rounded};

use crate::functions::quantity::QuantityValue;

/// Elements of a list that are shown before "and n more".
const SHOWN: usize = 5;
/// Significant digits; enough to tell a value from a limit that a person wrote.
const DIGITS: usize = 6;
/// Characters of a text.
const LENGTH: usize = 200;

pub fn value_text(value: &Value) -> String {
    match value {
        Value::Double(number) => number_rounded(*number, DIGITS),
        Value::Uint(number) => number.to_string(),
        Value::Duration(duration) => duration_text(rounded(duration.nanos)),
        Value::String(text) => clipped(text),
        Value::List(elements) => list(elements.iter().map(part_text), elements.len()),
        Value::Map(map) => {
            let entries = map.entries().iter();
            let texts =
                entries.map(|(key, value)| format!("{}: {}", part_text(key), part_text(value)));
            format!("{{{}}}", list(texts, map.len()))
        }
        other => match other.downcast::<QuantityValue>() {
            Some(quantity) => quantity.0.display_rounded(DIGITS),
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

/// Long durations do not need their nanoseconds.
fn rounded(nanos: i64) -> i64 {
    const MICRO: i64 = 1_000;
    const MILLI: i64 = 1_000_000;
    const SECOND: i64 = 1_000_000_000;
    let grain = match nanos.unsigned_abs() {
        0..1_000_000 => 1,
        1_000_000..1_000_000_000 => MICRO,
        1_000_000_000..60_000_000_000 => MILLI,
        _ => SECOND,
    };
    nanos.checked_add(nanos.signum() * (grain / 2)).map_or(nanos, |sum| sum / grain * grain)
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
            (Value::Duration(Duration::from_nanos(200_000_000)), "200ms"),
            (Value::Duration(Duration::from_nanos(195_000_123_456)), "3m15s"),
            (Value::list(vec![Value::string("a"), Value::string("b")]), "a, b"),
            (Value::list(Vec::new()), "none"),
            (Value::list(vec![Value::Int(1); 7]), "1, 1, 1, 1, 1, and 2 more"),
        ] {
            assert_eq!(value_text(&value), text);
        }
    }
}
