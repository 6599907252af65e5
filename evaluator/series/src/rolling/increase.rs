//! Sums over a sliding range: of values, and of the steps of a counter.

use super::slide::{Points, Rolling};
use crate::exact::ExactSum;
use crate::series::{SeriesFault, finite, growth};

impl Rolling for ExactSum {
    fn clear(&mut self) {
        *self = Self::new();
    }

    #[inline]
    fn enter(&mut self, points: Points<'_>, index: usize, _start: usize) {
        self.add(points.value(index));
    }

    #[inline]
    fn leave(&mut self, points: Points<'_>, index: usize, _end: usize) {
        self.remove(points.value(index));
    }
}

#[derive(Debug)]
pub(super) struct Increase {
    steps: ExactSum,
    /// How many steps are too large for a number.
    infinite: usize,
}

impl Increase {
    pub(super) fn new() -> Self {
        Self { steps: ExactSum::new(), infinite: 0 }
    }

    /// Of so many samples.
    #[inline]
    pub(super) fn value(&self, samples: usize) -> Result<f64, SeriesFault> {
        if samples < 2 {
            return Err(SeriesFault::TooFew { samples, needed: 2 });
        }
        if self.infinite > 0 {
            return Err(SeriesFault::TooLarge);
        }
        finite(self.steps.rounded())
    }
}

impl Rolling for Increase {
    fn clear(&mut self) {
        *self = Self::new();
    }

    #[inline]
    fn enter(&mut self, points: Points<'_>, index: usize, start: usize) {
        if index == start {
            return;
        }
        let step = growth(points.value(index.wrapping_sub(1)), points.value(index));
        if step.is_finite() {
            self.steps.add(step);
        } else {
            self.infinite = self.infinite.saturating_add(1);
        }
    }

    #[inline]
    fn leave(&mut self, points: Points<'_>, index: usize, _end: usize) {
        let step = growth(points.value(index), points.value(index.wrapping_add(1)));
        if step.is_finite() {
            self.steps.remove(step);
        } else {
            self.infinite = self.infinite.saturating_sub(1);
        }
    }
}
