//! Why a series, or a question to it, has no answer.

use std::fmt;

use super::ArgumentFault;
use crate::quantity::{Quantity, Unit, duration_apart, duration_rounded, number_rounded};

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
    /// The samples lie too close together to show a trend.
    Short {
        span: i64,
        needed: i64,
    },
    /// Growth is relative to this, which is not positive.
    NoStart {
        start: f64,
    },
    /// Too few samples on one side of a comparison.
    TooFewToCompare {
        samples: usize,
        base: usize,
        needed: usize,
    },
    /// Of so few samples no difference can be shown.
    NoInterval {
        samples: usize,
        base: usize,
    },
    /// A ratio is relative to this average, which is not positive.
    NoBase {
        base: f64,
    },
    /// The relative floor is a share of a median of 0.
    NoFloor,
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
            Self::Short { span, needed } => {
                let (span, needed) = duration_apart(span, needed);
                write!(f, "the samples span {span}, at least {needed} needed for a trend")
            }
            Self::NoStart { start } => {
                let start = number_rounded(start, 4);
                write!(f, "the trend starts at {start}: growth is relative to a positive start")
            }
            Self::TooFewToCompare { samples, base, needed } => {
                write!(f, "{samples} samples against {base} of the base, ")?;
                write!(f, "at least {needed} each needed")
            }
            Self::NoInterval { samples, base } => {
                write!(f, "{samples} samples against {base} of the base can show no difference")
            }
            Self::NoBase { base } => {
                let base = number_rounded(base, 4);
                write!(f, "the base averages {base}: a ratio is relative to a positive base")
            }
            Self::NoFloor => f.write_str(
                "the base's median is 0: no share of it is a floor, give an absolute one, \
                 as in `worse('high', '25%', '10ms')`",
            ),
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
