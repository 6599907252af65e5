//! What a history teaches: its earlier runs of a gate at a phase that ended with go.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result};
use gonogo_engine::facts::{FactKind, NoBaseline};
use gonogo_engine::{Snapshot, Stage, Timestamp, Verdict};

use super::{BYTES, Entry, read};
use crate::input;

/// The newest so many runs are enough for any gate.
const RUNS: usize = 100;

/// Of one history.
pub(crate) enum Earlier {
    /// The oldest first.
    Runs(Vec<Snapshot>),
    None(NoBaseline),
}

/// The snapshots of earlier runs of the gate at the phase that ended with go, or why there are none.
pub(crate) fn earlier(path: &Path, stage: &Stage<'_>, snapshot: &Snapshot) -> Result<Earlier> {
    let text = input::read(path, BYTES)?;
    let mut entries = Vec::new();
    for (at, text) in text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        let place = || format!("{}:{}", path.display(), at + 1);
        let entry = read(text).with_context(place)?;
        entries.push(entry);
    }
    entries.sort_by_key(|entry| entry.time);
    let present = Present {
        name: path.display().to_string(),
        gate: &stage.gate.name,
        phase: &stage.phase.name,
        now: snapshot.now(),
        started: snapshot.phase_started(),
    };
    let learned = match present.learned(&entries) {
        Ok(learned) => learned,
        Err(none) => return Ok(Earlier::None(none)),
    };
    let runs = newest(&learned, &windows(stage), snapshot.now_nanos());
    let frozen = |entry: &&Entry| entry.snapshot().with_context(|| present.name.clone());
    runs.iter().map(frozen).collect::<Result<_>>().map(Earlier::Runs)
}

/// What is compared with a history.
struct Present<'p> {
    /// Of the history.
    name: String,
    gate: &'p str,
    phase: &'p str,
    now: Timestamp,
    started: Option<Timestamp>,
}

impl Present<'_> {
    /// The lines of runs that teach something, the oldest first; never none.
    fn learned<'l>(&self, entries: &'l [Entry]) -> Result<Vec<&'l Entry>, NoBaseline> {
        let Self { name, gate, phase, .. } = self;
        let first_run = |why: String| Err(NoBaseline::FirstRun(why));
        if entries.is_empty() {
            return first_run(format!("`{name}` is empty"));
        }
        let of_gate: Vec<&Entry> = entries.iter().filter(|one| one.line.gate == *gate).collect();
        if of_gate.is_empty() {
            let others: BTreeSet<&str> =
                entries.iter().map(|one| one.line.gate.as_str()).take(RUNS).collect();
            let others: Vec<String> = others.iter().take(3).map(|one| format!("`{one}`")).collect();
            let why = format!(
                "`{name}` has no decision of the gate `{gate}`, but {} of {}",
                entries.len(),
                others.join(", ")
            );
            return Err(NoBaseline::Unusable(why));
        }
        let of_phase: Vec<&Entry> =
            of_gate.into_iter().filter(|one| one.line.phase == *phase).collect();
        if of_phase.is_empty() {
            return first_run(format!("`{name}` has no run of the phase `{phase}` yet"));
        }
        // The run that goes on teaches nothing about itself: slow changes would become the norm.
        let is_other = |one: &&Entry| one.started.is_none() || one.started != self.started;
        let others: Vec<&Entry> = of_phase.into_iter().filter(is_other).collect();
        if others.is_empty() {
            return first_run(format!("`{name}` has only the run that goes on"));
        }
        let before: Vec<&Entry> =
            others.iter().copied().filter(|one| one.time < self.now).collect();
        let runs = runs(&before);
        let learned: Vec<&Entry> =
            runs.iter().copied().filter(|run| run.is_go).map(|run| run.newest).collect();
        if !learned.is_empty() {
            return Ok(learned);
        }
        if before.len() < others.len() {
            let why = format!(
                "{} of {} decisions in `{name}` are not from before {}, the snapshot's time, and \
                 no other ended with go",
                others.len() - before.len(),
                others.len(),
                self.now
            );
            return Err(NoBaseline::Unusable(why));
        }
        first_run(match runs.len() {
            1 => format!("the only earlier run in `{name}` did not end with go"),
            count => format!("none of {count} earlier runs in `{name}` ended with go"),
        })
    }
}

#[derive(Clone, Copy)]
struct Run<'l> {
    newest: &'l Entry,
    /// Without a waiver that made it so.
    is_go: bool,
}

/// A run is what began with the same start of the phase; without one each line is a run. It ends
/// with its newest line, which must be an unwaived go, and nothing was rolled back before.
fn runs<'l>(entries: &[&'l Entry]) -> Vec<Run<'l>> {
    let rolled_back: BTreeSet<Timestamp> = entries
        .iter()
        .filter(|entry| entry.decision == Verdict::Rollback)
        .filter_map(|entry| entry.started)
        .collect();
    let mut seen: BTreeSet<Timestamp> = BTreeSet::new();
    let mut runs = Vec::new();
    for newest in entries.iter().rev() {
        if newest.started.is_none_or(|started| seen.insert(started)) {
            let is_go = newest.decision == Verdict::Go
                && !newest.line.waived
                && newest.started.is_none_or(|started| !rolled_back.contains(&started));
            runs.push(Run { newest, is_go });
        }
    }
    runs.reverse();
    runs
}

/// How far back the present reaches of which baselines are asked for; nanoseconds.
fn windows(stage: &Stage<'_>) -> BTreeSet<i64> {
    let window = |kind: &FactKind| {
        let FactKind::Series { rules, .. } = kind else { return 0 };
        rules.window.unwrap_or(0)
    };
    let facts = stage.gate.facts.iter().map(|fact| &fact.declaration);
    facts.filter(|fact| fact.baseline.is_some()).map(|fact| window(&fact.kind)).collect()
}

/// The newest runs from before each of the windows, and the newest of all, which may tell why none
/// of them can be used.
fn newest<'l>(learned: &[&'l Entry], windows: &BTreeSet<i64>, now: i64) -> Vec<&'l Entry> {
    let mut kept: BTreeSet<usize> = learned.len().checked_sub(1).into_iter().collect();
    for window in windows {
        let from = now.saturating_sub(*window);
        let is_before = |entry: &Entry| entry.time.epoch_nanos().is_none_or(|time| time <= from);
        let places = learned.iter().enumerate().rev();
        kept.extend(places.filter(|(_, entry)| is_before(entry)).take(RUNS).map(|(at, _)| at));
    }
    kept.into_iter().filter_map(|at| learned.get(at).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Line, SCHEMA};
    use super::*;
    use serde_json::value::RawValue;

    const NOW: i64 = 10_000;

    fn time(seconds: i64) -> Timestamp {
        Timestamp::new(seconds, 0).unwrap()
    }

    /// A line of gate and phase, `g p`, at a time: which start, if any, the decision, and whether it
    /// was waived.
    fn entry(place: &str, at: i64, (start, decision, waived): (i64, &str, bool)) -> Entry {
        let (gate, phase) = place.split_once(' ').unwrap();
        let started = (start > 0).then(|| time(-start).to_string());
        let line = Line {
            schema: SCHEMA.to_owned(),
            gate: gate.to_owned(),
            phase: phase.to_owned(),
            phase_started: started,
            now: time(at).to_string(),
            decision: decision.to_owned(),
            waived,
            snapshot: RawValue::from_string("{}".to_owned()).unwrap(),
        };
        read(&serde_json::to_string(&line).unwrap()).unwrap()
    }

    fn found(entries: &[Entry], current: Option<i64>) -> Result<Vec<i64>, NoBaseline> {
        let present = Present {
            name: "h.jsonl".to_owned(),
            gate: "g",
            phase: "p",
            now: time(NOW),
            started: current.map(|start| time(-start)),
        };
        let learned = present.learned(entries)?;
        Ok(learned.iter().map(|entry| entry.time.seconds()).collect())
    }

    /// Lines at the seconds 0, 1, 2 …
    #[track_caller]
    fn check(lines: &[(i64, &str, bool)], current: Option<i64>, learned_at: &[i64]) {
        let lines = lines.iter().zip(0..);
        let entries: Vec<Entry> = lines.map(|(line, at)| entry("g p", at, *line)).collect();
        assert_eq!(found(&entries, current).unwrap_or_default(), learned_at);
    }

    #[test]
    fn only_go_without_a_waiver_teaches() {
        check(&[(0, "go", false), (0, "no-go", false), (0, "go", true)], None, &[0]);
        check(&[(0, "rollback", false), (0, "go", false)], None, &[1]);
    }

    #[test]
    fn a_run_is_its_newest_line() {
        check(&[(1, "no-go", false), (1, "go", false), (1, "go", false)], None, &[2]);
        check(&[(1, "go", false), (1, "no-go", false)], None, &[]);
        check(&[(1, "go", false), (2, "go", false), (0, "go", false)], None, &[0, 1, 2]);
    }

    #[test]
    fn what_was_rolled_back_teaches_nothing() {
        check(&[(1, "rollback", false), (1, "go", false), (2, "go", false)], None, &[2]);
    }

    #[test]
    fn the_run_that_goes_on_is_left_out() {
        check(&[(1, "go", false), (2, "go", false)], Some(2), &[0]);
    }

    #[track_caller]
    fn check_none(lines: &[(&str, i64, &str)], current: Option<i64>, expected: NoBaseline) {
        let entry =
            |(place, at, decision): &(&str, i64, &str)| entry(place, *at, (1, decision, false));
        let entries: Vec<Entry> = lines.iter().map(entry).collect();
        assert_eq!(found(&entries, current), Err(expected));
    }

    #[test]
    fn what_was_never_run_has_its_first_run() {
        let first = |why: &str| NoBaseline::FirstRun(why.to_owned());
        check_none(&[], None, first("`h.jsonl` is empty"));
        let phase = first("`h.jsonl` has no run of the phase `p` yet");
        check_none(&[("g q", 0, "go")], None, phase);
        let one = first("the only earlier run in `h.jsonl` did not end with go");
        check_none(&[("g p", 0, "go"), ("g p", 1, "no-go")], None, one);
        check_none(&[("g p", 0, "go")], Some(1), first("`h.jsonl` has only the run that goes on"));
    }

    #[test]
    fn a_history_of_something_else_is_no_first_run() {
        let unusable = |why: &str| NoBaseline::Unusable(why.to_owned());
        let other = unusable("`h.jsonl` has no decision of the gate `g`, but 2 of `t`");
        check_none(&[("t p", 0, "go"), ("t p", 1, "no-go")], None, other);
        let later = unusable(
            "1 of 2 decisions in `h.jsonl` are not from before 1970-01-01T02:46:40Z, the \
             snapshot's time, and no other ended with go",
        );
        check_none(&[("g p", 0, "no-go"), ("g p", NOW, "go")], None, later);
    }

    #[test]
    fn the_newest_runs_before_the_window_are_enough() {
        let runs = i64::try_from(RUNS).unwrap();
        let line = |at: i64| entry("g p", at, (0, "go", false));
        let entries: Vec<Entry> = (0..3 * runs).map(line).collect();
        let entries: Vec<&Entry> = entries.iter().collect();
        let kept = |window: i64| -> Vec<i64> {
            let windows = [window * 1_000_000_000].into();
            let now = 3 * runs * 1_000_000_000;
            newest(&entries, &windows, now).iter().map(|entry| entry.time.seconds()).collect()
        };
        assert_eq!(kept(0), (2 * runs..3 * runs).collect::<Vec<_>>());
        let before: Vec<i64> = (runs + 1..=2 * runs).chain([3 * runs - 1]).collect();
        assert_eq!(kept(runs), before);
        assert_eq!(kept(4 * runs), [3 * runs - 1]);
    }
}
