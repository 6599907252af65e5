//! Words of plans as names, and as texts in YAML and CEL; and the files that are made of them.

pub(crate) mod cel;
pub(crate) mod gate;
pub(crate) mod skeleton;
pub(crate) mod words;
pub(crate) mod yaml;
