//! Functions over all samples of a series: each one pass, and a finite number or a fault.

use super::{ArgumentFault, Series, SeriesFault};

const EMPTY: SeriesFault = SeriesFault::Empty { stretch: None };

impl Series {
    pub fn count(&self) -> usize {
        self.values().len()
    }

    pub fn latest(&self) -> Result<f64, SeriesFault> {
        self.values().last().copied().ok_or(EMPTY)
    }

    pub fn min(&self) -> Result<f64, SeriesFault> {
        self.values().iter().copied().reduce(f64::min).ok_or(EMPTY)
    }

    pub fn max(&self) -> Result<f64, SeriesFault> {
        self.values().iter().copied().reduce(f64::max).ok_or(EMPTY)
    }

    pub fn sum(&self) -> Result<f64, SeriesFault> {
        self.latest()?;
        finite(sum(self.values().iter().copied()))
    }

    /// Kept between the least and the greatest value, which rounding may leave: the average
    /// of a constant is that constant.
    pub fn avg(&self) -> Result<f64, SeriesFault> {
        let avg = finite(self.sum()? / self.count() as f64)?;
        Ok(avg.max(self.min()?).min(self.max()?))
    }

    /// Of the population, as Prometheus' `stddev_over_time`; computed by Welford's method.
    pub fn stddev(&self) -> Result<f64, SeriesFault> {
        self.latest()?;
        let (mut count, mut mean, mut squares) = (0.0, 0.0, 0.0);
        for value in self.values() {
            count += 1.0;
            let distance = value - mean;
            mean += distance / count;
            squares += distance * (value - mean);
        }
        finite((squares / count).sqrt())
    }

    /// R-7 (Hyndman and Fan 1996, the default of R and NumPy): linear between the order
    /// statistics around `(n − 1) × percent / 100`.
    pub fn percentile(&self, percent: f64) -> Result<f64, SeriesFault> {
        if !(0.0..=100.0).contains(&percent) {
            return Err(ArgumentFault::Percentile { asked: percent }.into());
        }
        let last = self.count().checked_sub(1).ok_or(EMPTY)?;
        let position = last as f64 * percent / 100.0;
        let index = (position.floor() as usize).min(last);
        let mut values = self.values().to_vec();
        let (_, low, above) = values.select_nth_unstable_by(index, f64::total_cmp);
        let low = *low;
        let high = above.iter().copied().reduce(f64::min).unwrap_or(low);
        finite(low + (position - position.floor()) * (high - low)).map(|value| value.min(high))
    }

    /// Growth of a counter from the first to the last sample, without extrapolation: the sum
    /// of its steps, where after a reset (a step down) the new value counts.
    pub fn increase(&self) -> Result<f64, SeriesFault> {
        let samples = self.count();
        if samples < 2 {
            return Err(SeriesFault::TooFew { samples, needed: 2 });
        }
        let values = self.values();
        let steps = values.iter().zip(values.iter().skip(1));
        finite(sum(steps.map(|(before, after)| growth(*before, *after))))
    }
}

fn growth(before: f64, after: f64) -> f64 {
    if after >= before { after - before } else { after.max(0.0) }
}

/// Neumaier's compensated summation (1974): exact to about twice the digits.
fn sum(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
    for value in values {
        let next = sum + value;
        lost += if sum.abs() >= value.abs() { (sum - next) + value } else { (value - next) + sum };
        sum = next;
    }
    sum + lost
}

fn finite(value: f64) -> Result<f64, SeriesFault> {
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
        assert_eq!(huge.sum(), Err(SeriesFault::TooLarge));
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
