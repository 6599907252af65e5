//! The moments at which a series that fell silent is no longer what it was: nothing is sampled
//! then, and yet the gate would have said something else.

use gonogo_engine::facts::Recording;

use crate::History;

/// How long after a limit has passed it is looked at; a whole number that reads well.
const AFTER: i64 = 1_000_000;
/// Looks at one silence, before its series is stale.
const LOOKS: i64 = 100;

/// Times between samples, from `from` to `to`, in order: when a series turns stale, when a span
/// may no longer bridge the gap, when the samples before it leave the window, and until then once
/// for each sample that is missing.
pub(crate) fn silences(history: &History, (from, to): (i64, i64)) -> Vec<i64> {
    let mut times = Vec::new();
    for (_, recording) in history.recordings() {
        let limits = Limits::of(recording);
        for track in recording.tracks() {
            limits.visit(track.samples.times(), (from, to), &mut times);
            // Of samples that are no number it counts only whether the window has any.
            let unusable: Vec<i64> = track.unusable.iter().map(|(time, _)| *time).collect();
            Limits::window(recording).visit(&unusable, (from, to), &mut times);
        }
    }
    times.sort_unstable();
    times.dedup();
    times
}

/// What a fact makes of silence; nanoseconds.
struct Limits {
    /// Each changes what is known, once the newest sample is older.
    ages: Vec<i64>,
    pace: Option<i64>,
    /// Of the pace.
    looks: i64,
    /// No shorter distance between samples changes anything.
    least: i64,
}

impl Limits {
    fn of(recording: &Recording) -> Self {
        let rules = recording.rules();
        let ages = [rules.stale_after, rules.max_gap, rules.window];
        let ages: Vec<i64> = ages.into_iter().flatten().filter(|age| *age >= 0).collect();
        let step = rules.step.filter(|step| *step > 0);
        let stale = rules.stale_after.or(rules.window).unwrap_or(0).max(0);
        // A step of nanoseconds must not make millions of steps of one silence.
        let pace = step.map(|step| step.max(stale / LOOKS));
        let looks = pace.map_or(0, |pace| stale / pace);
        let missed = step.map(|step| step.saturating_mul(2));
        let least = ages.iter().copied().chain(missed).min().unwrap_or(i64::MAX);
        Self { ages, pace, looks, least }
    }

    fn window(recording: &Recording) -> Self {
        let ages: Vec<i64> = recording.rules().window.into_iter().collect();
        let least = ages.first().copied().unwrap_or(i64::MAX);
        Self { ages, pace: None, looks: 0, least }
    }

    fn visit(&self, known: &[i64], (from, to): (i64, i64), times: &mut Vec<i64>) {
        let first = known.partition_point(|time| *time < from).saturating_sub(1);
        let known = known.get(first..).unwrap_or_default();
        let nexts = known.iter().skip(1).copied().chain([i64::MAX]);
        for (last, next) in known.iter().copied().zip(nexts) {
            if last > to {
                break;
            }
            if next.saturating_sub(last) > self.least {
                let inside = self.moments(last, next).filter(|time| (from..=to).contains(time));
                times.extend(inside);
            }
        }
    }

    fn moments(&self, last: i64, next: i64) -> impl Iterator<Item = i64> {
        let paced = (1..=self.looks).filter_map(|look| self.pace?.checked_mul(look));
        let ages = self.ages.iter().copied().chain(paced);
        ages.filter_map(move |age| {
            let limit = last.checked_add(age)?;
            let after = limit.checked_add(AFTER)?.min(next.saturating_sub(1));
            Some(after).filter(|after| *after > limit)
        })
    }
}
