//! What can be watched, and what comes back.

use std::fmt;

use crate::series::{Condition, SeriesFault, SpanFault};

/// Of the window, or of the last part of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Question {
    Latest,
    Count,
    Min,
    Max,
    Sum,
    Avg,
    Stddev,
    Increase,
    /// From 0 to 100.
    Percentile(f64),
    Spans(Condition, SpanQuestion),
}

/// Of the spans in which a condition held. Nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpanQuestion {
    /// As [`crate::Spans::lasting_after`] the first sample that was looked at.
    Lasting(i64),
    Lasted(i64),
    IsOngoing,
    Ongoing,
    Longest,
    Total,
    Count,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Answer {
    /// In the unit of the series.
    Number(f64),
    Count(usize),
    /// Nanoseconds.
    Duration(i64),
    Bool(bool),
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fault {
    Series(SeriesFault),
    Spans(SpanFault),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Series(fault) => fault.fmt(f),
            Self::Spans(fault) => fault.fmt(f),
        }
    }
}

impl std::error::Error for Fault {}

impl From<SeriesFault> for Fault {
    fn from(fault: SeriesFault) -> Self {
        Self::Series(fault)
    }
}

impl From<SpanFault> for Fault {
    fn from(fault: SpanFault) -> Self {
        Self::Spans(fault)
    }
}
