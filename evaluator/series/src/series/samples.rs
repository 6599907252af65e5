//! Columns of samples in time order, with unusable ones dropped and counted.

use std::fmt;
use std::ops::Range;

use crate::quantity::duration_text;

/// How far after `now` a sample may lie, for clocks that disagree: 60 s.
pub const FUTURE_TOLERANCE: i64 = 60_000_000_000;

/// Finite values at strictly increasing times (nanoseconds since the Unix epoch).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Samples {
    times: Vec<i64>,
    values: Vec<f64>,
    longest_gap: i64,
}

/// How many samples were left out, and why.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dropped {
    /// NaN or infinite.
    pub non_finite: usize,
    /// More than [`FUTURE_TOLERANCE`] after `now`.
    pub future: usize,
}

/// Samples out of order. Indexes count from zero in the points given, messages from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeriesError {
    Backwards { index: usize, by: i64 },
    Duplicate { index: usize },
}

impl Samples {
    /// Points are times and values. The order is demanded of dropped points too; a point
    /// that is both not finite and in the future counts as not finite.
    pub fn new(points: Vec<(i64, f64)>, now: i64) -> Result<(Self, Dropped), SeriesError> {
        let mut samples = Self {
            times: Vec::with_capacity(points.len()),
            values: Vec::with_capacity(points.len()),
            longest_gap: 0,
        };
        let mut dropped = Dropped::default();
        let end = now.saturating_add(FUTURE_TOLERANCE);
        let mut before = None;
        for (index, (time, value)) in points.into_iter().enumerate() {
            check_order(before, time, index)?;
            before = Some(time);
            if !value.is_finite() {
                dropped.non_finite = dropped.non_finite.saturating_add(1);
            } else if time > end {
                dropped.future = dropped.future.saturating_add(1);
            } else {
                samples.push(time, value);
            }
        }
        Ok((samples, dropped))
    }

    fn push(&mut self, time: i64, value: f64) {
        let gap = self.times.last().map_or(0, |before| time.saturating_sub(*before));
        self.longest_gap = self.longest_gap.max(gap);
        self.times.push(time);
        // A negative zero becomes a plain one: equal values have equal bits.
        self.values.push(value + 0.0);
    }

    pub fn times(&self) -> &[i64] {
        &self.times
    }

    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The longest distance between a sample and the next, nanoseconds; 0 without any.
    pub(super) fn longest_gap(&self) -> i64 {
        self.longest_gap
    }

    /// The indexes of the samples in `[from, to]`.
    pub(super) fn range(&self, from: i64, to: i64) -> Range<usize> {
        let start = self.times.partition_point(|time| *time < from);
        let end = self.times.partition_point(|time| *time <= to);
        start..end.max(start)
    }
}

impl Dropped {
    pub fn total(self) -> usize {
        self.non_finite.saturating_add(self.future)
    }
}

impl fmt::Display for SeriesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Backwards { index, by } => {
                let by = duration_text(*by);
                write!(f, "sample {} is {by} earlier than the one before it", index + 1)
            }
            Self::Duplicate { index } => {
                write!(f, "sample {} has the same time as the one before it", index + 1)
            }
        }
    }
}

impl std::error::Error for SeriesError {}

fn check_order(before: Option<i64>, time: i64, index: usize) -> Result<(), SeriesError> {
    match before {
        Some(before) if before == time => Err(SeriesError::Duplicate { index }),
        Some(before) if before > time => {
            Err(SeriesError::Backwards { index, by: before.saturating_sub(time) })
        }
        Some(_) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const S: i64 = 1_000_000_000;

    #[test]
    fn unusable_samples_are_dropped_and_counted() {
        let points = vec![
            (0, 1.0),
            (S, f64::NAN),
            (2 * S, f64::INFINITY),
            (70 * S, 2.0),
            (70 * S + 1, 3.0),
            (80 * S, f64::NAN),
        ];
        let (samples, dropped) = Samples::new(points, 10 * S).unwrap();
        assert_eq!(samples.times(), [0, 70 * S]);
        assert_eq!(samples.values(), [1.0, 2.0]);
        assert_eq!(dropped, Dropped { non_finite: 3, future: 1 });
        assert_eq!(dropped.total(), 4);
    }

    #[test]
    fn disorder_is_an_error_naming_the_sample() {
        let error = |times: [i64; 3]| {
            let points = times.map(|time| (time, f64::NAN)).to_vec();
            Samples::new(points, 0).unwrap_err().to_string()
        };
        assert_eq!(error([0, S, S]), "sample 3 has the same time as the one before it");
        assert_eq!(error([5 * S, 0, S]), "sample 2 is 5s earlier than the one before it");
    }

    #[test]
    fn extreme_times_do_not_overflow() {
        let points = vec![(i64::MIN, 1.0), (i64::MAX, 2.0)];
        let (samples, _) = Samples::new(points, i64::MAX).unwrap();
        assert_eq!(samples.range(i64::MIN, i64::MAX), 0..2);
        assert_eq!(samples.range(1, 0), 1..1);
    }
}
