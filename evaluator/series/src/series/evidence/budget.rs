//! Error budgets: how fast a series of error shares uses up what an objective allows.

use crate::quantity::{Quantity, Unit};
use crate::series::{ArgumentFault, Series, SeriesFault, SeriesRules, filled};

/// An alarm says that the whole window burned: so much of each must have been seen.
const COVERAGE: f64 = 0.8;

/// A burn rate, and the two windows that must both be above it. Durations in nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Burn {
    pub factor: f64,
    /// What makes it matter: so much of the budget is gone.
    pub long: i64,
    /// What makes it end soon after the errors end.
    pub short: i64,
}

impl Series {
    /// The average share of errors over the share that the objective leaves, after Google's
    /// public SRE workbook (Beyer and others 2018, chapter 5): at 1 the budget lasts exactly
    /// for the objective's period; at 14.4, 2 % of the budget of 30 days go in an hour.
    ///
    /// `unit` is that of the values, a share.
    pub fn burn_rate(&self, unit: Unit, objective: Quantity) -> Result<f64, SeriesFault> {
        let rate = self.avg()? / allowed(unit, objective)?;
        if rate.is_finite() { Ok(rate) } else { Err(SeriesFault::TooLarge) }
    }

    /// Whether both windows burn faster than the factor.
    pub fn burns(&self, unit: Unit, objective: Quantity, burn: Burn) -> Result<bool, SeriesFault> {
        let factor = burn.factor;
        let [long, short] = self.burn_rates(unit, objective, burn)?;
        Ok(long > factor && short > factor)
    }

    /// Over the long window, and over the short one.
    pub fn burn_rates(
        &self,
        unit: Unit,
        objective: Quantity,
        burn: Burn,
    ) -> Result<[f64; 2], SeriesFault> {
        let Burn { factor, long, short } = burn;
        if !(factor > 0.0 && factor.is_finite()) {
            return Err(ArgumentFault::Factor { factor }.into());
        }
        let long = self.burning(long)?.burn_rate(unit, objective)?;
        let short = self.burning(short)?.burn_rate(unit, objective)?;
        Ok([long, short])
    }

    /// One of the windows: all of it, nearly without gaps.
    fn burning(&self, window: i64) -> Result<Self, SeriesFault> {
        if window <= 0 {
            return Err(ArgumentFault::NoDuration { duration: window }.into());
        }
        let rules = self.rules();
        let step = rules.known_step();
        if let Some(step) = step.filter(|step| window < *step) {
            return Err(ArgumentFault::BelowStep { duration: window, step }.into());
        }
        let part = self.last(window)?;
        let min_coverage = rules.min_coverage.max(COVERAGE);
        let strict = SeriesRules { min_coverage, ..rules.clone() };
        let present = part.present();
        strict.check_coverage(window, |step| filled(part.times(), step, present))?;
        // The first sample may come up to a step after the window's start.
        part.check_start(window, step.or(rules.max_gap).unwrap_or(0))?;
        Ok(part)
    }

    /// Its samples begin with the window, give or take `slack`.
    fn check_start(&self, window: i64, slack: i64) -> Result<(), SeriesFault> {
        let first = self.times().first().copied().unwrap_or(self.present());
        let from = self.from.unwrap_or(i64::MIN).max(first.saturating_sub(slack));
        let covered = self.present().saturating_sub(from);
        if covered >= window {
            return Ok(());
        }
        Err(SeriesFault::Reach { asked: window, covered, min_coverage: 1.0 })
    }
}

fn allowed(unit: Unit, objective: Quantity) -> Result<f64, SeriesFault> {
    let refused = ArgumentFault::Objective { objective };
    let percent = objective.convert_to(Unit::Percent).ok_or(refused)?;
    if !(percent > 0.0 && percent < 100.0) {
        return Err(refused.into());
    }
    // 100 − 99.9 is 0.09999999999999432: the digits that the subtraction made up are dropped.
    let left = format!("{:.11e}", 100.0 - percent).parse().unwrap_or(f64::NAN);
    let left = Quantity::new(left, Unit::Percent).convert_to(unit);
    left.filter(|left| *left > 0.0).ok_or_else(|| refused.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::Samples;

    const MINUTE: i64 = 60_000_000_000;

    /// A share each minute of the last hour: `early`, and `late` in its last 5 minutes.
    fn errors(early: f64, late: f64) -> Series {
        let share = |minute| if minute >= 55 { late } else { early };
        let points = (0..=60).map(|minute| (minute * MINUTE, share(minute))).collect();
        let (samples, _) = Samples::new(points, 60 * MINUTE).unwrap();
        Series::admit(samples, SeriesRules::default(), 60 * MINUTE).unwrap()
    }

    fn percent(value: f64) -> Quantity {
        Quantity::new(value, Unit::Percent)
    }

    fn burns(series: &Series) -> Result<bool, SeriesFault> {
        let burn = Burn { factor: 14.4, long: 60 * MINUTE, short: 5 * MINUTE };
        series.burns(Unit::Percent, percent(99.9), burn)
    }

    #[test]
    fn the_rate_is_relative_to_what_is_allowed() {
        let rate = |objective| errors(0.5, 0.5).burn_rate(Unit::Percent, percent(objective));
        assert_eq!(rate(99.9), Ok(5.0));
        assert_eq!(rate(99.5), Ok(1.0));
        assert_eq!(errors(0.005, 0.005).burn_rate(Unit::Ratio, percent(99.9)), Ok(5.0));
    }

    #[test]
    fn both_windows_must_burn() {
        assert_eq!(burns(&errors(2.0, 2.0)), Ok(true));
        assert_eq!(burns(&errors(2.0, 0.0)), Ok(false));
        assert_eq!(burns(&errors(0.0, 2.0)), Ok(false));
    }

    #[test]
    fn a_window_that_is_not_covered_is_a_fault() {
        let day = Burn { factor: 1.0, long: 24 * 60 * MINUTE, short: 5 * MINUTE };
        let fault = errors(2.0, 2.0).burns(Unit::Percent, percent(99.9), day).unwrap_err();
        let message = "the window covers 1h of 24h asked for (4.167 %), at least 50 % needed";
        assert_eq!(fault.to_string(), message);
        let two = Burn { factor: 1.0, long: 120 * MINUTE, short: 5 * MINUTE };
        let half = errors(2.0, 2.0).burns(Unit::Percent, percent(99.9), two).unwrap_err();
        let message = "the window covers 1h of 2h asked for (50 %), at least 100 % needed";
        assert_eq!(half.to_string(), message);
    }

    /// A sample each minute from so many minutes ago, in a window of 1 hour.
    fn burns_since(minutes: i64, (long, short): (i64, i64)) -> Result<bool, SeriesFault> {
        let points = (60 - minutes..=60).map(|minute| (minute * MINUTE, 2.0)).collect();
        let (samples, _) = Samples::new(points, 60 * MINUTE).unwrap();
        let rules = SeriesRules {
            window: Some(60 * MINUTE),
            step: Some(MINUTE),
            max_gap: Some(3 * MINUTE),
            ..SeriesRules::default()
        };
        let series = Series::admit(samples, rules, 60 * MINUTE).unwrap();
        let burn = Burn { factor: 14.4, long, short };
        series.burns(Unit::Percent, percent(99.9), burn)
    }

    #[test]
    fn half_a_window_is_no_window() {
        let windows = (60 * MINUTE, 5 * MINUTE);
        assert_eq!(burns_since(60, windows), Ok(true));
        assert_eq!(burns_since(59, windows), Ok(true));
        let message = "31 of 60 expected samples (51.67 %), at least 80 % needed";
        assert_eq!(burns_since(30, windows).unwrap_err().to_string(), message);
        let message = "the window covers 51m of 1h asked for (85 %), at least 100 % needed";
        assert_eq!(burns_since(50, windows).unwrap_err().to_string(), message);
    }

    #[test]
    fn one_sample_is_no_window() {
        let message = "a window of 10s is shorter than the step of 1m";
        let fault = burns_since(60, (60 * MINUTE, MINUTE / 6)).unwrap_err();
        assert_eq!(fault.to_string(), message);
        let fault = burns_since(60, (60 * MINUTE, 0)).unwrap_err();
        assert_eq!(fault.to_string(), "duration 0s is not positive");
        assert_eq!(burns_since(60, (60 * MINUTE, MINUTE)), Ok(true));
    }

    #[test]
    fn objectives_and_factors_are_checked() {
        for objective in [0.0, 100.0, -1.0, 1e9] {
            let rate = errors(1.0, 1.0).burn_rate(Unit::Percent, percent(objective));
            assert!(rate.is_err(), "{objective}");
        }
        let none = Burn { factor: 0.0, long: MINUTE, short: MINUTE };
        assert!(errors(1.0, 1.0).burns(Unit::Percent, percent(99.0), none).is_err());
    }
}
