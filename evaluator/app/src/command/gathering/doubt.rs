//! Values that are right and may still not be what was meant: a misspelt name is answered by 0.

use gonogo_sources::{Ask, FactType, FileAsk, FileMeasure, FileRead, Request};
use serde_json::Value;

/// Commands that count what is not there as 0.
const COUNTS: [&str; 7] = ["LLEN", "ZCARD", "SCARD", "HLEN", "XLEN", "STRLEN", "PFCOUNT"];

/// What to look at, if anything.
pub(super) fn doubt(request: &Request, value: &Value) -> Option<&'static str> {
    match &request.ask {
        Ask::Http(_) if request.shape.kind == FactType::Probe => of_status(value),
        Ask::Redis(words) if is_nothing(value) => of_command(words),
        Ask::File(FileAsk { read: FileRead::Measure(measure), .. }) if is_nothing(value) => {
            of_measure(*measure)
        }
        Ask::Promql(_)
        | Ask::Selector(_)
        | Ask::Http(_)
        | Ask::Certificate(_)
        | Ask::Sql(_)
        | Ask::Redis(_)
        | Ask::File(_)
        | Ask::Markdown(_)
        | Ask::Disk(_)
        | Ask::Command(..)
        | Ask::Ci(_)
        | Ask::Git(_) => None,
    }
}

/// 0, false, nothing in it, or a sample of 0.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(value) => !value,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(items) => match items.as_slice() {
            [] => true,
            [Value::Array(sample)] => sample.get(1).is_some_and(is_nothing),
            _ => false,
        },
        Value::Object(fields) => fields.is_empty(),
    }
}

fn of_status(probe: &Value) -> Option<&'static str> {
    match probe.get("status")?.as_u64()? {
        200..=299 => None,
        401 | 403 | 407 => Some("not `ok`: check the credentials of the source"),
        404 | 405 | 410 => Some("not `ok`: check the path"),
        300..=399 => Some("not `ok`, and redirects are not followed: ask where it leads to"),
        500..=599 => Some("not `ok`: the server fails"),
        _ => Some("not `ok`: the server does not take the request"),
    }
}

fn of_command(words: &[String]) -> Option<&'static str> {
    let name = words.first()?.to_ascii_uppercase();
    match name.as_str() {
        "EXISTS" => Some("there is no such key: check its name, if there should be one"),
        name if COUNTS.contains(&name) => {
            Some("Redis says so of a key that is not there as well: check its name")
        }
        _ => None,
    }
}

fn of_measure(measure: FileMeasure) -> Option<&'static str> {
    match measure {
        FileMeasure::Exists | FileMeasure::Count => {
            Some("nothing is there: check the path, if there should be something")
        }
        FileMeasure::Size | FileMeasure::Age | FileMeasure::Changed | FileMeasure::Sha256 => None,
    }
}
