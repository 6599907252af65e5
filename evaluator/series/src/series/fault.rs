//! Why a series, or a question to it, has no answer.

use std::fmt;

use super::ArgumentFault;
use crate::quantity::{Quantity, Unit, duration_apart, duration_rounded};

/// Durations and ages in nanoseconds, shares from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SeriesFault {
    /// No samples, in the stretch of time if one was asked for.
    Empty {
        stretch: Option<Stretch>,
    },
    Stale {
        age: i64,
        limit: i64,
    },
    TooFew {
        samples: usize,
        needed: usize,
    },
    Sparse {
        samples: usize,
        expected: usize,
        min_coverage: f64,
    },
    /// More time was asked for than the window of the series answers for.
    Reach {
        asked: i64,
        covered: i64,
        min_coverage: f64,
    },
    /// The result is not finite.
    TooLarge,
    Argument(ArgumentFault),
}

/// A stretch of time, in nanoseconds before the present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    pub start: i64,
    pub end: i64,
}

impl Stretch {
    /// The last so many nanoseconds.
    pub fn last(duration: i64) -> Self {
        Self { start: duration, end: 0 }
    }
}

impl fmt::Display for Stretch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = duration_rounded(self.start);
        if self.end == 0 {
            return write!(f, "in the last {start}");
        }
        write!(f, "from {start} to {} before the present", duration_rounded(self.end))
    }
}

impl fmt::Display for SeriesFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Empty { stretch: None } => f.write_str("no samples"),
            Self::Empty { stretch: Some(stretch) } => write!(f, "no samples {stretch}"),
            Self::Stale { age, limit } => {
                let (age, limit) = duration_apart(age, limit);
                write!(f, "newest sample is {age} old, limit {limit}")
            }
            Self::TooFew { samples, needed } => {
                let noun = if samples == 1 { "sample" } else { "samples" };
                write!(f, "{samples} {noun}, at least {needed} needed")
            }
            Self::Sparse { samples, expected, min_coverage } => {
                let (share, limit) = shares(samples as f64 / expected as f64, min_coverage);
                write!(f, "{samples} of {expected} expected samples ({share}), ")?;
                write!(f, "at least {limit} needed")
            }
            Self::Reach { asked, covered, min_coverage } => {
                let (share, limit) = shares(covered as f64 / asked as f64, min_coverage);
                let (covered, asked) = duration_apart(covered, asked);
                write!(f, "the window covers {covered} of {asked} asked for ({share}), ")?;
                write!(f, "at least {limit} needed")
            }
            Self::TooLarge => f.write_str("the result is too large for a number"),
            Self::Argument(fault) => fault.fmt(f),
        }
    }
}

impl std::error::Error for SeriesFault {}

impl From<ArgumentFault> for SeriesFault {
    fn from(fault: ArgumentFault) -> Self {
        Self::Argument(fault)
    }
}

/// Both in percent, with the digits it takes to tell them apart.
fn shares(left: f64, right: f64) -> (String, String) {
    let percent = |share: f64| {
        let value = Quantity::new(share, Unit::Ratio).convert_to(Unit::Percent);
        Quantity::new(value.unwrap_or(f64::NAN), Unit::Percent)
    };
    Quantity::display_apart(percent(left), percent(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_carry_figures_that_differ() {
        let cases = [
            (
                SeriesFault::Stale { age: 60_400_000_000, limit: 60_000_000_000 },
                "newest sample is 1m0.4s old, limit 1m",
            ),
            (
                SeriesFault::Sparse { samples: 49_999, expected: 100_000, min_coverage: 0.5 },
                "49999 of 100000 expected samples (49.999 %), at least 50 % needed",
            ),
            (SeriesFault::TooFew { samples: 1, needed: 2 }, "1 sample, at least 2 needed"),
        ];
        for (fault, message) in cases {
            assert_eq!(fault.to_string(), message);
        }
    }
}
