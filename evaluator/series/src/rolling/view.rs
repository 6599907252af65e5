//! A sliding part of the samples: the window of the rules, or the last part of it.

use std::ops::Range;

use super::coverage::Coverage;
use super::question::{Answer, Fault, Question};
use super::slide::{Points, Rolling, Slide};
use super::tracker::{Need, Tracker};
use crate::series::{EMPTY, SeriesFault, SeriesRules, Stretch, expected, filled, finite};

#[derive(Debug)]
pub(super) struct View {
    /// How far it looks back; `None` for all there is.
    pub(super) length: Option<i64>,
    pub(super) range: Range<usize>,
    /// `None` without a step, or where times are so far apart that they do not subtract.
    coverage: Option<Coverage>,
    demand: Option<Demand>,
    trackers: Vec<(Need, Tracker)>,
    pub(super) verdict: Result<(), SeriesFault>,
}

/// How many steps have to hold a sample.
#[derive(Debug, Clone, Copy)]
struct Demand {
    /// The fewest that pass.
    needed: usize,
}

impl View {
    pub(super) fn new(length: Option<i64>, rules: &SeriesRules, points: Points<'_>) -> Self {
        let steps = length.zip(rules.known_step());
        let demand = steps.map(|(length, step)| Demand::new(rules, length, step));
        let near = steps.filter(|(_, step)| are_near(points, *step));
        let coverage = near.map(|(length, step)| Coverage::new(step, length));
        let (trackers, verdict) = (Vec::new(), Err(EMPTY));
        Self { length, range: 0..0, coverage, demand, trackers, verdict }
    }

    /// The tracker for that need, a new one if there is none.
    pub(super) fn track(&mut self, need: Need, max_gap: i64, points: Points<'_>) -> usize {
        let known = self.trackers.iter().position(|(known, _)| *known == need);
        known.unwrap_or_else(|| {
            let mut tracker = need.tracker(max_gap);
            let old = self.range.start..self.range.start;
            tracker.slide(points, &Slide { old, new: self.range.clone() });
            self.trackers.push((need, tracker));
            self.trackers.len().saturating_sub(1)
        })
    }

    /// To the samples at `from` or later, and from `bounds.start` to `bounds.end`.
    #[inline]
    pub(super) fn slide(&mut self, points: Points<'_>, from: i64, bounds: Range<usize>) {
        let old = self.range.clone();
        let mut start = old.start.max(bounds.start).min(bounds.end);
        while start < bounds.end && points.time(start) < from {
            start = start.wrapping_add(1);
        }
        self.range = start..bounds.end;
        if old == self.range {
            return;
        }
        let slide = Slide { old, new: self.range.clone() };
        if let Some(coverage) = &mut self.coverage {
            coverage.slide(points, &slide);
        }
        for (_, tracker) in &mut self.trackers {
            tracker.slide(points, &slide);
        }
    }

    /// The window of the rules, as when a series is admitted.
    #[inline]
    pub(super) fn admit(&mut self, points: Points<'_>, rules: &SeriesRules, now: i64) {
        let age = now.saturating_sub(points.time(self.range.end.wrapping_sub(1)));
        let fresh = rules.stale_after.is_none_or(|limit| age <= limit);
        let enough = !self.range.is_empty() && self.range.len() >= rules.min_samples;
        if fresh && enough && self.is_dense(points) {
            self.verdict = Ok(());
        } else {
            self.verdict = self.admission(points, rules, now);
        }
    }

    #[cold]
    fn admission(
        &self,
        points: Points<'_>,
        rules: &SeriesRules,
        now: i64,
    ) -> Result<(), SeriesFault> {
        if let Some(newest) = self.range.end.checked_sub(1) {
            rules.check_age(now.saturating_sub(points.time(newest)))?;
        }
        if self.range.is_empty() {
            return Err(SeriesFault::Empty { stretch: self.length.map(Stretch::last) });
        }
        rules.check_number(self.range.len())?;
        match self.length {
            Some(length) => rules.check_coverage(length, |step| self.filled(points, step, now)),
            None => Ok(()),
        }
    }

    /// The last part of a window that begins at `from` and was admitted.
    #[inline]
    pub(super) fn divide(
        &mut self,
        points: Points<'_>,
        rules: &SeriesRules,
        (from, now): (i64, i64),
    ) {
        let length = self.length.unwrap_or_default();
        let reaches = now.checked_sub(length).is_some_and(|start| from <= start);
        if reaches && !self.range.is_empty() && self.is_dense(points) {
            self.verdict = Ok(());
        } else {
            self.verdict = self.part(points, rules, (from, now));
        }
    }

    #[cold]
    fn part(
        &self,
        points: Points<'_>,
        rules: &SeriesRules,
        (from, now): (i64, i64),
    ) -> Result<(), SeriesFault> {
        let start = now.saturating_sub(self.length.unwrap_or_default());
        let asked = now.saturating_sub(start);
        if self.range.is_empty() {
            return Err(SeriesFault::Empty { stretch: Some(Stretch::last(asked)) });
        }
        rules.check_reach(asked, now.saturating_sub(from.max(start)))?;
        rules.check_coverage(asked, |step| self.filled(points, step, now))
    }

    /// Whether it is for sure; of a range that is not empty.
    #[inline]
    fn is_dense(&self, points: Points<'_>) -> bool {
        let Some(demand) = self.demand else {
            return true;
        };
        let (first, last) = (self.range.start, self.range.end.wrapping_sub(1));
        self.coverage.as_ref().is_some_and(|coverage| {
            coverage.at_least() >= demand.needed
                || coverage.filled(points, first, last) >= demand.needed
        })
    }

    /// Of a range that is not empty. What is computed afresh is not asked here.
    #[inline(always)]
    pub(super) fn answer(
        &self,
        (question, tracker): (&Question, usize),
        points: Points<'_>,
        now: i64,
    ) -> Option<Result<Answer, Fault>> {
        let (count, last) = (self.range.len(), self.range.end.wrapping_sub(1));
        let number = |value: Result<f64, SeriesFault>| Ok(Answer::Number(value?));
        let tracker = self.trackers.get(tracker).map(|(_, tracker)| tracker);
        Some(match (question, tracker) {
            (Question::Latest, _) => Ok(Answer::Number(points.value(last))),
            (Question::Count, _) => Ok(Answer::Count(count)),
            (Question::Min | Question::Max, Some(Tracker::Extreme(extreme))) => {
                number(extreme.value().ok_or(EMPTY))
            }
            (Question::Sum, Some(Tracker::Sum(sum))) => number(finite(sum.rounded())),
            (Question::Avg, Some(Tracker::Sum(sum))) => number(finite(sum.divided(count as u64))),
            (Question::Increase, Some(Tracker::Increase(increase))) => {
                number(increase.value(count))
            }
            (Question::Percentile(percent), Some(Tracker::Order(order))) => {
                number(order.percentile(count, *percent))
            }
            (Question::Spans(_, question), Some(Tracker::Runs(runs))) => {
                runs.answer(*question, points, (self.range.start, last, now))
            }
            _ => return None,
        })
    }

    fn filled(&self, points: Points<'_>, step: i64, now: i64) -> usize {
        let last = self.range.end.wrapping_sub(1);
        match &self.coverage {
            Some(coverage) => coverage.filled(points, self.range.start, last),
            None => filled(points.times(self.range.clone()), step, now),
        }
    }
}

impl Demand {
    /// `needed` is more than there can be where nothing passes.
    fn new(rules: &SeriesRules, length: i64, step: i64) -> Self {
        let expected = expected(length, step);
        let passes = |samples: usize| rules.check_share(samples, expected).is_ok();
        let (mut low, mut high) = (0, expected.saturating_add(1));
        while low < high {
            let middle = low.midpoint(high);
            if passes(middle) && middle <= expected {
                high = middle;
            } else {
                low = middle.wrapping_add(1);
            }
        }
        let needed = if low > expected { usize::MAX } else { low };
        Self { needed }
    }
}

/// Whether times and steps between the first and the last sample never overflow.
fn are_near(points: Points<'_>, step: i64) -> bool {
    let Some(last) = points.len().checked_sub(1) else {
        return true;
    };
    let (first, last) = (points.time(0), points.time(last));
    let reach = last.checked_add(step).zip(last.checked_sub(first));
    reach.is_some_and(|(_, length)| length.checked_add(step).is_some())
}
