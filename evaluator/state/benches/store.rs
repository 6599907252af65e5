//! What it costs to remember.
//!
//! `cargo bench -p gonogo-state`. Appends wait for the disk: they say more about it than about
//! the program, so that the first benchmark shows what the disk needs alone.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a benchmark may stop")]

#[path = "../tests/scratch/folder.rs"]
mod folder;

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;

use divan::Bencher;
use folder::Folder;
use gonogo_state::{Claimant, Entry, Sample, Store, Tick, WatchName};

const STEP: i64 = 15_000_000_000;

fn main() {
    divan::main();
}

/// A page written to the end of a file, and synced.
#[divan::bench(sample_count = 500, sample_size = 1)]
fn disk_alone(bencher: Bencher<'_, '_>) {
    let folder = Folder::new();
    let mut file = File::create(folder.path().join("file")).unwrap();
    bencher.bench_local(|| {
        file.write_all(&[7; 4096]).unwrap();
        file.sync_data().unwrap();
    });
}

#[divan::bench(args = [1, 10, 100, 10_000], sample_count = 200, sample_size = 1)]
fn append(bencher: Bencher<'_, '_>, count: i64) {
    let folder = Folder::new();
    let store = Store::open(&folder.path().join("state.db")).unwrap();
    let mut next = 0;
    bencher.bench_local(|| {
        store.samples("s").append(&samples(next, count)).unwrap();
        next += count;
    });
}

#[divan::bench(sample_count = 500, sample_size = 1)]
fn tick(bencher: Bencher<'_, '_>) {
    let folder = Folder::new();
    let store = Store::open(&folder.path().join("state.db")).unwrap();
    let name = WatchName { gate: "g", phase: "p", key: "" };
    let claimant = Claimant { pid: 1, host: "h", lifetime: STEP };
    let mut watch = store.begin_or_resume(&Entry { name, digest: "d", claimant }, 0).unwrap();
    let document = "x".repeat(100_000);
    let mut time = 0;
    bencher.bench_local(|| {
        time += STEP;
        let (verdict, snapshot, document) = ("go", "sha256:0", document.as_str());
        watch
            .tick(&Tick { time, verdict, snapshot, rules: &[], document, notifications: &[] })
            .unwrap();
    });
}

#[divan::bench(args = [10_000, 100_000])]
fn window_of_10_000_of(bencher: Bencher<'_, '_>, count: i64) {
    let folder = Folder::new();
    let store = Store::open(&folder.path().join("state.db")).unwrap();
    store.samples("s").append(&samples(0, count)).unwrap();
    let from = (count - 10_000) * STEP;
    bencher.bench_local(|| {
        let found = store.samples("s").window("queue", from, i64::MAX).unwrap();
        assert_eq!(found[0].samples.len(), 10_000);
        found
    });
}

/// After a clean end: nothing is checked.
#[divan::bench(args = [10_000, 1_000_000])]
fn open(bencher: Bencher<'_, '_>, count: i64) {
    let folder = Folder::new();
    let path = filled(&folder, count);
    bencher.bench_local(|| Store::open(&path).unwrap());
}

/// After a kill: the whole file is checked.
#[divan::bench(args = [10_000, 1_000_000])]
fn open_and_check(bencher: Bencher<'_, '_>, count: i64) {
    let folder = Folder::new();
    let path = filled(&folder, count);
    let writer = Store::open(&path).unwrap();
    writer.samples("s").append(&samples(count, 1)).unwrap();
    let size = fs::metadata(&path).unwrap().len();
    assert!(size > 0);
    bencher.bench_local(|| Store::open(&path).unwrap());
}

fn filled(folder: &Folder, count: i64) -> PathBuf {
    let path = folder.path().join("state.db");
    let store = Store::open(&path).unwrap();
    for first in (0..count).step_by(10_000) {
        store.samples("s").append(&samples(first, 10_000)).unwrap();
    }
    path
}

fn samples(first: i64, count: i64) -> Vec<Sample<'static>> {
    let sample = |number: i64| Sample {
        fact: "queue",
        labels: "",
        time: number * STEP,
        value: (number % 977) as f64 / 7.0,
    };
    (first..first + count).map(sample).collect()
}
