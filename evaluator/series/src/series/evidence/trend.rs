//! Whether a series rises or falls, and how fast.

use gonogo_statistics::trend::{MannKendall, mann_kendall, theil_sen};

use crate::series::{ArgumentFault, Series, SeriesFault};

/// From so many on, the normal approximation of the trend test is good (Kendall 1975).
const SAMPLES: usize = 10;
/// A trend that chance alone would show as strongly in fewer cases than this is one.
const LEVEL: f64 = 0.05;

impl Series {
    /// Growth in `per` nanoseconds, as a share of the start: 0.02 is 2 %.
    ///
    /// It is `slope × per / start`, with the line of Theil and Sen through the samples of the
    /// window, and its value at the first of them as the start. A fault where that is 0 or
    /// negative, for fewer than 10 samples, and where they span less than half of the time
    /// that the series answers for.
    pub fn growth(&self, per: i64) -> Result<f64, SeriesFault> {
        if per <= 0 {
            return Err(ArgumentFault::NoDuration { duration: per }.into());
        }
        self.check_trend()?;
        let first = self.times().first().copied().unwrap_or(self.present);
        let since_first = |time: &i64| seconds(time.saturating_sub(first));
        let times: Vec<f64> = self.times().iter().map(since_first).collect();
        let line = theil_sen(&times, self.values()).ok_or(SeriesFault::TooLarge)?;
        let start = line.at(0.0);
        if start <= 0.0 {
            return Err(SeriesFault::NoStart { start });
        }
        let growth = line.slope * seconds(per) / start;
        if growth.is_finite() { Ok(growth) } else { Err(SeriesFault::TooLarge) }
    }

    /// Whether the trend test of Mann and Kendall shows a rise at the level of 5 %, one-sided.
    /// It needs as much evidence as [`Series::growth`].
    pub fn rising(&self) -> Result<bool, SeriesFault> {
        Ok(self.trend()?.p_rising() <= LEVEL)
    }

    pub fn falling(&self) -> Result<bool, SeriesFault> {
        Ok(self.trend()?.p_falling() <= LEVEL)
    }

    fn trend(&self) -> Result<MannKendall, SeriesFault> {
        self.check_trend()?;
        mann_kendall(self.values()).ok_or(SeriesFault::Empty { stretch: None })
    }

    /// A burst of samples at one end of the window says nothing of the window.
    fn check_trend(&self) -> Result<(), SeriesFault> {
        let samples = self.count();
        if samples < SAMPLES {
            return Err(SeriesFault::TooFew { samples, needed: SAMPLES });
        }
        let (first, last) = (self.times().first(), self.times().last());
        let span = last.zip(first).map_or(0, |(last, first)| last.saturating_sub(*first));
        let needed = self.present.saturating_sub(self.from()) / 2;
        if span < needed { Err(SeriesFault::Short { span, needed }) } else { Ok(()) }
    }
}

fn seconds(nanos: i64) -> f64 {
    nanos as f64 / 1e9
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::{Samples, SeriesRules};

    const S: i64 = 1_000_000_000;
    const NOW: i64 = 10_000 * S;

    /// A sample each minute until now, in a window of so many minutes.
    fn series(values: &[f64], window: i64) -> Series {
        let before = |(age, value): (i64, &f64)| (NOW - age * 60 * S, *value);
        let points: Vec<_> = (0..values.len() as i64).rev().zip(values).map(before).collect();
        let (samples, _) = Samples::new(points, NOW).unwrap();
        let rules = SeriesRules { window: Some(window * 60 * S), ..SeriesRules::default() };
        Series::admit(samples, rules, NOW).unwrap()
    }

    fn line(start: f64, step: f64, count: i32) -> Vec<f64> {
        (0..count).map(|i| start + step * f64::from(i)).collect()
    }

    #[track_caller]
    fn check_fault<T: std::fmt::Debug>(outcome: Result<T, SeriesFault>, message: &str) {
        assert_eq!(outcome.unwrap_err().to_string(), message);
    }

    #[test]
    fn growth_is_relative_to_the_start() {
        let growing = series(&line(100.0, 2.0, 31), 30);
        assert_eq!(growing.growth(60 * S), Ok(0.02));
        assert_eq!(growing.growth(3600 * S), Ok(1.2));
        assert_eq!(series(&line(100.0, -1.0, 31), 30).growth(600 * S), Ok(-0.1));
        assert_eq!(series(&[7.0; 31], 30).growth(600 * S), Ok(0.0));
    }

    #[test]
    fn one_spike_is_no_growth() {
        let mut values = vec![100.0; 31];
        values[30] = 1e9;
        assert_eq!(series(&values, 30).growth(600 * S), Ok(0.0));
        assert_eq!(series(&values, 30).rising(), Ok(false));
    }

    #[test]
    fn trends_have_a_direction() {
        let rising = series(&line(1.0, 1.0, 31), 30);
        assert_eq!((rising.rising(), rising.falling()), (Ok(true), Ok(false)));
        let flat = series(&[1.0; 31], 30);
        assert_eq!((flat.rising(), flat.falling()), (Ok(false), Ok(false)));
    }

    #[test]
    fn a_start_that_is_not_positive_has_no_growth() {
        let relative = "growth is relative to a positive start";
        let from_zero = series(&line(0.0, 1.0, 31), 30).growth(60 * S);
        check_fault(from_zero, &format!("the trend starts at 0: {relative}"));
        let negative = series(&line(-5.0, 1.0, 31), 30).growth(60 * S);
        check_fault(negative, &format!("the trend starts at -5: {relative}"));
        assert_eq!(series(&line(-5.0, 1.0, 31), 30).rising(), Ok(true));
    }

    #[test]
    fn little_evidence_is_no_trend() {
        let few = series(&line(1.0, 1.0, 9), 10);
        check_fault(few.rising(), "9 samples, at least 10 needed");
        let short = series(&line(1.0, 1.0, 11), 30);
        let needed = "the samples span 10m, at least 15m needed for a trend";
        check_fault(short.growth(60 * S), needed);
        check_fault(short.falling(), needed);
        assert_eq!(short.last(20 * 60 * S).and_then(|part| part.rising()), Ok(true));
        check_fault(short.growth(0), "duration 0s is not positive");
    }
}
