//! Texts that are stored, and rewritten on demand.

use std::fs;
use std::path::Path;

/// Compares with a stored text, or stores it under `GONOGO_UPDATE=1`; what differs, if anything.
pub(crate) fn settle(path: &Path, actual: &str) -> Option<String> {
    if std::env::var_os("GONOGO_UPDATE").is_some() {
        fs::write(path, actual).unwrap();
        return None;
    }
    let stored = fs::read_to_string(path).unwrap_or_default();
    if stored == actual {
        return None;
    }
    let differs = |(a, b): &(&str, &str)| a != b;
    let pairs = stored.lines().chain(std::iter::repeat("")).zip(actual.lines());
    let first = pairs.enumerate().find(|(_, pair)| differs(pair));
    let (line, (wanted, found)) =
        first.unwrap_or((actual.lines().count(), ("more lines", "the end")));
    Some(format!("{}:{}\n  stored: {wanted}\n  actual: {found}", path.display(), line + 1))
}
