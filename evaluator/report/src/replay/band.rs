//! What there is to show over time: verdicts, windows of incidents, where rules failed.

use gonogo_engine::Verdict;
use gonogo_engine::decision::Outcome;
use gonogo_engine::gate::Effect;
use gonogo_replay::incidents::Incident;
use gonogo_replay::picture::Axis;
use gonogo_replay::{Replay, Stretch};

use super::{Story, level};

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
