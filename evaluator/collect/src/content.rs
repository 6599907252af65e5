//! What a text says: its format, the part that is the fact, and the form that snapshots have.

use gonogo_cel::time::Timestamp;
use gonogo_sources::{Content, FactType, Request};
use serde_json::{Value, json};

use crate::failure::Failure;

/// Of a file, an answer or an output, as the request's type wants it.
pub(crate) fn read(
    text: &str,
    content: &Content,
    request: &Request,
    now: Timestamp,
) -> Result<Value, Failure> {
    let _ = content;
    let value = serde_json::from_str(text).map_err(|error| Failure::new(error.to_string()))?;
    Ok(sample(value, request, now))
}

/// A series from a source that knows the present only is one sample of now.
pub(crate) fn sample(value: Value, request: &Request, now: Timestamp) -> Value {
    match (request.shape.kind, &value) {
        (FactType::Series, Value::Number(_)) => json!([[now.to_string(), value]]),
        _ => value,
    }
}
