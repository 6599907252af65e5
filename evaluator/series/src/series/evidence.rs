//! What samples prove: a trend, a difference from a base, a budget used up.

mod budget;
mod comparison;
mod trend;

pub use budget::Burn;
pub use comparison::{Comparison, Direction, Floors};
