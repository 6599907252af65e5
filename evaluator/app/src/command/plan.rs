//! Verbs that read plans.

pub(crate) mod checklist;
mod folder;
pub(crate) mod import;
