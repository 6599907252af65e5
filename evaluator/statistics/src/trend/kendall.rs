//! The trend test of Mann (1945) and Kendall (1975).

use crate::counted_sort::{pairs, runs, sort_counting};
use crate::normal;

/// Every pair of samples votes: the later one is greater, or less.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MannKendall {
    /// S: the pairs that rise less those that fall.
    pub score: i64,
    /// Of S when there is no trend: `(n(n−1)(2n+5) − Σ t(t−1)(2t+5)) / 18`, over the groups
    /// of `t` equal values.
    pub variance: f64,
    /// `(S ∓ 1) / √variance`, corrected for continuity; 0 for a constant.
    pub z: f64,
}

impl MannKendall {
    /// The probability of as much of a rise without a trend.
    pub fn p_rising(&self) -> f64 {
        self.p(1.0)
    }

    pub fn p_falling(&self) -> f64 {
        self.p(-1.0)
    }

    /// The probability of as much of a trend either way.
    pub fn p_any(&self) -> f64 {
        if self.score == 0 { 1.0 } else { 2.0 * normal::survival(self.z.abs()) }
    }

    /// No evidence at all is 1, where the continuity correction alone would give a half.
    fn p(&self, sign: f64) -> f64 {
        if self.variance > 0.0 { normal::survival(self.z * sign) } else { 1.0 }
    }
}

/// Of values in the order of their times; `None` for fewer than two. The normal
/// approximation is good from 10 samples on (Kendall 1975).
pub fn mann_kendall(values: &[f64]) -> Option<MannKendall> {
    let count = values.len() as u64;
    if count < 2 {
        return None;
    }
    let mut sorted = values.to_vec();
    let falling = sort_counting(&mut sorted, |earlier, later| earlier > later);
    let mut tied: u64 = 0;
    let mut variance = weight(count);
    for run in runs(&sorted, |left, right| left == right) {
        tied = tied.saturating_add(pairs(run));
        variance = variance.saturating_sub(weight(run));
    }
    let rising = pairs(count).saturating_sub(tied).saturating_sub(falling);
    let score = rising.cast_signed().saturating_sub(falling.cast_signed());
    let variance = variance as f64 / 18.0;
    let z = if variance > 0.0 {
        score.saturating_sub(score.signum()) as f64 / variance.sqrt()
    } else {
        0.0
    };
    Some(MannKendall { score, variance, z })
}

/// `n(n−1)(2n+5)`, in whole numbers as long as memory holds the samples.
fn weight(count: u64) -> u128 {
    let (pairs, count) = (u128::from(pairs(count)), u128::from(count));
    pairs.saturating_mul(2).saturating_mul(count.saturating_mul(2).saturating_add(5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_has_no_trend() {
        let flat = mann_kendall(&[4.0; 20]).unwrap();
        assert_eq!((flat.score, flat.variance, flat.z), (0, 0.0, 0.0));
        assert_eq!((flat.p_rising(), flat.p_falling(), flat.p_any()), (1.0, 1.0, 1.0));
        assert_eq!(mann_kendall(&[1.0]), None);
    }

    #[test]
    fn a_rise_is_a_rise_and_no_fall() {
        let values: Vec<f64> = (0..10).map(f64::from).collect();
        let trend = mann_kendall(&values).unwrap();
        assert_eq!((trend.score, trend.variance), (45, 125.0));
        assert!(trend.p_rising() < 1e-4 && trend.p_falling() > 0.999);
    }

    #[test]
    fn ties_lower_the_variance() {
        // By hand: 1 2 2 3 has 5 rising pairs and a tie of two; (156 − 18) / 18.
        let trend = mann_kendall(&[1.0, 2.0, 2.0, 3.0]).unwrap();
        assert_eq!((trend.score, trend.variance), (5, 138.0 / 18.0));
    }
}
