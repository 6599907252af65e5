//! What single words and signs say: boxes, names, dates, titles.

pub(crate) mod annotation;
pub(crate) mod checkbox;
pub(crate) mod title;
