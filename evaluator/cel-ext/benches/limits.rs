//! How long the abusive expressions of the limits test take, the slowest first.
//!
//! `cargo bench -p gonogo-cel-ext --bench limits`
#![expect(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a benchmark looks at the clock and prints"
)]

#[path = "../../../tests/limits/corpus.rs"]
mod corpus;
#[path = "../../../tests/limits/world.rs"]
mod world;

use std::time::{Duration, Instant};

use divan::{Bencher, black_box};
use gonogo_cel::Program;

/// How many are listed and measured in detail.
const SLOWEST: usize = 10;
/// Each has to end within this.
const TARGET: Duration = Duration::from_millis(150);

fn main() {
    let measured = by_time();
    println!("{} expressions, the slowest:", measured.len());
    for (time, name) in measured.iter().take(SLOWEST) {
        println!("{:>9.1} ms  {name}", time.as_secs_f64() * 1e3);
    }
    let late = measured.iter().filter(|(time, _)| *time > TARGET).count();
    println!("{late} took longer than {} ms\n", TARGET.as_millis());
    divan::main();
}

fn by_time() -> Vec<(Duration, String)> {
    let world = world::World::new();
    let mut measured: Vec<(Duration, String)> = Vec::new();
    for case in corpus::corpus() {
        let start = Instant::now();
        let ended = black_box(world.run(&case.source, Program::evaluate));
        let time = start.elapsed();
        let as_said = ended.end == case.end;
        assert!(as_said, "{}: {:?}: {}", case.name, ended.end, ended.message);
        measured.push((time, format!("{} ({} units, {:?})", case.name, ended.units, ended.end)));
    }
    measured.sort_by(|a, b| b.cmp(a));
    measured
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn whole_corpus(bencher: Bencher<'_, '_>) {
    let world = world::World::new();
    let cases = corpus::corpus();
    bencher.bench_local(|| {
        cases.iter().map(|case| world.run(&case.source, Program::evaluate).units).max()
    });
}
