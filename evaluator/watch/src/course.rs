//! The bake of a phase, laid on the clock.

use gonogo_engine::Pace;

/// Longer than this nobody may have looked, nanoseconds and ticks: what went on in the meantime was
/// not watched, and may be another release by now.
const LEFT: i64 = 300_000_000_000;
const LEFT_TICKS: i64 = 4;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    pace: Pace,
    started: i64,
}

impl Course {
    pub fn new(pace: Pace, started: i64) -> Self {
        Self { pace, started }
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
        let offset = self.elapsed(last);
        let tick = self.pace.next(offset).map_or(0, |next| next.saturating_sub(offset));
        let (away, ticks) = (now.saturating_sub(last), tick.saturating_mul(LEFT_TICKS));
        // Nobody saw the end of a bake that ran out in the meantime, however short it is.
        away > ticks && (self.is_over(now) || away > LEFT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_watch_that_nobody_looked_after_is_not_gone_on_with() {
        const M: i64 = 60_000_000_000;
        let check = |every: i64, away: i64, expected: bool| {
            let course = Course::new(Pace::even(24 * 60 * M, Some(every)), 0);
            assert_eq!(course.is_left(10 * M, 10 * M + away), expected, "{every} {away}");
        };
        check(M, M, false);
        check(M, 5 * M, false);
        check(M, 6 * M, true);
        check(15 * M, 14 * M, false);
        check(5 * M, 20 * M, false);
        check(5 * M, 21 * M, true);
        let short = Course::new(Pace::even(4 * M, Some(M / 4)), 0);
        assert!(short.is_left(0, 4 * M), "only its start was seen");
        // Past the end of the bake as well: a release of last month must not be a go of today.
        let long = Course::new(Pace::even(10 * M, None), 0);
        assert!(long.is_left(9 * M, 9 * M + 60 * 24 * 60 * M));
    }
}
