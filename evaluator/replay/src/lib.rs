//! A gate over recorded history: when it would have decided what, and why.
//!
//! Pure: [`History`] is made of texts and samples, [`replay()`] gives what the gate would have
//! said at every step, [`incidents::assess`] holds that against what it should have said, [`picture`] finds the places
//! for drawing it.

pub mod history;
pub mod incidents;
mod limit_lines;
mod ordinary;
pub mod picture;
pub mod replay;
mod silences;
mod standing;
mod steps;
mod watch;

#[cfg(test)]
mod tests;

pub use history::{History, HistoryError, Moment, Source};
pub use limit_lines::{LimitLine, limit_lines};
pub use replay::{
    Alarm, Change, Course, Deciding, Method, Options, Replay, ReplayError, RuleTimeline, Stretch,
    Strip, TookOver, join, replay, replay_by, strips,
};
pub use standing::{Mark, Standing};
