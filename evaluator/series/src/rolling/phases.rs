//! Signed marks on a circle, by their place on it; they leave in the order in which they came.

use std::collections::VecDeque;

/// Buckets of equal width; each knows the sum of its marks.
#[derive(Debug)]
pub(super) struct Phases {
    sums: Vec<i64>,
    marks: Vec<VecDeque<(i64, i64)>>,
    /// From a place to its bucket, as a shift to the right.
    shift: u32,
    count: usize,
}

impl Phases {
    /// For places from 0 to `circle`, and about so many marks.
    pub(super) fn new(circle: i64, expected: i64) -> Self {
        let wanted = expected.max(1).unsigned_abs().isqrt().clamp(16, 1024);
        let bits = |number: u64| u64::BITS.wrapping_sub(number.leading_zeros());
        let shift = bits(circle.unsigned_abs()).saturating_sub(bits(wanted));
        let buckets = (circle >> shift).unsigned_abs() as usize + 1;
        Self { sums: vec![0; buckets], marks: vec![VecDeque::new(); buckets], shift, count: 0 }
    }

    pub(super) fn clear(&mut self) {
        self.sums.fill(0);
        self.marks.iter_mut().for_each(VecDeque::clear);
        self.count = 0;
    }

    pub(super) fn push(&mut self, place: i64, sign: i64) {
        let bucket = self.bucket(place);
        if let (Some(sum), Some(marks)) = (self.sums.get_mut(bucket), self.marks.get_mut(bucket)) {
            *sum = sum.wrapping_add(sign);
            marks.push_back((place, sign));
            self.count = self.count.saturating_add(1);
        }
    }

    /// Takes away the oldest mark in the bucket of that place, which is this one.
    pub(super) fn pop(&mut self, place: i64) {
        let bucket = self.bucket(place);
        if let (Some(sum), Some(marks)) = (self.sums.get_mut(bucket), self.marks.get_mut(bucket))
            && let Some((_, sign)) = marks.pop_front()
        {
            *sum = sum.wrapping_sub(sign);
            self.count = self.count.saturating_sub(1);
        }
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The sum of the marks that lie after that place.
    pub(super) fn after(&self, place: i64) -> i64 {
        let bucket = self.bucket(place);
        let whole = self.sums.get(bucket.wrapping_add(1)..).unwrap_or_default();
        let part = self.marks.get(bucket).into_iter().flatten();
        let part = part.filter(|(mark, _)| *mark > place).map(|(_, sign)| sign);
        whole.iter().chain(part).fold(0, |sum, sign| sum.wrapping_add(*sign))
    }

    fn bucket(&self, place: i64) -> usize {
        (place >> self.shift).unsigned_abs() as usize
    }
}
