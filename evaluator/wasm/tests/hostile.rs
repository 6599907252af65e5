//! Guests that want to hang, crash or grow the process, or to get a go by nonsense: each ends in a
//! cause, a hundred times in a row, within a second and 96 MiB, and the next guest is not affected.
#![cfg(test)]

#[path = "../../../tests/support/guests.rs"]
mod guests;

use std::fs;
use std::time::{Duration, Instant};

use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::gate::load;
use gonogo_engine::{Snapshot, Timestamp, Verdict, decide};
use gonogo_wasm::{Compiler, Host, Settings, attach};

use guests::{GATE, Hostile, hostile, minimal};

const TIMES: usize = 100;
/// On an idle machine in a release build; this one may be busy, and the build a debug one.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 5 } else { 1 });
const MEMORY: u64 = 96 << 20;

#[test]
fn hostile_guests_are_undetermined_and_harm_nobody() {
    let guests = hostile();
    assert!(guests.len() >= 25, "there are {} guests", guests.len());
    let mut offenders = Vec::new();
    for guest in &guests {
        offenders.extend(offences(guest));
    }
    assert!(offenders.is_empty(), "\n  {}", offenders.join("\n  "));
}

/// What is wrong with how the host copes.
fn offences(guest: &Hostile) -> Vec<String> {
    let mut found = Vec::new();
    let name = &guest.name;
    forget_peak();
    let before = peak();
    let host = Host::new(Settings { cache: None, compiler: Compiler::Here }).unwrap();
    let mut longest = Duration::ZERO;
    for time in 0..TIMES {
        let began = Instant::now();
        let (verdict, cause) = ask(&host, &guest.module);
        longest = longest.max(began.elapsed());
        if verdict != Verdict::NoGo || !cause.to_lowercase().contains(&guest.cause) {
            found.push(format!("{name}: {verdict:?}, {cause:?}, not {:?}", guest.cause));
            break;
        }
        if began.elapsed() > PATIENCE {
            found.push(format!("{name}: {:?} for call {time}", began.elapsed()));
            break;
        }
        if std::env::var_os("GONOGO_SHOW").is_some() && time == 0 {
            println!("{name}: {:?}: {cause}", began.elapsed());
        }
    }
    let grown = peak().saturating_sub(before);
    if grown > MEMORY {
        found.push(format!("{name}: {} MiB more memory", grown >> 20));
    }
    if std::env::var_os("GONOGO_SHOW").is_some() {
        println!("{name}: longest {longest:?}, {} MiB", grown >> 20);
    }
    let (verdict, cause) = ask(&host, &minimal());
    if verdict != Verdict::Go {
        found.push(format!("{name}: the next guest says {verdict:?}, {cause:?}"));
    }
    found
}

/// The verdict, and why the rule is undetermined.
fn ask(host: &Host, module: &[u8]) -> (Verdict, String) {
    let mut gate = load("gate.yaml", GATE).gate.unwrap();
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
