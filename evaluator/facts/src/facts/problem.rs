//! Why a fact cannot be used.

use std::fmt;

/// A fact's standing, as reports name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactState {
    Ok,
    /// Not there, and declared optional.
    Absent,
    /// Not there.
    Missing,
    /// Its source could not be read.
    Failed,
    /// There, but older than allowed.
    Stale,
    /// A series without enough samples.
    Sparse,
    /// There, but empty: no samples, no tests, no items.
    Empty,
    /// There, but not what was declared.
    Invalid,
}

impl FactState {
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Absent => "absent",
            Self::Missing => "missing",
            Self::Failed => "failed",
            Self::Stale => "stale",
            Self::Sparse => "sparse",
            Self::Empty => "empty",
            Self::Invalid => "invalid",
        }
    }
}

/// The state and what exactly was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactProblem {
    pub state: FactState,
    pub cause: String,
}

impl FactProblem {
    pub fn new(state: FactState, cause: impl Into<String>) -> Self {
        Self { state, cause: cause.into() }
    }

    pub(crate) fn invalid(cause: impl Into<String>) -> Self {
        Self::new(FactState::Invalid, cause)
    }

    /// A problem of a part, with where it is: `failures[2]: …`.
    pub(crate) fn within(mut self, place: &str) -> Self {
        self.cause = format!("{place}: {}", self.cause);
        self
    }
}

impl fmt::Display for FactProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.cause)
    }
}
