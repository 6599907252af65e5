//! Which format a text has, for types that come in several; by its beginning and its keys.

use std::collections::BTreeMap;

use gonogo_sources::{FactType, Format, Pick};
use serde_json::value::RawValue;

use crate::failure::Failure;

/// With a JSONPath it is JSON. `text` has no byte order mark.
pub(super) fn format(text: &str, kind: FactType, pick: &Pick) -> Result<Format, Failure> {
    if pick.path.is_some() {
        return Ok(Format::Json);
    }
    let first = text.trim_start().chars().next();
    Ok(match kind {
        FactType::Number
        | FactType::String
        | FactType::Bool
        | FactType::Timestamp
        | FactType::Duration => Format::Text,
        FactType::List
        | FactType::Map
        | FactType::Json
        | FactType::Checklist
        | FactType::Signoffs
        | FactType::Probe
        | FactType::Baseline => Format::Json,
        FactType::Series => series(text, first),
        FactType::Certificate => match first {
            Some('{') => Format::Json,
            _ => Format::Pem,
        },
        FactType::Tests => return tests(text, first),
        FactType::Coverage => return coverage(text, first),
        FactType::Scan => return scan(text, first),
    })
}

fn series(text: &str, first: Option<char>) -> Format {
    match first {
        Some('[' | '{') => Format::Json,
        _ if text.trim().contains([',', '\n']) => Format::Csv,
        _ => Format::Text,
    }
}

fn tests(text: &str, first: Option<char>) -> Result<Format, Failure> {
    match first {
        Some('<') => Ok(Format::Junit),
        Some('{') => {
            let keys = Keys::of(text);
            Ok(if keys.has(&["suites", "stats"]) { Format::Playwright } else { Format::Json })
        }
        _ => Err(unknown("neither XML nor JSON", "`format: junit` or `format: playwright`")),
    }
}

fn coverage(text: &str, first: Option<char>) -> Result<Format, Failure> {
    let is_record = |line: &str| ["TN:", "SF:"].iter().any(|key| line.starts_with(key));
    match first {
        Some('<') => Ok(Format::Cobertura),
        Some('{') => {
            let keys = Keys::of(text);
            Ok(if keys.has(&["data", "type"]) { Format::LlvmCov } else { Format::Json })
        }
        // Some tools begin with a comment.
        _ if text.lines().take(100).any(|line| is_record(line.trim_start())) => Ok(Format::Lcov),
        _ => Err(unknown(
            "neither lcov, XML nor JSON",
            "`format: lcov`, `format: cobertura` or `format: llvm-cov`",
        )),
    }
}

fn scan(text: &str, first: Option<char>) -> Result<Format, Failure> {
    let formats = "`format: sarif`, `trivy`, `grype` or `cyclonedx`";
    if first != Some('{') {
        return Err(unknown("no JSON object", formats));
    }
    let keys = Keys::of(text);
    if keys.0.is_empty() {
        // Its reader says what is wrong with it.
        return Ok(Format::Json);
    }
    let marks: [(&[&str], Format); 6] = [
        (&["runs"], Format::Sarif),
        (&["bomFormat"], Format::CycloneDx),
        (&["SchemaVersion"], Format::Trivy),
        (&["matches"], Format::Grype),
        (&["critical"], Format::Json),
        (&["high"], Format::Json),
    ];
    let found: Vec<Format> =
        marks.iter().filter(|(marks, _)| keys.has(marks)).map(|(_, format)| *format).collect();
    match found.as_slice() {
        [first, others @ ..] if others.iter().all(|other| other == first) => Ok(*first),
        _ => Err(unknown("no scanner's report that is known", formats)),
    }
}

fn unknown(what: &str, formats: &str) -> Failure {
    Failure::new(format!("the format is not recognised, this is {what}: say {formats}"))
}

/// The keys of a JSON object; none of what is not one.
struct Keys(BTreeMap<String, Box<RawValue>>);

impl Keys {
    fn of(text: &str) -> Self {
        Self(serde_json::from_str(text).unwrap_or_default())
    }

    fn has(&self, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.0.contains_key(*key))
    }
}
