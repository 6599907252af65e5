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
        let [sum] = sums(values, |value| [value - first]);
        let mean = sum / count;
        let [rest, squares] = sums(values, |value| {
            let distance = (value - first) - mean;
            [distance, distance * distance]
        });
        let variance = (squares - rest * rest / count) / count;
        Ok(finite(variance)?.max(0.0).sqrt())
    }
}

/// Of what is made of each value, in lanes: several times as fast as one after the other.
#[inline]
fn sums<const N: usize>(values: &[f64], make: impl Fn(f64) -> [f64; N]) -> [f64; N] {
    let (groups, rest) = values.as_chunks::<LANES>();
    let mut lanes = [[0.0; LANES]; N];
    for group in groups {
        for (place, value) in group.iter().enumerate() {
            for (lane, made) in lanes.iter_mut().zip(make(*value)) {
                if let Some(sum) = lane.get_mut(place) {
                    *sum += made;
                }
            }
        }
    }
    let mut sums = lanes.map(|lane| lane.iter().sum());
    for value in rest {
        for (sum, made) in sums.iter_mut().zip(make(*value)) {
            *sum += made;
        }
    }
    sums
}
