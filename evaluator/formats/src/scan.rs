//! Reports of scanners, read as facts of type `scan`: findings by severity.
//!
//! Nothing is taken for zero that is not known to be: a report without results is an error.

pub mod cyclonedx;
pub mod grype;
pub mod own;
pub mod sarif;
pub mod trivy;

use serde_json::{Value, json};

use crate::error::FormatError;
use crate::json::object;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Severity {
    Unknown,
    Low,
    Medium,
    High,
    Critical,
}

const SEVERITIES: [(&str, Severity); 5] = [
    ("critical", Severity::Critical),
    ("high", Severity::High),
    ("medium", Severity::Medium),
    ("low", Severity::Low),
    ("unknown", Severity::Unknown),
];

impl Severity {
    /// As scanners write it, in any case. What they call negligible, info or none was found all
    /// the same, and counts as low. A word that is not known is unknown, never nothing.
    fn of_word(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "critical" => Self::Critical,
            "high" | "important" => Self::High,
            "medium" | "moderate" => Self::Medium,
            "low" | "negligible" | "info" | "informational" | "none" => Self::Low,
            _ => Self::Unknown,
        }
    }

    /// By the ratings of CVSS 3 and 4.
    fn of_score(score: f64) -> Self {
        match score {
            9.0..=10.0 => Self::Critical,
            7.0..9.0 => Self::High,
            4.0..7.0 => Self::Medium,
            0.0..4.0 => Self::Low,
            _ => Self::Unknown,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Findings {
    critical: u64,
    high: u64,
    medium: u64,
    low: u64,
    unknown: u64,
}

impl Findings {
    fn of(&mut self, severity: Severity) -> &mut u64 {
        match severity {
            Severity::Critical => &mut self.critical,
            Severity::High => &mut self.high,
            Severity::Medium => &mut self.medium,
            Severity::Low => &mut self.low,
            Severity::Unknown => &mut self.unknown,
        }
    }

    fn add(&mut self, severity: Severity, count: u64) {
        let counted = self.of(severity);
        *counted = counted.saturating_add(count);
    }

    fn into_value(self) -> Value {
        json!({
            "critical": self.critical, "high": self.high, "medium": self.medium, "low": self.low,
            "unknown": self.unknown,
        })
    }
}

/// The findings of several reports together. What two of them found counts twice.
pub fn merge(reports: &[Value]) -> Result<Value, FormatError> {
    let mut whole = Findings::default();
    if reports.is_empty() {
        return Err(FormatError::new("no report to read"));
    }
    for report in reports {
        let fields = object(report, "the scan")?;
        for (name, severity) in SEVERITIES {
            whole.add(severity, fields.count(name)?.unwrap_or_default());
        }
    }
    Ok(whole.into_value())
}

#[cfg(test)]
mod tests;
