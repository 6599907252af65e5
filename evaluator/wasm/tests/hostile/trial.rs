//! A hostile guest, asked a hundred times: what is wrong with how the host copes.

use std::fs;
use std::time::{Duration, Instant};

use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::gate::load;
use gonogo_engine::{Snapshot, Timestamp, Verdict, decide};
use gonogo_wasm::{Compiler, Host, Settings, attach};

use crate::guests::Hostile;

const TIMES: usize = 100;
/// A debug build is slower, and runs beside others.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 5 } else { 1 });
const MEMORY: u64 = 96 << 20;

pub(crate) struct Trial {
    /// With one rule, `guest`, that asks `guest.wasm` for `value`, which is 1.
    pub(crate) gate: &'static str,
    /// A guest that passes.
    pub(crate) sound: Vec<u8>,
}

pub(crate) fn offences(trial: &Trial, guest: &Hostile) -> Vec<String> {
    let name = &guest.name;
    forget_peak();
    let before = peak();
    let host = Host::new(Settings { cache: None, compiler: Compiler::Here }).unwrap();
    let calls = (0..TIMES).filter_map(|_| offence(trial, &host, guest));
    let mut found: Vec<String> = calls.take(1).collect();
    let grown = peak().saturating_sub(before);
    if grown > MEMORY {
        found.push(format!("{name}: {} MiB more memory", grown >> 20));
    }
    let (verdict, cause) = ask(trial, &host, &trial.sound);
    if verdict != Verdict::Go {
        found.push(format!("{name}: the next guest says {verdict:?}, {cause:?}"));
    }
    found
}

fn offence(trial: &Trial, host: &Host, guest: &Hostile) -> Option<String> {
    let (name, wanted) = (&guest.name, &guest.cause);
    let began = Instant::now();
    let (verdict, cause) = ask(trial, host, &guest.module);
    let took = began.elapsed();
    if verdict != Verdict::NoGo || !guest.is_told_by(&cause.to_lowercase()) {
        return Some(format!("{name}: {verdict:?}, {cause:?}, not {wanted:?}"));
    }
    (took > PATIENCE).then(|| format!("{name}: {took:?}"))
}

/// The verdict, and why the rule is undetermined.
fn ask(trial: &Trial, host: &Host, module: &[u8]) -> (Verdict, String) {
    let mut gate = load("gate.yaml", trial.gate).gate.unwrap();
    attach(host, &mut gate, &|_| Ok(module.to_vec()));
    let stage = gate.stage(None, &[]).unwrap();
    let decision = decide(&stage, &snapshot());
    let rule = decision.rules.iter().find(|rule| rule.id == "guest").unwrap();
    (decision.decision, rule.cause.clone().unwrap_or_default())
}

fn snapshot() -> Snapshot {
    let mut parts = SnapshotParts::default();
    parts.add(("facts", r#"{"value": 1}"#)).unwrap();
    parts.freeze(Timestamp::new(1_767_498_000, 0).unwrap())
}

/// From here on `peak` is that of what comes.
fn forget_peak() {
    fs::write("/proc/self/clear_refs", "5").unwrap();
}

/// The most memory that this process had, in bytes.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() << 10
}
