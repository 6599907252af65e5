//! The times at which a gate is evaluated: every one that has a sample, or at a fixed pace.

use crate::History;

/// Ascending times in a history, each once.
pub(crate) struct Steps<'h> {
    /// What is left of the times of each series.
    left: Vec<&'h [i64]>,
    pace: Option<Pace>,
}

struct Pace {
    next: Option<i64>,
    every: i64,
    to: i64,
}

impl<'h> Steps<'h> {
    /// `between` are times without a sample that is a number, which are steps all the same.
    pub(crate) fn samples(
        history: &'h History,
        between: &'h [Vec<i64>],
        (from, to): (i64, i64),
    ) -> Self {
        let tracks = history.recordings().flat_map(|(_, recording)| recording.tracks());
        let times = tracks.map(|track| track.samples.times());
        let times = times.chain(between.iter().map(Vec::as_slice));
        let cut = |times: &'h [i64]| {
            let start = times.partition_point(|time| *time < from);
            let end = times.partition_point(|time| *time <= to);
            times.get(start..end).unwrap_or_default()
        };
        let left = times.map(cut).filter(|times| !times.is_empty()).collect();
        Self { left, pace: None }
    }

    pub(crate) fn paced(from: i64, to: i64, every: i64) -> Self {
        let pace = Pace { next: Some(from), every, to };
        Self { left: Vec::new(), pace: Some(pace) }
    }
}

/// Times of samples that are no number, in order.
pub(crate) fn unusable_times(history: &History) -> Vec<i64> {
    let tracks = history.recordings().flat_map(|(_, recording)| recording.tracks());
    let unusable = tracks.flat_map(|track| track.unusable.iter().map(|(time, _)| *time));
    let mut times: Vec<i64> = unusable.collect();
    times.sort_unstable();
    times.dedup();
    times
}

impl Iterator for Steps<'_> {
    type Item = i64;

    fn next(&mut self) -> Option<i64> {
        if let Some(pace) = &mut self.pace {
            let now = pace.next.filter(|now| *now <= pace.to)?;
            pace.next = now.checked_add(pace.every);
            return Some(now);
        }
        let now = self.left.iter().filter_map(|times| times.first().copied()).min()?;
        for times in &mut self.left {
            if let Some((first, rest)) = times.split_first()
                && *first == now
            {
                *times = rest;
            }
        }
        Some(now)
    }
}
