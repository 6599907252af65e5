//! Stretches of time as columns of a picture: of each column, the worst that falls into it.

use crate::Replay;

/// Time from left to right.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    pub from: i64,
    pub to: i64,
    pub columns: usize,
}

impl Axis {
    pub fn of(replay: &Replay, columns: usize) -> Self {
        Self { from: replay.from, to: replay.to, columns }
    }

    /// From 0 to 1; what lies outside is moved to the edge.
    pub fn share(&self, at: i64) -> f64 {
        let length = self.to.saturating_sub(self.from).max(1);
        (at.saturating_sub(self.from) as f64 / length as f64).clamp(0.0, 1.0)
    }

    /// The place of a moment, counted from 0.
    pub fn column(&self, at: i64) -> usize {
        let column = (self.share(at) * self.columns as f64) as usize;
        column.min(self.columns.saturating_sub(1))
    }
}

/// Columns `from..to` of one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub from: usize,
    pub to: usize,
    pub level: u8,
}

/// The worst level of each column; 0 where there is nothing.
pub fn columns(axis: &Axis, segments: impl Iterator<Item = (i64, i64, u8)>) -> Vec<u8> {
    let mut worst = vec![0; axis.columns];
    for (from, to, level) in segments {
        if to < axis.from || from > axis.to {
            continue;
        }
        let (first, last) = (axis.column(from), axis.column(to.saturating_sub(1).max(from)));
        for place in worst.iter_mut().take(last + 1).skip(first) {
            *place = level.max(*place);
        }
    }
    worst
}

/// Neighbours of one level, without those that have none.
pub fn runs(columns: &[u8]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, level) in columns.iter().copied().enumerate() {
        match runs.last_mut() {
            Some(run) if run.level == level => run.to = at + 1,
            _ => runs.push(Run { from: at, to: at + 1, level }),
        }
    }
    runs.retain(|run| run.level > 0);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_of_a_column_is_shown() {
        let axis = Axis { from: 0, to: 100, columns: 10 };
        let shown = columns(&axis, [(0, 50, 1), (50, 51, 3), (51, 101, 1)].into_iter());
        assert_eq!(shown, [1, 1, 1, 1, 1, 3, 1, 1, 1, 1]);
        let run = |from, to, level| Run { from, to, level };
        assert_eq!(runs(&shown), [run(0, 5, 1), run(5, 6, 3), run(6, 10, 1)]);
        assert_eq!(runs(&columns(&axis, [(200, 300, 2)].into_iter())), []);
    }
}
