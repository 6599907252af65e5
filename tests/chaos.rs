//! Servers that do what no server should: never go, never rollback, in time, in little memory.
#![cfg(test)]

#[path = "chaos/asking.rs"]
mod asking;
#[path = "chaos/measured.rs"]
mod measured;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use asking::{ASKED, Asking};
use gonogo_test_services::hostile::{self, Behaviour, Hostile};
use measured::Measured;

/// What `--deadline` says, and what the process may take beyond it.
const DEADLINE: Duration = Duration::from_secs(1);
const GRACE: Duration = Duration::from_secs(1);
const MEMORY_MIB: u64 = 256;
const WORKERS: usize = 3;

/// Servers that are odd but right, by what they are asked: there the value is a value.
const RIGHT: &[(&str, &[&str])] = &[
    ("prom-correct", &["range", "instant"]),
    ("prom-infos", &["range", "instant"]),
    ("prom-labels-hostile", &["range", "instant"]),
    ("prom-labels-long", &["range", "instant"]),
    ("prom-labels-missing", &["range", "instant"]),
    ("prom-off-grid", &["range", "instant"]),
    // What is wrong with these shows in several samples only.
    ("prom-duplicate-times", &["instant"]),
    ("prom-reversed", &["instant"]),
    // A range of one sample has one number.
    ("prom-other-type", &["instant"]),
];

#[test]
fn no_behaviour_of_a_server_makes_a_go_or_a_rollback() {
    let behaviours = hostile::all();
    assert!(behaviours.len() >= 60, "only {} behaviours", behaviours.len());
    let next = AtomicUsize::new(0);
    let wrong = Mutex::new(Vec::new());
    let work = || {
        while let Some(behaviour) = behaviours.get(next.fetch_add(1, Ordering::SeqCst)) {
            wrong.lock().unwrap().extend(problems(behaviour));
        }
    };
    thread::scope(|scope| (0..WORKERS).for_each(|_| drop(scope.spawn(work))));
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} problems:\n{}", wrong.len(), wrong.join("\n"));
}

fn problems(behaviour: &Behaviour) -> Vec<String> {
    let server = Hostile::start(behaviour);
    let asked = ASKED.iter().map(|asking| (asking, asking.ask(&server.url())));
    asked.filter_map(|(asking, measured)| problem(behaviour.name, asking, &measured)).collect()
}

fn problem(name: &str, asking: &Asking, measured: &Measured) -> Option<String> {
    let right = RIGHT.iter().any(|(right, asked)| *right == name && asked.contains(&asking.name));
    let Measured { code, took, peak_mib, errors } = measured;
    let what = match code {
        Some(0) if !right && !asking.takes_any_answer => "it said go".to_owned(),
        Some(10) if right => "it did not take what is right".to_owned(),
        Some(0 | 10) if *took > DEADLINE + GRACE => format!("it took {took:?}"),
        Some(0 | 10) if *peak_mib > MEMORY_MIB => format!("it took {peak_mib} MiB"),
        Some(0 | 10) => return None,
        Some(20) => "it rolled back".to_owned(),
        other => format!("it ended with {other:?}: {errors}"),
    };
    Some(format!("{name}, asked for {}: {what}", asking.name))
}
