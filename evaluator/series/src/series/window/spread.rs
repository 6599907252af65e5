//! How far samples lie from their mean.

use super::{EMPTY, LANES, finite};
use crate::series::{Series, SeriesFault};

impl Series {
    /// Of the population, as Prometheus' `stddev_over_time`. Two passes over the distances from
    /// the first sample, the second one corrected for what the mean was rounded by (Chan, Golub
    /// and LeVeque 1983, "Algorithms for computing the sample variance"); so that of a constant
    /// is zero.
    pub fn stddev(&self) -> Result<f64, SeriesFault> {
        let values = self.values();
        let first = self.latest().and(values.first().copied().ok_or(EMPTY))?;
        let count = values.len() as f64;
        let mean = sum(values, |value| value - first) / count;
        let distance = |value: f64| (value - first) - mean;
        let rest = sum(values, distance);
        let squares = sum(values, |value| distance(value) * distance(value));
        let variance = (squares - rest * rest / count) / count;
        Ok(finite(variance)?.max(0.0).sqrt())
    }
}

/// Of what is made of each value, in lanes: several times as fast as one after the other.
#[inline]
fn sum(values: &[f64], make: impl Fn(f64) -> f64) -> f64 {
    let (groups, rest) = values.as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for group in groups {
        for (lane, value) in lanes.iter_mut().zip(group) {
            *lane += make(*value);
        }
    }
    lanes.into_iter().chain(rest.iter().map(|value| make(*value))).sum()
}
