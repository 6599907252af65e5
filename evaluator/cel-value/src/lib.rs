//! What CEL expressions are about: values, their types, and times.

pub mod time;
pub mod types;
pub mod value;
