//! What passed, per file, the core language apart from the extensions.

use std::collections::BTreeMap;
use std::fmt;

use crate::case::Case;
use crate::judge::Outcome;

#[derive(Default, Clone, Copy)]
struct Counts {
    passed: usize,
    failed: usize,
    unsupported: usize,
}

impl Counts {
    fn count(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Passed => self.passed += 1,
            Outcome::Failed(_) => self.failed += 1,
            Outcome::Unsupported(_) => self.unsupported += 1,
        }
    }

    fn share(self) -> f64 {
        let all = self.passed + self.failed + self.unsupported;
        if all == 0 { 0.0 } else { 100.0 * self.passed as f64 / all as f64 }
    }
}

#[derive(Default)]
struct Part {
    files: BTreeMap<String, Counts>,
    total: Counts,
}

#[derive(Default)]
pub(crate) struct Table {
    core: Part,
    extensions: Part,
}

impl Table {
    pub(crate) fn of(judged: &[(Case, Outcome)]) -> Self {
        let mut table = Self::default();
        for (case, outcome) in judged {
            let part = if case.is_core() { &mut table.core } else { &mut table.extensions };
            part.files.entry(case.file.clone()).or_default().count(outcome);
            part.total.count(outcome);
        }
        table
    }

    /// In percent.
    pub(crate) fn core_share(&self) -> f64 {
        self.core.total.share()
    }
}

fn row(f: &mut fmt::Formatter<'_>, name: &str, counts: Counts) -> fmt::Result {
    let Counts { passed, failed, unsupported } = counts;
    writeln!(f, "{name:<22}{passed:>8}{failed:>8}{unsupported:>13}{:>9.1}", counts.share())
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<22}{:>8}{:>8}{:>13}{:>9}", "", "passed", "failed", "unsupported", "%")?;
        for (name, part) in [("core", &self.core), ("extensions", &self.extensions)] {
            for (file, counts) in &part.files {
                row(f, file, *counts)?;
            }
            row(f, &format!("= {name}"), part.total)?;
        }
        Ok(())
    }
}
