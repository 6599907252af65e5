//! Conditions on the values of a series, and the spans in which they held.

use super::runs::Runs;
use super::window::{greatest, least};
use super::{ArgumentFault, Series, SeriesFault, SeriesRules, Spans};

/// Limits in the unit of the series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Condition {
    Above(f64),
    AtLeast(f64),
    Below(f64),
    AtMost(f64),
    /// Below `low` or above `high`; the limits themselves are inside.
    Outside {
        low: f64,
        high: f64,
    },
}

impl Series {
    pub fn above(&self, limit: f64) -> Result<Spans, SeriesFault> {
        self.spans(Condition::Above(limit))
    }

    pub fn at_least(&self, limit: f64) -> Result<Spans, SeriesFault> {
        self.spans(Condition::AtLeast(limit))
    }

    pub fn below(&self, limit: f64) -> Result<Spans, SeriesFault> {
        self.spans(Condition::Below(limit))
    }

    pub fn at_most(&self, limit: f64) -> Result<Spans, SeriesFault> {
        self.spans(Condition::AtMost(limit))
    }

    pub fn outside(&self, low: f64, high: f64) -> Result<Spans, SeriesFault> {
        self.spans(Condition::Outside { low, high })
    }

    /// Where the condition held; its limits have to be finite, and in order.
    pub fn spans(&self, condition: Condition) -> Result<Spans, SeriesFault> {
        condition.check()?;
        Ok(Spans::of_runs(Runs::of(self, condition)))
    }
}

impl SeriesRules {
    pub(crate) fn longest_gap(&self) -> i64 {
        self.max_gap.unwrap_or(i64::MAX)
    }
}

impl Condition {
    pub(crate) fn check(self) -> Result<(), ArgumentFault> {
        match self {
            Self::Above(limit)
            | Self::AtLeast(limit)
            | Self::Below(limit)
            | Self::AtMost(limit) => finite(limit),
            Self::Outside { low, high } => {
                finite(low)?;
                finite(high)?;
                if low > high { Err(ArgumentFault::Limits { low, high }) } else { Ok(()) }
            }
        }
    }

    #[inline]
    pub(crate) fn holds(self, value: f64) -> bool {
        match self {
            Self::Above(limit) => value > limit,
            Self::AtLeast(limit) => value >= limit,
            Self::Below(limit) => value < limit,
            Self::AtMost(limit) => value <= limit,
            Self::Outside { low, high } => value < low || value > high,
        }
    }

    /// Of equally extreme ones the first.
    #[inline]
    pub(super) fn most_extreme(self, values: &[f64]) -> Option<f64> {
        match self {
            Self::Above(_) | Self::AtLeast(_) => greatest(values),
            Self::Below(_) | Self::AtMost(_) => least(values),
            Self::Outside { low, high } => {
                let excess = |value: f64| (low - value).max(value - high);
                let most = excess(least(values)?).max(excess(greatest(values)?));
                values.iter().copied().find(|value| excess(*value) == most)
            }
        }
    }
}

fn finite(limit: f64) -> Result<(), ArgumentFault> {
    if limit.is_finite() { Ok(()) } else { Err(ArgumentFault::Limit { limit }) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Presence, Samples, SeriesRules, Span};
    use super::*;

    fn series(points: &[(i64, f64)], now: i64) -> Series {
        let rules = SeriesRules { max_gap: Some(10), ..SeriesRules::default() };
        let (samples, _) = Samples::new(points.to_vec(), now).unwrap();
        Series::admit(samples, rules, now).unwrap()
    }

    fn ends(list: &[Span]) -> Vec<(i64, i64)> {
        list.iter().map(|span| (span.from, span.to)).collect()
    }

    #[test]
    fn a_run_ends_at_a_sample_that_disagrees_and_at_a_gap() {
        let points = [(0, 5.0), (10, 6.0), (20, 1.0), (30, 7.0), (41, 8.0), (51, 9.0), (52, 0.0)];
        let spans = series(&points, 55).above(4.0).unwrap();
        assert_eq!(ends(&spans.list()), [(0, 10), (30, 30), (41, 51)]);
        assert_eq!(ends(&spans.fails()), [(20, 20), (52, 52)]);
        assert_eq!(spans.present(), Presence::False);
    }

    #[test]
    fn conditions_at_their_limit() {
        let series = series(&[(0, 4.0)], 0);
        let held = |spans: Result<Spans, SeriesFault>| spans.unwrap().count() == 1;
        assert!(!held(series.above(4.0)));
        assert!(held(series.at_least(4.0)));
        assert!(!held(series.below(4.0)));
        assert!(held(series.at_most(4.0)));
        assert!(!held(series.outside(4.0, 4.0)));
        assert!(held(series.outside(1.0, 3.9)));
        assert!(held(series.outside(4.1, 5.0)));
    }

    #[test]
    fn the_peak_is_the_most_extreme_value() {
        let series = series(&[(0, 5.0), (1, -9.0), (2, 6.0)], 2);
        let peak = |spans: Result<Spans, SeriesFault>| spans.unwrap().list()[0].peak;
        assert_eq!(peak(series.above(-10.0)), Some(6.0));
        assert_eq!(peak(series.below(10.0)), Some(-9.0));
        assert_eq!(peak(series.outside(4.0, 4.5)), Some(-9.0));
        assert_eq!(peak(series.outside(-10.0, -9.5)), Some(6.0));
    }

    #[test]
    fn the_present_is_unknown_after_the_longest_gap() {
        let points = [(0, 5.0)];
        assert_eq!(series(&points, 10).above(4.0).unwrap().present(), Presence::True);
        assert_eq!(series(&points, 11).above(4.0).unwrap().present(), Presence::Unknown);
    }

    #[test]
    fn limits_that_nothing_can_be_held_against_are_faults() {
        let series = series(&[(0, 4.0)], 0);
        let message = |spans: Result<Spans, SeriesFault>| spans.unwrap_err().to_string();
        assert_eq!(message(series.above(f64::NAN)), "limit NaN is not finite");
        assert_eq!(message(series.outside(5.0, 1.0)), "lower limit 5 is above upper limit 1");
    }

    /// At a sample its verdict; between samples their common verdict, unless far apart.
    fn naive(points: &[(i64, f64)], time: i64) -> Option<bool> {
        let before = points.iter().rfind(|point| point.0 <= time)?;
        let after = points.iter().find(|point| point.0 >= time)?;
        let verdict = before.1 > 0.0;
        let known = after.0 - before.0 <= 10 && verdict == (after.1 > 0.0);
        known.then_some(verdict)
    }

    proptest! {
        /// Longer than what is looked at at once; with runs as long.
        #[test]
        fn long_runs_agree_with_sample_after_sample(
            runs in prop::collection::vec((1_usize..150, 1_i64..14, -9_i32..9), 1..9),
        ) {
            let mut points: Vec<(i64, f64)> = Vec::new();
            for (count, step, value) in runs {
                for index in 0..count {
                    let time = points.last().map_or(0, |last| last.0 + step);
                    points.push((time, f64::from(value) + index as f64 / 1000.0));
                }
            }
            let mut expected: Vec<(i64, i64, f64)> = Vec::new();
            let mut before = None;
            for (time, value) in points.iter().copied().filter(|point| point.1 < 0.5) {
                let index = points.iter().position(|point| point.0 == time);
                match expected.last_mut() {
                    Some(last) if before == index.unwrap().checked_sub(1) && time - last.1 <= 10 => {
                        (last.1, last.2) = (time, last.2.min(value));
                    }
                    _ => expected.push((time, time, value)),
                }
                before = index;
            }
            let spans = series(&points, points.last().unwrap().0).below(0.5).unwrap();
            let found: Vec<_> =
                spans.list().iter().map(|span| (span.from, span.to, span.peak.unwrap())).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn spans_agree_with_every_moment(
            steps in prop::collection::vec((1_i64..14, -1_i32..=1), 1..30),
            age in 0_i64..20,
        ) {
            let mut points = Vec::new();
            let mut time = 0;
            for (step, value) in steps {
                time += step;
                points.push((time, f64::from(value)));
            }
            let spans = series(&points, time + age).above(0.0).unwrap();
            for moment in -1..=time + 1 {
                let within = |list: &[Span]| list.iter().any(|s| (s.from..=s.to).contains(&moment));
                let expected = naive(&points, moment);
                prop_assert_eq!(within(&spans.list()), expected == Some(true));
                prop_assert_eq!(within(&spans.fails()), expected == Some(false));
            }
            let present = match naive(&points, time) {
                _ if age > 10 => Presence::Unknown,
                Some(true) => Presence::True,
                Some(false) | None => Presence::False,
            };
            prop_assert_eq!(spans.present(), present);
        }
    }
}
