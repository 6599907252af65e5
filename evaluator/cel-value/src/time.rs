//! Points in time and stretches of it, with the ranges that the specification sets.

mod duration;
mod timestamp;
mod zone;

pub use duration::Duration;
pub use timestamp::{Civil, Timestamp};
pub use zone::Zone;
