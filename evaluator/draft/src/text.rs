//! Words of plans as names, and as texts in YAML and CEL.

pub(crate) mod cel;
pub(crate) mod words;
pub(crate) mod yaml;
