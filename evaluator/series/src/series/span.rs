//! Closed intervals of time, and the union and intersection of lists of them.
//!
//! Lists are in time order and their spans do not touch.

use std::iter;

/// From the first to the last sample of a run, both included; nanoseconds since the epoch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    pub from: i64,
    pub to: i64,
    /// The most extreme value in the run, in the unit of the series; `None` where a
    /// condition failed, and for combinations of spans.
    pub peak: Option<f64>,
}

impl Span {
    /// Nanoseconds; 0 for a single sample.
    pub fn length(&self) -> i64 {
        self.to.saturating_sub(self.from)
    }

    /// A combination of equal spans keeps their peak, any other has none.
    pub(super) fn meet(&self, other: &Self) -> Option<Self> {
        let (from, to) = (self.from.max(other.from), self.to.min(other.to));
        let peak = if self == other { self.peak } else { None };
        (from <= to).then_some(Self { from, to, peak })
    }

    pub(super) fn without_peak(self) -> Self {
        Self { peak: None, ..self }
    }

    /// Grows over a span that starts within.
    fn absorb(&mut self, other: &Self) {
        if self != other {
            self.peak = None;
            self.to = self.to.max(other.to);
        }
    }
}

pub(super) fn intersection(left: &[Span], right: &[Span]) -> Vec<Span> {
    let (mut lefts, mut rights) = (left.iter().peekable(), right.iter().peekable());
    let mut met = Vec::new();
    while let (Some(a), Some(b)) = (lefts.peek(), rights.peek()) {
        met.extend(a.meet(b));
        if a.to < b.to {
            lefts.next();
        } else {
            rights.next();
        }
    }
    met
}

pub(super) fn union(left: &[Span], right: &[Span]) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::with_capacity(left.len().saturating_add(right.len()));
    for span in in_order(left, right) {
        match merged.last_mut() {
            Some(last) if span.from <= last.to => last.absorb(span),
            Some(_) | None => merged.push(*span),
        }
    }
    merged
}

/// The span of a list that contains all of another one.
pub(super) fn containing(list: &[Span], inner: &Span) -> Option<Span> {
    let index = list.partition_point(|span| span.to < inner.to);
    list.get(index).copied().filter(|span| span.from <= inner.from)
}

fn in_order<'a>(left: &'a [Span], right: &'a [Span]) -> impl Iterator<Item = &'a Span> {
    let (mut lefts, mut rights) = (left.iter().peekable(), right.iter().peekable());
    iter::from_fn(move || match (lefts.peek(), rights.peek()) {
        (Some(a), Some(b)) if b.from < a.from => rights.next(),
        (Some(_), _) => lefts.next(),
        (None, _) => rights.next(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(ends: &[(i64, i64)]) -> Vec<Span> {
        ends.iter().map(|(from, to)| Span { from: *from, to: *to, peak: None }).collect()
    }

    #[test]
    fn touching_spans_unite_and_meet_in_a_point() {
        let (left, right) = (spans(&[(0, 2), (5, 5)]), spans(&[(2, 3), (5, 5), (7, 9)]));
        assert_eq!(union(&left, &right), spans(&[(0, 3), (5, 5), (7, 9)]));
        assert_eq!(intersection(&left, &right), spans(&[(2, 2), (5, 5)]));
    }

    #[test]
    fn one_span_spans_several() {
        let (left, right) = (spans(&[(0, 10)]), spans(&[(1, 2), (4, 4), (9, 12)]));
        assert_eq!(union(&left, &right), spans(&[(0, 12)]));
        assert_eq!(intersection(&left, &right), spans(&[(1, 2), (4, 4), (9, 10)]));
    }

    #[test]
    fn a_peak_survives_only_in_an_unchanged_span() {
        let peaked = |from, to, peak| Span { from, to, peak: Some(peak) };
        let left = [peaked(0, 2, 5.0), peaked(4, 6, 7.0)];
        let right = [peaked(0, 2, 5.0), peaked(4, 6, 8.0), peaked(8, 9, 1.0)];
        let peaks = |list: Vec<Span>| list.iter().map(|span| span.peak).collect::<Vec<_>>();
        assert_eq!(peaks(union(&left, &right)), [Some(5.0), None, Some(1.0)]);
        assert_eq!(peaks(intersection(&left, &right)), [Some(5.0), None]);
    }

    #[test]
    fn containing_finds_the_whole_span() {
        let list = spans(&[(0, 2), (5, 9)]);
        let find = |from, to| containing(&list, &Span { from, to, peak: None });
        assert_eq!(find(6, 9), list.get(1).copied());
        assert_eq!(find(0, 0), list.first().copied());
        assert_eq!(find(1, 5), None);
        assert_eq!(find(9, 10), None);
    }
}
