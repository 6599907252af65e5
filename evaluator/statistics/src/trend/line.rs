//! The line of Theil (1950) and Sen (1968).

use super::pairwise::Slopes;
use crate::middle::{median, median_of};

/// `value = intercept + slope × time`
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    pub slope: f64,
    pub intercept: f64,
}

impl Line {
    pub fn at(&self, time: f64) -> f64 {
        self.intercept + self.slope * time
    }
}

/// Up to so many samples all slopes are written down, about 8,000.
const FEW: usize = 128;

/// The median of the slopes between all pairs of samples (of the two middle ones their mean);
/// the intercept is the median value less the slope at the median time, as Conover (1980) has
/// it and SciPy's `theilslopes` by default.
///
/// Times are strictly increasing, finite, and as many as the values. `None` for fewer than
/// two, and where the line does not fit numbers. Above 128 samples n log n steps a round,
/// and memory for n.
pub fn theil_sen(times: &[f64], values: &[f64]) -> Option<Line> {
    let slope = if times.len() <= FEW {
        median_of(&mut all_slopes(times, values))?
    } else {
        Slopes::new(times, values).median()?
    };
    // No fall is 0, not −0.
    let slope = slope + 0.0;
    let intercept = median(values)? - slope * median(times)?;
    let line = Line { slope, intercept };
    (slope.is_finite() && intercept.is_finite()).then_some(line)
}

fn all_slopes(times: &[f64], values: &[f64]) -> Vec<f64> {
    let mut slopes = Vec::with_capacity(times.len().saturating_mul(times.len()) / 2);
    let mut later = times.iter().zip(values);
    while let Some((time, value)) = later.next() {
        slopes.extend(later.clone().map(|(t, v)| (v - value) / (t - time)));
    }
    slopes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn by_counting(times: &[f64], values: &[f64]) -> f64 {
        Slopes::new(times, values).median().unwrap()
    }

    #[track_caller]
    fn check(values: &[f64]) {
        let times: Vec<f64> = (0..values.len()).map(|i| i as f64 * 15.0).collect();
        let expected = median_of(&mut all_slopes(&times, values)).unwrap();
        let found = by_counting(&times, values);
        assert!((found - expected).abs() <= 1e-14 * expected.abs(), "{found:e}, not {expected:e}");
    }

    /// Numbers without a pattern, from 0 to 1.
    fn scattered(count: u32) -> impl Iterator<Item = f64> {
        let next = |state: &u32| Some(state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
        let states = std::iter::successors(Some(7_u32), next);
        states.map(|state| f64::from(state >> 8) / f64::from(1 << 24)).take(count as usize)
    }

    #[test]
    fn a_single_sample_has_no_slope() {
        assert_eq!(theil_sen(&[], &[]), None);
        assert_eq!(theil_sen(&[1.0], &[1.0]), None);
        let line = theil_sen(&[1.0, 3.0], &[1.0, 5.0]);
        assert_eq!(line, Some(Line { slope: 2.0, intercept: -1.0 }));
    }

    #[test]
    fn what_does_not_fit_is_none() {
        assert_eq!(theil_sen(&[0.0, 1e-9], &[0.0, f64::MAX]), None);
        assert_eq!(theil_sen(&[0.0, 1.0], &[-f64::MAX, f64::MAX]), None);
    }

    #[test]
    fn counting_finds_the_median_of_awkward_values() {
        check(&[5.0; 300]);
        check(&(0..301).map(|i| f64::from(i) * 0.1).collect::<Vec<_>>());
        check(&(0..400).map(|i| f64::from(i / 7)).collect::<Vec<_>>());
        check(&(0..400).map(|i| f64::from(i % 2)).collect::<Vec<_>>());
        check(&(0..400).map(|i| f64::from(i) * f64::from(i)).collect::<Vec<_>>());
        check(&(0..400).map(|i| if i < 200 { 0.0 } else { 1.0 }).collect::<Vec<_>>());
        check(&(0..400).map(|i| 1e15 + f64::from(i % 9)).collect::<Vec<_>>());
        check(&(0..400).map(|i| 1e-310 * f64::from(i % 19)).collect::<Vec<_>>());
        check(&scattered(900).map(|x| x * 1e300).collect::<Vec<_>>());
        check(&scattered(901).map(|x| (x * 20.0).floor()).collect::<Vec<_>>());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn counting_agrees_with_writing_all_down(
            steps in prop::collection::vec(1_u32..100, 3..400),
            seeds in prop::collection::vec(-40_i32..40, 400),
            tilt in -3.0_f64..3.0,
        ) {
            let mut time = 0.0;
            let mut times = Vec::new();
            for step in steps {
                time += f64::from(step) * 0.25;
                times.push(time);
            }
            let values = times.iter().zip(&seeds).map(|(t, seed)| tilt * t + f64::from(*seed));
            let values: Vec<f64> = values.collect();
            let expected = median_of(&mut all_slopes(&times, &values)).unwrap();
            let found = by_counting(&times, &values);
            let near = 1e-12 * expected.abs().max(1e-3);
            prop_assert!((found - expected).abs() <= near, "{} {}", found, expected);
        }
    }
}
