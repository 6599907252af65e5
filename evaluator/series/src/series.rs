//! Series: timestamped samples of one metric, admitted only with enough fresh evidence.
//!
//! Times are nanoseconds since the Unix epoch, durations are nanoseconds.

mod argument;
mod condition;
mod coverage;
mod evidence;
mod fault;
mod part;
mod presence;
mod runs;
mod samples;
mod span;
mod spans;
mod window;

use std::ops::Range;
use std::sync::Arc;

pub use argument::ArgumentFault;
pub use condition::Condition;
pub(crate) use coverage::{expected, filled};
pub use evidence::{Burn, Comparison, Direction, Floors};
pub use fault::{SeriesFault, Stretch};
pub use presence::Gap;
#[cfg(test)]
use presence::Presence;
pub(crate) use presence::State;
pub use samples::{Dropped, FUTURE_TOLERANCE, Samples, SeriesError};
pub use span::Span;
pub use spans::{SpanFault, Spans};
pub(crate) use window::{EMPTY, Rank, finite, growth};

/// What a gate demands of a series. `None` demands nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesRules {
    /// Samples older than this are left out.
    pub window: Option<i64>,
    /// The expected distance between samples; with a window it gives the coverage.
    pub step: Option<i64>,
    /// The greatest age of the newest sample.
    pub stale_after: Option<i64>,
    /// The longest distance between samples that a span may bridge.
    pub max_gap: Option<i64>,
    /// The least share of the expected samples, from 0 to 1.
    pub min_coverage: f64,
    pub min_samples: usize,
}

impl Default for SeriesRules {
    fn default() -> Self {
        Self {
            window: None,
            step: None,
            stale_after: None,
            max_gap: None,
            min_coverage: 0.5,
            min_samples: 1,
        }
    }
}

/// A view of samples that passed its rules; never empty, and cheap to clone.
#[derive(Debug, Clone)]
pub struct Series {
    samples: Arc<Samples>,
    range: Range<usize>,
    rules: Arc<SeriesRules>,
    /// Where the time that it answers for begins; `None` without a declared window.
    from: Option<i64>,
    present: i64,
}

/// Of two that show the same samples, whatever lies outside of their views.
impl PartialEq for Series {
    fn eq(&self, other: &Self) -> bool {
        let shared = Arc::ptr_eq(&self.samples, &other.samples) && self.range == other.range;
        (self.present, self.from) == (other.present, other.from)
            && self.rules == other.rules
            && (shared || self.times() == other.times() && self.values() == other.values())
    }
}

impl Series {
    /// Keeps the samples of the window, up to [`FUTURE_TOLERANCE`] after `now`, and checks
    /// in this order: fresh, any in the window, enough of them, dense enough.
    pub fn admit(
        samples: impl Into<Arc<Samples>>,
        rules: SeriesRules,
        now: i64,
    ) -> Result<Self, SeriesFault> {
        Self::admit_until(samples.into(), Arc::new(rules), now, FUTURE_TOLERANCE)
    }

    /// As [`Series::admit`] would have at `now` with none of the samples that came later: for
    /// looking back at a record.
    pub fn admit_past(
        samples: Arc<Samples>,
        rules: Arc<SeriesRules>,
        now: i64,
    ) -> Result<Self, SeriesFault> {
        Self::admit_until(samples, rules, now, 0)
    }

    fn admit_until(
        samples: Arc<Samples>,
        rules: Arc<SeriesRules>,
        now: i64,
        ahead: i64,
    ) -> Result<Self, SeriesFault> {
        let from = rules.window.map(|window| now.saturating_sub(window));
        let end = now.saturating_add(ahead);
        let range = samples.range(from.unwrap_or(i64::MIN), end);
        let series = Self { samples, range, rules, from, present: now };
        // One that lies before the window still says how long ago the metric went silent.
        if let Some(newest) = series.samples.times().get(..series.range.end).and_then(<[_]>::last) {
            series.rules.check_age(now.saturating_sub(*newest))?;
        }
        if series.times().is_empty() {
            let stretch = series.rules.window.map(Stretch::last);
            return Err(SeriesFault::Empty { stretch });
        }
        series.rules.check_number(series.count())?;
        if let Some(window) = series.rules.window {
            series.check_coverage(window)?;
        }
        Ok(series)
    }

    pub fn rules(&self) -> &SeriesRules {
        &self.rules
    }

    /// The moment that the series looks back from: the snapshot's `now`, or the end of a
    /// [`Series::between`] that lies before it.
    pub fn present(&self) -> i64 {
        self.present
    }

    /// Where the time that the series answers for begins: its window, else its first sample.
    pub fn from(&self) -> i64 {
        let first = || self.times().first().copied();
        self.from.or_else(first).unwrap_or(self.present)
    }

    pub fn times(&self) -> &[i64] {
        self.samples.times().get(self.range.clone()).unwrap_or_default()
    }

    pub fn values(&self) -> &[f64] {
        self.samples.values().get(self.range.clone()).unwrap_or_default()
    }

    /// Time and value of each sample, oldest first.
    pub fn points(&self) -> impl DoubleEndedIterator<Item = (i64, f64)> + '_ {
        self.times().iter().copied().zip(self.values().iter().copied())
    }

    /// The longest gap allowed, if there can be a longer one: else no sample has to be looked at.
    fn gap_limit(&self) -> Option<i64> {
        let limit = self.rules.longest_gap();
        (self.samples.longest_gap() > limit).then_some(limit)
    }

    /// Of samples that were admitted already, by the same rules.
    pub(crate) fn admitted(
        (samples, rules): (&Arc<Samples>, &Arc<SeriesRules>),
        range: Range<usize>,
        (from, present): (Option<i64>, i64),
    ) -> Self {
        Self { samples: Arc::clone(samples), range, rules: Arc::clone(rules), from, present }
    }

    fn check_coverage(&self, length: i64) -> Result<(), SeriesFault> {
        self.rules.check_coverage(length, |step| filled(self.times(), step, self.present))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::parse_duration;

    const S: i64 = 1_000_000_000;

    fn nanos(text: &str) -> Option<i64> {
        Some(parse_duration(text).unwrap())
    }

    fn rules() -> SeriesRules {
        SeriesRules {
            window: nanos("15m"),
            step: nanos("15s"),
            stale_after: nanos("1m"),
            ..SeriesRules::default()
        }
    }

    /// `count` samples, 15 s apart, the newest `age` seconds before a `now` of 10,000 s.
    fn admit(rules: SeriesRules, count: i64, age: i64) -> Result<Series, SeriesFault> {
        let now = 10_000 * S;
        let points = (0..count).rev().map(|i| (now - (age + 15 * i) * S, 1.0)).collect();
        let (samples, _) = Samples::new(points, now).unwrap();
        Series::admit(samples, rules, now)
    }

    #[track_caller]
    fn check_fault(outcome: Result<Series, SeriesFault>, message: &str) {
        assert_eq!(outcome.unwrap_err().to_string(), message);
    }

    #[test]
    fn enough_fresh_samples_are_admitted() {
        assert_eq!(admit(rules(), 60, 0).unwrap().count(), 60);
        assert_eq!(admit(rules(), 30, 60).unwrap().count(), 30);
    }

    #[test]
    fn samples_before_the_window_are_left_out() {
        let series = admit(rules(), 100, 0).unwrap();
        assert_eq!(series.count(), 61);
        assert_eq!(series.times().first(), Some(&series.from()));
    }

    #[test]
    fn without_evidence_there_is_no_series() {
        check_fault(admit(rules(), 0, 0), "no samples in the last 15m");
        check_fault(admit(rules(), 5, 1000), "newest sample is 16m40s old, limit 1m");
        let any_age = SeriesRules { stale_after: None, ..rules() };
        check_fault(admit(any_age, 5, 1000), "no samples in the last 15m");
        check_fault(admit(SeriesRules::default(), 0, 0), "no samples");
        let no_floor = SeriesRules { min_samples: 0, min_coverage: 0.0, ..rules() };
        check_fault(admit(no_floor, 0, 0), "no samples in the last 15m");
    }

    #[test]
    fn stale_sparse_and_short_series_are_refused_with_figures() {
        check_fault(admit(rules(), 60, 300), "newest sample is 5m old, limit 1m");
        check_fault(admit(rules(), 60, 61), "newest sample is 1m1s old, limit 1m");
        check_fault(
            admit(rules(), 12, 0),
            "12 of 60 expected samples (20 %), at least 50 % needed",
        );
        let floor = SeriesRules { min_samples: 70, ..rules() };
        check_fault(admit(floor, 60, 0), "60 samples, at least 70 needed");
    }

    #[test]
    fn coverage_at_the_limit_passes() {
        let exact = SeriesRules { min_coverage: 0.55, step: nanos("9s"), ..rules() };
        assert!(admit(exact.clone(), 55, 0).is_ok());
        check_fault(admit(exact, 54, 0), "54 of 100 expected samples (54 %), at least 55 % needed");
    }

    /// Admits samples at these seconds before `now`, and demands all that are expected.
    fn admit_at(seconds: impl Iterator<Item = f64>) -> Result<Series, SeriesFault> {
        let now = 10_000 * S;
        let mut points: Vec<_> = seconds.map(|ago| (now - (ago * 1e9) as i64, 1.0)).collect();
        points.reverse();
        let (samples, _) = Samples::new(points, now).unwrap();
        Series::admit(samples, SeriesRules { min_coverage: 1.0, ..rules() }, now)
    }

    #[test]
    fn a_burst_covers_no_more_than_its_own_time() {
        check_fault(
            admit_at((0..60).map(f64::from)),
            "5 of 60 expected samples (8.333 %), at least 100 % needed",
        );
        let twice = (0..30).flat_map(|i| [f64::from(i * 30), f64::from(i * 30) + 0.1]);
        check_fault(admit_at(twice), "30 of 60 expected samples (50 %), at least 100 % needed");
        let ahead = (0..56).map(|i| f64::from(i * 15));
        let ahead = (1..50).rev().map(|i| f64::from(-i)).chain(ahead);
        check_fault(admit_at(ahead), "56 of 60 expected samples (93.33 %), at least 100 % needed");
    }

    #[test]
    fn samples_slightly_off_their_step_are_counted() {
        for offset in [0.0, 0.5, 7.5, 14.9] {
            let jitter = |i: i32| if i % 2 == 0 { 0.05 } else { -0.05 };
            let off = (0..60).map(|i| f64::from(i * 15) + offset + jitter(i));
            assert_eq!(admit_at(off).map(|series| series.count()), Ok(60), "{offset}");
        }
    }

    #[test]
    fn a_coverage_that_is_no_number_admits_nothing() {
        assert!(admit(SeriesRules { min_coverage: f64::NAN, ..rules() }, 60, 0).is_err());
    }

    #[test]
    fn a_sample_slightly_ahead_of_now_is_the_present() {
        let series = admit(rules(), 60, -30).unwrap();
        assert_eq!(series.times().last(), Some(&(10_030 * S)));
        assert_eq!(series.present(), 10_000 * S);
    }
}
