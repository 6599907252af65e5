//! One suite: what it says about itself, and what its cases say.

use super::case::{Case, Outcome};
use crate::error::FormatError;
use crate::xml::Element;

/// Figures of the cases in a suite.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    cases: u64,
    failed: u64,
    skipped: u64,
    /// Elements, of which a case can have several.
    failures: u64,
    errors: u64,
    /// Failures and errors of suites themselves.
    of_suites: u64,
}

/// What the attributes say.
#[derive(Clone, Copy, Debug, Default)]
struct Stated {
    tests: Option<u64>,
    failures: Option<u64>,
    errors: Option<u64>,
    skipped: Option<u64>,
    disabled: Option<u64>,
}

pub(super) struct Suite {
    pub(super) name: String,
    stated: Stated,
    /// Of this suite only, and of those inside as well: runners state either.
    own: Counts,
    all: Counts,
}

impl Suite {
    pub(super) fn of(element: &Element<'_>) -> Result<Self, FormatError> {
        let mut skipped = None;
        for name in ["skipped", "skip", "skips", "ignored"] {
            skipped = skipped.or(element.count(name)?);
        }
        let stated = Stated {
            tests: element.count("tests")?,
            failures: element.count("failures")?,
            errors: element.count("errors")?,
            skipped,
            disabled: element.count("disabled")?,
        };
        let name = element.attribute("name")?.unwrap_or_default();
        Ok(Self { name, stated, own: Counts::default(), all: Counts::default() })
    }

    pub(super) fn count(&mut self, case: &Case) {
        for counts in [&mut self.own, &mut self.all] {
            counts.add(&Counts {
                cases: 1,
                failed: u64::from(case.outcome == Outcome::Failed),
                skipped: u64::from(case.outcome == Outcome::Skipped),
                failures: case.failures,
                errors: case.errors,
                of_suites: 0,
            });
        }
    }

    pub(super) fn failed_itself(&mut self) {
        for counts in [&mut self.own, &mut self.all] {
            counts.of_suites = counts.of_suites.saturating_add(1);
        }
    }

    pub(super) fn adopt(&mut self, inner: &Self) {
        self.all.add(&inner.all);
    }

    /// What the suite says must be true of its cases, or it is cut off or made up.
    pub(super) fn agrees(&self) -> Result<(), String> {
        let agree = |check: fn(&Stated, &Counts) -> bool| {
            check(&self.stated, &self.own) || check(&self.stated, &self.all)
        };
        let name = crate::error::shown(&self.name);
        let say = |stated: u64, what: &str, found: u64| {
            let suite =
                if name.is_empty() { "the report".to_owned() } else { format!("suite `{name}`") };
            Err(format!("{suite} says {stated} {what}, its cases are {found}"))
        };
        if !agree(Stated::tests_agree) {
            return say(self.stated.tests.unwrap_or_default(), "tests", self.all.cases);
        }
        if !agree(Stated::failures_agree) {
            return say(self.stated.failed(), "failures and errors", self.all.failed);
        }
        if !agree(Stated::skipped_agree) {
            let stated = self.stated.skipped.unwrap_or_default();
            return say(stated, "skipped", self.all.skipped);
        }
        Ok(())
    }
}

impl Counts {
    fn add(&mut self, other: &Self) {
        let pairs = [
            (&mut self.cases, other.cases),
            (&mut self.failed, other.failed),
            (&mut self.skipped, other.skipped),
            (&mut self.failures, other.failures),
            (&mut self.errors, other.errors),
            (&mut self.of_suites, other.of_suites),
        ];
        for (count, more) in pairs {
            *count = count.saturating_add(more);
        }
    }
}

impl Stated {
    fn failed(&self) -> u64 {
        self.failures.unwrap_or_default().saturating_add(self.errors.unwrap_or_default())
    }

    /// A suite that failed itself may be counted as a test.
    fn tests_agree(&self, counts: &Counts) -> bool {
        let with_suites = counts.cases.saturating_add(counts.of_suites);
        self.tests.is_none_or(|tests| tests == counts.cases || tests == with_suites)
    }

    /// Runners count cases or elements, with or without what suites themselves reported.
    fn failures_agree(&self, counts: &Counts) -> bool {
        let elements = counts.failures.saturating_add(counts.errors);
        let stated = self.failed();
        let fits = |count: u64| stated == count || stated == count.saturating_add(counts.of_suites);
        match (self.failures, self.errors) {
            (None, None) => true,
            (Some(_), Some(_)) => fits(counts.failed) || fits(elements),
            (Some(_), None) => fits(counts.failed) || fits(elements) || fits(counts.failures),
            (None, Some(_)) => fits(counts.errors),
        }
    }

    fn skipped_agree(&self, counts: &Counts) -> bool {
        let fits = |stated: u64| stated == counts.skipped;
        match (self.skipped, self.disabled) {
            (None, _) => true,
            (Some(skipped), None) => fits(skipped),
            (Some(skipped), Some(disabled)) => {
                fits(skipped) || fits(skipped.saturating_add(disabled))
            }
        }
    }
}
