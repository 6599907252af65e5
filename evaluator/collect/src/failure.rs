//! Why a fact could not be fetched.

use std::fmt;
use std::time::Duration;

use crate::limits;

/// One sentence for people, without secrets, and whether another attempt may help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub cause: String,
    pub(crate) retry: Retry,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Retry {
    /// It would be the same again.
    Never,
    /// As soon as the backoff says, or not before what the source asks for.
    After(Option<Duration>),
}

impl Failure {
    pub fn new(cause: impl Into<String>) -> Self {
        Self { cause: clipped(cause.into()), retry: Retry::Never }
    }

    /// Another attempt may help.
    pub(crate) fn passing(cause: impl Into<String>) -> Self {
        Self { retry: Retry::After(None), ..Self::new(cause) }
    }

    pub(crate) fn passing_after(cause: impl Into<String>, wait: Duration) -> Self {
        Self { retry: Retry::After(Some(wait)), ..Self::new(cause) }
    }

    /// With the reason of a cause that has these words.
    pub(crate) fn explained(self, words: &str, why: &str) -> Self {
        match self.cause.contains(words) {
            true => Self { cause: Self::new(format!("{} ({why})", self.cause)).cause, ..self },
            false => self,
        }
    }

    /// Another attempt might help, and might do harm.
    pub(crate) fn for_good(self) -> Self {
        Self { retry: Retry::Never, ..self }
    }
}

/// On one line, without control characters.
fn clipped(cause: String) -> String {
    let line: String =
        cause.chars().map(|c| if c.is_control() { ' ' } else { c }).take(limits::CAUSE).collect();
    let mut line = line.trim().to_owned();
    if cause.chars().count() > limits::CAUSE {
        line.push('…');
    }
    line
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.cause)
    }
}

impl std::error::Error for Failure {}
