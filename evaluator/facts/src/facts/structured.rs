//! Test results, coverage, scans, probes and certificates, with their counts checked.

use std::sync::Arc;

use gonogo_cel::time::Timestamp;
use gonogo_cel::{Map, Value};
use gonogo_series::quantity::{Quantity, Unit};

use super::json::{Fields, Json, wrong};
use super::problem::{FactProblem, FactState};
use super::scalar;
use crate::functions::quantity::QuantityValue;

/// Collects the fields of a value.
#[derive(Default)]
struct Record(Vec<(Value, Value)>);

impl Record {
    fn put(&mut self, name: &str, value: Value) {
        self.0.push((Value::string(name), value));
    }

    fn finish(self) -> Result<Value, FactProblem> {
        let twice = |key: Value| FactProblem::invalid(format!("the key {key} comes twice"));
        Ok(Value::Map(Arc::new(Map::new(self.0).map_err(twice)?)))
    }
}

/// Counts must add up, failures must be as many as counted, and no test at all is no success.
pub(super) fn tests(json: Json) -> Result<Value, FactProblem> {
    let mut fields = Fields::of(json, "the test results")?;
    let total = fields.count("total")?;
    let (passed, failed) = (fields.count("passed")?, fields.count("failed")?);
    let skipped = fields.count("skipped")?;
    if total == 0 {
        return Err(FactProblem::new(FactState::Empty, "no tests were run"));
    }
    if passed == 0 && failed == 0 {
        return Err(FactProblem::new(FactState::Empty, "every test was skipped"));
    }
    let sum = passed.checked_add(failed).and_then(|sum| sum.checked_add(skipped));
    if sum != Some(total) {
        let message =
            format!("{passed} passed, {failed} failed and {skipped} skipped are not {total}");
        return Err(FactProblem::invalid(message));
    }
    let failures = failures(fields.take("failures"), failed)?;
    let mut record = Record::default();
    for (name, count) in
        [("total", total), ("passed", passed), ("failed", failed), ("skipped", skipped)]
    {
        record.put(name, Value::Int(count));
    }
    record.put("failures", failures);
    if let Some(duration) = fields.take("duration") {
        record.put("duration", scalar::duration(&duration).map_err(|p| p.within("duration"))?);
    }
    fields.finish()?;
    record.finish()
}

fn failures(json: Option<Json>, failed: i64) -> Result<Value, FactProblem> {
    let elements = match json {
        None => Vec::new(),
        Some(Json::Array(elements)) => elements,
        Some(other) => return Err(wrong("failures", &other, "a list")),
    };
    if i64::try_from(elements.len()) != Ok(failed) {
        let listed = elements.len();
        return Err(FactProblem::invalid(format!("{failed} tests failed, {listed} are listed")));
    }
    let mut failures = Vec::with_capacity(elements.len());
    for element in elements {
        let mut fields = Fields::of(element, "a failure")?;
        let unnamed = || FactProblem::invalid("a failure has no `name`");
        let mut record = Record::default();
        record.put("name", Value::string(fields.text("name")?.ok_or_else(unnamed)?));
        for name in ["suite", "message"] {
            record.put(name, Value::string(fields.text(name)?.unwrap_or_default()));
        }
        fields.finish()?;
        failures.push(record.finish()?);
    }
    Ok(Value::list(failures))
}

/// Percentages from 0 to 100.
pub(super) fn coverage(json: Json) -> Result<Value, FactProblem> {
    let mut fields = Fields::of(json, "the coverage")?;
    let mut record = Record::default();
    for name in ["lines", "branches", "functions"] {
        let Some(json) = fields.take(name) else {
            continue;
        };
        let percent = json.number().ok_or_else(|| wrong(name, &json, "a number of percent"))?;
        if !(0.0..=100.0).contains(&percent) {
            return Err(FactProblem::invalid(format!(
                "`{name}` is {percent}, not 0 to 100 percent"
            )));
        }
        let share = QuantityValue(Quantity::new(percent, Unit::Percent));
        record.put(name, Value::opaque(share));
    }
    fields.finish()?;
    if record.0.is_empty() {
        return Err(FactProblem::new(FactState::Empty, "neither lines, branches nor functions"));
    }
    record.finish()
}

/// Numbers of findings by severity; the four named ones must be there.
pub(super) fn scan(json: Json) -> Result<Value, FactProblem> {
    let mut fields = Fields::of(json, "the scan")?;
    let mut record = Record::default();
    let mut total: i64 = 0;
    for name in ["critical", "high", "medium", "low", "unknown"] {
        let optional = name == "unknown" && !fields.has(name);
        let count = if optional { 0 } else { fields.count(name)? };
        total = total.saturating_add(count);
        record.put(name, Value::Int(count));
    }
    record.put("total", Value::Int(total));
    fields.finish()?;
    record.finish()
}

/// A request's answer. `ok` is a status of 200 to 299: a redirect, to a login page perhaps, is not
/// what was asked for.
pub(super) fn probe(json: Json) -> Result<Value, FactProblem> {
    let mut fields = Fields::of(json, "the probe")?;
    let status = fields.count("status")?;
    if !(100..=599).contains(&status) {
        return Err(FactProblem::invalid(format!("`status` is {status}, no HTTP status")));
    }
    let mut record = Record::default();
    record.put("status", Value::Int(status));
    record.put("ok", Value::Bool((200..300).contains(&status)));
    if let Some(latency) = fields.take("latency") {
        record.put("latency", scalar::duration(&latency).map_err(|p| p.within("latency"))?);
    }
    if let Some(given) = fields.take("headers") {
        record.put("headers", headers(given)?);
    }
    if let Some(body) = fields.text("body")? {
        record.put("body", Value::string(body));
    }
    if let Some(json) = fields.take("json") {
        record.put("json", json.into_value()?);
    }
    fields.finish()?;
    record.finish()
}

/// Names are in small letters, so that an expression finds them however they were sent.
fn headers(json: Json) -> Result<Value, FactProblem> {
    let Json::Object(entries) = &json else { return Err(wrong("headers", &json, "an object")) };
    for (name, value) in entries {
        if name.chars().any(char::is_uppercase) {
            let message = format!("`headers`: write `{name}` in small letters");
            return Err(FactProblem::invalid(message));
        }
        if !matches!(value, Json::String(_)) {
            return Err(wrong(name, value, "a text").within("headers"));
        }
    }
    json.into_value()
}

/// `expires_in` is counted from the snapshot's time; negative once it has expired.
pub(super) fn certificate(json: Json, now: Timestamp) -> Result<Value, FactProblem> {
    let mut fields = Fields::of(json, "the certificate")?;
    let mut record = expiring(&mut fields, now)?;
    if let Some(json) = fields.take("names") {
        let Json::Array(names) = json else { return Err(wrong("names", &json, "a list")) };
        let names: Result<Vec<Value>, _> = names.into_iter().map(scalar::string).collect();
        record.put("names", Value::list(names.map_err(|problem| problem.within("names"))?));
    }
    if let Some(json) = fields.take("chain") {
        let Json::Array(above) = json else { return Err(wrong("chain", &json, "a list")) };
        let above: Result<Vec<Value>, _> =
            above.into_iter().map(|json| authority(json, now)).collect();
        record.put("chain", Value::list(above.map_err(|problem| problem.within("chain"))?));
    }
    fields.finish()?;
    record.finish()
}

fn authority(json: Json, now: Timestamp) -> Result<Value, FactProblem> {
    let mut fields = Fields::of(json, "a certificate")?;
    let record = expiring(&mut fields, now)?;
    fields.finish()?;
    record.finish()
}

/// What all certificates of a chain say of themselves.
fn expiring(fields: &mut Fields, now: Timestamp) -> Result<Record, FactProblem> {
    let expires_at =
        scalar::time(&fields.need("expires_at")?).map_err(|p| p.within("expires_at"))?;
    let outside = || FactProblem::invalid("`expires_at` is out of range");
    let expires_in = expires_at.since(now).ok_or_else(outside)?;
    let mut record = Record::default();
    record.put("expires_at", Value::Timestamp(expires_at));
    record.put("expires_in", Value::Duration(expires_in));
    for name in ["subject", "issuer"] {
        if let Some(text) = fields.text(name)? {
            record.put(name, Value::string(text));
        }
    }
    Ok(record)
}
