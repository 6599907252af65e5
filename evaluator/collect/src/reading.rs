//! What became of one fact.

use std::time::Duration;

use gonogo_cel::time::Timestamp;
use serde_json::Value;

use crate::Failure;

#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub fact: String,
    /// In the form of a snapshot.
    pub value: Result<Value, Failure>,
    /// When the answer was there.
    pub at: Timestamp,
    /// What the value stands for, where that is earlier: a file's last change.
    pub as_of: Option<Timestamp>,
    pub took: Duration,
    /// The source's name; none for a file beside the gate.
    pub source: Option<String>,
    /// What was asked, as the gate has it.
    pub query: String,
    pub attempts: u32,
}
