//! A replay as something to look at: places on axes, whatever it is drawn with.

mod axis;
mod line;
mod scale;

pub use axis::{Axis, Run, columns, runs};
pub use line::Line;
pub use scale::{Range, Tick, times};
