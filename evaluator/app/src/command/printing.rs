//! What gonogo says about itself.

pub(crate) mod completions;
pub(crate) mod functions;
pub(crate) mod man;
pub(crate) mod schema;
