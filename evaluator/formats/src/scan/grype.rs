//! Grype's JSON report (`--output json`).

use serde_json::Value;

use super::{Findings, Severity};
use crate::error::FormatError;
use crate::json::{self, Fields};

/// Every match counts; `ignoredMatches` do not.
pub fn read(text: &str) -> Result<Value, FormatError> {
    let root = json::parse(text)?;
    let report = json::object(&root, "the report")?;
    let descriptor = report.need_object("descriptor")?;
    if descriptor.need_text("name")? != "grype" {
        return Err(FormatError::new("`descriptor.name` is not `grype`"));
    }
    database(descriptor)?;
    report.need_object("source")?;
    let mut findings = Findings::default();
    for one in report.need_array("matches")? {
        let vulnerability = json::object(one, "matches")?.need_object("vulnerability")?;
        let severity = vulnerability.text("severity")?.unwrap_or("unknown");
        findings.add(Severity::of_word(severity), 1);
    }
    Ok(findings.into_value())
}

/// A scan against a broken database finds nothing.
fn database(descriptor: Fields<'_>) -> Result<(), FormatError> {
    let Some(database) = descriptor.object("db")? else {
        return Ok(());
    };
    let status = database.object("status")?.unwrap_or(database);
    let told = status.text("error")?.filter(|error| !error.is_empty());
    let invalid = status.get("valid").and_then(Value::as_bool) == Some(false);
    match told {
        Some(error) => Err(FormatError::new(format!(
            "the database of vulnerabilities is not usable: {}",
            crate::error::shown(error)
        ))),
        None if invalid => Err(FormatError::new("the database of vulnerabilities is not usable")),
        None => Ok(()),
    }
}
