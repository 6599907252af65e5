//! What a gate demands of the samples of a stretch of time: fresh, enough, dense enough.

use super::{SeriesFault, SeriesRules};

impl SeriesRules {
    pub(crate) fn check_age(&self, age: i64) -> Result<(), SeriesFault> {
        match self.stale_after {
            Some(limit) if age > limit => Err(SeriesFault::Stale { age, limit }),
            Some(_) | None => Ok(()),
        }
    }

    pub(crate) fn check_number(&self, samples: usize) -> Result<(), SeriesFault> {
        let needed = self.min_samples;
        if samples < needed {
            return Err(SeriesFault::TooFew { samples, needed });
        }
        Ok(())
    }

    /// Against `floor(length / step)` expected samples, at least one; passes when the step
    /// is not known. `filled` counts the steps of time that hold a sample.
    pub(crate) fn check_coverage(
        &self,
        length: i64,
        filled: impl FnOnce(i64) -> usize,
    ) -> Result<(), SeriesFault> {
        match self.known_step() {
            Some(step) => self.check_share(filled(step), expected(length, step)),
            None => Ok(()),
        }
    }

    #[inline]
    pub(crate) fn check_share(&self, samples: usize, expected: usize) -> Result<(), SeriesFault> {
        let samples = samples.min(expected);
        let min_coverage = self.min_coverage;
        if samples as f64 / expected as f64 >= min_coverage {
            return Ok(());
        }
        Err(SeriesFault::Sparse { samples, expected, min_coverage })
    }

    /// With a window of 15 minutes, "the last hour" is mostly unknown; so it is with samples
    /// of the last 15 minutes and no window at all. Asking for a little more is fine, as far
    /// as `min_coverage` goes.
    pub(crate) fn check_reach(&self, asked: i64, covered: i64) -> Result<(), SeriesFault> {
        let covered = covered.max(0);
        let min_coverage = self.min_coverage;
        if covered >= asked || covered as f64 / asked as f64 >= min_coverage {
            return Ok(());
        }
        Err(SeriesFault::Reach { asked, covered, min_coverage })
    }

    pub(crate) fn known_step(&self) -> Option<i64> {
        self.step.filter(|step| *step > 0)
    }
}

pub(crate) fn expected(length: i64, step: i64) -> usize {
    usize::try_from(length.checked_div(step).unwrap_or(0)).unwrap_or(0).max(1)
}

/// How many steps of time hold a sample, so that a burst of samples covers no more than
/// its own time. The steps lie around whole numbers of steps before the newest sample,
/// where samples that come a little early or late still fall into their own. What lies
/// ahead of the present counts as the present.
pub(crate) fn filled(times: &[i64], step: i64, present: i64) -> usize {
    let past = times.partition_point(|time| *time <= present);
    let newest = times.get(..past).and_then(<[_]>::last).copied().unwrap_or(present);
    let slot = |time: i64| {
        let before = newest.saturating_sub(time).max(0);
        before.saturating_add(step / 2) / step
    };
    let mut filled: usize = 0;
    let mut last = None;
    for time in times {
        let slot = Some(slot(*time));
        if slot != last {
            filled = filled.saturating_add(1);
            last = slot;
        }
    }
    filled
}
