//! Why a server did not start, with the end of what it wrote.

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitStatus;
use std::time::Duration;

const LINES: usize = 40;
/// What programs say when somebody else listens on their port.
const TAKEN: &str = "address already in use";

#[derive(Debug)]
pub(super) enum Failure {
    NotStarted(io::Error),
    Ended { status: ExitStatus, log: String },
    NotReady { limit: Duration, log: String },
}

impl Failure {
    pub(super) fn is_taken_port(&self) -> bool {
        match self {
            Failure::Ended { log, .. } => log.to_ascii_lowercase().contains(TAKEN),
            Failure::NotStarted(_) | Failure::NotReady { .. } => false,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::NotStarted(error) => write!(f, "could not be started: {error}"),
            Failure::Ended { status, log } => {
                write!(f, "ended before it was ready ({status}); end of its log:\n{log}")
            }
            Failure::NotReady { limit, log } => {
                write!(f, "was not ready after {limit:?}; end of its log:\n{log}")
            }
        }
    }
}

/// The last lines of a log.
pub(super) fn end_of(log: &Path) -> String {
    let text = String::from_utf8_lossy(&fs::read(log).unwrap_or_default()).into_owned();
    let lines: Vec<&str> = text.lines().collect();
    let skipped = lines.len().saturating_sub(LINES);
    lines.into_iter().skip(skipped).collect::<Vec<_>>().join("\n")
}
