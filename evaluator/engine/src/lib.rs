//! Gates, facts, series, rules and decisions. Pure: no clock, files, network or threads.

pub mod quantity;
pub mod series;
