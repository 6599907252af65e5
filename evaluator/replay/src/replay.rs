//! The gate at every step of a history, and when its decision changed.

mod alarm;
mod change;
mod record;
mod strip;
mod timeline;

use gonogo_cel::time::Timestamp;
use gonogo_engine::gate::Stage;

pub use alarm::Alarm;
pub use change::{Change, Deciding, TookOver};
pub use strip::{Course, Strip};
pub use timeline::{RuleTimeline, Stretch};

use crate::History;
use crate::standing;
use crate::steps::unusable_times;
use record::Record;

/// Which part of a history, and how densely. Nanoseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// By default the first sample.
    pub from: Option<i64>,
    /// By default the last sample.
    pub to: Option<i64>,
    /// By default at every sample.
    pub every: Option<i64>,
}

/// Steps of one replay.
const STEPS: i64 = 100_000_000;

/// Why there is nothing to replay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplayError(pub String);

impl std::fmt::Display for ReplayError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ReplayError {}

/// Times are nanoseconds since 1970.
#[derive(Clone, Debug, PartialEq)]
pub struct Replay {
    /// The first and the last step.
    pub from: i64,
    pub to: i64,
    pub steps: usize,
    /// What it said at the first step, and then whenever it said something else.
    pub changes: Vec<Change>,
    /// The alarm at the first step, and then whenever it changed.
    pub alarms: Vec<Alarm>,
    /// The implicit rules, then the gate's in the order of its file.
    pub rules: Vec<RuleTimeline>,
    /// How many steps each verdict had: go, no-go, rollback.
    pub shares: [usize; 3],
}

/// What the gate would have said at every step, knowing nothing that came later.
pub fn replay(
    stage: &Stage<'_>,
    history: &History,
    options: &Options,
) -> Result<Replay, ReplayError> {
    replay_by(Method::Watched, stage, history, options)
}

/// As [`replay`], each step judged in the way that is asked for.
pub fn replay_by(
    method: Method,
    stage: &Stage<'_>,
    history: &History,
    options: &Options,
) -> Result<Replay, ReplayError> {
    let run = |strip: &Strip| strip.run(method, stage, history);
    let courses = strips(history, options, 1)?.iter().map(run).collect::<Result<Vec<_>, _>>()?;
    join(stage, history, courses)
}

/// All steps, in up to so many parts for [`Strip::run`]; [`join`] makes one replay of them.
pub fn strips(
    history: &History,
    options: &Options,
    parts: usize,
) -> Result<Vec<Strip>, ReplayError> {
    Ok(whole(history, options)?.split(parts))
}

/// What each of the [`strips`] gave, in their order.
pub fn join(
    stage: &Stage<'_>,
    history: &History,
    courses: impl IntoIterator<Item = Course>,
) -> Result<Replay, ReplayError> {
    let mut moment = history.moment(time(0)?);
    moment.prepare(stage.gate.facts.iter().map(|fact| &fact.declaration));
    let mut record = Record::new(stage, moment, &standing::rules(stage));
    for course in courses {
        record.add(course)?;
    }
    record.finish()
}

/// How a step is judged; the results are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Carried forward from step to step, where the gate allows it.
    Watched,
    /// Each one from scratch.
    Afresh,
}

pub(crate) fn time(nanos: i64) -> Result<Timestamp, ReplayError> {
    Timestamp::from_epoch_nanos(nanos)
        .ok_or_else(|| ReplayError("a step lies outside of the calendar".to_owned()))
}

fn whole(history: &History, options: &Options) -> Result<Strip, ReplayError> {
    let tracks = || history.recordings().flat_map(|(_, recording)| recording.tracks());
    let unusable = unusable_times(history);
    let first = tracks().filter_map(|track| track.samples.times().first()).min().copied();
    let last = tracks().filter_map(|track| track.samples.times().last()).max().copied();
    let first = first.into_iter().chain(unusable.first().copied()).min();
    let last = last.into_iter().chain(unusable.last().copied()).max();
    let (Some(first), Some(last)) = (first, last) else {
        let message = "there is no series with samples in the history: nothing happens in it";
        return Err(ReplayError(message.to_owned()));
    };
    let (from, to) = (options.from.unwrap_or(first), options.to.unwrap_or(last));
    if from > to {
        let [from, to, first, last] = [from, to, first, last].map(shown);
        let message = format!(
            "it would go from {from} back to {to}; the history goes from {first} to {last}"
        );
        return Err(ReplayError(message));
    }
    let is_dense = |every: i64| every <= 0 || to.saturating_sub(from) / every >= STEPS;
    if options.every.is_some_and(is_dense) {
        return Err(ReplayError(format!("more than {STEPS} steps: take a longer `--every`")));
    }
    Ok(Strip { from, to, every: options.every })
}

fn shown(nanos: i64) -> String {
    Timestamp::from_epoch_nanos(nanos).map(|time| time.to_string()).unwrap_or_default()
}
