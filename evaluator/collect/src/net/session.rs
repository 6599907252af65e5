//! Connections that serve several questions, one at a time, and how much each may answer.

mod meter;
mod pool;

pub(crate) use meter::{Meter, Metered};
pub(crate) use pool::Pool;
