//! What a gate should have said about incidents, against what it would have said.

mod assess;
mod read;

use gonogo_engine::Verdict;

pub use assess::{Assessment, Counts, FalseAlarm, Found, Judged, assess};
pub use read::read;

/// A labelled window of time, both ends included; nanoseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    pub name: String,
    pub from: i64,
    pub to: i64,
    /// The worst that the gate should say in it; go where it should keep quiet.
    pub expect: Verdict,
}
