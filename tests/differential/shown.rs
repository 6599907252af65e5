//! Values of the three evaluators: ours to theirs, and all as the same text.

use gonogo_cel::time::{Duration, Timestamp};
use gonogo_cel::{Map, Value};

pub(crate) fn ours(value: &Value) -> String {
    match value {
        Value::List(elements) => list(elements.iter().map(ours)),
        Value::Map(map) => {
            entries(map.entries().iter().map(|(key, value)| (ours(key), ours(value))))
        }
        Value::Optional(held) => optional(held.as_deref().map(ours)),
        other => other.to_string(),
    }
}

fn optional(held: Option<String>) -> String {
    held.map_or("optional.none()".to_owned(), |held| format!("optional.of({held})"))
}

pub(crate) fn cel(value: &cel::Value) -> String {
    match value {
        cel::Value::List(elements) => list(elements.iter().map(cel)),
        cel::Value::Map(map) => {
            let pair = |(key, value): (&cel::objects::Key, &cel::Value)| {
                (cel(&cel::Value::from(key)), cel(value))
            };
            entries(map.map.iter().map(pair))
        }
        cel::Value::Null => "null".to_owned(),
        cel::Value::Int(int) => int.to_string(),
        cel::Value::UInt(uint) => format!("{uint}u"),
        cel::Value::Float(double) => format!("{double:?}"),
        cel::Value::Bool(truth) => truth.to_string(),
        cel::Value::String(text) => Value::string(text.as_str()).to_string(),
        cel::Value::Bytes(bytes) => Value::Bytes(bytes.as_slice().into()).to_string(),
        cel::Value::Duration(span) => {
            let nanos = span.num_nanoseconds();
            nanos.map_or_else(|| format!("{span:?}"), |n| Duration::from_nanos(n).to_string())
        }
        cel::Value::Opaque(opaque) if opaque.runtime_type_name() == "optional_type" => {
            let held: &cel::objects::OptionalValue = value.try_into().expect("optional");
            optional(held.value().map(cel))
        }
        cel::Value::Timestamp(time) => instant(time.timestamp(), time.timestamp_subsec_nanos()),
        other => format!("{other:?}"),
    }
}

pub(crate) fn core(value: &cel_core::Value) -> String {
    use cel_core::Value as Core;
    match value {
        Core::List(elements) => list(elements.iter().map(core)),
        Core::Map(map) => {
            entries(map.iter().map(|(key, value)| (core(&key.to_value()), core(value))))
        }
        Core::Null => "null".to_owned(),
        Core::Int(int) => int.to_string(),
        Core::UInt(uint) => format!("{uint}u"),
        Core::Double(double) => format!("{double:?}"),
        Core::Bool(truth) => truth.to_string(),
        Core::String(text) => Value::string(&**text).to_string(),
        Core::Bytes(bytes) => Value::Bytes(bytes.clone()).to_string(),
        Core::Duration(span) => {
            let nanos = i128::from(span.seconds) * 1_000_000_000 + i128::from(span.nanos);
            i64::try_from(nanos).map_or_else(
                |_| format!("{span:?}"),
                |nanos| Duration::from_nanos(nanos).to_string(),
            )
        }
        Core::Timestamp(time) => instant(time.seconds, time.nanos as u32),
        Core::Optional(held) => optional(held.as_value().map(core)),
        Core::Error(_) => "error".to_owned(),
        other => format!("{other:?}"),
    }
}

fn instant(seconds: i64, nanos: u32) -> String {
    let time = Timestamp::new(seconds, nanos);
    time.map_or_else(|| format!("{seconds} s {nanos} ns"), |time| time.to_string())
}

fn list(elements: impl Iterator<Item = String>) -> String {
    format!("[{}]", elements.collect::<Vec<_>>().join(", "))
}

/// In the order of their texts: a map has none of its own.
fn entries(pairs: impl Iterator<Item = (String, String)>) -> String {
    let mut texts: Vec<String> = pairs.map(|(key, value)| format!("{key}: {value}")).collect();
    texts.sort();
    format!("{{{}}}", texts.join(", "))
}

pub(crate) fn to_cel(value: &Value) -> cel::Value {
    match value {
        Value::Null => cel::Value::Null,
        Value::Bool(truth) => cel::Value::Bool(*truth),
        Value::Int(int) => cel::Value::Int(*int),
        Value::Uint(uint) => cel::Value::UInt(*uint),
        Value::Double(double) => cel::Value::Float(*double),
        Value::String(text) => cel::Value::from(&**text),
        Value::Bytes(bytes) => cel::Value::from(bytes.to_vec()),
        Value::Duration(span) => chrono_span(*span),
        Value::Timestamp(time) => chrono_time(*time),
        Value::List(elements) => cel::Value::from(elements.iter().map(to_cel).collect::<Vec<_>>()),
        Value::Map(map) => {
            let pair = |(key, value): &(Value, Value)| {
                let key: cel::objects::Key = key.as_str().expect("facts have text keys").into();
                (key, to_cel(value))
            };
            let pairs: std::collections::HashMap<_, _> = map.entries().iter().map(pair).collect();
            cel::Value::from(pairs)
        }
        other => panic!("{other:?} cannot be a fact"),
    }
}

/// The crate's own functions make its times, so that its library of times is not needed here.
fn evaluated(source: &str) -> cel::Value {
    let program = cel::Program::compile(source).expect("a call");
    program.execute(&cel::Context::default()).expect("a value")
}

fn chrono_span(span: Duration) -> cel::Value {
    evaluated(&format!("duration('{}ns')", span.nanos))
}

fn chrono_time(time: Timestamp) -> cel::Value {
    evaluated(&format!("timestamp('{time}')"))
}

pub(crate) fn to_core(value: &Value) -> cel_core::Value {
    use cel_core::Value as Core;
    match value {
        Value::Null => Core::Null,
        Value::Bool(truth) => Core::Bool(*truth),
        Value::Int(int) => Core::Int(*int),
        Value::Uint(uint) => Core::UInt(*uint),
        Value::Double(double) => Core::Double(*double),
        Value::String(text) => Core::String(text.clone()),
        Value::Bytes(bytes) => Core::Bytes(bytes.clone()),
        Value::Duration(span) => {
            let (seconds, nanos) = (span.nanos / 1_000_000_000, span.nanos % 1_000_000_000);
            Core::Duration(cel_core::Duration::new(seconds, nanos as i32))
        }
        Value::Timestamp(time) => {
            let nanos = time.to_string().split_once('.').map_or(0, |(_, rest)| fraction(rest));
            Core::Timestamp(cel_core::Timestamp::new(time.seconds(), nanos))
        }
        Value::List(elements) => Core::List(elements.iter().map(to_core).collect()),
        Value::Map(map) => core_map(map),
        other => panic!("{other:?} cannot be a fact"),
    }
}

/// `5Z` is half a second, in nanoseconds.
fn fraction(digits: &str) -> i32 {
    let digits = digits.trim_end_matches('Z');
    format!("{digits:0<9}").parse().expect("digits")
}

fn core_map(map: &Map) -> cel_core::Value {
    let pair = |(key, value): &(Value, Value)| {
        let key: cel_core::MapKey = key.as_str().expect("facts have text keys").into();
        (key, to_core(value))
    };
    let entries = cel_core::ValueMap::from_entries(map.entries().iter().map(pair));
    cel_core::Value::Map(entries.into())
}
