//! The list of cases that are known to fail. It may only shrink.

use crate::case::Case;
use crate::judge::Outcome;

const STORED: &str = include_str!("expected_failures.txt");

/// `file/section/name` or `file/*`, each with a reason.
pub(crate) struct Ratchet {
    entries: Vec<(&'static str, &'static str)>,
}

impl Ratchet {
    pub(crate) fn read() -> Self {
        let lines = STORED.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        Self { entries: lines.map(|line| line.split_once("  ").unwrap_or((line, ""))).collect() }
    }

    pub(crate) fn check_form(&self) {
        for (entry, reason) in &self.entries {
            assert!(!reason.trim().is_empty(), "{entry} has no reason");
        }
        assert!(self.entries.is_sorted(), "the list of expected failures is not sorted");
    }

    /// Cases that fail and are not listed, entries that are listed and do not fail.
    pub(crate) fn offences(&self, judged: &[(Case, Outcome)]) -> Vec<String> {
        let mut offences = Vec::new();
        for (case, outcome) in judged {
            let listed = self.entries.iter().any(|(entry, _)| covers(entry, case));
            if *outcome != Outcome::Passed && !listed {
                offences.push(format!("{} {outcome}\n    {}", case.id, case.expr));
            }
        }
        for (entry, _) in &self.entries {
            let failing = |(case, outcome): &&(Case, Outcome)| {
                covers(entry, case) && *outcome != Outcome::Passed
            };
            if !judged.iter().any(|judged| failing(&judged)) {
                offences.push(format!("{entry} does not fail any more: remove it from the list"));
            }
        }
        offences
    }
}

fn covers(entry: &str, case: &Case) -> bool {
    match entry.strip_suffix("/*") {
        Some(file) => case.file == file,
        None => case.id == entry,
    }
}
