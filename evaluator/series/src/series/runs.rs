//! The runs of a series in which a condition held or failed, as two bits for each sample.
//! Spans are made of them when they are asked for: there may be as many as samples.

mod bits;

use std::iter;

use self::bits::{Bits, WORD, with_next, word};
use super::presence::State;
use super::span::Span;
use super::spans::Lists;
use super::{Condition, Gap, Series};

#[derive(Debug, Clone)]
pub(super) struct Runs {
    series: Series,
    condition: Condition,
    /// Samples for which the condition holds.
    holds: Bits,
    /// The last sample of each run: the one after it disagrees or lies beyond a gap.
    lasts: Bits,
    size: usize,
    count: usize,
}

/// Consecutive samples that agree on the condition: indexes of the first and the last one.
#[derive(Debug, Clone, Copy)]
struct Run {
    first: usize,
    last: usize,
}

impl Runs {
    pub(super) fn of(series: &Series, condition: Condition) -> Self {
        let verdicts = series.values().chunks(WORD).map(|values| verdicts(condition, values));
        let holds = Bits::of_words(verdicts);
        let lasts = lasts(series, &holds);
        let size = ones(lasts.words().iter().copied());
        let both = lasts.words().iter().zip(holds.words()).map(|(last, holds)| last & holds);
        let count = ones(both);
        Self { series: series.clone(), condition, holds, lasts, size, count }
    }

    /// How many runs there are.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// How many there are in which it held.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The newest one of the longest in which it held.
    pub(super) fn longest(&self) -> Option<Span> {
        let longest = self.holding().max_by_key(|run| self.length(*run))?;
        self.span(longest)
    }

    pub(super) fn total(&self) -> i64 {
        // Runs do not overlap: together they are no longer than all time there is.
        let total = self.holding().fold(0, |total: u64, run| total.wrapping_add(self.length(run)));
        i64::try_from(total).unwrap_or(i64::MAX)
    }

    /// The newest in which it held, oldest first.
    pub(super) fn newest(&self, count: usize) -> Vec<Span> {
        let holding = self.backwards().filter(|run| self.holds.is_set(run.last));
        let mut newest: Vec<Span> = holding.take(count).filter_map(|run| self.span(run)).collect();
        newest.reverse();
        newest
    }

    pub(super) fn lists(&self) -> Lists {
        let mut holds = Vec::with_capacity(self.count);
        let mut fails = Vec::with_capacity(self.size.saturating_sub(self.count));
        for run in self.iter() {
            let list = if self.holds.is_set(run.last) { &mut holds } else { &mut fails };
            list.extend(self.span(run));
        }
        Lists { holds, fails }
    }

    /// As of the newest sample, unless the present is too far from it.
    pub(super) fn present(&self) -> State {
        let max_gap = self.series.rules().longest_gap();
        let newest = self.backwards().next();
        let Some((run, span)) = newest.and_then(|run| Some((run, self.span(run)?))) else {
            return State::Unknown(Gap { age: i64::MAX, max_gap });
        };
        let age = self.series.present().saturating_sub(span.to);
        if age > max_gap {
            return State::Unknown(Gap { age, max_gap });
        }
        if self.holds.is_set(run.last) { State::True(Some(span)) } else { State::False(Some(span)) }
    }

    #[inline]
    fn holding(&self) -> impl Iterator<Item = Run> {
        self.iter().filter(|run| self.holds.is_set(run.last))
    }

    #[inline]
    fn iter(&self) -> impl Iterator<Item = Run> {
        let mut first = 0;
        self.lasts.ones().map(move |last| {
            let run = Run { first, last };
            first = last.wrapping_add(1);
            run
        })
    }

    fn backwards(&self) -> impl Iterator<Item = Run> {
        let mut lasts = self.lasts.ones().rev().peekable();
        iter::from_fn(move || {
            let last = lasts.next()?;
            let first = lasts.peek().map_or(0, |before| before.wrapping_add(1));
            Some(Run { first, last })
        })
    }

    #[inline]
    fn length(&self, run: Run) -> u64 {
        let times = self.series.times();
        let ends = times.get(run.first).zip(times.get(run.last));
        ends.map_or(0, |(from, to)| to.abs_diff(*from))
    }

    /// With a peak if it held.
    fn span(&self, Run { first, last }: Run) -> Option<Span> {
        let times = self.series.times();
        let values = || self.condition.most_extreme(self.series.values().get(first..=last)?);
        let peak = if self.holds.is_set(last) { Some(values()?) } else { None };
        Some(Span { from: *times.get(first)?, to: *times.get(last)?, peak })
    }
}

fn ones(words: impl Iterator<Item = u64>) -> usize {
    words.fold(0, |sum, word| sum.wrapping_add(word.count_ones() as usize))
}

fn verdicts(condition: Condition, values: &[f64]) -> u64 {
    let values = values.iter().copied();
    // A loop for each condition, so that what to compare is decided once.
    match condition {
        Condition::Above(limit) => word(values, |value| value > limit),
        Condition::AtLeast(limit) => word(values, |value| value >= limit),
        Condition::Below(limit) => word(values, |value| value < limit),
        Condition::AtMost(limit) => word(values, |value| value <= limit),
        Condition::Outside { low, high } => word(values, |value| value < low || value > high),
    }
}

fn lasts(series: &Series, holds: &Bits) -> Bits {
    let times = series.times();
    let disagree = |(word, next): (u64, u64)| word ^ (word >> 1 | next << 63);
    let mut lasts = Bits::of_words(with_next(holds.words()).map(disagree));
    if let Some(limit) = series.gap_limit() {
        let later = times.get(1..).unwrap_or_default();
        let pairs = times.chunks(WORD).zip(later.chunks(WORD));
        lasts.add(pairs.map(|(before, after)| gaps(before, after, limit)));
    }
    lasts.set(times.len().saturating_sub(1));
    lasts
}

/// A bit for each time that the one after it lies too far from.
fn gaps(before: &[i64], after: &[i64], limit: i64) -> u64 {
    // Times ascend: the difference fits. Below 0 every distance is too long.
    let limit = u64::try_from(limit).unwrap_or(0);
    word(before.iter().zip(after), |(before, after)| after.wrapping_sub(*before) as u64 > limit)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Samples, SeriesRules, Spans};
    use super::*;

    fn conditions() -> impl Strategy<Value = Condition> {
        let limit = || (-2_i32..=2).prop_map(f64::from);
        prop_oneof![
            limit().prop_map(Condition::Above),
            limit().prop_map(Condition::AtLeast),
            limit().prop_map(Condition::Below),
            limit().prop_map(Condition::AtMost),
            (limit(), 0..=2).prop_map(|(low, width)| {
                Condition::Outside { low, high: low + f64::from(width) }
            }),
        ]
    }

    /// Of one to four words, in runs that are short or long; sometimes a part of its samples.
    fn series() -> impl Strategy<Value = Series> {
        let run = (1_usize..=70, 1_usize..=70, 1_i64..14, -3_i32..=3);
        let runs = prop::collection::vec(run, 1..12);
        (runs, prop::option::of(-1_i64..14), 0_i64..20, 0_i64..100).prop_map(
            |(runs, max_gap, age, skipped)| {
                let mut points: Vec<(i64, f64)> = Vec::new();
                for (a, b, step, value) in runs {
                    for _ in 0..a.min(b) {
                        let time = points.last().map_or(0, |last| last.0 + step);
                        let change = i32::try_from(points.len() % 2).unwrap();
                        points.push((time, f64::from(value + change)));
                    }
                }
                let last = points.last().unwrap().0;
                let rules = SeriesRules { max_gap, min_coverage: 0.0, ..SeriesRules::default() };
                let (samples, _) = Samples::new(points, last + age).unwrap();
                let series = Series::admit(samples, rules, last + age).unwrap();
                series.since(skipped.min(last)).unwrap()
            },
        )
    }

    /// Sample after sample.
    fn naive(series: &Series, condition: Condition) -> Lists {
        let limit = series.rules().max_gap.unwrap_or(i64::MAX);
        let mut lists = Lists { holds: Vec::new(), fails: Vec::new() };
        let mut before: Option<(i64, bool)> = None;
        for (time, value) in series.points() {
            let holds = condition.holds(value);
            let goes_on = before.is_some_and(|(to, held)| held == holds && time - to <= limit);
            let list = if holds { &mut lists.holds } else { &mut lists.fails };
            if !goes_on {
                list.push(Span { from: time, to: time, peak: holds.then_some(value) });
            }
            let span = list.last_mut().unwrap();
            span.to = time;
            span.peak = span.peak.map(|peak| worse(condition, peak, value));
            before = Some((time, holds));
        }
        lists
    }

    fn worse(condition: Condition, peak: f64, value: f64) -> f64 {
        match condition {
            Condition::Above(_) | Condition::AtLeast(_) => peak.max(value),
            Condition::Below(_) | Condition::AtMost(_) => peak.min(value),
            Condition::Outside { low, high } => {
                let excess = |value: f64| (low - value).max(value - high);
                if excess(value) > excess(peak) { value } else { peak }
            }
        }
    }

    fn present(series: &Series, condition: Condition, lists: &Lists) -> State {
        let max_gap = series.rules().max_gap.unwrap_or(i64::MAX);
        let age = series.present() - series.times().last().unwrap();
        if age > max_gap {
            State::Unknown(Gap { age, max_gap })
        } else if condition.holds(series.latest().unwrap()) {
            State::True(lists.holds.last().copied())
        } else {
            State::False(lists.fails.last().copied())
        }
    }

    proptest! {
        #[test]
        fn runs_answer_as_lists_do(
            series in series(),
            condition in conditions(),
            durations in prop::collection::vec(-1_i64..300, 5),
        ) {
            let lists = naive(&series, condition);
            let present = present(&series, condition, &lists);
            let spans = series.spans(condition).unwrap();
            prop_assert_eq!(spans.list(), lists.holds.clone());
            prop_assert_eq!(spans.fails(), lists.fails.clone());
            let listed = Spans::of_lists(lists.holds, lists.fails, present);
            prop_assert_eq!(&spans, &listed);
            prop_assert_eq!(spans.size(), listed.size());
            prop_assert_eq!(spans.count(), listed.count());
            prop_assert_eq!(spans.total(), listed.total());
            prop_assert_eq!(spans.longest(), listed.longest());
            prop_assert_eq!(spans.longest_span(), listed.longest_span());
            prop_assert_eq!(spans.ongoing(), listed.ongoing());
            prop_assert_eq!(spans.ongoing_span(), listed.ongoing_span());
            prop_assert_eq!(spans.not(), listed.not());
            for count in 0..5 {
                prop_assert_eq!(spans.newest(count), listed.newest(count));
            }
            let first = series.times()[0];
            for duration in durations {
                prop_assert_eq!(spans.lasted(duration), listed.lasted(duration));
                prop_assert_eq!(spans.lasting(duration), listed.lasting(duration));
                let after = |spans: &Spans| spans.lasting_after(first, duration);
                prop_assert_eq!(after(&spans), after(&listed));
            }
        }
    }
}
