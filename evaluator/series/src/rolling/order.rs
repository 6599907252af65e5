//! The values of a sliding range in ascending order, in blocks: a value comes and goes, and
//! the n-th is found, in about the square root of their number.

use super::slide::{Points, Rolling, Slide};
use crate::series::{Rank, SeriesFault};

/// A block of so many values is cut in two.
const FULL: usize = 512;

#[derive(Debug)]
pub(super) struct Order {
    /// None is empty.
    blocks: Vec<Vec<f64>>,
    /// Empty blocks to use again.
    spare: Vec<Vec<f64>>,
}

impl Order {
    pub(super) fn new() -> Self {
        Self { blocks: Vec::new(), spare: Vec::new() }
    }

    /// Of so many values.
    #[inline]
    pub(super) fn percentile(&self, count: usize, percent: f64) -> Result<f64, SeriesFault> {
        let rank = Rank::new(count, percent)?;
        let mut index = rank.index;
        let mut blocks = self.blocks.iter();
        for block in &mut blocks {
            let Some(low) = block.get(index) else {
                index = index.wrapping_sub(block.len());
                continue;
            };
            let following = || blocks.next().and_then(|block| block.first());
            let high = block.get(index.wrapping_add(1)).or_else(following);
            return rank.between(*low, *high.unwrap_or(low));
        }
        Err(SeriesFault::Empty { stretch: None })
    }

    /// The first block that ends at or after the value.
    #[inline]
    fn block(&self, value: f64) -> usize {
        self.blocks.partition_point(|block| block.last().is_some_and(|last| *last < value))
    }

    fn insert(&mut self, value: f64) {
        let index = self.block(value).min(self.blocks.len().saturating_sub(1));
        let Some(block) = self.blocks.get_mut(index) else {
            let mut block = self.empty();
            block.push(value);
            self.blocks.push(block);
            return;
        };
        block.insert(place(block, value), value);
        if block.len() >= FULL {
            let mut upper = self.empty();
            if let Some(block) = self.blocks.get_mut(index) {
                upper.extend(block.drain(FULL / 2..));
            }
            self.blocks.insert(index.wrapping_add(1), upper);
        }
    }

    fn remove(&mut self, value: f64) {
        let index = self.block(value);
        let Some(block) = self.blocks.get_mut(index) else {
            return;
        };
        let place = place(block, value);
        if place < block.len() {
            block.remove(place);
        }
        if block.is_empty() {
            let empty = self.blocks.remove(index);
            self.spare.push(empty);
        }
    }

    /// One for another: within a block only what lies between the two moves.
    fn exchange(&mut self, old: f64, new: f64) {
        let index = self.block(old);
        let before = index.checked_sub(1).and_then(|before| self.blocks.get(before)?.last());
        let fits = before.is_none_or(|before| *before <= new);
        let last = index.wrapping_add(1) == self.blocks.len();
        match self.blocks.get_mut(index) {
            Some(block) if fits && (last || block.last().is_some_and(|last| new <= *last)) => {
                exchange(block, old, new);
            }
            Some(_) | None => {
                self.remove(old);
                self.insert(new);
            }
        }
    }

    fn empty(&mut self) -> Vec<f64> {
        self.spare.pop().unwrap_or_else(|| Vec::with_capacity(FULL))
    }
}

/// Where a value is, or where it would be.
#[inline]
fn place(block: &[f64], value: f64) -> usize {
    block.partition_point(|other| *other < value)
}

/// The old value has to be there.
#[inline]
fn exchange(block: &mut [f64], old: f64, new: f64) {
    let (from, to) = (place(block, old), place(block, new));
    let slot = if from < to {
        let to = to.saturating_sub(1);
        block.copy_within(from.wrapping_add(1)..to.wrapping_add(1), from);
        to
    } else {
        block.copy_within(to..from, to.wrapping_add(1));
        to
    };
    if let Some(slot) = block.get_mut(slot) {
        *slot = new;
    }
}

impl Rolling for Order {
    /// Step by step one leaves and one comes.
    #[inline]
    fn slide(&mut self, points: Points<'_>, slide: &Slide) {
        let Slide { old, new } = slide;
        if new.start >= old.end {
            self.clear();
            new.clone().for_each(|index| self.enter(points, index, new.start));
            return;
        }
        let (leave, enter) = (old.start..new.start, old.end..new.end);
        let pairs = leave.len().min(enter.len());
        for (left, entered) in leave.clone().zip(enter.clone()) {
            self.exchange(points.value(left), points.value(entered));
        }
        enter.skip(pairs).for_each(|index| self.enter(points, index, old.start));
        leave.skip(pairs).for_each(|index| self.leave(points, index, new.end));
    }

    fn clear(&mut self) {
        for mut block in self.blocks.drain(..) {
            block.clear();
            self.spare.push(block);
        }
    }

    #[inline]
    fn enter(&mut self, points: Points<'_>, index: usize, _start: usize) {
        self.insert(points.value(index));
    }

    #[inline]
    fn leave(&mut self, points: Points<'_>, index: usize, _end: usize) {
        self.remove(points.value(index));
    }
}
