//! Histories: one line of JSON for each decision, with the snapshot that it was made on.

mod learned;
mod record;

use std::path::Path;

use anyhow::{Context, Result, ensure};
use gonogo_engine::decision::Verdict;
use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::{Snapshot, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

pub(crate) use learned::{Earlier, earlier};
pub(crate) use record::append;

const SCHEMA: &str = "gonogo.run/v1";
const BYTES: u64 = 512 * 1024 * 1024;

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

/// A line whose words and times are known to be right.
struct Entry {
    line: Line,
    time: Timestamp,
    started: Option<Timestamp>,
    decision: Verdict,
}

/// Whether the file is a history, not a single snapshot.
pub(crate) fn is_history(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "jsonl")
}

/// Refuses a name that `--baseline` would not take for one of a history.
pub(crate) fn can_be(path: &Path) -> Result<()> {
    let name = path.display();
    ensure!(is_history(path), "`--record {name}`: the name of a history ends with `.jsonl`");
    Ok(())
}

/// Whether the text is a history, whatever its name says.
pub(crate) fn holds_history(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Schema {
        schema: String,
    }
    let first = text.lines().find(|line| !line.trim().is_empty());
    let read = first.and_then(|line| serde_json::from_str(line).ok());
    read.is_some_and(|Schema { schema }| schema == SCHEMA)
}

fn read(text: &str) -> Result<Entry> {
    let line: Line = serde_json::from_str(text).map_err(|error| unreadable(&error))?;
    ensure!(line.schema == SCHEMA, "`schema` is `{}`, expected `{SCHEMA}`", line.schema);
    let time = Timestamp::parse(&line.now).context("`now` is no RFC 3339 time")?;
    let started = line
        .phase_started
        .as_deref()
        .map(|text| Timestamp::parse(text).context("`phase_started` is no RFC 3339 time"));
    let started = started.transpose()?;
    let known = [Verdict::Go, Verdict::NoGo, Verdict::Rollback];
    let decision = known.into_iter().find(|known| known.name() == line.decision);
    let decision = decision.with_context(|| {
        format!("`decision` is `{}`, expected `go`, `no-go` or `rollback`", line.decision)
    })?;
    Ok(Entry { line, time, started, decision })
}

/// With the column only: a line of a history has no lines.
fn unreadable(error: &serde_json::Error) -> anyhow::Error {
    let text = error.to_string();
    let what = text.rsplit_once(" at line ").map_or(text.as_str(), |(what, _)| what);
    if error.is_eof() {
        return anyhow::anyhow!("the line is cut off: complete it, or remove it");
    }
    anyhow::anyhow!(
        "{what} at column {}: a line of a history is what `--record` wrote (a single snapshot is \
         given in a file that does not end with `.jsonl`)",
        error.column()
    )
}

impl Entry {
    fn snapshot(&self) -> Result<Snapshot> {
        let mut parts = SnapshotParts::default();
        parts.add((&self.line.now, self.line.snapshot.get()))?;
        let now = parts.now().context("the snapshot has no `now`")?;
        ensure!(now == self.time, "the line is of {}, its snapshot of {now}", self.time);
        Ok(parts.freeze(now))
    }
}
