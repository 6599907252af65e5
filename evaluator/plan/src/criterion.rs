//! What a plan says must hold, or must not.

mod escalation;

use gonogo_criteria::{Band, Comparison, Effect, Sense, Statistic, Time};

use crate::section::SectionId;

pub use escalation::Escalation;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// In the file, from 1.
    pub line: usize,
    /// The innermost section that it stands in.
    pub section: Option<SectionId>,
    /// As written, without markup.
    pub text: String,
    /// What is measured, without its statistic: `error rate`.
    pub metric: String,
    pub statistic: Option<Statistic>,
    pub comparison: Comparison,
    /// How long the state has to last: `for 5 minutes`.
    pub sustained: Option<Time>,
    /// The time over which it is counted: `per 5 minutes`.
    pub window: Option<Time>,
    pub effect: Effect,
    pub sense: Sense,
    pub band: Option<Band>,
    /// What the plan wants done: the cell or the rest of the line.
    pub action: Option<String>,
}

/// A line that looks like a criterion and was not read as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotTaken {
    /// In the file, from 1.
    pub line: usize,
    /// As written, without markup.
    pub text: String,
    /// One sentence without a full stop, and what to write instead if something would be read.
    pub why: String,
}
