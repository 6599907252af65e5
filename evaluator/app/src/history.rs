//! Histories: one line of JSON for each decision, with the snapshot that it was made on.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use gonogo_engine::decision::{Verdict, WaiverState};
use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::{Decision, Snapshot, Stage, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::input;

const SCHEMA: &str = "gonogo.run/v1";
const BYTES: u64 = 512 * 1024 * 1024;
/// The newest so many runs are enough for any gate.
const RUNS: usize = 100;

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Line {
    schema: String,
    gate: String,
    phase: String,
    /// RFC 3339, as is the next.
    phase_started: Option<String>,
    now: String,
    decision: String,
    /// A waiver made the decision milder.
    waived: bool,
    snapshot: Box<RawValue>,
}

/// Whether the file is a history, not a single snapshot.
pub(crate) fn is_history(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "jsonl")
}

/// Adds the decision to a history, which is made if need be.
pub(crate) fn append(path: &Path, decision: &Decision, snapshot: &Snapshot) -> Result<()> {
    let name = path.display();
    ensure!(is_history(path), "`--record {name}`: the name of a history ends with `.jsonl`");
    let line = Line {
        schema: SCHEMA.to_owned(),
        gate: decision.gate.name.clone(),
        phase: decision.phase.clone(),
        phase_started: snapshot.phase_started().map(|time| time.to_string()),
        now: decision.now.clone(),
        decision: decision.decision.name().to_owned(),
        waived: decision.waivers.iter().any(|waiver| waiver.state == WaiverState::Applied),
        snapshot: RawValue::from_string(snapshot.to_json())?,
    };
    let mut text = serde_json::to_string(&line)?;
    text.push('\n');
    // In one piece: a line of another process must not fall into it.
    let file = OpenOptions::new().create(true).append(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .with_context(|| format!("cannot write `{name}`"))
}

/// The snapshots of earlier runs of the gate at the phase that ended with go, the newest last.
pub(crate) fn runs(path: &Path, stage: &Stage<'_>, snapshot: &Snapshot) -> Result<Vec<Snapshot>> {
    let text = input::read(path, BYTES)?;
    let mut lines = Vec::new();
    for (at, text) in text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        let place = || format!("{}:{}", path.display(), at + 1);
        let (time, line) = read(text).with_context(place)?;
        let same = line.gate == stage.gate.name && line.phase == stage.phase.name;
        if same && time < snapshot.now() {
            lines.push((time, line));
        }
    }
    lines.sort_by_key(|(time, _)| *time);
    let current = snapshot.phase_started().map(|time| time.to_string());
    let learned = learned(&lines, current.as_deref());
    learned
        .into_iter()
        .map(|line| frozen(line).with_context(|| format!("{}", path.display())))
        .collect()
}

fn read(text: &str) -> Result<(Timestamp, Line)> {
    let line: Line = serde_json::from_str(text)?;
    ensure!(line.schema == SCHEMA, "`schema` is `{}`, expected `{SCHEMA}`", line.schema);
    let time = Timestamp::parse(&line.now).context("`now` is no RFC 3339 time")?;
    Ok((time, line))
}

/// A run is what began with the same start of the phase; without one each line is a run. It ends
/// with its newest line, which must be an unwaived go, and nothing was rolled back before. The run
/// that goes on teaches nothing about itself: slow changes would become the norm.
fn learned<'l>(lines: &'l [(Timestamp, Line)], current: Option<&str>) -> Vec<&'l Line> {
    let rolled_back: BTreeSet<&str> = lines
        .iter()
        .filter(|(_, line)| line.decision == Verdict::Rollback.name())
        .filter_map(|(_, line)| line.phase_started.as_deref())
        .collect();
    let mut seen: BTreeSet<&str> = current.into_iter().collect();
    let newest_of_run =
        |line: &&'l Line| line.phase_started.as_deref().is_none_or(|started| seen.insert(started));
    let ended_well = |line: &&Line| {
        let started = line.phase_started.as_deref();
        line.decision == Verdict::Go.name()
            && !line.waived
            && started.is_none_or(|started| !rolled_back.contains(started))
    };
    let newest_first = lines.iter().rev().map(|(_, line)| line);
    let mut found: Vec<&Line> =
        newest_first.filter(newest_of_run).filter(ended_well).take(RUNS).collect();
    found.reverse();
    found
}

fn frozen(line: &Line) -> Result<Snapshot> {
    let mut parts = SnapshotParts::default();
    parts.add((&line.now, line.snapshot.get()))?;
    let now = parts.now().context("the snapshot has no `now`")?;
    Ok(parts.freeze(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STARTS: [Option<&str>; 3] =
        [None, Some("2026-01-01T00:00:00Z"), Some("2026-01-02T00:00:00Z")];

    /// Lines at the seconds 0, 1, 2 …: which start, the decision, and whether it was waived.
    #[track_caller]
    fn check(lines: &[(usize, &str, bool)], current: Option<&str>, learned_at: &[i64]) {
        let line = |(at, (start, decision, waived)): (usize, &(usize, &str, bool))| {
            let time = Timestamp::new(i64::try_from(at).unwrap(), 0).unwrap();
            let line = Line {
                schema: SCHEMA.to_owned(),
                gate: "g".to_owned(),
                phase: "p".to_owned(),
                phase_started: STARTS[*start].map(str::to_owned),
                now: time.to_string(),
                decision: (*decision).to_owned(),
                waived: *waived,
                snapshot: RawValue::from_string("{}".to_owned()).unwrap(),
            };
            (time, line)
        };
        let lines: Vec<_> = lines.iter().enumerate().map(line).collect();
        let found: Vec<&str> =
            learned(&lines, current).iter().map(|line| line.now.as_str()).collect();
        let expected: Vec<String> =
            learned_at.iter().map(|at| Timestamp::new(*at, 0).unwrap().to_string()).collect();
        assert_eq!(found, expected);
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
        check(&[(1, "go", false), (2, "go", false)], STARTS[2], &[0]);
    }

    #[test]
    fn the_newest_runs_are_enough() {
        let lines = vec![(0, "go", false); RUNS + 5];
        let newest: Vec<i64> = (5..).take(RUNS).collect();
        check(&lines, None, &newest);
    }
}
