//! gonogo's own shape: `{"critical": 0, "high": 2, "medium": 5, "low": 1, "unknown": 0}`.

use serde_json::Value;

use super::{Findings, SEVERITIES, Severity};
use crate::error::{FormatError, shown};
use crate::json;

/// `unknown` may be left out, the others not; there are no other keys.
pub fn read(text: &str) -> Result<Value, FormatError> {
    let root = json::parse(text)?;
    let report = json::object(&root, "the scan")?;
    let mut findings = Findings::default();
    for (name, severity) in SEVERITIES {
        let count = match severity {
            Severity::Unknown => report.count(name)?.unwrap_or_default(),
            Severity::Critical | Severity::High | Severity::Medium | Severity::Low => {
                report.need_count(name)?
            }
        };
        findings.add(severity, count);
    }
    let known = |name: &str| SEVERITIES.iter().any(|(known, _)| *known == name);
    match report.iter().find(|(name, _)| !known(name)) {
        Some((name, _)) => Err(FormatError::new(format!("unknown key `{}`", shown(name)))),
        None => Ok(findings.into_value()),
    }
}
