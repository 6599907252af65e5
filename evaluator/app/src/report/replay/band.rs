//! Stretches of time as columns of a picture: of each column, the worst that falls into it.

use gonogo_engine::Verdict;
use gonogo_engine::decision::Outcome;
use gonogo_engine::gate::Effect;
use gonogo_replay::incidents::Incident;
use gonogo_replay::{Replay, Stretch};

use super::{Story, level};

/// Time from left to right.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    pub(super) from: i64,
    pub(super) to: i64,
    pub(super) columns: usize,
}

impl Axis {
    pub(super) fn of(replay: &Replay, columns: usize) -> Self {
        Self { from: replay.from, to: replay.to, columns }
    }

    /// From 0 to 1; what lies outside is moved to the edge.
    pub(super) fn share(&self, at: i64) -> f64 {
        let length = self.to.saturating_sub(self.from).max(1);
        (at.saturating_sub(self.from) as f64 / length as f64).clamp(0.0, 1.0)
    }

    pub(super) fn column(&self, at: i64) -> usize {
        let column = (self.share(at) * self.columns as f64) as usize;
        column.min(self.columns.saturating_sub(1))
    }
}

/// Columns `from..to` of one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) level: u8,
}

/// The worst level of each column; 0 where there is nothing.
pub(super) fn columns(axis: &Axis, segments: impl Iterator<Item = (i64, i64, u8)>) -> Vec<u8> {
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
pub(super) fn runs(columns: &[u8]) -> Vec<Run> {
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

/// What the gate said: 1 go, 2 no-go, 3 rollback.
pub(super) fn verdicts(replay: &Replay) -> impl Iterator<Item = (i64, i64, u8)> {
    let ends = replay.changes.iter().skip(1).map(|change| change.at);
    let ends = ends.chain([replay.to.saturating_add(1)]);
    replay.changes.iter().zip(ends).map(|(change, end)| (change.at, end, level(change.to)))
}

/// Of incidents: 1 where nothing is expected, 2 where an alarm is.
pub(super) fn windows(story: &Story<'_>) -> impl Iterator<Item = (i64, i64, u8)> {
    let level = |incident: &Incident| if incident.expect == Verdict::Go { 1 } else { 2 };
    story.incidents().iter().map(move |judged| {
        let incident = &judged.incident;
        (incident.from, incident.to, level(incident))
    })
}

/// Columns in which an alarm without a reason rose.
pub(super) fn false_alarms(story: &Story<'_>, axis: &Axis) -> Vec<usize> {
    let alarms = story.assessment.map(|one| one.false_alarms.as_slice()).unwrap_or_default();
    let mut columns: Vec<usize> = alarms.iter().map(|alarm| axis.column(alarm.at)).collect();
    columns.dedup();
    columns
}

/// How a stretch of a rule is shaded: 1 undetermined, 2 warning, 3 no-go, 4 rollback.
pub(super) fn shade(stretch: &Stretch) -> u8 {
    match (stretch.outcome, stretch.effect) {
        (Outcome::Undetermined, _) => 1,
        (Outcome::Fail | Outcome::Pass | Outcome::Skipped, effect) => match effect {
            None | Some(Effect::Warn) => 2,
            Some(Effect::NoGo) => 3,
            Some(Effect::Rollback) => 4,
        },
    }
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
