//! Gates, facts, series, rules and decisions. Pure: no clock, files, network or threads.

pub mod codes;
pub mod document;
pub mod render;
