//! Verbs that read plans.

pub(crate) mod checklist;
mod folder;
pub(crate) mod import;
mod side_by_side;
