//! No expression crashes or hangs: each ends as its row says, on a small stack, within
//! bounds of memory and cost. There is no clock here; the cost bounds the time.
#![cfg(test)]

#[path = "limits/corpus.rs"]
mod corpus;
#[path = "limits/world.rs"]
mod world;

use corpus::{Abuse, corpus};
use gonogo_cel::{Limits, Program};
use peak_alloc::PeakAlloc;
use world::{Evaluate, World};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// What a thread of a test or of a program gets where nobody chose.
const STACK_BYTES: usize = 2 << 20;
const MEMORY_BYTES: usize = 64 << 20;

#[test]
fn every_abuse_ends_as_it_should() {
    let cases = corpus();
    assert!(cases.len() >= 500, "only {} cases", cases.len());
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
    let ways: [Evaluate; 2] =
        [Program::evaluate, |program, bindings, budget| program.explain(bindings, budget).0];
    // One after the other: the memory that is measured is that of the process.
    let run = move || {
        let each = cases.iter().flat_map(|case| ways.map(|evaluate| offence(case, evaluate)));
        let growing = GROWING.iter().filter_map(|source| grown(source));
        each.flatten().chain(growing).collect::<Vec<String>>()
    };
    let offences = thread.spawn(run).expect("a thread").join().expect("no panic");
    assert!(offences.is_empty(), "{} offences\n{}", offences.len(), offences.join("\n"));
}

/// What would grow is charged for first: with a few units left nothing is made.
const GROWING: &[&str] = &[
    "s+s",
    "m+m",
    "bytes(s)",
    "m.map(a,s)",
    "m.filter(a,true)",
    "m.transformList(i,a,a)",
    "m.transformMap(i,a,a)",
    "[s+s]",
    "{'a':s+s}",
    "s.matches(s)",
    "cel.bind(x,s+s,x+x)",
];
/// Units for reading variables, and bytes for what is said when they do not suffice.
const FEW: (u64, usize) = (60, 16 << 10);

/// What was made without being paid for.
fn grown(source: &str) -> Option<String> {
    let world = World::new();
    let (units, bytes) = FEW;
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let end = world.spend(source, Program::evaluate, units).end;
    let used = MEMORY.peak_usage().saturating_sub(before);
    let wrong = end != corpus::End::TooCostly || used > bytes;
    wrong.then(|| format!("{source}: {end:?} with {used} bytes"))
}

/// What is wrong with how it ended.
fn offence(case: &Abuse, evaluate: Evaluate) -> Option<String> {
    let world = World::new();
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let ended = world.run(&case.source, evaluate);
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
