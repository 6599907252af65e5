//! A range of samples that moves forward, and what is carried along with it.

use std::ops::Range;

use crate::series::Samples;

#[derive(Debug, Clone, Copy)]
pub(super) struct Points<'s> {
    times: &'s [i64],
    values: &'s [f64],
}

/// Both ends move forward only.
#[derive(Debug, Clone)]
pub(super) struct Slide {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// Something known of the samples of a range.
pub(super) trait Rolling {
    /// Back to an empty range.
    fn clear(&mut self);
    /// The sample at `index` is the new last one; `start` is the first.
    fn enter(&mut self, points: Points<'_>, index: usize, start: usize);
    /// The sample at `index` is no longer the first one; at least one follows, before `end`.
    fn leave(&mut self, points: Points<'_>, index: usize, end: usize);

    #[inline(always)]
    fn slide(&mut self, points: Points<'_>, slide: &Slide) {
        let Slide { old, new } = slide;
        if new.start >= old.end {
            self.clear();
            new.clone().for_each(|index| self.enter(points, index, new.start));
            return;
        }
        (old.end..new.end).for_each(|index| self.enter(points, index, old.start));
        (old.start..new.start).for_each(|index| self.leave(points, index, new.end));
    }
}

/// Outside of the samples there are zeros: nobody looks there.
impl<'s> Points<'s> {
    pub(super) fn of(samples: &'s Samples) -> Self {
        Self { times: samples.times(), values: samples.values() }
    }

    pub(super) fn len(self) -> usize {
        self.times.len()
    }

    #[inline(always)]
    pub(super) fn time(self, index: usize) -> i64 {
        self.times.get(index).copied().unwrap_or_default()
    }

    #[inline(always)]
    pub(super) fn value(self, index: usize) -> f64 {
        self.values.get(index).copied().unwrap_or_default()
    }

    /// From the sample before to the one at `index`; cut off at what an `i64` holds.
    #[inline(always)]
    pub(super) fn gap(self, index: usize) -> i64 {
        self.time(index).saturating_sub(self.time(index.saturating_sub(1)))
    }

    pub(super) fn times(self, range: Range<usize>) -> &'s [i64] {
        self.times.get(range).unwrap_or_default()
    }
}
