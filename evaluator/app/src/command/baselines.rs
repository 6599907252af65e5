//! Earlier runs, for facts that are compared with them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::{Snapshot, Stage};

use crate::history;
use crate::input;

/// Snapshots, and runs of histories; `record` is the history that this run may begin.
pub(super) fn read(
    paths: &[PathBuf],
    record: Option<&Path>,
    (stage, snapshot): (&Stage<'_>, &Snapshot),
) -> Result<Vec<Snapshot>> {
    let mut found = Vec::new();
    for path in paths {
        if !history::is_history(path) {
            found.push(baseline(path)?);
            continue;
        }
        // The history that this very run begins; any other that is not there is a slip.
        if record != Some(path) || path.exists() {
            found.extend(history::runs(path, stage, snapshot)?);
        }
    }
    Ok(found)
}

/// A recorded snapshot stands for its own time, so that it must say which.
fn baseline(path: &Path) -> Result<Snapshot> {
    let mut parts = SnapshotParts::default();
    let name = path.display().to_string();
    parts.add((&name, &input::read(path, input::SNAPSHOT_BYTES)?))?;
    let now = parts.now().with_context(|| {
        format!("{name}: a baseline needs `now`, the time that it was recorded at")
    })?;
    Ok(parts.freeze(now))
}
