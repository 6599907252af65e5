//! Arguments that a series cannot answer, whatever its samples are.

use std::fmt;

use crate::quantity::{Quantity, duration_text, number_text};

/// Durations in nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ArgumentFault {
    NegativeDuration {
        duration: i64,
    },
    /// A time in which nothing can grow.
    NoDuration {
        duration: i64,
    },
    /// A time that may hold a single sample.
    BelowStep {
        duration: i64,
        step: i64,
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
    /// A floor that is negative, NaN or infinite.
    Floor {
        floor: f64,
    },
    /// An objective that is not strictly between 0 % and 100 %.
    Objective {
        objective: Quantity,
    },
    /// A burn rate that is not positive.
    Factor {
        factor: f64,
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
            Self::NoDuration { duration } => {
                write!(f, "duration {} is not positive", duration_text(duration))
            }
            Self::BelowStep { duration, step } => {
                let (duration, step) = (duration_text(duration), duration_text(step));
                write!(f, "a window of {duration} is shorter than the step of {step}")
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
            Self::Floor { floor } => {
                write!(f, "floor {} is no number from 0 on", number_text(floor))
            }
            Self::Objective { objective } => {
                write!(f, "objective {objective} is not between 0 % and 100 %")
            }
            Self::Factor { factor } => {
                write!(f, "burn rate {} is not positive", number_text(factor))
            }
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
    use crate::quantity::Unit;

    #[test]
    fn faults_name_the_argument() {
        let cases = [
            (
                ArgumentFault::NegativeDuration { duration: -1_000_000_000 },
                "duration -1s is negative",
            ),
            (ArgumentFault::NoDuration { duration: 0 }, "duration 0s is not positive"),
            (ArgumentFault::Floor { floor: -1.0 }, "floor -1 is no number from 0 on"),
            (
                ArgumentFault::Objective { objective: Quantity::new(100.0, Unit::Percent) },
                "objective 100 % is not between 0 % and 100 %",
            ),
            (ArgumentFault::Factor { factor: 0.0 }, "burn rate 0 is not positive"),
            (ArgumentFault::Percentile { asked: f64::NAN }, "percentile NaN is outside 0 to 100"),
            (ArgumentFault::Limits { low: 5.0, high: 1.0 }, "lower limit 5 is above upper limit 1"),
        ];
        for (fault, message) in cases {
            assert_eq!(fault.to_string(), message);
        }
    }
}
