//! How long guests that want to hang or to grow keep the host, until what they were asked is
//! undetermined: each is loaded and asked a hundred times, and none may take a second.
//!
//! `cargo bench -p gonogo-wasm --bench hostile`; the column to look at is `slowest`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a bench may fail loudly"
)]
#![allow(clippy::indexing_slicing, dead_code, reason = "it shares the guests of the tests")]

#[path = "../../../tests/support/guests.rs"]
mod guests;

use std::fmt;

use divan::Bencher;
use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::gate::load;
use gonogo_engine::{Snapshot, Timestamp, Verdict, decide};
use gonogo_wasm::{Compiler, Host, Settings, attach};
use guests::{GATE, Hostile, hostile};

fn main() {
    divan::main();
}

struct Guest(Hostile);

impl fmt::Display for Guest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.name)
    }
}

fn guests() -> Vec<Guest> {
    hostile().into_iter().map(Guest).collect()
}

#[divan::bench(args = guests(), sample_count = 100, sample_size = 1)]
fn undetermined(bencher: Bencher, guest: &Guest) {
    let host = Host::new(Settings { cache: None, compiler: Compiler::Here }).unwrap();
    let snapshot = snapshot();
    bencher.bench_local(|| {
        let mut gate = load("gate.yaml", GATE).gate.unwrap();
        attach(&host, &mut gate, &|_| Ok(guest.0.module.clone()));
        let decision = decide(&gate.stage(None, &[]).unwrap(), &snapshot);
        assert_eq!(decision.decision, Verdict::NoGo, "{guest}");
    });
}

fn snapshot() -> Snapshot {
    let mut parts = SnapshotParts::default();
    parts.add(("facts", r#"{"value": 1}"#)).unwrap();
    parts.freeze(Timestamp::new(1_767_498_000, 0).unwrap())
}
