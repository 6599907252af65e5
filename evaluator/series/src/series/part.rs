//! Parts of a series in time. They share its samples and keep its demand for coverage.

use super::{ArgumentFault, Series, SeriesFault, Stretch};

impl Series {
    /// The samples of the last so many nanoseconds before the present, and any that lie
    /// slightly ahead of it.
    pub fn last(&self, duration: i64) -> Result<Self, SeriesFault> {
        if duration < 0 {
            return Err(ArgumentFault::NegativeDuration { duration }.into());
        }
        self.part(self.present.saturating_sub(duration), i64::MAX)
    }

    /// The samples at `time` and later.
    pub fn since(&self, time: i64) -> Result<Self, SeriesFault> {
        self.part(time, i64::MAX)
    }

    /// The samples from `start` to `end`, both included; the present of the result is `end`
    /// when that is past.
    pub fn between(&self, start: i64, end: i64) -> Result<Self, SeriesFault> {
        if start > end {
            return Err(ArgumentFault::Backwards { by: start.saturating_sub(end) }.into());
        }
        self.part(start, end)
    }

    fn part(&self, start: i64, end: i64) -> Result<Self, SeriesFault> {
        if start > self.present {
            return Err(ArgumentFault::Future { by: start.saturating_sub(self.present) }.into());
        }
        let present = end.min(self.present);
        let inside = self.samples.range(start, end);
        let range = inside.start.max(self.range.start)..inside.end.min(self.range.end);
        if range.is_empty() {
            let before = |time| self.present.saturating_sub(time);
            let stretch = Some(Stretch { start: before(start), end: before(present) });
            return Err(SeriesFault::Empty { stretch });
        }
        let from = self.from.map(|from| from.max(start));
        let part = Self { range, from, present, ..self.clone() };
        let asked = present.saturating_sub(start);
        let from = self.from().max(start);
        self.rules.check_reach(asked, present.saturating_sub(from))?;
        part.check_coverage(asked)?;
        Ok(part)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Samples, SeriesRules};
    use super::*;

    const S: i64 = 1_000_000_000;
    const NOW: i64 = 1000 * S;

    /// A sample every 10 s from 0 to `NOW`, with a window of 500 s.
    fn series(rules: SeriesRules) -> Series {
        let points = (0..=100).map(|i| (i * 10 * S, i as f64)).collect();
        let (samples, _) = Samples::new(points, NOW).unwrap();
        Series::admit(samples, rules, NOW).unwrap()
    }

    fn rules() -> SeriesRules {
        SeriesRules { window: Some(500 * S), step: Some(10 * S), ..SeriesRules::default() }
    }

    #[track_caller]
    fn check_fault(outcome: Result<Series, SeriesFault>, message: &str) {
        assert_eq!(outcome.unwrap_err().to_string(), message);
    }

    #[test]
    fn parts_include_their_ends() {
        let series = series(rules());
        assert_eq!(series.last(30 * S).unwrap().values(), [97.0, 98.0, 99.0, 100.0]);
        assert_eq!(series.since(980 * S).unwrap().values(), [98.0, 99.0, 100.0]);
        assert_eq!(series.last(0).unwrap().values(), [100.0]);
    }

    #[test]
    fn between_moves_the_present_back() {
        let part = series(rules()).between(600 * S, 620 * S).unwrap();
        assert_eq!(part.values(), [60.0, 61.0, 62.0]);
        assert_eq!(part.present(), 620 * S);
        assert_eq!(part.last(10 * S).unwrap().values(), [61.0, 62.0]);
        assert_eq!(series(rules()).between(980 * S, NOW + S).unwrap().present(), NOW);
    }

    #[test]
    fn bad_arguments_are_faults() {
        let series = series(rules());
        check_fault(series.last(-S), "duration -1s is negative");
        check_fault(series.since(NOW + 2 * S), "the start is 2s after the present");
        check_fault(series.between(9 * S, 4 * S), "the end is 5s before the start");
    }

    #[test]
    fn an_empty_part_names_its_stretch() {
        let points = vec![(960 * S, 1.0)];
        let (samples, _) = Samples::new(points, NOW).unwrap();
        let series = Series::admit(samples, SeriesRules::default(), NOW).unwrap();
        check_fault(series.last(30 * S), "no samples in the last 30s");
        check_fault(
            series.between(0, 900 * S),
            "no samples from 16m40s to 1m40s before the present",
        );
    }

    #[test]
    fn a_part_needs_coverage_too() {
        let mut points: Vec<_> = (50..=80).map(|i| (i * 10 * S, 1.0)).collect();
        points.push((NOW, 1.0));
        let (samples, _) = Samples::new(points, NOW).unwrap();
        let series = Series::admit(samples, rules(), NOW).unwrap();
        assert!(series.last(400 * S).is_ok());
        check_fault(series.last(200 * S), "2 of 20 expected samples (10 %), at least 50 % needed");
    }

    #[test]
    fn a_burst_does_not_cover_a_part() {
        let mut points: Vec<_> = (50..=80).map(|i| (i * 10 * S, 1.0)).collect();
        points.extend((981..=1000).map(|second| (second * S, 1.0)));
        let (samples, _) = Samples::new(points, NOW).unwrap();
        let series = Series::admit(samples, rules(), NOW).unwrap();
        check_fault(series.last(200 * S), "4 of 20 expected samples (20 %), at least 50 % needed");
    }

    #[test]
    fn a_part_may_reach_beyond_the_window_only_a_little() {
        let without_step = series(SeriesRules { step: None, ..rules() });
        assert_eq!(without_step.last(510 * S).unwrap().from(), 500 * S);
        check_fault(
            without_step.since(-1500 * S),
            "the window covers 8m20s of 41m40s asked for (20 %), at least 50 % needed",
        );
        let without_window = series(SeriesRules { window: None, step: None, ..rules() });
        check_fault(
            without_window.since(-1500 * S),
            "the window covers 16m40s of 41m40s asked for (40 %), at least 50 % needed",
        );
        assert_eq!(without_window.since(-500 * S).unwrap().count(), 101);
    }

    proptest! {
        #[test]
        fn a_part_is_the_samples_within_it(
            steps in prop::collection::vec(1_i64..5, 1..60),
            a in 0_i64..150,
            b in 0_i64..150,
        ) {
            let mut time = 0;
            let mut points = Vec::new();
            for step in steps {
                time += step;
                points.push((time, time as f64));
            }
            let (samples, _) = Samples::new(points.clone(), 150).unwrap();
            let any_reach = SeriesRules { min_coverage: 0.0, ..SeriesRules::default() };
            let series = Series::admit(samples, any_reach, 150).unwrap();
            let (a, b) = (a.min(b), a.max(b));
            points.retain(|(time, _)| (a..=b).contains(time));
            match series.between(a, b) {
                Ok(part) => prop_assert_eq!(part.points().collect::<Vec<_>>(), points),
                Err(_) => prop_assert!(points.is_empty()),
            }
        }
    }
}
