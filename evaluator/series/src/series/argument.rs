//! Arguments that a series cannot answer, whatever its samples are.

use std::fmt;

use crate::quantity::{duration_text, number_text};

/// Durations in nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ArgumentFault {
    NegativeDuration {
        duration: i64,
    },
    /// A stretch of time that ends before it starts.
    Backwards {
        by: i64,
    },
    /// A stretch of time that starts after the present.
    Future {
        by: i64,
    },
    Percentile {
        asked: f64,
    },
    /// A limit that is NaN or infinite.
    Limit {
        limit: f64,
    },
    /// Limits in the wrong order.
    Limits {
        low: f64,
        high: f64,
    },
}

impl fmt::Display for ArgumentFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NegativeDuration { duration } => {
                write!(f, "duration {} is negative", duration_text(duration))
            }
            Self::Backwards { by } => {
                write!(f, "the end is {} before the start", duration_text(by))
            }
            Self::Future { by } => {
                write!(f, "the start is {} after the present", duration_text(by))
            }
            Self::Percentile { asked } => {
                write!(f, "percentile {} is outside 0 to 100", number_text(asked))
            }
            Self::Limit { limit } => write!(f, "limit {} is not finite", number_text(limit)),
            Self::Limits { low, high } => {
                let (low, high) = (number_text(low), number_text(high));
                write!(f, "lower limit {low} is above upper limit {high}")
            }
        }
    }
}

impl std::error::Error for ArgumentFault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_name_the_argument() {
        let cases = [
            (
                ArgumentFault::NegativeDuration { duration: -1_000_000_000 },
                "duration -1s is negative",
            ),
            (ArgumentFault::Percentile { asked: f64::NAN }, "percentile NaN is outside 0 to 100"),
            (ArgumentFault::Limits { low: 5.0, high: 1.0 }, "lower limit 5 is above upper limit 1"),
        ];
        for (fault, message) in cases {
            assert_eq!(fault.to_string(), message);
        }
    }
}
