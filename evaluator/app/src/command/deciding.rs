//! `eval`, `ci`, which asks it by variables, and what the verbs that decide share: the gate at its
//! phase, earlier runs, and what becomes of a decision.

pub(super) mod baselines;
pub(crate) mod ci;
pub(super) mod deliver;
pub(crate) mod eval;
pub(super) mod plans;
mod reports;
pub(super) mod staging;
