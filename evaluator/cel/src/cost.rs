//! What an expression may cost, estimated before it runs from the sizes of its variables.
//!
//! The units are those that the evaluation's meter counts.

mod calls;
mod estimator;
mod macros;
mod rule;
mod size;
#[cfg(test)]
mod table;
mod warning;

pub use rule::{Arguments, Rule};
pub use size::Size;
pub use warning::warning;

use crate::check::Checked;
use crate::env::Env;
use crate::source::Span;

/// Bounds of what an evaluation costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// No evaluation that succeeds costs less.
    pub least: u64,
    /// No evaluation costs more, if the variables keep to their sizes.
    pub most: u64,
    /// What most of it is spent on.
    pub dearest: Option<Dearest>,
}

/// The part of an expression that makes it dear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dearest {
    pub span: Span,
    pub what: Work,
    /// How often it runs.
    pub times: u64,
    /// Units of all its runs together.
    pub units: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// A macro over a list or map.
    Macro,
    /// A pattern that is not written as a literal.
    Pattern,
    /// Looking at a value, or making one.
    Value,
}

/// The sizes of variables are those that the environment was told, or assumed by type.
pub fn estimate(env: &Env, checked: &Checked) -> Estimate {
    estimator::estimate(env, checked)
}
