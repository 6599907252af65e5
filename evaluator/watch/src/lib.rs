//! What a watch of a phase knows between its looks: when the next one is due, since when rules
//! fail, and what is worth telling. Times are nanoseconds since 1970, and are handed in.

mod course;
mod message;
mod occasions;
mod onsets;
mod pace;

pub use course::Course;
pub use message::{Body, Message};
pub use occasions::{News, Occasions, begins};
pub use onsets::{onsets, onsets_of};
pub use pace::Pace;
