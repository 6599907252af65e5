//! Why gonogo and Prometheus differ at a step: each cause is a gap, and is looked for in the
//! samples themselves.

use std::ops::RangeInclusive;

use crate::case::Case;
use crate::gate::{Answer, Answers};
use crate::oracle::Verdicts;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cause {
    /// Nothing in the window: undetermined, where Prometheus has nothing to fire on.
    NoSample,
    /// The gap up to the present is too long: undetermined, where Prometheus shows the last
    /// sample for its lookback and then forgets.
    GapAtPresent,
    /// Held since the first sample of the window, and what was before it is not known.
    NothingBefore,
    /// The time after the last sample counts for Prometheus, and not for gonogo.
    NotYetCounted,
    /// A gap longer than `max_gap` ended the span; Prometheus looked back through it.
    EndedByGap,
    /// A gap longer than the lookback, and no longer than `max_gap`.
    BridgedGap,
}

impl Cause {
    pub(crate) const ALL: [Self; 6] = [
        Self::NoSample,
        Self::GapAtPresent,
        Self::NothingBefore,
        Self::NotYetCounted,
        Self::EndedByGap,
        Self::BridgedGap,
    ];
}

/// Of a difference at step `at`; `None` when no gap explains it.
pub(crate) fn of_lasting(
    case: &Case,
    at: usize,
    ours: &Answers,
    verdicts: &Verdicts,
) -> Option<Cause> {
    let fires = verdicts.fires(case, at);
    let window = case.window_start(at)..=at;
    match ours.lasting {
        Answer::Undetermined => unknown(case, window, ours),
        Answer::No if fires => missed(case, window),
        Answer::Yes if !fires => {
            bridged(case, window, verdicts.lookback()).then_some(Cause::BridgedGap)
        }
        Answer::Yes | Answer::No => None,
    }
}

/// Of a difference at step `at`; `None` when no gap explains it.
pub(crate) fn of_lasted(
    case: &Case,
    at: usize,
    ours: &Answers,
    verdicts: &Verdicts,
) -> Option<Cause> {
    let window = case.window_start(at)..=at;
    match ours.lasted {
        Answer::Undetermined => not_seen(case, window, case.stale_after()),
        Answer::No => {
            let mut fired = verdicts.firing_steps(case, at);
            let all = fired.all(|step| is_broken(case, step));
            let known = case.values[at].is_some();
            let is_short = longest(case, window).is_none_or(|longest| longest < case.hold);
            (all && is_short).then_some(if known {
                Cause::EndedByGap
            } else {
                Cause::NotYetCounted
            })
        }
        Answer::Yes => bridged(case, window, verdicts.lookback()).then_some(Cause::BridgedGap),
    }
}

fn unknown(case: &Case, window: RangeInclusive<usize>, ours: &Answers) -> Option<Cause> {
    let limit = case.max_gap().min(case.stale_after());
    not_seen(case, window.clone(), limit).or_else(|| {
        let start = *window.start();
        let first = seen(case, window).next()?;
        // What begins with the window was cut by it; what begins later follows a gap.
        let follows = first > start || case.time(first) < case.window;
        let held = ours.cause.starts_with("it has held since the first sample");
        let is_held = case.holds(first) == Some(true);
        (follows && held && is_held).then_some(Cause::NothingBefore)
    })
}

/// No sample, or the newest is older than `limit` seconds.
fn not_seen(case: &Case, window: RangeInclusive<usize>, limit: i64) -> Option<Cause> {
    let at = *window.end();
    match seen(case, window).last() {
        None => Some(Cause::NoSample),
        Some(newest) if case.time(at) - case.time(newest) > limit => Some(Cause::GapAtPresent),
        Some(_) => None,
    }
}

/// Prometheus fires, and we say no.
fn missed(case: &Case, window: RangeInclusive<usize>) -> Option<Cause> {
    let at = *window.end();
    let mut newest_first: Vec<usize> = seen(case, window).collect();
    newest_first.reverse();
    let newest = *newest_first.first()?;
    let mut from = newest;
    if case.holds(newest) != Some(true) {
        return None;
    }
    for sample in newest_first {
        if case.holds(sample) != Some(true) {
            break;
        }
        if case.time(from) - case.time(sample) > case.max_gap() {
            return Some(Cause::EndedByGap);
        }
        from = sample;
    }
    let counted = case.time(newest) - case.time(from) >= case.hold;
    let with_gap = case.time(at) - case.time(from) >= case.hold;
    (!counted && with_gap && newest < at).then_some(Cause::NotYetCounted)
}

/// Whether Prometheus forgot a sample that holds, `lookback` seconds old, before the next one
/// that holds or the present came, while a gap of that length ends no span.
fn bridged(case: &Case, window: RangeInclusive<usize>, lookback: i64) -> bool {
    let at = *window.end();
    let samples: Vec<usize> = seen(case, window).collect();
    let forgets = |sample: usize, next: usize, last_empty: usize| {
        let gap = case.time(next) - case.time(sample);
        gap <= case.max_gap() && case.time(last_empty) - case.time(sample) > lookback
    };
    let holds = |sample: usize| case.holds(sample) == Some(true);
    let between = samples
        .windows(2)
        .any(|pair| holds(pair[0]) && holds(pair[1]) && forgets(pair[0], pair[1], pair[1] - 1));
    between || samples.last().is_some_and(|newest| holds(*newest) && forgets(*newest, at, at))
}

/// Whether a sample is missing in the stretch that made Prometheus fire at this step.
fn is_broken(case: &Case, step: usize) -> bool {
    let hold = usize::try_from((case.hold + case.step - 1) / case.step).expect("small");
    (step.saturating_sub(hold)..=step).any(|at| case.values[at].is_none())
}

/// The longest stretch of samples that hold, in seconds, without a gap beyond `max_gap`.
fn longest(case: &Case, window: RangeInclusive<usize>) -> Option<i64> {
    let samples: Vec<usize> = seen(case, window).collect();
    let stretches = samples.chunk_by(|before, after| {
        let gap = case.time(*after) - case.time(*before);
        case.holds(*before) == case.holds(*after) && gap <= case.max_gap()
    });
    let held = stretches.filter(|stretch| case.holds(stretch[0]) == Some(true));
    held.map(|stretch| case.time(stretch[stretch.len() - 1]) - case.time(stretch[0])).max()
}

/// The samples of the window, oldest first.
fn seen(case: &Case, window: RangeInclusive<usize>) -> impl Iterator<Item = usize> {
    window.filter(|at| case.values[*at].is_some())
}
