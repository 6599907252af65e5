//! The language against cases: our own, and the specification's when they are at hand.
//!
//! `CEL_SPEC_DIR` names a directory of JSON files, one case per object, in the shape of
//! the files in `fixtures/conformance`. Cases that are known to fail are listed in
//! `tests/conformance/expected_failures.txt`; what is listed must still fail.
#![cfg(test)]

#[path = "conformance/case.rs"]
mod case;
#[path = "conformance/encoding.rs"]
mod encoding;
#[path = "conformance/judge.rs"]
mod judge;
#[path = "conformance/ratchet.rs"]
mod ratchet;
#[path = "conformance/table.rs"]
mod table;

use std::path::{Path, PathBuf};

use case::Case;
use judge::Outcome;
use ratchet::Ratchet;
use table::Table;

/// Of the core language's cases, in percent.
const REQUIRED_SHARE: f64 = 100.0;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn judged(folder: &Path) -> Vec<(Case, Outcome)> {
    let cases = case::read_folder(folder);
    let outcomes: Vec<Outcome> = cases.iter().map(judge::judge).collect();
    cases.into_iter().zip(outcomes).collect()
}

#[test]
fn own_cases_pass() {
    let judged = judged(&repository().join("fixtures/conformance"));
    println!("{}", Table::of(&judged));
    let failures: Vec<String> = judged
        .iter()
        .filter(|(_, outcome)| *outcome != Outcome::Passed)
        .map(|(case, outcome)| format!("{}: {outcome}: {}", case.id, case.expr))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(judged.len() >= 60, "only {} cases were found", judged.len());
}

#[test]
fn specification_cases_pass_unless_listed() {
    let Some(folder) = std::env::var_os("CEL_SPEC_DIR") else {
        println!("CEL_SPEC_DIR is not set: only our own cases were run");
        return;
    };
    let judged = judged(Path::new(&folder));
    let table = Table::of(&judged);
    println!("{table}");
    let offences = Ratchet::read().offences(&judged);
    assert!(offences.is_empty(), "{} offences\n{}", offences.len(), offences.join("\n"));
    let share = table.core_share();
    assert!(share >= REQUIRED_SHARE, "{share:.1} % of the core cases pass");
}

#[test]
fn ratchet_is_sorted_and_gives_reasons() {
    Ratchet::read().check_form();
}
