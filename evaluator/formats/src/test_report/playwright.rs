//! The JSON of Playwright's `json` reporter.

use serde_json::Value;

use super::{Failure, Tally, message};
use crate::error::{FormatError, shown};
use crate::json::{self, Fields};

/// What a test is that failed first, and passed when it was tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaky {
    /// As Playwright itself has it: it ends with success.
    Passes,
    /// It is listed among the failures, with the number of tries.
    Fails,
}

/// Each test of each project counts; `expected` is passed, even where a failure was expected.
pub fn read(text: &str, flaky: Flaky) -> Result<Value, FormatError> {
    let root = json::parse(text)?;
    let report = json::object(&root, "the report")?;
    if let Some(error) = report.array("errors")?.first() {
        let error = json::object(error, "errors")?.text("message")?.unwrap_or("no message");
        let error = message(error);
        return Err(FormatError::new(format!("the run itself failed: {}", shown(&error))));
    }
    let mut counted = Counted { flaky, ..Counted::default() };
    for suite in report.need_array("suites")? {
        counted.suite(json::object(suite, "suites")?, "")?;
    }
    let stats = report.need_object("stats")?;
    counted.agrees(stats)?;
    let milliseconds = stats.number("duration")?.filter(|duration| *duration >= 0.0);
    if let Some(milliseconds) = milliseconds {
        counted.tally.took(super::seconds(&format!("{}", milliseconds / 1_000.0))?)?;
    }
    counted.tally.into_value()
}

struct Counted {
    flaky: Flaky,
    tally: Tally,
    by_status: [u64; 4],
}

const STATUSES: [&str; 4] = ["expected", "skipped", "unexpected", "flaky"];

impl Default for Counted {
    fn default() -> Self {
        Self { flaky: Flaky::Passes, tally: Tally::default(), by_status: [0; 4] }
    }
}

impl Counted {
    /// Files, with the `describe` blocks inside each other.
    fn suite(&mut self, suite: Fields<'_>, above: &str) -> Result<(), FormatError> {
        let title = suite.text("title")?.unwrap_or_default();
        let place =
            if above.is_empty() { title.to_owned() } else { format!("{above} › {title}") };
        for spec in suite.array("specs")? {
            let spec = json::object(spec, "specs")?;
            let title = spec.need_text("title")?;
            for test in spec.need_array("tests")? {
                self.test(json::object(test, "tests")?, title, &place)?;
            }
        }
        for inner in suite.array("suites")? {
            self.suite(json::object(inner, "suites")?, &place)?;
        }
        self.tally.within_limits()
    }

    fn test(&mut self, test: Fields<'_>, title: &str, suite: &str) -> Result<(), FormatError> {
        let status = test.need_text("status")?;
        let unknown = || FormatError::new(format!("unknown status `{}` of a test", shown(status)));
        let at = STATUSES.iter().position(|known| *known == status).ok_or_else(unknown)?;
        if let Some(count) = self.by_status.get_mut(at) {
            *count = count.saturating_add(1);
        }
        match (status, self.flaky) {
            ("skipped", _) => self.tally.skipped = self.tally.skipped.saturating_add(1),
            ("expected", _) | ("flaky", Flaky::Passes) => {
                self.tally.passed = self.tally.passed.saturating_add(1);
            }
            _ => {
                let project = test.text("projectName")?.unwrap_or_default();
                let suite = match project {
                    "" => suite.to_owned(),
                    project => format!("[{project}] {suite}"),
                };
                let message = problem(test, status)?;
                self.tally.failures.push(Failure { name: title.to_owned(), suite, message });
            }
        }
        Ok(())
    }

    fn agrees(&self, stats: Fields<'_>) -> Result<(), FormatError> {
        for (status, found) in STATUSES.iter().zip(self.by_status) {
            let stated = stats.need_count(status)?;
            if stated != found {
                let message = format!("`stats` says {stated} {status}, the tests are {found}");
                return Err(FormatError::new(message));
            }
        }
        Ok(())
    }
}

/// What the first failed try said.
fn problem(test: Fields<'_>, status: &str) -> Result<String, FormatError> {
    let results = test.array("results")?;
    let mut said = None;
    for result in results {
        let result = json::object(result, "results")?;
        if let Some(error) = result.object("error")? {
            said = said.or(error.text("message")?);
        }
        if let Some(error) = result.array("errors")?.first() {
            said = said.or(json::object(error, "errors")?.text("message")?);
        }
    }
    let said = message(said.unwrap_or_default());
    Ok(match status {
        "flaky" if said.is_empty() => format!("flaky, passed at try {}", results.len()),
        "flaky" => format!("flaky, passed at try {}: {said}", results.len()),
        _ => said,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = include_str!("../../../../fixtures/formats/playwright/report.json");

    #[test]
    fn tests_of_all_projects_count() {
        let value = read(REPORT, Flaky::Passes).unwrap();
        let counts = ["total", "passed", "failed", "skipped"].map(|name| value[name].as_u64());
        assert_eq!(counts, [Some(5), Some(3), Some(1), Some(1)]);
        assert_eq!(value["duration"], "8.412s");
        let failure = &value["failures"][0];
        assert_eq!(failure["name"], "applies a discount");
        assert_eq!(failure["suite"], "[firefox] cart.spec.ts › checkout");
        let message = failure["message"].as_str().unwrap();
        assert!(message.starts_with("Error: expect(locator).toHaveText(expected) failed"));
    }

    #[test]
    fn flaky_tests_can_be_failures() {
        let value = read(REPORT, Flaky::Fails).unwrap();
        assert_eq!((&value["failed"], &value["passed"]), (&2.into(), &2.into()));
        let message = value["failures"][0]["message"].as_str().unwrap();
        assert!(message.starts_with("flaky, passed at try 2: "), "{message}");
    }

    #[track_caller]
    fn refused(text: &str, message: &str) {
        assert_eq!(read(text, Flaky::Passes).unwrap_err().message, message, "{text}");
    }

    #[test]
    fn runs_that_failed_or_contradict_themselves_are_refused() {
        refused(
            &REPORT.replace(
                "\"errors\": [],\n  \"stats\"",
                "\"errors\": [{\"message\": \"\\u001b[31mError: No tests found\"}],\n  \"stats\"",
            ),
            "the run itself failed: Error: No tests found",
        );
        refused(
            &REPORT.replace("\"expected\": 2,", "\"expected\": 3,"),
            "`stats` says 3 expected, the tests are 2",
        );
        refused(
            &REPORT.replace("\"status\": \"flaky\"", "\"status\": \"ok\""),
            "unknown status `ok` of a test",
        );
        refused("{}", "`suites` is missing");
        let none = r#"{"suites": [], "stats": {"expected": 0, "skipped": 0, "unexpected": 0, "flaky": 0}}"#;
        refused(none, "no test was run: the report has no test case");
        assert!(read(&REPORT[..REPORT.len() / 2], Flaky::Passes).is_err());
    }
}
