//! What a text says: its format, the part that is the fact, and the form that snapshots have.

mod recognise;
#[cfg(test)]
pub(crate) mod tests;

use gonogo_cel::time::Timestamp;
use gonogo_formats::test_report::playwright::Flaky;
use gonogo_formats::value::{self, JsonPath, Kind};
use gonogo_formats::{FormatError, certificate, coverage, scan, test_report};
use gonogo_series::quantity::{Dimension, Quantity, Unit};
use gonogo_sources::{Content, FactType, Format, Pick, Request};
use serde_json::{Number, Value, json};

use crate::failure::Failure;

/// Of a file, an answer or an output, as the request's type wants it.
pub(crate) fn read(
    text: &str,
    content: &Content,
    request: &Request,
    now: Timestamp,
) -> Result<Value, Failure> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let format = match content.format {
        Some(format) => format,
        None => recognise::format(text, request.shape.kind, &content.pick)?,
    };
    let path = path(&content.pick).map_err(failure)?;
    if format == Format::Csv && request.shape.kind == FactType::Series {
        return table_of_samples(text, &content.pick, request, now);
    }
    let kind = match (format, request.shape.kind) {
        // A plain text holds no more than one number of a series.
        (Format::Text, FactType::Series) => Kind::Number(request.shape.unit),
        _ => kind(request),
    };
    let value = in_format(text, format, &path, kind).map_err(failure)?;
    finished(value, request, now)
}

/// A part of what a source tells as a whole.
pub(crate) fn pick(
    whole: &Value,
    pick: &Pick,
    request: &Request,
    now: Timestamp,
) -> Result<Value, Failure> {
    let path = path(pick).map_err(failure)?;
    let value = value::read_json(&whole.to_string(), &path, kind(request)).map_err(failure)?;
    finished(value, request, now)
}

/// A series from a source that knows the present only is one sample of now.
pub(crate) fn sample(value: Value, request: &Request, now: Timestamp) -> Value {
    match (request.shape.kind, &value) {
        (FactType::Series, Value::Number(_)) => json!([[now.to_string(), value]]),
        _ => value,
    }
}

/// In the unit that the fact declares; whole bytes without one.
pub(crate) fn bytes(count: u64, request: &Request) -> Result<Value, Failure> {
    let Some(unit) = request.shape.unit else { return Ok(json!(count)) };
    let converted = Quantity::new(count as f64, Unit::Byte).convert_to(unit);
    let number = converted.filter(|_| unit.dimension() == Dimension::Bytes);
    number.and_then(Number::from_f64).map(Value::Number).ok_or_else(|| {
        let message = format!("these are bytes, not `{}`: declare `unit: MB`", unit.symbol());
        Failure::new(message)
    })
}

fn failure(error: FormatError) -> Failure {
    Failure::new(error.to_string())
}

fn path(pick: &Pick) -> Result<JsonPath, FormatError> {
    JsonPath::parse(pick.path.as_deref().unwrap_or("$"))
}

/// What the value must be. Structured facts are judged when the snapshot is read.
fn kind(request: &Request) -> Kind {
    match request.shape.kind {
        FactType::Number => Kind::Number(request.shape.unit),
        FactType::String => Kind::String,
        FactType::Bool => Kind::Bool,
        FactType::Timestamp => Kind::Timestamp,
        FactType::Duration => Kind::Duration,
        FactType::List => Kind::List,
        FactType::Map => Kind::Map,
        FactType::Json
        | FactType::Series
        | FactType::Checklist
        | FactType::Signoffs
        | FactType::Tests
        | FactType::Coverage
        | FactType::Scan
        | FactType::Probe
        | FactType::Certificate
        | FactType::Baseline => Kind::Json,
    }
}

fn in_format(
    text: &str,
    format: Format,
    path: &JsonPath,
    kind: Kind,
) -> Result<Value, FormatError> {
    match format {
        Format::Json => value::read_json(text, path, kind),
        Format::Yaml => value::read_yaml(text, path, kind),
        Format::Csv => value::read_rows(text, path, kind),
        Format::Text => value::read_text(text, kind),
        Format::Junit => test_report::junit::read(text),
        // A gate does not take luck for success.
        Format::Playwright => test_report::playwright::read(text, Flaky::Fails),
        Format::K6 => value::read_json(&test_report::k6::read(text)?.to_string(), path, kind),
        Format::Lcov => coverage::lcov::read(text),
        Format::Cobertura => coverage::cobertura::read(text),
        Format::LlvmCov => coverage::llvm::read(text),
        Format::Sarif => scan::sarif::read(text),
        Format::Trivy => scan::trivy::read(text),
        Format::Grype => scan::grype::read(text),
        Format::CycloneDx => scan::cyclonedx::read(text),
        Format::Pem => certificate::read(text.as_bytes()),
    }
}

fn finished(value: Value, request: &Request, now: Timestamp) -> Result<Value, Failure> {
    if request.shape.kind != FactType::Series {
        return Ok(value);
    }
    match value {
        Value::Array(_) | Value::Object(_) => Ok(value),
        Value::Number(_) | Value::String(_) | Value::Bool(_) | Value::Null => {
            Ok(sample(number(&value, request.shape.unit)?, request, now))
        }
    }
}

/// A number, or a text such as `35ms` in the unit of the series.
fn number(found: &Value, unit: Option<Unit>) -> Result<Value, Failure> {
    let number = value::of_json(found.clone(), Kind::Number(unit)).map_err(failure)?;
    match (number, unit) {
        (Value::String(text), Some(unit)) => {
            let quantity = Quantity::parse(&text).ok();
            let converted = quantity.and_then(|quantity| quantity.convert_to(unit));
            let number = converted.and_then(Number::from_f64).map(Value::Number);
            number.ok_or_else(|| Failure::new(format!("`{text}` is out of range")))
        }
        (number, _) => Ok(number),
    }
}

/// `timestamp,value`, or one cell that a path chooses.
fn table_of_samples(
    text: &str,
    pick: &Pick,
    request: &Request,
    now: Timestamp,
) -> Result<Value, Failure> {
    if !request.shape.by.is_empty() {
        return Err(Failure::new("a table has one series, and `by` asks for several"));
    }
    match pick.path {
        None => value::read_samples(text).map_err(failure),
        Some(_) => {
            let kind = Kind::Number(request.shape.unit);
            let path = path(pick).map_err(failure)?;
            let cell = value::read_rows(text, &path, kind).map_err(failure)?;
            finished(cell, request, now)
        }
    }
}
