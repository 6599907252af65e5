//! Trivy's JSON report (`--format json`), schema version 2.

use serde_json::Value;

use super::{Findings, Severity};
use crate::error::FormatError;
use crate::json::{self, Fields};

/// Kinds of findings of one target. What `.trivyignore` hides is not among them.
const KINDS: [&str; 4] = ["Vulnerabilities", "Misconfigurations", "Secrets", "Licenses"];

/// Vulnerabilities, failed checks of configuration, secrets and licences all count. A report
/// without `Results` looked at nothing.
pub fn read(text: &str) -> Result<Value, FormatError> {
    let root = json::parse(text)?;
    let report = json::object(&root, "the report")?;
    if report.need_count("SchemaVersion")? != 2 {
        return Err(FormatError::new("`SchemaVersion` is not 2"));
    }
    let results = report.array("Results")?;
    if results.is_empty() {
        return Err(FormatError::new("there are no `Results`: nothing was scanned"));
    }
    let mut findings = Findings::default();
    for result in results {
        let result = json::object(result, "Results")?;
        for kind in KINDS {
            for finding in result.array(kind)? {
                count(json::object(finding, kind)?, &mut findings)?;
            }
        }
    }
    Ok(findings.into_value())
}

/// Checks of configuration are listed when they passed as well.
fn count(finding: Fields<'_>, findings: &mut Findings) -> Result<(), FormatError> {
    match finding.text("Status")? {
        Some("PASS" | "EXCEPTION") => {}
        _ => findings.add(Severity::of_word(finding.need_text("Severity")?), 1),
    }
    Ok(())
}
