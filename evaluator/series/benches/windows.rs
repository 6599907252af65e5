//! Functions over a window of 1,000,000 samples, beside a plain sum over the same numbers.
//!
//! `cargo bench -p gonogo-series --bench windows`
#![expect(clippy::panic, reason = "a benchmark may stop")]

use std::sync::LazyLock;

use divan::{Bencher, black_box};
use gonogo_series::{Samples, Series, SeriesRules};

const SAMPLES: i64 = 1_000_000;
const STEP: i64 = 15_000_000_000;

fn main() {
    divan::main();
}

/// How the values come: about a limit of 1, which they pass rarely, or at every other sample
/// by chance.
#[derive(Debug, Clone, Copy)]
enum Shape {
    Calm,
    Restless,
}

static CALM: LazyLock<Series> = LazyLock::new(|| series(Shape::Calm));
static RESTLESS: LazyLock<Series> = LazyLock::new(|| series(Shape::Restless));

const SHAPES: [Shape; 2] = [Shape::Calm, Shape::Restless];

fn of(shape: Shape) -> &'static Series {
    match shape {
        Shape::Calm => &CALM,
        Shape::Restless => &RESTLESS,
    }
}

fn series(shape: Shape) -> Series {
    let mut state = 42_u64;
    let mut random = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut level = 0.0;
    let points = (0..SAMPLES).map(|index| {
        level = level * 0.999 + (random() - 0.5) * 0.02;
        let value = match shape {
            Shape::Calm => 0.8 + level + random() * 0.1,
            Shape::Restless => 2.0 * random(),
        };
        (index * STEP, value)
    });
    let now = SAMPLES * STEP;
    let samples = Samples::new(points.collect(), now);
    let (samples, _) = samples.unwrap_or_else(|fault| panic!("{fault}"));
    let rules = SeriesRules { max_gap: Some(4 * STEP), ..SeriesRules::default() };
    Series::admit(samples, rules, now).unwrap_or_else(|fault| panic!("{fault}"))
}

#[divan::bench(args = SHAPES)]
fn plain_sum(bencher: Bencher, shape: Shape) {
    let values = of(shape).values();
    bencher.bench(|| black_box(values).iter().sum::<f64>());
}

#[divan::bench(args = SHAPES)]
fn min(bencher: Bencher, shape: Shape) {
    bencher.bench(|| black_box(of(shape)).min());
}

#[divan::bench(args = SHAPES)]
fn max(bencher: Bencher, shape: Shape) {
    bencher.bench(|| black_box(of(shape)).max());
}

#[divan::bench(args = SHAPES)]
fn sum(bencher: Bencher, shape: Shape) {
    bencher.bench(|| black_box(of(shape)).sum());
}

#[divan::bench(args = SHAPES)]
fn avg(bencher: Bencher, shape: Shape) {
    bencher.bench(|| black_box(of(shape)).avg());
}

#[divan::bench(args = SHAPES)]
fn stddev(bencher: Bencher, shape: Shape) {
    bencher.bench(|| black_box(of(shape)).stddev());
}

#[divan::bench(args = SHAPES)]
fn increase(bencher: Bencher, shape: Shape) {
    bencher.bench(|| black_box(of(shape)).increase());
}

#[divan::bench(args = SHAPES)]
fn percentile(bencher: Bencher, shape: Shape) {
    bencher.bench(|| black_box(of(shape)).percentile(95.0));
}

#[divan::bench(args = SHAPES)]
fn above(bencher: Bencher, shape: Shape) {
    bencher.bench_local(|| black_box(of(shape)).above(1.0));
}

#[divan::bench(args = SHAPES)]
fn outside(bencher: Bencher, shape: Shape) {
    bencher.bench_local(|| black_box(of(shape)).outside(0.5, 1.0));
}
