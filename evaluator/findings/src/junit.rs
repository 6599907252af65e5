//! JUnit XML: a suite for each file; with findings that are failures, or none.

use gonogo_junit::{Case, Outcome, Reason, Suite};

use crate::report::{Finding, Reported, advised, severity};

/// Whether warnings are failures as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fails {
    OnErrors,
    OnWarnings,
}

/// A case for each failure, or one that passed; other warnings stand beside the cases.
pub fn junit(files: &[Reported<'_>], fails: Fails) -> String {
    let suites: Vec<Suite> = files.iter().map(|file| of_file(file, fails)).collect();
    gonogo_junit::render(&suites)
}

fn of_file(file: &Reported<'_>, fails: Fails) -> Suite {
    let is_failure = |one: &Finding<'_>| one.diagnostic.is_error() || fails == Fails::OnWarnings;
    let (failures, others): (Vec<_>, Vec<_>) = file.places().into_iter().partition(is_failure);
    let mut cases: Vec<Case> = failures.iter().map(|finding| case(file, finding)).collect();
    if cases.is_empty() {
        let (class, name) = (file.file.to_owned(), "findings".to_owned());
        cases.push(Case { class, name, outcome: Outcome::Passed });
    }
    let output: Vec<String> =
        others.iter().map(|one| format!("{}: {}", at(one), said(one))).collect();
    Suite { name: file.file.to_owned(), cases, output: output.join("\n"), ..Suite::default() }
}

fn case(file: &Reported<'_>, finding: &Finding<'_>) -> Case {
    let kind = finding.diagnostic.code.id.to_owned();
    let reason = Reason { kind, message: said(finding), text: String::new() };
    Case { class: file.file.to_owned(), name: at(finding), outcome: Outcome::Failed(reason) }
}

fn at(finding: &Finding<'_>) -> String {
    let Finding { diagnostic, from, .. } = finding;
    format!("{} at line {}, column {}", diagnostic.code.id, from.line, from.column)
}

fn said(finding: &Finding<'_>) -> String {
    format!("{}: {}", severity(finding.diagnostic), advised(finding.diagnostic))
}
