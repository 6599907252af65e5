//! Vulnerabilities in a CycloneDX document (JSON), as a scanner or a VEX adds them.

use serde_json::Value;

use super::{Findings, Severity};
use crate::error::{FormatError, shown};
use crate::json::{self, Fields};

/// One finding for each vulnerability, whatever it affects, by its highest rating. Those that
/// the analysis settled do not count. A list of components alone is no scan.
pub fn read(text: &str) -> Result<Value, FormatError> {
    let root = json::parse(text)?;
    let document = json::object(&root, "the document")?;
    if document.need_text("bomFormat")? != "CycloneDX" {
        return Err(FormatError::new("`bomFormat` is not `CycloneDX`"));
    }
    let Some(vulnerabilities) = document.get("vulnerabilities") else {
        return Err(FormatError::new("there are no `vulnerabilities`: this is no scan"));
    };
    let mut findings = Findings::default();
    for vulnerability in json::array(vulnerabilities, "vulnerabilities")? {
        let vulnerability = json::object(vulnerability, "vulnerabilities")?;
        let severity = || severity(vulnerability);
        if !is_settled(vulnerability)? {
            let id = vulnerability.text("id")?.unwrap_or("a vulnerability");
            findings.add(severity().map_err(|error| error.within(&shown(id)))?, 1);
        }
    }
    Ok(findings.into_value())
}

fn is_settled(vulnerability: Fields<'_>) -> Result<bool, FormatError> {
    let Some(analysis) = vulnerability.object("analysis")? else {
        return Ok(false);
    };
    let state = analysis.text("state")?;
    Ok(matches!(
        state,
        Some("resolved" | "resolved_with_pedigree" | "false_positive" | "not_affected")
    ))
}

fn severity(vulnerability: Fields<'_>) -> Result<Severity, FormatError> {
    let mut highest = Severity::Unknown;
    for rating in vulnerability.array("ratings")? {
        let rating = json::object(rating, "ratings")?;
        let word = rating.text("severity")?.map_or(Severity::Unknown, Severity::of_word);
        let is_cvss = rating.text("method")?.is_some_and(|method| method.starts_with("CVSS"));
        let score = rating.number("score")?.filter(|_| is_cvss);
        let rated = match (word, score) {
            (Severity::Unknown, Some(score)) => Severity::of_score(score),
            (word, _) => word,
        };
        highest = highest.max(rated);
    }
    Ok(highest)
}
