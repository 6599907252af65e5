//! The least or the greatest value of a sliding range: a queue of those samples that no
//! later one has beaten (Lemire 2006, "Streaming maximum-minimum filter").

use std::collections::VecDeque;

use super::slide::{Points, Rolling};

#[derive(Debug)]
pub(super) struct Extreme {
    /// Index and value, times the sign; both ascending.
    queue: VecDeque<(usize, f64)>,
    sign: f64,
}

impl Extreme {
    pub(super) fn least() -> Self {
        Self { queue: VecDeque::new(), sign: 1.0 }
    }

    pub(super) fn greatest() -> Self {
        Self { queue: VecDeque::new(), sign: -1.0 }
    }

    pub(super) fn value(&self) -> Option<f64> {
        self.queue.front().map(|(_, value)| value * self.sign)
    }
}

impl Rolling for Extreme {
    fn clear(&mut self) {
        self.queue.clear();
    }

    #[inline]
    fn enter(&mut self, points: Points<'_>, index: usize, _start: usize) {
        let value = points.value(index) * self.sign;
        while self.queue.back().is_some_and(|(_, before)| *before >= value) {
            self.queue.pop_back();
        }
        self.queue.push_back((index, value));
    }

    #[inline]
    fn leave(&mut self, _points: Points<'_>, index: usize, _end: usize) {
        if self.queue.front().is_some_and(|(front, _)| *front == index) {
            self.queue.pop_front();
        }
    }
}
