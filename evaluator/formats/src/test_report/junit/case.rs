//! One test case and its outcome.

use super::super::{Failure, Tally, message, seconds};
use crate::error::FormatError;
use crate::xml::Element;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Passed,
    Failed,
    Skipped,
}

/// What a failure said.
pub(super) struct Problem(String);

impl Problem {
    pub(super) fn new(said: Option<String>, kind: Option<String>, text: &str) -> Self {
        let said = said.filter(|said| !said.trim().is_empty());
        let text = Some(text.to_owned()).filter(|text| !text.trim().is_empty());
        Self(message(&said.or(text).or(kind).unwrap_or_default()))
    }

    pub(super) fn named(self, name: &str, suite: &str) -> Failure {
        Failure { name: name.to_owned(), suite: suite.to_owned(), message: self.0 }
    }
}

pub(super) struct Case {
    name: String,
    class: String,
    pub(super) nanos: Option<i64>,
    pub(super) outcome: Outcome,
    /// Elements of each kind: a case can have both, and several.
    pub(super) failures: u64,
    pub(super) errors: u64,
    problem: Option<Problem>,
}

impl Case {
    pub(super) fn of(element: &Element<'_>) -> Result<Self, FormatError> {
        let name = element.attribute("name")?.filter(|name| !name.is_empty());
        let name = name.ok_or_else(|| element.error("a test case without `name`"))?;
        let time = element.attribute("time")?.filter(|time| !time.trim().is_empty());
        let nanos = time.map(|time| seconds(time.trim())).transpose();
        let nanos = nanos.map_err(|error| element.error(format!("`time`: {}", error.message)))?;
        let class = element.attribute("classname")?.unwrap_or_default();
        let outcome = stated(element)?;
        Ok(Self { name, class, nanos, outcome, failures: 0, errors: 0, problem: None })
    }

    pub(super) fn failed(&mut self, element: &str, problem: Problem) {
        self.outcome = Outcome::Failed;
        let count = if element == "error" { &mut self.errors } else { &mut self.failures };
        *count = count.saturating_add(1);
        self.problem.get_or_insert(problem);
    }

    /// A case that failed as well stays failed.
    pub(super) fn skipped(&mut self) {
        if self.outcome == Outcome::Passed {
            self.outcome = Outcome::Skipped;
        }
    }

    pub(super) fn add_to(self, tally: &mut Tally, suite: &str) {
        match self.outcome {
            Outcome::Passed => tally.passed = tally.passed.saturating_add(1),
            Outcome::Skipped => tally.skipped = tally.skipped.saturating_add(1),
            Outcome::Failed => {
                let problem = self.problem.unwrap_or_else(|| Problem(String::new()));
                tally.failures.push(problem.named(&self.name, &place(suite, &self.class)));
            }
        }
    }
}

/// Some runners say the outcome in an attribute: GoogleTest `result`, CTest `status`.
fn stated(element: &Element<'_>) -> Result<Outcome, FormatError> {
    let mut outcome = Outcome::Passed;
    for name in ["status", "result"] {
        let Some(text) = element.attribute(name)? else {
            continue;
        };
        match text.to_ascii_lowercase().as_str() {
            "fail" | "failed" | "failure" | "error" | "errored" | "broken" => {
                return Ok(Outcome::Failed);
            }
            "skipped" | "skip" | "notrun" | "disabled" | "ignored" | "pending" | "suppressed" => {
                outcome = Outcome::Skipped;
            }
            _ => {}
        }
    }
    Ok(outcome)
}

/// The suite's name and the case's class, once where one of them says both.
fn place(suite: &str, class: &str) -> String {
    match (suite, class) {
        (suite, "") => suite.to_owned(),
        ("", class) => class.to_owned(),
        (suite, class) if class.starts_with(suite) => class.to_owned(),
        (suite, class) => format!("{suite} / {class}"),
    }
}
