//! What was found in one file.

use gonogo_cel::{Diagnostic, Severity};
use gonogo_document::{Lines, Position};

/// One file that was looked at.
#[derive(Clone, Debug)]
pub struct Reported<'r> {
    /// As it was named.
    pub file: &'r str,
    pub text: &'r str,
    /// In the order of their places.
    pub findings: &'r [Diagnostic],
    /// What is in it, such as `100 rules, 60 facts, 8 phases`; nothing where it cannot be used.
    pub holds: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub errors: usize,
    pub warnings: usize,
}

/// Of all files together.
pub fn counts(files: &[Reported<'_>]) -> Counts {
    let mut counts = Counts::default();
    for finding in files.iter().flat_map(|file| file.findings) {
        match finding.severity {
            Severity::Error => counts.errors += 1,
            Severity::Warning => counts.warnings += 1,
        }
    }
    counts
}

/// A finding with its places in the file.
#[derive(Clone, Debug)]
pub struct Finding<'r> {
    pub diagnostic: &'r Diagnostic,
    pub from: Position,
    /// One past the last character.
    pub to: Position,
    pub related: Vec<(Position, Position, &'r str)>,
}

impl<'r> Reported<'r> {
    pub(crate) fn places(&self) -> Vec<Finding<'r>> {
        let lines = Lines::new(self.text);
        let place = |diagnostic: &'r Diagnostic| {
            let related = diagnostic.related.iter().map(|(span, note)| {
                (lines.position(span.start), lines.position(span.end), note.as_str())
            });
            Finding {
                diagnostic,
                from: lines.position(diagnostic.span.start),
                to: lines.position(diagnostic.span.end.max(diagnostic.span.start)),
                related: related.collect(),
            }
        };
        self.findings.iter().map(place).collect()
    }
}

/// The message with what to do, for places that have one text only.
pub(crate) fn advised(diagnostic: &Diagnostic) -> String {
    match &diagnostic.help {
        Some(help) => format!("{}; {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    }
}

pub(crate) fn severity(diagnostic: &Diagnostic) -> &'static str {
    match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}
