//! Adding a decision to a history.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use gonogo_engine::decision::WaiverState;
use gonogo_engine::{Decision, Snapshot};
use serde_json::value::RawValue;

use super::{BYTES, Line, SCHEMA};
use crate::input;

/// Adds the decision to a history, which is made if need be.
pub(crate) fn append(path: &Path, decision: &Decision, snapshot: &Snapshot) -> Result<()> {
    let name = path.display();
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
    let line = serde_json::to_string(&line)?;
    let begin = if is_open(path)? { "\n" } else { "" };
    // In one piece: a line of another process must not fall into it.
    let file = OpenOptions::new().create(true).append(true).open(path);
    file.and_then(|mut file| file.write_all(format!("{begin}{line}\n").as_bytes()))
        .with_context(|| format!("cannot write `{name}`"))
}

/// Whether the last line lacks its end, but nothing else: an editor may have left it so. Behind
/// half a line nothing could ever be read again.
fn is_open(path: &Path) -> Result<bool> {
    if !path.exists() || !ends_within_a_line(path).unwrap_or(false) {
        return Ok(false);
    }
    let text = input::read(path, BYTES)?;
    let last = text.lines().last().unwrap_or_default();
    let whole = last.trim().is_empty() || super::read(last).is_ok();
    ensure!(
        whole,
        "`{}` ends with a line that is cut off, so that this decision is not recorded: remove \
         that line, and decide again",
        path.display()
    );
    Ok(true)
}

fn ends_within_a_line(path: &Path) -> std::io::Result<bool> {
    let mut file = File::open(path)?;
    if file.metadata()?.len() == 0 {
        return Ok(false);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}
