//! What came of the tests, as text. Reports choose nothing: what is known goes in.

mod json;
mod junit;
mod lcov;
mod paint;
mod tap;
mod text;

use crate::coverage::Coverage;
use crate::judge::{Difference, Run};
use crate::mutation::Mutation;
use crate::suite::Case;

/// How it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people; colours are for terminals, and dropped elsewhere.
    Text,
    /// For programs: schema gonogo.test/v1.
    Json,
    Junit,
    Tap,
    /// Coverage, for tools that show it beside the lines of the gate.
    Lcov,
}

/// What people are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    pub cases: Cases,
    pub coverage: Shows,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cases {
    Failed,
    All,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    Nothing,
    Everything,
}

/// The tests of one gate.
#[derive(Clone, Debug)]
pub struct OfFile {
    /// The test file and the gate, as they were named.
    pub file: String,
    pub gate: String,
    /// What the gate calls itself, and its text.
    pub name: String,
    pub text: String,
    pub cases: Vec<OfCase>,
    pub coverage: Coverage,
    pub mutation: Option<Mutation>,
}

#[derive(Clone, Debug)]
pub struct OfCase {
    pub name: String,
    /// In the test file, from 1.
    pub line: usize,
    pub phase: String,
    /// What was decided.
    pub decision: &'static str,
    /// Nothing where it passed.
    pub differences: Vec<Difference>,
}

impl OfCase {
    pub fn new(case: &Case, run: Run) -> Self {
        Self {
            name: case.name.clone(),
            line: case.line,
            phase: run.decision.phase,
            decision: run.decision.decision.name(),
            differences: run.differences,
        }
    }
}

impl OfFile {
    pub fn passed(&self) -> usize {
        self.cases.iter().filter(|case| case.differences.is_empty()).count()
    }

    pub fn failed(&self) -> usize {
        self.cases.len() - self.passed()
    }
}

/// What is enough, in percent; without a score, every mutant must be noticed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    pub coverage: Option<f64>,
    pub score: Option<f64>,
}

impl Limits {
    /// What the tests of a gate lack, in words.
    pub fn lacks(self, file: &OfFile) -> Vec<String> {
        let mut lacks = Vec::new();
        let seen = file.coverage.total().percent();
        if let Some(least) = self.coverage.filter(|least| seen < *least) {
            lacks.push(format!("the tests cover {seen} %, {least} % are asked for"));
        }
        let Some(mutation) = &file.mutation else { return lacks };
        let score = mutation.score().percent();
        match self.score {
            Some(least) if score < least => {
                lacks
                    .push(format!("{score} % of the mutants are noticed, {least} % are asked for"));
            }
            None if mutation.survived() > 0 => lacks.push("not every mutant is noticed".to_owned()),
            Some(_) | None => {}
        }
        if !mutation.needless.is_empty() {
            lacks.push("mutants are accepted without need".to_owned());
        }
        lacks
    }
}

pub fn render(format: Format, files: &[OfFile], shown: Shown) -> String {
    match format {
        Format::Text => text::render(files, shown),
        Format::Json => json::render(files),
        Format::Junit => junit::render(files),
        Format::Tap => tap::render(files),
        Format::Lcov => lcov::render(files),
    }
}

/// `1 case`, `2 cases`.
fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}

/// A difference on one line.
fn sentence(difference: &Difference) -> String {
    format!("{}: want {}, got {}", difference.of, difference.want, difference.got)
}
