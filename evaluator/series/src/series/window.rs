//! Functions over all samples of a series: each one pass, and a finite number or a fault.

mod spread;

use super::{ArgumentFault, Series, SeriesFault};
use crate::exact::ExactSum;

pub(crate) const EMPTY: SeriesFault = SeriesFault::Empty { stretch: None };

impl Series {
    pub fn count(&self) -> usize {
        self.values().len()
    }

    pub fn latest(&self) -> Result<f64, SeriesFault> {
        self.values().last().copied().ok_or(EMPTY)
    }

    pub fn min(&self) -> Result<f64, SeriesFault> {
        least(self.values()).ok_or(EMPTY)
    }

    pub fn max(&self) -> Result<f64, SeriesFault> {
        greatest(self.values()).ok_or(EMPTY)
    }

    /// The number nearest to the exact sum.
    pub fn sum(&self) -> Result<f64, SeriesFault> {
        self.latest()?;
        finite(ExactSum::of(self.values()).rounded())
    }

    /// The number nearest to the exact sum divided by the number of samples; so it lies
    /// between the least and the greatest value, and that of a constant is that constant.
    pub fn avg(&self) -> Result<f64, SeriesFault> {
        self.latest()?;
        finite(ExactSum::of(self.values()).divided(self.count() as u64))
    }

    /// R-7 (Hyndman and Fan 1996, the default of R and NumPy): linear between the order
    /// statistics around `(n − 1) × percent / 100`.
    pub fn percentile(&self, percent: f64) -> Result<f64, SeriesFault> {
        let rank = Rank::new(self.count(), percent)?;
        let mut values = self.values().to_vec();
        let (_, low, above) = values.select_nth_unstable_by(rank.index, f64::total_cmp);
        let low = *low;
        let high = least(above).unwrap_or(low);
        rank.between(low, high)
    }

    /// Growth of a counter from the first to the last sample, without extrapolation: the sum
    /// of its steps, where after a reset (a step down) the new value counts.
    pub fn increase(&self) -> Result<f64, SeriesFault> {
        let samples = self.count();
        if samples < 2 {
            return Err(SeriesFault::TooFew { samples, needed: 2 });
        }
        let (before, after) = (self.values(), self.values().get(1..).unwrap_or_default());
        let mut sum = ExactSum::new();
        let mut steps = [0.0; STEPS];
        for (before, after) in before.chunks(STEPS).zip(after.chunks(STEPS)) {
            let pairs = before.iter().zip(after);
            for (step, (before, after)) in steps.iter_mut().zip(pairs) {
                *step = growth(*before, *after);
            }
            let steps = steps.get(..after.len()).unwrap_or_default();
            if !steps.iter().all(|step| step.is_finite()) {
                return Err(SeriesFault::TooLarge);
            }
            sum.extend(steps);
        }
        finite(sum.rounded())
    }
}

/// How many steps of a counter are summed at once.
const STEPS: usize = 256;

/// Where a percentile lies among the values in ascending order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rank {
    /// Of the order statistic at or below it, from 0.
    pub(crate) index: usize,
    fraction: f64,
}

impl Rank {
    /// Of so many values, at least one; `percent` from 0 to 100.
    #[inline]
    pub(crate) fn new(count: usize, percent: f64) -> Result<Self, SeriesFault> {
        if !(0.0..=100.0).contains(&percent) {
            return Err(ArgumentFault::Percentile { asked: percent }.into());
        }
        let last = count.checked_sub(1).ok_or(EMPTY)?;
        let position = last as f64 * percent / 100.0;
        let whole = position as usize;
        Ok(Self { index: whole.min(last), fraction: position - whole as f64 })
    }

    /// Between the order statistics at and after the index; of the last one they are the same.
    #[inline]
    pub(crate) fn between(self, low: f64, high: f64) -> Result<f64, SeriesFault> {
        finite(low + self.fraction * (high - low)).map(|value| value.min(high))
    }
}

#[inline]
pub(crate) fn growth(before: f64, after: f64) -> f64 {
    if after >= before { after - before } else { after.max(0.0) }
}

const LANES: usize = 8;

#[inline]
pub(super) fn least(values: &[f64]) -> Option<f64> {
    fold(values, |least, value| if value < least { value } else { least })
}

#[inline]
pub(super) fn greatest(values: &[f64]) -> Option<f64> {
    fold(values, |most, value| if value > most { value } else { most })
}

/// Folds in lanes, which is several times as fast as one by one: for operations that do not
/// mind order and repetition.
#[inline]
fn fold(values: &[f64], pick: impl Fn(f64, f64) -> f64) -> Option<f64> {
    let (groups, rest) = values.as_chunks::<LANES>();
    let (first, later) = values.split_first()?;
    if groups.is_empty() {
        return Some(later.iter().copied().fold(*first, pick));
    }
    let mut lanes = [*first; LANES];
    for group in groups {
        for (lane, value) in lanes.iter_mut().zip(group) {
            *lane = pick(*lane, *value);
        }
    }
    Some(lanes.into_iter().chain(rest.iter().copied()).fold(*first, &pick))
}

#[inline]
pub(crate) fn finite(value: f64) -> Result<f64, SeriesFault> {
    if value.is_finite() { Ok(value) } else { Err(SeriesFault::TooLarge) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Samples, SeriesRules};
    use super::*;

    fn series(values: &[f64]) -> Series {
        let points: Vec<_> = (0..).zip(values.iter().copied()).collect();
        let (samples, _) = Samples::new(points, 1000).unwrap();
        Series::admit(samples, SeriesRules::default(), 1000).unwrap()
    }

    #[test]
    fn windows_of_a_small_series() {
        let series = series(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]);
        assert_eq!(series.latest(), Ok(9.0));
        assert_eq!(series.min(), Ok(2.0));
        assert_eq!(series.max(), Ok(9.0));
        assert_eq!(series.sum(), Ok(40.0));
        assert_eq!(series.avg(), Ok(5.0));
        assert_eq!(series.stddev(), Ok(2.0));
        assert_eq!(series.count(), 8);
    }

    #[test]
    fn sums_do_not_lose_small_values() {
        assert_eq!(series(&[1e100, 1.0, -1e100]).sum(), Ok(1.0));
        assert_eq!(series(&[0.1; 10]).sum(), Ok(1.0));
        assert_eq!(series(&[0.1; 10]).avg(), Ok(0.1));
    }

    #[test]
    fn a_constant_averages_to_itself() {
        for count in 1..50 {
            let series = series(&vec![0.1; count]);
            assert_eq!((series.avg(), series.stddev()), (Ok(0.1), Ok(0.0)), "{count}");
        }
    }

    #[test]
    fn percentiles_interpolate() {
        let series = series(&[15.0, 20.0, 35.0, 40.0, 50.0]);
        for (percent, expected) in
            [(0.0, 15.0), (25.0, 20.0), (40.0, 29.0), (50.0, 35.0), (95.0, 48.0), (100.0, 50.0)]
        {
            assert_eq!(series.percentile(percent), Ok(expected), "{percent}");
        }
        for percent in [-0.1, 100.1, f64::INFINITY, f64::NAN] {
            assert!(series.percentile(percent).is_err(), "{percent}");
        }
    }

    #[test]
    fn a_counter_grows_through_resets() {
        assert_eq!(series(&[10.0, 12.0, 12.0, 3.0, 4.0]).increase(), Ok(6.0));
        assert_eq!(series(&[5.0, 0.0]).increase(), Ok(0.0));
        let fault = series(&[5.0]).increase().unwrap_err();
        assert_eq!(fault.to_string(), "1 sample, at least 2 needed");
    }

    #[test]
    fn what_does_not_fit_a_number_is_a_fault() {
        let huge = series(&[f64::MAX, f64::MAX, -f64::MAX]);
        assert_eq!((huge.sum(), huge.avg()), (Ok(f64::MAX), Ok(f64::MAX / 3.0)));
        assert_eq!(series(&[f64::MAX, f64::MAX]).sum(), Err(SeriesFault::TooLarge));
        assert_eq!(series(&[f64::MIN, f64::MAX]).increase(), Err(SeriesFault::TooLarge));
        assert_eq!(huge.stddev(), Err(SeriesFault::TooLarge));
        assert_eq!(huge.percentile(25.0), Err(SeriesFault::TooLarge));
    }

    fn close(left: f64, right: f64) -> bool {
        (left - right).abs() <= 1e-9 * left.abs().max(right.abs()).max(1.0)
    }

    proptest! {
        #[test]
        fn windows_agree_with_their_definitions(
            values in prop::collection::vec(-1000.0_f64..1000.0, 1..50),
            percent in 0.0_f64..=100.0,
        ) {
            let series = series(&values);
            let n = values.len() as f64;
            let avg = values.iter().sum::<f64>() / n;
            let variance = values.iter().map(|v| (v - avg).powi(2)).sum::<f64>() / n;
            prop_assert!(close(series.avg().unwrap(), avg));
            prop_assert!(close(series.stddev().unwrap(), variance.sqrt()));

            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            prop_assert_eq!(series.min().unwrap(), sorted[0]);
            prop_assert_eq!(series.max().unwrap(), sorted[sorted.len() - 1]);
            let h = (n - 1.0) * percent / 100.0;
            let (low, high) = (sorted[h.floor() as usize], sorted[h.ceil() as usize]);
            let expected = (low + (h - h.floor()) * (high - low)).min(high);
            prop_assert_eq!(series.percentile(percent).unwrap(), expected);
        }

        #[test]
        fn increase_agrees_with_its_definition(values in prop::collection::vec(0_u32..100, 2..50)) {
            let floats: Vec<f64> = values.iter().map(|v| f64::from(*v)).collect();
            let mut expected = 0;
            for i in 1..values.len() {
                let reset = values[i] < values[i - 1];
                expected += if reset { values[i] } else { values[i] - values[i - 1] };
            }
            prop_assert_eq!(series(&floats).increase().unwrap(), f64::from(expected));
        }
    }
}
