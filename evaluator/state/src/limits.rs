//! How much is taken in and given out at once.

use crate::StateError;

/// Names: scopes, facts, labels, gates, phases, keys, digests, hosts.
pub(crate) const NAME_BYTES: usize = 4 * 1024;
/// A decision as JSON, or the body of a notification.
pub(crate) const TEXT_BYTES: usize = 16 * 1024 * 1024;
/// Samples, rules or notifications in one call.
pub(crate) const BATCH: usize = 100_000;
/// Samples that a window may hold.
pub(crate) const WINDOW: usize = 1_000_000;
/// Decisions, or notifications that are due, that are read at once.
pub(crate) const ROWS: usize = 100_000;
/// A row that SQLite may read, so that a file from elsewhere cannot fill the memory.
pub(crate) const ROW_BYTES: i32 = 33 * 1024 * 1024;

pub(crate) fn name(what: &'static str, text: &str) -> Result<(), StateError> {
    fits(what, text.len(), NAME_BYTES)
}

pub(crate) fn text(what: &'static str, text: &str) -> Result<(), StateError> {
    fits(what, text.len(), TEXT_BYTES)
}

fn fits(what: &'static str, bytes: usize, limit: usize) -> Result<(), StateError> {
    if bytes > limit {
        return Err(StateError::TooLong { what, bytes, limit });
    }
    Ok(())
}

pub(crate) fn count(what: &'static str, count: usize, limit: usize) -> Result<(), StateError> {
    if count > limit {
        return Err(StateError::TooMany { what, limit });
    }
    Ok(())
}
