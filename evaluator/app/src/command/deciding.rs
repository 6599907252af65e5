//! What the verbs that decide share: the gate at its phase, earlier runs, and what becomes of a
//! decision.

pub(super) mod baselines;
pub(super) mod deliver;
mod pictures;
pub(super) mod plans;
pub(super) mod staging;
