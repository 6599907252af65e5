//! Files and standard input, with a limit on their size.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Of a gate or waiver file; the loader itself takes no more than that.
pub(crate) const GATE_BYTES: u64 = 256 * 1024;
/// Of a plan: a hundred times the longest that people write.
pub(crate) const PLAN_BYTES: u64 = 16 * 1024 * 1024;
/// Of one snapshot.
pub(crate) const SNAPSHOT_BYTES: u64 = 64 * 1024 * 1024;
/// Of one file of a history: a year of samples every 15 seconds has some 60 MiB as CSV.
pub(crate) const HISTORY_BYTES: u64 = 1024 * 1024 * 1024;

/// The text of a file; `-` is standard input.
pub(crate) fn read(path: &Path, limit: u64) -> Result<String> {
    let name = path.display();
    if path.as_os_str() == "-" {
        return text(std::io::stdin().lock(), limit, 0).context("cannot read standard input");
    }
    let file = File::open(path).with_context(|| format!("cannot read `{name}`"))?;
    let size = file.metadata().map_or(0, |about| about.len()).min(limit);
    text(file, limit, size).with_context(|| format!("cannot read `{name}`"))
}

/// `size` is how much to expect.
fn text(source: impl Read, limit: u64, size: u64) -> Result<String> {
    let mut bytes = Vec::with_capacity(usize::try_from(size)?.saturating_add(1));
    source.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        bail!("it has more than {} MiB", limit.div_ceil(1024 * 1024));
    }
    let mut text = String::from_utf8(bytes).context("it is not UTF-8 text")?;
    // Some editors mark UTF-8 by a first character that nobody sees.
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(text)
}
