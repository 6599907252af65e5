//! SARIF 2.1.0, as CodeQL, Semgrep, Trivy, Checkov, linters and others write it.

mod rules;

use serde_json::Value;

use self::rules::Rules;
use super::{Findings, Severity};
use crate::error::{FormatError, shown};
use crate::json::{self, Fields};

/// Results that are problems, were not suppressed and are still there. Their severity is
/// `security-severity` of the result or its rule, else their level: `error` is high, `warning`
/// medium, `note` low.
pub fn read(text: &str) -> Result<Value, FormatError> {
    let root = json::parse(text)?;
    let log = json::object(&root, "the log")?;
    let version = log.need_text("version")?;
    if version != "2.1.0" {
        return Err(FormatError::new(format!("`version` is `{}`, not `2.1.0`", shown(version))));
    }
    let runs = log.need_array("runs")?;
    if runs.is_empty() {
        return Err(FormatError::new("there are no `runs`: nothing was scanned"));
    }
    let mut findings = Findings::default();
    for (at, run) in runs.iter().enumerate() {
        let place = format!("run {}", at.saturating_add(1));
        let counted = json::object(run, "runs").and_then(|run| count(run, &mut findings));
        counted.map_err(|error| error.within(&place))?;
    }
    Ok(findings.into_value())
}

fn count(run: Fields<'_>, findings: &mut Findings) -> Result<(), FormatError> {
    for invocation in run.array("invocations")? {
        succeeded(json::object(invocation, "invocations")?)?;
    }
    let elsewhere = run.object("externalPropertyFileReferences")?;
    if elsewhere.is_some_and(|references| references.has("results")) {
        return Err(FormatError::new("the results lie in another file"));
    }
    let Some(results) = run.get("results") else {
        return Err(FormatError::new("there are no `results`: the scan was not made"));
    };
    let rules = Rules::of(run)?;
    for (at, result) in json::array(results, "results")?.iter().enumerate() {
        let place = format!("result {}", at.saturating_add(1));
        let result = json::object(result, "results");
        let severity = result.and_then(|result| severity(result, &rules));
        if let Some(severity) = severity.map_err(|error| error.within(&place))? {
            findings.add(severity, 1);
        }
    }
    Ok(())
}

fn succeeded(invocation: Fields<'_>) -> Result<(), FormatError> {
    let success = invocation.need("executionSuccessful")?.as_bool();
    if success == Some(true) {
        return Ok(());
    }
    let mut said = invocation.text("exitCodeDescription")?;
    for notification in invocation.array("toolExecutionNotifications")? {
        let notification = json::object(notification, "toolExecutionNotifications")?;
        if let Some(message) = notification.object("message")? {
            said = said.or(message.text("text")?);
        }
    }
    let said = said.map_or(String::new(), |said| format!(": {}", shown(said)));
    Err(FormatError::new(format!("the scan failed{said}")))
}

/// `None` for what is no problem, or is none any more.
fn severity(result: Fields<'_>, rules: &Rules<'_>) -> Result<Option<Severity>, FormatError> {
    let is_open = match result.text("kind")?.unwrap_or("fail") {
        "pass" | "notApplicable" | "informational" => return Ok(None),
        "open" | "review" => true,
        _ => false,
    };
    if result.text("baselineState")? == Some("absent") || is_suppressed(result)? {
        return Ok(None);
    }
    let rule = rules.find(result)?;
    let mut score = rules::security_severity(result)?;
    if let (None, Some(rule)) = (score, rule) {
        score = rules::security_severity(rule)?;
    }
    if let Some(score) = score {
        return Ok(Some(Severity::of_score(score)));
    }
    if is_open {
        return Ok(Some(Severity::Unknown));
    }
    let level = match (result.text("level")?, rule) {
        (Some(level), _) => Some(level),
        (None, Some(rule)) => rules::default_level(rule)?,
        (None, None) => None,
    };
    Ok(Some(match level.unwrap_or("warning") {
        "error" => Severity::High,
        "warning" => Severity::Medium,
        "note" => Severity::Low,
        _ => Severity::Unknown,
    }))
}

/// As the standard has it: some suppression, and none that is under review or was rejected.
fn is_suppressed(result: Fields<'_>) -> Result<bool, FormatError> {
    let suppressions = result.array("suppressions")?;
    for suppression in suppressions {
        let status = json::object(suppression, "suppressions")?.text("status")?;
        if status.is_some_and(|status| status != "accepted") {
            return Ok(false);
        }
    }
    Ok(!suppressions.is_empty())
}
