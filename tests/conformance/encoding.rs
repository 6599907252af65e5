//! Values as the cases write them: an object with one key, which names the kind.

use std::sync::Arc;

use gonogo_cel::time::{Duration, Timestamp};
use gonogo_cel::{Map, Value};
use serde_json::Value as Json;

pub(crate) fn decode(json: &Json) -> Value {
    let (kind, payload) = json.as_object().and_then(|object| object.iter().next()).expect("a kind");
    let text = || payload.as_str().unwrap_or_else(|| panic!("not a text: {payload}"));
    let parts = || payload.as_array().unwrap_or_else(|| panic!("not an array: {payload}"));
    match kind.as_str() {
        "null" => Value::Null,
        "bool" => Value::Bool(payload.as_bool().expect("a bool")),
        "int" => Value::Int(text().parse().expect("an int")),
        "uint" => Value::Uint(text().parse().expect("a uint")),
        "double" => Value::Double(match payload.as_f64() {
            Some(number) => number,
            None => text().parse().expect("a double"),
        }),
        "string" => Value::string(text()),
        "bytes" => Value::Bytes(Arc::from(base64(text()))),
        "type" => Value::Type(Arc::from(text())),
        "list" => Value::list(parts().iter().map(decode).collect::<Vec<_>>()),
        "map" => {
            let entries = parts().iter().map(|pair| (decode(&pair[0]), decode(&pair[1])));
            Value::Map(Arc::new(Map::new(entries.collect()).expect("a map")))
        }
        "timestamp" => {
            let (seconds, nanos) = time(parts());
            let nanos = nanos.try_into().expect("nanoseconds of a second");
            Value::Timestamp(Timestamp::new(seconds, nanos).expect("a timestamp"))
        }
        "duration" => {
            let (seconds, nanos) = time(parts());
            Value::Duration(Duration::from_nanos(seconds * 1_000_000_000 + nanos))
        }
        other => panic!("no such kind of value: {other}"),
    }
}

fn time(parts: &[Json]) -> (i64, i64) {
    let seconds = parts[0].as_str().and_then(|text| text.parse().ok()).expect("seconds");
    (seconds, parts[1].as_i64().expect("nanoseconds"))
}

fn base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut count, mut bytes) = (0u32, 0, Vec::new());
    for letter in text.bytes().filter(|letter| *letter != b'=') {
        let value = LETTERS.iter().position(|known| *known == letter).expect("base64");
        bits = (bits << 6 | value as u32) & 0xff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    bytes
}

/// Same kind and same value; NaN is itself here, and `-0.0` is not `0.0`.
pub(crate) fn same(a: &Value, b: &Value) -> bool {
    if a.type_name() != b.type_name() {
        return false;
    }
    match (a, b) {
        (Value::Double(a), Value::Double(b)) => {
            (a.is_nan() && b.is_nan()) || a.to_bits() == b.to_bits()
        }
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b))
        }
        (Value::Map(a), Value::Map(b)) => {
            let held = |(key, value): &(Value, Value)| {
                b.entries().iter().any(|(k, v)| same(k, key) && same(v, value))
            };
            a.len() == b.len() && a.entries().iter().all(held)
        }
        _ => gonogo_cel::value::equal(a, b, &mut 0),
    }
}
