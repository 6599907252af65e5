//! The main job on the shipped pack: loading the gate, deciding, and the whole process.
//!
//! `cargo bench -p gonogo --bench eval`

use std::path::PathBuf;
use std::process::{Command, Stdio};

use divan::{Bencher, black_box};
use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::{Gate, Snapshot, decide, gate};

const PACK: &str = "../../policies/blue-green-gradual";
const PHASE: &str = "shift-50";
const SNAPSHOT: &str = "snapshots/shift-50.rollback.error-rate.json";

fn main() {
    divan::main();
}

fn pack(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(PACK).join(file)
}

fn text(file: &str) -> String {
    std::fs::read_to_string(pack(file)).unwrap_or_default()
}

fn loaded() -> Gate {
    match gate::load("gate.yaml", &text("gate.yaml")).gate {
        Some(gate) => gate,
        None => std::process::exit(2),
    }
}

fn frozen(text: &str) -> Snapshot {
    let mut parts = SnapshotParts::default();
    match (parts.add(("snapshot", text)), parts.now()) {
        (Ok(()), Some(now)) => parts.freeze(now),
        _ => std::process::exit(2),
    }
}

/// Text to a gate that is ready to decide: read, check, compile.
#[divan::bench]
fn load_check_compile(bencher: Bencher<'_, '_>) {
    let text = text("gate.yaml");
    bencher.bench(|| gate::load("gate.yaml", black_box(&text)).gate.is_some());
}

/// JSON text to a decision.
#[divan::bench]
fn snapshot_to_decision(bencher: Bencher<'_, '_>) {
    let gate = loaded();
    let text = text(SNAPSHOT);
    let Ok(stage) = gate.stage(Some(PHASE), &[]) else {
        std::process::exit(2);
    };
    bencher.bench(|| decide(&stage, &frozen(black_box(&text))).decision);
}

fn run(args: &[&str]) -> bool {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gonogo"));
    command.args(args).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok()
}

/// From process start to exit.
#[divan::bench]
fn process_eval() -> bool {
    let (gate, snapshot) = (pack("gate.yaml"), pack(SNAPSHOT));
    let (gate, snapshot) = (gate.to_string_lossy(), snapshot.to_string_lossy());
    run(&["eval", &gate, "--phase", PHASE, "--facts", &snapshot])
}

/// The floor: a process that prints its version.
#[divan::bench]
fn process_version() -> bool {
    run(&["--version"])
}
