//! A replay as something to look at: places on axes, and what happened in
//! words, whatever it is drawn with.

mod axis;
mod labels;
mod line;
mod scale;
pub mod words;

pub use axis::{Axis, Run, columns, runs};
pub use labels::spread;
pub use line::{Line, Sample};
pub use scale::{Range, Tick, times};
