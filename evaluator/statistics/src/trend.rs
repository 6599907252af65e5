//! Whether samples rise or fall, and how fast.

mod kendall;
mod line;
mod pairwise;

pub use kendall::{MannKendall, mann_kendall};
pub use line::{Line, theil_sen};
