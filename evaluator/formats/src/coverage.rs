//! Reports of coverage tools, read as facts of type `coverage`: lines, branches and functions in
//! percent, those of them that the report has.

pub mod cobertura;
pub mod lcov;
pub mod llvm;

use serde_json::{Map, Value, json};

use crate::error::FormatError;

/// How many of something there are, and how many of these were run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Share {
    covered: u64,
    found: u64,
}

impl Share {
    fn add(&mut self, other: Self) {
        self.covered = self.covered.saturating_add(other.covered);
        self.found = self.found.saturating_add(other.found);
    }

    fn count(&mut self, covered: bool) {
        self.add(Self { covered: u64::from(covered), found: 1 });
    }

    fn percent(self) -> f64 {
        self.covered as f64 * 100.0 / self.found as f64
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Shares {
    lines: Share,
    branches: Share,
    functions: Share,
}

impl Shares {
    /// What there is nothing of has no share: no line at all is an error, never 100 %.
    fn into_value(self) -> Result<Value, FormatError> {
        if self.lines.found == 0 {
            return Err(FormatError::new("no line of code: nothing was measured"));
        }
        let mut fields = Map::new();
        let parts =
            [("lines", self.lines), ("branches", self.branches), ("functions", self.functions)];
        for (name, share) in parts {
            if share.covered > share.found {
                let (covered, found) = (share.covered, share.found);
                let message = format!("{covered} of {found} {name} are covered, which cannot be");
                return Err(FormatError::new(message));
            }
            if share.found > 0 {
                fields.insert(name.to_owned(), json!(share.percent()));
            }
        }
        Ok(Value::Object(fields))
    }
}

#[cfg(test)]
mod tests;
