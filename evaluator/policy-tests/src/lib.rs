//! Tests of gates: cases with facts and what is expected of the decision, what they cover, and
//! mutants of the gate that none of them notices.
//!
//! [`document::read`] reads a test file, [`cases`] makes [`Case`]s of it, [`Case::run`] judges
//! one; [`Coverage`] counts, [`mutants`] changes the gate, [`report`] says what came of it.

pub mod codes;
mod coverage;
pub mod document;
mod judge;
mod mutate;
mod mutation;
pub mod report;
mod scene;
mod suite;

pub use coverage::{Coverage, OfBranch, OfRule, Tally, outcome_name};
pub use document::{TestsDocument, read};
pub use gonogo_document::GateDocument;
pub use judge::{Difference, Expected, Run};
pub use mutate::{Fate, Mistake, Mutant, Reach, Trials, mutants};
pub use mutation::{Ending, Mutation, Tried};
pub use scene::{Files, Scene};
pub use suite::{Case, cases};
