//! What a gate should have said about incidents, against what it would have said.

mod assess;
mod read;
mod rules;

use gonogo_engine::Verdict;

pub use assess::{Assessment, Counts, FalseAlarm, Found, Judged, assess};
pub use read::read;
pub use rules::{UnknownRule, know_rules};

/// A labelled window of time, both ends included; nanoseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    pub name: String,
    pub from: i64,
    pub to: i64,
    /// The worst that the gate should say in it; go where it should keep quiet.
    pub expect: Verdict,
    /// The only one whose alarms count; any, where none is named.
    pub rule: Option<String>,
}
