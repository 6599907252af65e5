//! What single words and signs say: boxes, names, dates, titles, amounts.

pub(crate) mod amount;
pub(crate) mod annotation;
pub(crate) mod checkbox;
pub(crate) mod clock;
pub(crate) mod date;
pub(crate) mod duration;
pub(crate) mod list;
pub(crate) mod title;
pub(crate) mod token;
