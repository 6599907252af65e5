//! Is it getting worse, and is this one worse than that one: robust statistics of plain numbers.
//!
//! Every function is deterministic, and is given finite numbers. What the numbers leave
//! undefined is `None`; so is a result that does not fit a number.

pub mod compare;
mod counted_sort;
pub mod middle;
pub mod normal;
mod number_line;
pub mod trend;
