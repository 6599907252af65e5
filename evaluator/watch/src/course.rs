//! The bake of a phase, laid on the clock.

use crate::pace::Pace;

/// Longer than this nobody may have looked: what went on in the meantime was not watched, and may be
/// another release by now. Nanoseconds; a part of the bake, where that is less; and never less than
/// some ticks, nor than a busy machine takes.
const LEFT: i64 = 300 * SECOND;
const LEFT_PART: i64 = 4;
const LEFT_TICKS: i64 = 4;
const BUSY: i64 = 2 * SECOND;
const SECOND: i64 = 1_000_000_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    pace: Pace,
    started: i64,
}

impl Course {
    /// Of a phase that is watched since the first time. One that is said to have begun before bakes from
    /// then, unless that is so long ago that nobody watched it.
    pub fn new(pace: Pace, first: i64, told: Option<i64>) -> Self {
        let begun = |started| Self { pace: pace.clone(), started };
        let told = told.filter(|told| *told < first).map(begun);
        told.filter(|told| !told.is_left(told.started, first)).unwrap_or_else(|| begun(first))
    }

    /// When the bake began.
    pub fn started(&self) -> i64 {
        self.started
    }

    /// Of the first look, or of the one after a look at that time. One that comes late skips what it
    /// missed, never the end of the bake.
    pub fn due(&self, last: Option<i64>) -> i64 {
        let after = last.map_or(-1, |last| self.elapsed(last));
        self.started.saturating_add(self.pace.next(after).unwrap_or(self.pace.bake))
    }

    /// Whether a look that begins at that time is the last.
    pub fn is_over(&self, at: i64) -> bool {
        self.elapsed(at) >= self.pace.bake
    }

    /// Since the bake began.
    pub fn elapsed(&self, at: i64) -> i64 {
        at.saturating_sub(self.started)
    }

    pub fn bake(&self) -> i64 {
        self.pace.bake
    }

    /// Whether nobody looked for too long.
    pub fn is_left(&self, last: i64, now: i64) -> bool {
        let part = match self.pace.bake {
            0 => LEFT,
            bake => LEFT.min(bake / LEFT_PART),
        };
        let ticks = self.tick(last).saturating_mul(LEFT_TICKS);
        now.saturating_sub(last) > part.max(ticks).max(BUSY)
    }

    /// How long a look that begins at that time may wait for its facts: a source that hangs must not
    /// keep the next look waiting. A tenth of the tick is for what comes after it.
    pub fn patience(&self, at: i64) -> i64 {
        match self.tick(at) {
            // Too short for a busy machine; nobody watches so closely but to try it out.
            ..SECOND => SECOND,
            tick => tick - tick / 10,
        }
    }

    /// How far looks are apart at that time.
    fn tick(&self, at: i64) -> i64 {
        let every = self.pace.every(self.elapsed(at));
        if self.pace.bake > 0 { every.min(self.pace.bake) } else { every }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const M: i64 = 60 * SECOND;

    #[test]
    fn a_watch_that_nobody_looked_after_is_not_gone_on_with() {
        let check = |every: i64, away: i64, expected: bool| {
            let course = Course::new(Pace::even(24 * 60 * M, Some(every)), 0, None);
            assert_eq!(course.is_left(10 * M, 10 * M + away), expected, "{every} {away}");
        };
        check(M, M, false);
        check(M, 5 * M, false);
        check(M, 6 * M, true);
        check(15 * M, 14 * M, false);
        check(5 * M, 20 * M, false);
        check(5 * M, 21 * M, true);
        let check = |(bake, every): (i64, i64), (last, now): (i64, i64), expected: bool| {
            let course = Course::new(Pace::even(bake, Some(every)), 0, None);
            assert_eq!(course.is_left(last, now), expected, "{bake} {every} {last} {now}");
        };
        // Only its start was seen.
        check((4 * M, M / 4), (0, 4 * M), true);
        check((4 * M, M / 4), (0, M), false);
        // Most of it was not.
        check((M, SECOND), (5 * SECOND, 55 * SECOND), true);
        check((M, SECOND), (5 * SECOND, 20 * SECOND), false);
        check((M, SECOND), (5 * SECOND, 21 * SECOND), true);
        check((12 * SECOND, 2 * SECOND), (SECOND, 16 * SECOND), true);
        check((SECOND, SECOND / 10), (0, 2 * SECOND), false);
        // A release of last month must not be a go of today.
        check((10 * M, M / 4), (9 * M, 9 * M + 60 * 24 * 60 * M), true);
        check((0, M / 4), (0, 5 * M), false);
        check((0, M / 4), (0, 6 * M), true);
    }

    #[test]
    fn a_look_waits_no_longer_than_for_the_next_tick() {
        let check = |every: i64, expected: i64| {
            let course = Course::new(Pace::even(10 * M, Some(every)), 0, None);
            assert_eq!(course.patience(M), expected, "{every}");
        };
        check(M, 54 * SECOND);
        check(10 * SECOND, 9 * SECOND);
        check(SECOND, SECOND / 10 * 9);
        check(SECOND / 10, SECOND);
    }

    #[test]
    fn a_phase_bakes_from_its_start_if_somebody_was_there() {
        let check = |told: Option<i64>, expected: i64| {
            let course = Course::new(Pace::even(10 * M, Some(M / 4)), 100 * M, told);
            assert_eq!(course.started(), expected, "{told:?}");
        };
        check(None, 100 * M);
        check(Some(99 * M), 99 * M);
        check(Some(97 * M), 100 * M);
        check(Some(0), 100 * M);
        check(Some(101 * M), 100 * M);
    }
}
