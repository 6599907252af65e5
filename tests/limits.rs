//! No expression crashes or hangs: each ends as its row says, on a small stack, within
//! bounds of memory and cost. There is no clock here; the cost bounds the time.
#![cfg(test)]

#[path = "limits/corpus.rs"]
mod corpus;
#[path = "limits/libraries.rs"]
mod libraries;
#[path = "limits/world.rs"]
mod world;

use corpus::{Abuse, corpus};
use gonogo_cel::{Env, Limits};
use peak_alloc::PeakAlloc;
use world::World;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// What a thread of a test or of a program gets where nobody chose.
const STACK_BYTES: usize = 2 << 20;
const MEMORY_BYTES: usize = 64 << 20;

#[test]
fn every_abuse_ends_as_it_should() {
    let mut cases = corpus();
    cases.extend(libraries::corpus());
    assert!(cases.len() >= 120, "only {} cases", cases.len());
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
    let run = move || cases.iter().filter_map(offence).collect::<Vec<String>>();
    let offences = thread.spawn(run).expect("a thread").join().expect("no panic");
    assert!(offences.is_empty(), "{} offences\n{}", offences.len(), offences.join("\n"));
}

/// What is wrong with how it ended.
fn offence(case: &Abuse) -> Option<String> {
    let mut env = Env::standard();
    gonogo_cel_ext::add(&mut env);
    let world = World::over(env);
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let ended = world.run(&case.source);
    let used = MEMORY.peak_usage().saturating_sub(before);
    let shown: String = case.source.chars().take(60).collect();
    let about = |what: String| Some(format!("{}: {what}\n    {shown}", case.name));
    if ended.end != case.end {
        return about(format!("{:?}, not {:?}: {}", ended.end, case.end, ended.message));
    }
    if used > MEMORY_BYTES {
        return about(format!("{} MiB", used >> 20));
    }
    if ended.units > Limits::DEFAULT.cost {
        return about(format!("{} cost units", ended.units));
    }
    None
}
