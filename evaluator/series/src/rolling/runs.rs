//! The spans of a sliding range in which a condition held.

use std::collections::VecDeque;

use super::question::{Answer, Fault, SpanQuestion};
use super::slide::{Points, Rolling};
use crate::series::{Condition, Gap, Span, State};

/// Indexes of the first and the last sample.
#[derive(Debug, Clone, Copy)]
struct Run {
    first: usize,
    last: usize,
}

/// Runs do not overlap, so that what they last together is no more than all time there is.
#[derive(Debug)]
pub(super) struct Runs {
    condition: Condition,
    max_gap: i64,
    /// Those in which it held, oldest first; the first one is cut where the range begins.
    runs: VecDeque<Run>,
    /// Of those that are over, the ones that no later one is longer than or as long: last
    /// sample and length, the length descending.
    longest: VecDeque<(usize, u64)>,
    total: u64,
    holds: bool,
}

impl Runs {
    pub(super) fn new(condition: Condition, max_gap: i64) -> Self {
        let (runs, longest) = (VecDeque::new(), VecDeque::new());
        Self { condition, max_gap, runs, longest, total: 0, holds: false }
    }

    /// Of a range that is not empty, at the present.
    #[inline(always)]
    pub(super) fn answer(
        &self,
        question: SpanQuestion,
        points: Points<'_>,
        (first, last, present): (usize, usize, i64),
    ) -> Result<Answer, Fault> {
        let state = || self.state(points, last, present);
        Ok(match question {
            SpanQuestion::Lasting(duration) => {
                Answer::Bool(state().lasting_after(points.time(first), duration)?)
            }
            SpanQuestion::Lasted(duration) => {
                Answer::Bool(!self.runs.is_empty() && self.longest(points) >= duration)
            }
            SpanQuestion::IsOngoing => Answer::Bool(state().is_ongoing()?),
            SpanQuestion::Ongoing => Answer::Duration(state().ongoing()?),
            SpanQuestion::Longest => Answer::Duration(self.longest(points)),
            SpanQuestion::Total => Answer::Duration(nanos(self.total)),
            SpanQuestion::Count => Answer::Count(self.runs.len()),
        })
    }

    /// As of the newest sample, unless the present is too far from it.
    #[inline]
    fn state(&self, points: Points<'_>, last: usize, present: i64) -> State {
        let to = points.time(last);
        let age = present.saturating_sub(to);
        if age > self.max_gap {
            return State::Unknown(Gap { age, max_gap: self.max_gap });
        }
        if !self.holds {
            return State::False(None);
        }
        let span = |run: &Run| Span { from: points.time(run.first), to, peak: None };
        State::True(self.runs.back().map(span))
    }

    #[inline]
    fn longest(&self, points: Points<'_>) -> i64 {
        let length = |run: Option<&Run>| run.map_or(0, |run| length(points, *run));
        let over = self.longest.front().map_or(0, |(_, length)| *length);
        nanos(over.max(length(self.runs.front())).max(length(self.runs.back())))
    }

    fn open(&mut self, points: Points<'_>, index: usize) {
        if let Some(over) = self.runs.back() {
            let length = length(points, *over);
            while self.longest.back().is_some_and(|(_, before)| *before <= length) {
                self.longest.pop_back();
            }
            self.longest.push_back((over.last, length));
        }
        self.runs.push_back(Run { first: index, last: index });
    }
}

impl Rolling for Runs {
    fn clear(&mut self) {
        *self = Self::new(self.condition, self.max_gap);
    }

    #[inline]
    fn enter(&mut self, points: Points<'_>, index: usize, _start: usize) {
        let held = self.holds && points.gap(index) <= self.max_gap;
        self.holds = self.condition.holds(points.value(index));
        match self.runs.back_mut() {
            Some(run) if self.holds && held => {
                let added = points.time(index).abs_diff(points.time(run.last));
                self.total = self.total.wrapping_add(added);
                run.last = index;
            }
            Some(_) | None if self.holds => self.open(points, index),
            Some(_) | None => {}
        }
    }

    #[inline]
    fn leave(&mut self, points: Points<'_>, index: usize, _end: usize) {
        let Some(run) = self.runs.front_mut().filter(|run| run.first == index) else {
            return;
        };
        // What is left of it is looked at by itself.
        if self.longest.front().is_some_and(|(last, _)| *last == run.last) {
            self.longest.pop_front();
        }
        if run.last == index {
            self.runs.pop_front();
            return;
        }
        run.first = index.wrapping_add(1);
        let lost = points.time(run.first).abs_diff(points.time(index));
        self.total = self.total.wrapping_sub(lost);
    }
}

#[inline]
fn length(points: Points<'_>, run: Run) -> u64 {
    points.time(run.last).abs_diff(points.time(run.first))
}

fn nanos(length: u64) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
