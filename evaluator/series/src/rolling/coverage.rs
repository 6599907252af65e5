//! How many steps of time hold a sample, for a sliding range.
//!
//! Steps are laid around the newest sample, so that all of them move with every new one.
//! Two neighbours in time always lie in different steps when they are a whole step or more
//! apart. A stretch of samples closer than that crosses as many limits of steps as lie
//! between its first and its last sample; that is a difference of whole parts, and depends
//! on where the limits lie only through which of the two lies after the limit, modulo the
//! step. So it takes sums over the ends of stretches, and their places on a circle.

use super::phases::Phases;
use super::slide::{Points, Rolling};

#[derive(Debug)]
pub(super) struct Coverage {
    step: i64,
    /// Neighbours at least a step apart.
    apart: usize,
    /// Whole steps since the epoch at the last samples of stretches, less those at the first
    /// ones; without the two ends of the range, which change.
    whole: i64,
    phases: Phases,
}

impl Coverage {
    pub(super) fn new(step: i64, length: i64) -> Self {
        let phases = Phases::new(step, length.checked_div(step).unwrap_or(1));
        Self { step, apart: 0, whole: 0, phases }
    }

    /// Without looking at the samples that are close to each other.
    #[inline(always)]
    pub(super) fn at_least(&self) -> usize {
        self.apart.saturating_add(1)
    }

    /// Of samples first to last, none of which lies after the present.
    pub(super) fn filled(&self, points: Points<'_>, first: usize, last: usize) -> usize {
        let apart = self.at_least();
        if first == last {
            return apart;
        }
        let begins = self.is_close(points, first.wrapping_add(1));
        let ends = self.is_close(points, last);
        if self.phases.count() == 0 && !begins && !ends {
            return apart;
        }
        let place = points.time(last).wrapping_add(self.step / 2).rem_euclid(self.step);
        let crossed = |index: usize| {
            let (whole, phase) = self.split(points, index);
            whole.wrapping_add(i64::from(phase > place))
        };
        let mut close = self.whole.wrapping_add(self.phases.after(place));
        if begins {
            close = close.wrapping_sub(crossed(first));
        }
        if ends {
            close = close.wrapping_add(crossed(last));
        }
        apart.saturating_add(usize::try_from(close).unwrap_or(0))
    }

    /// Whether a sample is less than a step after the one before it.
    #[inline(always)]
    fn is_close(&self, points: Points<'_>, index: usize) -> bool {
        points.gap(index) < self.step
    }

    /// A stretch begins (-1) or ends (1) at a sample between others.
    fn turned(&mut self, points: Points<'_>, index: usize, turn: i64) {
        let (whole, phase) = self.split(points, index);
        self.whole = self.whole.wrapping_add(turn.wrapping_mul(whole));
        self.phases.push(phase, turn);
    }

    fn forget(&mut self, points: Points<'_>, index: usize, turn: i64) {
        let (whole, phase) = self.split(points, index);
        self.whole = self.whole.wrapping_sub(turn.wrapping_mul(whole));
        self.phases.pop(phase);
    }

    fn split(&self, points: Points<'_>, index: usize) -> (i64, i64) {
        let time = points.time(index);
        (time.div_euclid(self.step), time.rem_euclid(self.step))
    }
}

impl Rolling for Coverage {
    fn clear(&mut self) {
        (self.apart, self.whole) = (0, 0);
        self.phases.clear();
    }

    #[inline(always)]
    fn enter(&mut self, points: Points<'_>, index: usize, start: usize) {
        if index == start {
            return;
        }
        let close = self.is_close(points, index);
        if !close {
            self.apart = self.apart.saturating_add(1);
        }
        let before = index.wrapping_sub(1);
        if before > start && close != self.is_close(points, before) {
            self.turned(points, before, if close { -1 } else { 1 });
        }
    }

    #[inline(always)]
    fn leave(&mut self, points: Points<'_>, index: usize, end: usize) {
        let next = index.wrapping_add(1);
        let close = self.is_close(points, next);
        if !close {
            self.apart = self.apart.saturating_sub(1);
        }
        let after = next.wrapping_add(1);
        if after < end && close != self.is_close(points, after) {
            self.forget(points, next, if close { 1 } else { -1 });
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::slide::Slide;
    use super::*;
    use crate::series::{Samples, filled};

    proptest! {
        #[test]
        fn a_sliding_range_counts_what_a_fresh_one_counts(
            gaps in prop::collection::vec(
                prop_oneof![4 => 1_i64..30, 3 => Just(10_i64), 2 => 9_i64..12, 2 => Just(5_i64)], 1..80,
            ),
            moves in prop::collection::vec((0_usize..5, 0_usize..5), 1..60),
            step in prop::sample::select(vec![10_i64, 7, 1, 20, 100]),
            start in prop::sample::select(vec![0_i64, -300, 1_000_000_000_000_000_000]),
        ) {
            let mut time = start;
            let points = gaps.into_iter().map(|gap| { time += gap; (time, 0.0) }).collect();
            let (samples, _) = Samples::new(points, i64::MAX).unwrap();
            let points = Points::of(&samples);
            let mut coverage = Coverage::new(step, 200);
            let mut old = 0..0;
            for (left, came) in moves {
                let end = (old.end + came).min(points.len());
                let new = (old.start + left).min(end)..end;
                coverage.slide(points, &Slide { old, new: new.clone() });
                if !new.is_empty() {
                    let times = points.times(new.clone());
                    let expected = filled(times, step, i64::MAX);
                    prop_assert_eq!(coverage.filled(points, new.start, new.end - 1), expected);
                    prop_assert!(coverage.at_least() <= expected);
                }
                old = new;
            }
        }
    }
}
