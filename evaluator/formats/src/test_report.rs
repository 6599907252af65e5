//! Reports of test runners, read as facts of type `tests`.

pub mod junit;
pub mod k6;
pub mod playwright;

use gonogo_quantity::{Quantity, Unit, duration_text, parse_duration};
use serde_json::{Value, json};

use crate::error::{FormatError, shown};
use crate::json::{Fields, object};

/// Cases of one fact, and failures that are listed: what comes after is too much to be read.
const CASES: u64 = 2_000_000;
const FAILURES: usize = 100_000;

/// One failed test.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Failure {
    name: String,
    suite: String,
    message: String,
}

/// Counts that add up because each case is counted once.
#[derive(Clone, Debug, Default)]
struct Tally {
    passed: u64,
    skipped: u64,
    failures: Vec<Failure>,
    /// Nanoseconds; `None` where no case says how long it took.
    duration: Option<i64>,
}

impl Tally {
    fn total(&self) -> u64 {
        let failed = u64::try_from(self.failures.len()).unwrap_or(u64::MAX);
        self.passed.saturating_add(self.skipped).saturating_add(failed)
    }

    fn took(&mut self, nanos: i64) -> Result<(), FormatError> {
        let sum = self.duration.unwrap_or_default().checked_add(nanos);
        self.duration = Some(sum.ok_or_else(|| FormatError::new("the durations are too long"))?);
        Ok(())
    }

    fn within_limits(&self) -> Result<(), FormatError> {
        if self.total() > CASES || self.failures.len() > FAILURES {
            let message = format!("more than {CASES} tests or {FAILURES} failures");
            return Err(FormatError::new(message));
        }
        Ok(())
    }

    fn into_value(self) -> Result<Value, FormatError> {
        self.within_limits()?;
        let (total, failed) = (self.total(), self.failures.len());
        if total == 0 {
            return Err(FormatError::new("no test was run: the report has no test case"));
        }
        let failures: Vec<Value> = self.failures.into_iter().map(Failure::into_value).collect();
        let mut value = json!({
            "total": total, "passed": self.passed, "failed": failed, "skipped": self.skipped,
            "failures": failures,
        });
        if let (Some(nanos), Some(fields)) = (self.duration, value.as_object_mut()) {
            fields.insert("duration".to_owned(), json!(duration_text(nanos)));
        }
        Ok(value)
    }

    fn of_value(value: &Value) -> Result<Self, FormatError> {
        let fields = object(value, "the test results")?;
        let mut failures = Vec::new();
        for failure in fields.array("failures")? {
            failures.push(Failure::of_fields(object(failure, "failure")?)?);
        }
        let duration = fields.text("duration")?.map(parse_duration).transpose();
        let duration = duration.map_err(|error| FormatError::new(error.to_string()))?;
        let (passed, skipped) = (fields.need_count("passed")?, fields.need_count("skipped")?);
        let tally = Self { passed, skipped, failures, duration };
        if tally.total() != fields.need_count("total")? {
            return Err(FormatError::new("the counts do not add up"));
        }
        Ok(tally)
    }
}

impl Failure {
    fn into_value(self) -> Value {
        json!({"name": self.name, "suite": self.suite, "message": self.message})
    }

    fn of_fields(fields: Fields<'_>) -> Result<Self, FormatError> {
        let text = |name| fields.text(name).map(|text| text.unwrap_or_default().to_owned());
        Ok(Self { name: text("name")?, suite: text("suite")?, message: text("message")? })
    }
}

/// The results of several reports as those of one run.
pub fn merge(reports: Vec<Value>) -> Result<Value, FormatError> {
    let mut whole = Tally::default();
    if reports.is_empty() {
        return Err(FormatError::new("no report to read"));
    }
    for (at, report) in reports.iter().enumerate() {
        let place = format!("report {}", at.saturating_add(1));
        let mut one = Tally::of_value(report).map_err(|error| error.within(&place))?;
        whole.passed = whole.passed.saturating_add(one.passed);
        whole.skipped = whole.skipped.saturating_add(one.skipped);
        whole.failures.append(&mut one.failures);
        if let Some(nanos) = one.duration {
            whole.took(nanos)?;
        }
    }
    whole.into_value()
}

/// The first lines of what a runner said, without control characters.
fn message(text: &str) -> String {
    const LONGEST: usize = 500;
    const ESCAPE: char = '\u{1b}';
    let mut message = String::new();
    let mut escape = false;
    let mut length: usize = 0;
    for c in text.trim().chars() {
        if escape {
            escape = !c.is_ascii_alphabetic();
        } else if c == ESCAPE {
            escape = true;
        } else if c == '\n' || !c.is_control() {
            message.push(c);
            length = length.saturating_add(1);
        }
        if length > LONGEST {
            message.push('…');
            break;
        }
    }
    message
}

/// Decimal seconds, as nanoseconds. Some runners group digits: `1,234.5`.
fn seconds(text: &str) -> Result<i64, FormatError> {
    let plain = text.replace(',', "");
    let number: Option<f64> = plain.parse().ok().filter(|seconds: &f64| *seconds >= 0.0);
    let digits = plain.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    number
        .filter(|_| digits)
        .and_then(|seconds| Quantity::new(seconds, Unit::Second).to_nanos())
        .ok_or_else(|| FormatError::new(format!("`{}` is no number of seconds", shown(text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(passed: u64, failed: &[&str], skipped: u64, duration: Option<i64>) -> Value {
        let failure = |name: &&str| Failure { name: (*name).to_owned(), ..Failure::default() };
        let failures = failed.iter().map(failure).collect();
        Tally { passed, skipped, failures, duration }.into_value().unwrap()
    }

    #[test]
    fn reports_add_up() {
        let reports = vec![
            report(3, &["a"], 1, Some(1_500_000_000)),
            report(2, &[], 0, None),
            report(0, &["b"], 0, Some(250_000_000)),
        ];
        let whole = merge(reports).unwrap().to_string();
        let failures =
            r#"[{"name":"a","suite":"","message":""},{"name":"b","suite":"","message":""}]"#;
        assert_eq!(
            whole,
            format!(
                r#"{{"total":8,"passed":5,"failed":2,"skipped":1,"failures":{failures},"duration":"1.75s"}}"#
            )
        );
    }

    #[test]
    fn no_reports_and_bad_ones_are_refused() {
        let refused = |reports: Vec<Value>| merge(reports).unwrap_err().message;
        assert_eq!(refused(vec![]), "no report to read");
        let bad = json!({"total": 3, "passed": 1, "failed": 1, "skipped": 0, "failures": []});
        assert_eq!(refused(vec![bad]), "report 1: the counts do not add up");
        assert_eq!(
            refused(vec![json!(1)]),
            "report 1: `the test results` is a number, not an object"
        );
    }

    #[test]
    fn seconds_are_decimal() {
        let check = |text, nanos: i64| assert_eq!(seconds(text), Ok(nanos), "{text}");
        check("0.001", 1_000_000);
        check("1,234.5", 1_234_500_000_000);
        check("1.2e-05", 12_000);
        check(".5", 500_000_000);
        for text in ["", "-1", "NaN", "inf", "1s", "1e999", "0x1"] {
            assert!(seconds(text).is_err(), "{text}");
        }
    }

    #[test]
    fn messages_are_short_and_plain() {
        assert_eq!(message("  \u{1b}[31mred\u{1b}[0m\r\nline\u{8}\n"), "red\nline");
        assert_eq!(message(&"x".repeat(600)).chars().count(), 502);
    }
}
