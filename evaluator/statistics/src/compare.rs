//! Whether the values of one sample lie above those of another, how sure that is, and by how
//! much.

mod chances;
mod mann_whitney;
mod sample;
mod shift;

pub use mann_whitney::{MannWhitney, Method, mann_whitney};
pub use sample::Sorted;
pub use shift::{Interval, interval, shift};
