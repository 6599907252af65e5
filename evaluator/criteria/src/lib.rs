//! What sentences of rollout plans ask for: comparisons with their limits, times and effects.
//!
//! Nothing is known here of Markdown, sections or files: [`sentence::read`] takes the words of one
//! line, [`effect`] the titles around it. What cannot be understood is not guessed.

pub mod columns;
mod comparison;
pub mod effect;
pub mod escalation;
pub mod metric;
pub mod phase;
pub mod sentence;
pub mod statement;
pub mod statistic;
pub mod words;

pub use comparison::{
    Amount, Band, Comparator, Comparison, Effect, Reference, Relation, Sense, Statistic, Time,
    Trend,
};
