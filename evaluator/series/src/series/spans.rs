//! Where in time a condition held, failed, or is not known, with Kleene's "and", "or", "not".

mod lists;

use std::borrow::Cow;
use std::fmt;

pub(super) use self::lists::Lists;
use super::Gap;
#[cfg(test)]
use super::Presence;
use super::presence::State;
use super::runs::Runs;
use super::span::{Span, intersection, union};
use crate::quantity::duration_apart;

/// What neither holds nor fails is not known: the time before, between and after the runs.
#[derive(Debug, Clone)]
pub struct Spans {
    form: Form,
    present: State,
}

#[derive(Debug, Clone)]
enum Form {
    /// Of one condition on one series.
    Runs(Runs),
    /// Of a combination.
    Lists(Lists),
}

/// Of two with the same spans, in whatever form.
impl PartialEq for Spans {
    fn eq(&self, other: &Self) -> bool {
        self.present == other.present
            && self.size() == other.size()
            && self.lists() == other.lists()
    }
}

/// Why a question to spans has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpanFault {
    GapAtPresent(Gap),
    /// It has held since the first sample, and may have held before it. Nanoseconds.
    SinceFirst {
        length: i64,
        wanted: i64,
    },
}

impl fmt::Display for SpanFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::GapAtPresent(gap) => gap.fmt(f),
            Self::SinceFirst { length, wanted } => {
                let (length, wanted) = duration_apart(*length, *wanted);
                write!(f, "it has held since the first sample, for {length}: ")?;
                write!(f, "whether for {wanted} is not known")
            }
        }
    }
}

impl std::error::Error for SpanFault {}

/// Durations in nanoseconds. A span lasts from its first to its last sample, so that a
/// single sample lasts 0.
impl Spans {
    pub(super) fn of_runs(runs: Runs) -> Self {
        let present = runs.present();
        Self { form: Form::Runs(runs), present }
    }

    pub(super) fn of_lists(holds: Vec<Span>, fails: Vec<Span>, present: State) -> Self {
        Self { form: Form::Lists(Lists { holds, fails }), present }
    }

    fn lists(&self) -> Cow<'_, Lists> {
        match &self.form {
            Form::Runs(runs) => Cow::Owned(runs.lists()),
            Form::Lists(lists) => Cow::Borrowed(lists),
        }
    }

    /// The newest spans in which the condition held, at most so many, oldest first.
    pub fn newest(&self, count: usize) -> Vec<Span> {
        match &self.form {
            Form::Runs(runs) => runs.newest(count),
            Form::Lists(lists) => lists.newest(count),
        }
    }

    /// Where the condition held, oldest first.
    #[cfg(test)]
    pub(super) fn list(&self) -> Vec<Span> {
        self.lists().into_owned().holds
    }

    /// Where the condition was seen to fail, oldest first, without peaks.
    #[cfg(test)]
    pub(super) fn fails(&self) -> Vec<Span> {
        self.lists().into_owned().fails
    }

    #[cfg(test)]
    pub(super) fn present(&self) -> Presence {
        self.present.presence()
    }

    /// Whether the condition holds now, and has for at least so long.
    pub fn lasting(&self, duration: i64) -> Result<bool, SpanFault> {
        self.present.lasting(duration)
    }

    /// The same, where nothing is known of the time before the first sample.
    pub fn lasting_after(&self, first: i64, duration: i64) -> Result<bool, SpanFault> {
        self.present.lasting_after(first, duration)
    }

    /// Whether the condition held for at least so long at any time.
    pub fn lasted(&self, duration: i64) -> bool {
        self.longest_span().is_some_and(|span| span.length() >= duration)
    }

    pub fn is_ongoing(&self) -> Result<bool, SpanFault> {
        self.present.is_ongoing()
    }

    /// How long the condition has held until now; 0 when it does not.
    pub fn ongoing(&self) -> Result<i64, SpanFault> {
        self.present.ongoing()
    }

    /// The span that the condition holds in now. Not always the newest of a combination: a
    /// sample of one side may lie after the last one of the side that has held for longer.
    pub fn ongoing_span(&self) -> Option<&Span> {
        self.present.ongoing_span()
    }

    /// The newest one of the longest.
    pub fn longest_span(&self) -> Option<Span> {
        match &self.form {
            Form::Runs(runs) => runs.longest(),
            Form::Lists(lists) => lists.longest(),
        }
    }

    pub fn longest(&self) -> i64 {
        self.longest_span().map_or(0, |span| span.length())
    }

    pub fn total(&self) -> i64 {
        match &self.form {
            Form::Runs(runs) => runs.total(),
            Form::Lists(lists) => lists.total(),
        }
    }

    pub fn count(&self) -> usize {
        match &self.form {
            Form::Runs(runs) => runs.count(),
            Form::Lists(lists) => lists.holds.len(),
        }
    }

    /// How many spans there are, of those that hold and those that fail.
    pub fn size(&self) -> usize {
        match &self.form {
            Form::Runs(runs) => runs.size(),
            Form::Lists(lists) => lists.size(),
        }
    }

    /// Peaks are lost: they belong to the condition, not to its opposite.
    pub fn not(&self) -> Self {
        let Lists { holds, fails } = self.lists().into_owned();
        let plain = holds.into_iter().map(Span::without_peak).collect();
        Self::of_lists(fails, plain, self.present.not())
    }

    /// Holds where both hold, fails where either fails.
    pub fn and(&self, other: &Self) -> Self {
        let (left, right) = (self.lists(), other.lists());
        let fails = union(&left.fails, &right.fails);
        let present = self.present.and(other.present, &fails);
        Self::of_lists(intersection(&left.holds, &right.holds), fails, present)
    }

    /// Holds where either holds, fails where both fail.
    pub fn or(&self, other: &Self) -> Self {
        let (left, right) = (self.lists(), other.lists());
        let holds = union(&left.holds, &right.holds);
        let present = self.present.or(other.present, &holds);
        Self::of_lists(holds, intersection(&left.fails, &right.fails), present)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Samples, Series, SeriesRules};
    use super::*;

    const S: i64 = 1_000_000_000;

    /// Where samples are above 0, with gaps of at most 60 s; times in seconds.
    fn above(samples: &[(i64, i32)], now: i64) -> Spans {
        let points = samples.iter().map(|(time, value)| (time * S, f64::from(*value))).collect();
        let (samples, _) = Samples::new(points, now * S).unwrap();
        let rules = SeriesRules { max_gap: Some(60 * S), ..SeriesRules::default() };
        Series::admit(samples, rules, now * S).unwrap().above(0.0).unwrap()
    }

    fn ends(list: &[Span]) -> Vec<(i64, i64)> {
        list.iter().map(|span| (span.from / S, span.to / S)).collect()
    }

    #[test]
    fn a_span_lasts_from_its_first_to_its_last_sample() {
        let spans = above(&[(0, 0), (30, 1), (60, 1), (100, 1), (150, 1)], 160);
        assert_eq!(spans.lasting(120 * S), Ok(true));
        assert_eq!(spans.lasting(120 * S + 1), Ok(false));
        assert_eq!(spans.ongoing(), Ok(120 * S));
        assert_eq!(spans.is_ongoing(), Ok(true));
    }

    #[test]
    fn a_span_that_is_over_lasted_but_is_not_lasting() {
        let spans = above(&[(0, 1), (50, 1), (60, 0), (70, 1), (80, 0)], 90);
        assert_eq!(spans.lasting(0), Ok(false));
        assert_eq!(spans.ongoing(), Ok(0));
        assert!(spans.lasted(50 * S));
        assert!(!spans.lasted(51 * S));
        assert_eq!((spans.longest(), spans.total(), spans.count()), (50 * S, 50 * S, 2));
    }

    #[test]
    fn a_gap_at_the_present_leaves_lasting_undetermined() {
        let spans = above(&[(0, 1), (50, 1)], 140);
        let fault = spans.lasting(S).unwrap_err().to_string();
        assert_eq!(fault, "gap covers the present: last sample 1m30s ago, longest allowed gap 1m");
        assert!(spans.ongoing().is_err());
        assert!(spans.is_ongoing().is_err());
        assert!(spans.lasted(50 * S));
    }

    #[test]
    fn a_present_failure_settles_an_and_beside_a_gap() {
        let (gone, failing) = (above(&[(0, 1)], 100), above(&[(100, 0)], 100));
        assert_eq!(gone.and(&failing).lasting(0), Ok(false));
        assert!(gone.or(&failing).lasting(0).is_err());
        assert_eq!(gone.or(&failing.not()).lasting(0), Ok(true));
    }

    #[test]
    fn both_at_once_counts_only_shared_time() {
        let left = above(&[(0, 1), (30, 1), (60, 1)], 70);
        let right = above(&[(5, 0), (25, 1), (65, 1)], 70);
        let both = left.and(&right);
        assert_eq!(ends(&both.list()), [(25, 60)]);
        assert_eq!(both.ongoing(), Ok(35 * S));
        assert_eq!(ends(&both.fails()), [(5, 5)]);
    }

    #[test]
    fn an_older_shared_span_is_not_taken_for_the_present_one() {
        let left = above(&[(0, 1), (50, 1), (60, 0), (70, 1)], 80);
        let right = above(&[(0, 1), (50, 1), (65, 0), (75, 1)], 80);
        let both = left.and(&right);
        assert_eq!(ends(&both.list()), [(0, 50)]);
        assert_eq!(both.present(), Presence::True);
        assert_eq!(both.ongoing(), Ok(0));
        assert_eq!(both.lasting(10 * S), Ok(false));
    }

    #[test]
    fn a_later_sample_of_one_side_does_not_shorten_an_or() {
        let long = above(&[(0, 1), (50, 1), (100, 1)], 110);
        let short = above(&[(50, 0), (105, 1)], 110);
        assert_eq!(long.or(&short).ongoing(), Ok(100 * S));
        let going_on = long.or(&short).ongoing_span().map(|span| (span.from, span.to));
        assert_eq!(going_on, Some((0, 100 * S)));
        assert_eq!(ends(&long.or(&short).list()), [(0, 100), (105, 105)]);
        assert_eq!(short.or(&long).ongoing(), Ok(100 * S));
    }

    /// Samples on a grid of 30 s with some missing, so that 60 s bridge one but not two. The
    /// last is 15, 45 or 75 s old, and leaves the present unknown in the last case.
    fn grid() -> impl Strategy<Value = Spans> {
        let cells = prop::collection::vec(prop::option::of(0..2), 0..12);
        (cells, 12_i64..=14, 0..2).prop_map(|(cells, last, value)| {
            let grid = (0..).zip(cells).filter_map(|(i, value)| Some((i * 30, value?)));
            let samples: Vec<_> = grid.chain([(last * 30, value)]).collect();
            above(&samples, 14 * 30 + 15)
        })
    }

    /// True, false or not known at one moment, by definition.
    fn at(spans: &Spans, time: i64) -> Option<bool> {
        let within = |list: &[Span]| list.iter().any(|s| (s.from..=s.to).contains(&time));
        let (holds, fails) = (within(&spans.list()), within(&spans.fails()));
        assert!(!(holds && fails), "holds and fails at {time}");
        if holds { Some(true) } else { fails.then_some(false) }
    }

    fn kleene_and(a: Option<bool>, b: Option<bool>) -> Option<bool> {
        if a == Some(false) || b == Some(false) { Some(false) } else { Some(a? && b?) }
    }

    fn moments() -> impl Iterator<Item = i64> {
        (-1..60).map(|i| i * 15 * S)
    }

    /// The same without peaks.
    fn plain(spans: &Spans) -> Spans {
        spans.not().not()
    }

    proptest! {
        #[test]
        fn combinations_agree_with_every_moment(a in grid(), b in grid()) {
            let (and, or, not) = (a.and(&b), a.or(&b), a.not());
            for time in moments() {
                let (x, y) = (at(&a, time), at(&b, time));
                let negated = kleene_and(x.map(|x| !x), y.map(|y| !y));
                prop_assert_eq!(at(&and, time), kleene_and(x, y));
                prop_assert_eq!(at(&or, time), negated.map(|n| !n));
                prop_assert_eq!(at(&not, time), x.map(|x| !x));
            }
        }

        #[test]
        fn boolean_laws_hold(a in grid(), b in grid()) {
            prop_assert_eq!(a.and(&b), b.and(&a));
            prop_assert_eq!(a.or(&b), b.or(&a));
            prop_assert_eq!(a.and(&a), a.clone());
            prop_assert_eq!(a.or(&a), a.clone());
            prop_assert_eq!(plain(&a.and(&b)), a.not().or(&b.not()).not());
            prop_assert_eq!(plain(&a.or(&b)), a.not().and(&b.not()).not());
            let twice = plain(&a);
            prop_assert_eq!(ends(&twice.list()), ends(&a.list()));
            prop_assert_eq!(twice.fails(), a.fails());
            prop_assert_eq!(twice.ongoing(), a.ongoing());
        }

        #[test]
        fn lists_stay_in_order_and_apart(a in grid(), b in grid(), c in grid()) {
            for spans in [a.and(&b).or(&c), a.or(&b).and(&c.not())] {
                for list in [spans.list(), spans.fails()] {
                    prop_assert!(list.windows(2).all(|pair| pair[0].to < pair[1].from));
                    prop_assert!(list.iter().all(|span| span.from <= span.to));
                }
            }
        }

        #[test]
        fn an_or_is_ongoing_at_least_as_long_as_each_side(a in grid(), b in grid()) {
            if let (Ok(left), Ok(right), Ok(or)) = (a.ongoing(), b.ongoing(), a.or(&b).ongoing()) {
                prop_assert!(or >= left.max(right));
            }
        }

        #[test]
        fn ongoing_agrees_with_walking_back(values in prop::collection::vec((0..2, 0..2), 1..20)) {
            let side = |pick: fn(&(i32, i32)) -> i32| {
                let samples: Vec<_> = (0..).zip(values.iter().map(pick)).collect();
                above(&samples, 20)
            };
            let (a, b) = (side(|v| v.0), side(|v| v.1));
            let walk = |holds: fn(&(i32, i32)) -> bool| {
                let run = values.iter().rev().take_while(|v| holds(v)).count();
                i64::try_from(run).unwrap().saturating_sub(1).max(0) * S
            };
            prop_assert_eq!(a.and(&b).ongoing(), Ok(walk(|v| v.0 + v.1 == 2)));
            prop_assert_eq!(a.not().and(&b).ongoing(), Ok(walk(|v| v.0 < v.1)));
        }
    }
}
