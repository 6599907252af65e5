//! From samples to the spans in which a condition held, 64 samples at a time: their verdicts
//! and gaps as bits, so that only where a run ends something has to be decided.

use super::presence::State;
use super::span::Span;
use super::{Condition, Gap, Series, Spans};

const CHUNK: usize = 64;

/// Consecutive samples that agree on the condition.
#[derive(Debug)]
struct Run {
    holds: bool,
    from: i64,
    to: i64,
    /// Of one that holds.
    peak: f64,
}

#[derive(Debug)]
pub(super) struct Runs {
    condition: Condition,
    max_gap: i64,
    holds: Vec<Span>,
    fails: Vec<Span>,
    open: Option<Run>,
}

impl Runs {
    pub(super) fn of(series: &Series, condition: Condition) -> Spans {
        let max_gap = series.rules().longest_gap();
        let (holds, fails) = (Vec::new(), Vec::new());
        let mut runs = Self { condition, max_gap, holds, fails, open: None };
        for (times, values) in series.times().chunks(CHUNK).zip(series.values().chunks(CHUNK)) {
            runs.push(times, values);
        }
        runs.finish(series.present())
    }

    fn push(&mut self, times: &[i64], values: &[f64]) {
        let verdicts = verdicts(self.condition, values);
        let before = self.open.as_ref().map(|run| (run.to, u64::from(run.holds)));
        let (mut breaks, gaps) = match before {
            Some((to, verdict)) => {
                (verdicts ^ (verdicts << 1 | verdict), gaps(times, to, self.max_gap))
            }
            None => (
                verdicts ^ verdicts << 1 | 1,
                gaps(times, times.first().copied().unwrap_or_default(), self.max_gap),
            ),
        };
        // Bits after the last sample say nothing.
        breaks =
            (breaks | gaps) & u64::MAX.unbounded_shr((CHUNK.saturating_sub(values.len())) as u32);
        let mut from = 0;
        while breaks != 0 {
            let at = breaks.trailing_zeros() as usize;
            breaks &= breaks.wrapping_sub(1);
            self.extend(times, values, from, at);
            if let (Some(time), Some(value)) = (times.get(at), values.get(at)) {
                self.open(*time, *value, verdicts >> at & 1 == 1);
            }
            from = at.wrapping_add(1);
        }
        self.extend(times, values, from, values.len());
    }

    /// The open run goes on with these samples, if there are any.
    #[inline]
    fn extend(&mut self, times: &[i64], values: &[f64], from: usize, end: usize) {
        let (Some(times), Some(values)) = (times.get(from..end), values.get(from..end)) else {
            return;
        };
        if let (Some(run), Some(last)) = (&mut self.open, times.last()) {
            run.to = *last;
            if run.holds {
                run.peak = self.condition.most_extreme(run.peak, values);
            }
        }
    }

    #[inline]
    fn open(&mut self, time: i64, value: f64, holds: bool) {
        self.close();
        self.open = Some(Run { holds, from: time, to: time, peak: value });
    }

    /// Ends the open run and gives its state.
    #[inline]
    fn close(&mut self) -> Option<(State, i64)> {
        let run = self.open.take()?;
        let span = Span { from: run.from, to: run.to, peak: Some(run.peak) };
        if run.holds {
            self.holds.push(span);
            return Some((State::True(Some(span)), run.to));
        }
        let span = span.without_peak();
        self.fails.push(span);
        Some((State::False(Some(span)), run.to))
    }

    fn finish(mut self, present: i64) -> Spans {
        let last = self.close();
        let age = last.map_or(i64::MAX, |(_, to)| present.saturating_sub(to));
        let known = last.filter(|_| age <= self.max_gap).map(|(state, _)| state);
        let present = known.unwrap_or(State::Unknown(Gap { age, max_gap: self.max_gap }));
        Spans::new(self.holds, self.fails, present)
    }
}

/// A bit for each value for which it holds, the first one lowest.
fn verdicts(condition: Condition, values: &[f64]) -> u64 {
    match condition {
        Condition::Above(limit) => bits(values, |value| *value > limit),
        Condition::AtLeast(limit) => bits(values, |value| *value >= limit),
        Condition::Below(limit) => bits(values, |value| *value < limit),
        Condition::AtMost(limit) => bits(values, |value| *value <= limit),
        Condition::Outside { low, high } => bits(values, |value| *value < low || *value > high),
    }
}

/// A bit for each time that lies further than the longest gap after the one before it.
fn gaps(times: &[i64], before: i64, max_gap: i64) -> u64 {
    if max_gap == i64::MAX {
        return 0;
    }
    // Times ascend: the difference fits. Below 0 every distance is too long.
    let limit = u64::try_from(max_gap).unwrap_or(0);
    let mut before = before;
    bits(times, |time| {
        let gap = time.wrapping_sub(before) as u64;
        before = *time;
        gap > limit
    })
}

#[inline]
fn bits<T>(items: &[T], mut is_set: impl FnMut(&T) -> bool) -> u64 {
    let bit = |(index, item): (usize, &T)| u64::from(is_set(item)) << (index % CHUNK);
    items.iter().enumerate().map(bit).fold(0, |bits, bit| bits | bit)
}
