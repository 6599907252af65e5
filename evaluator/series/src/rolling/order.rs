//! The values of a sliding range in ascending order, in blocks: a value comes and goes, and
//! the n-th is found, in about the square root of their number.

use super::slide::{Points, Rolling};
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
        let place = block.partition_point(|other| *other < value);
        block.insert(place, value);
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
        let place = block.partition_point(|other| *other < value);
        if place < block.len() {
            block.remove(place);
        }
        if block.is_empty() {
            let empty = self.blocks.remove(index);
            self.spare.push(empty);
        }
    }

    fn empty(&mut self) -> Vec<f64> {
        self.spare.pop().unwrap_or_else(|| Vec::with_capacity(FULL))
    }
}

impl Rolling for Order {
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
