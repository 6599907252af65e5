//! Functions over a window of 1,000,000 samples, beside a plain sum over the same numbers.
//!
//! `cargo bench -p gonogo-series --bench windows`
#![expect(clippy::panic, reason = "a benchmark may stop")]

use std::sync::LazyLock;

use divan::{Bencher, black_box};
use gonogo_series::{Samples, Series, SeriesRules, Spans};

const SAMPLES: i64 = 1_000_000;
const STEP: i64 = 15_000_000_000;
const HOUR: i64 = 240 * STEP;

fn main() {
    divan::main();
}

/// How the values come: about a limit of 1, which they pass rarely, or at every other sample
/// by chance; then also with a gap at every tenth sample by chance, that no span may bridge.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Shape {
    Calm,
    Restless,
    Gappy,
}

static CALM: LazyLock<Series> = LazyLock::new(|| series(Shape::Calm));
static RESTLESS: LazyLock<Series> = LazyLock::new(|| series(Shape::Restless));
static GAPPY: LazyLock<Series> = LazyLock::new(|| series(Shape::Gappy));

const SHAPES: [Shape; 2] = [Shape::Calm, Shape::Restless];
const SPAN_SHAPES: [Shape; 3] = [Shape::Calm, Shape::Restless, Shape::Gappy];

fn of(shape: Shape) -> &'static Series {
    match shape {
        Shape::Calm => &CALM,
        Shape::Restless => &RESTLESS,
        Shape::Gappy => &GAPPY,
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
    let mut time = 0;
    let points = (0..SAMPLES).map(|_| {
        level = level * 0.999 + (random() - 0.5) * 0.02;
        let value = match shape {
            Shape::Calm => 0.8 + level + random() * 0.1,
            Shape::Restless | Shape::Gappy => 2.0 * random(),
        };
        let is_gap = shape == Shape::Gappy && random() < 0.1;
        time += if is_gap { 5 * STEP } else { STEP };
        (time, value)
    });
    let points: Vec<(i64, f64)> = points.collect();
    let now = points.last().map_or(0, |(time, _)| *time);
    let samples = Samples::new(points, now);
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

#[divan::bench(args = SPAN_SHAPES)]
fn above(bencher: Bencher, shape: Shape) {
    bencher.bench_local(|| black_box(of(shape)).above(1.0));
}

#[divan::bench(args = SPAN_SHAPES)]
fn at_least(bencher: Bencher, shape: Shape) {
    bencher.bench_local(|| black_box(of(shape)).at_least(1.0));
}

#[divan::bench(args = SPAN_SHAPES)]
fn below(bencher: Bencher, shape: Shape) {
    bencher.bench_local(|| black_box(of(shape)).below(1.0));
}

#[divan::bench(args = SPAN_SHAPES)]
fn at_most(bencher: Bencher, shape: Shape) {
    bencher.bench_local(|| black_box(of(shape)).at_most(1.0));
}

#[divan::bench(args = SPAN_SHAPES)]
fn outside(bencher: Bencher, shape: Shape) {
    bencher.bench_local(|| black_box(of(shape)).outside(0.5, 1.0));
}

/// One span of all samples, whose peak is looked for.
#[divan::bench(args = SPAN_SHAPES)]
fn above_throughout(bencher: Bencher, shape: Shape) {
    bencher.bench_local(|| black_box(of(shape)).above(-1.0));
}

#[divan::bench(args = SPAN_SHAPES)]
fn outside_throughout(bencher: Bencher, shape: Shape) {
    bencher.bench_local(|| black_box(of(shape)).outside(-2.0, -1.0));
}

#[divan::bench(args = SPAN_SHAPES)]
fn above_lasting(bencher: Bencher, shape: Shape) {
    bencher.bench_local(|| above_1(shape).lasting(HOUR));
}

#[divan::bench(args = SPAN_SHAPES)]
fn above_ongoing(bencher: Bencher, shape: Shape) {
    bencher.bench_local(|| above_1(shape).ongoing());
}

#[divan::bench(args = SPAN_SHAPES)]
fn above_lasted(bencher: Bencher, shape: Shape) {
    bencher.bench_local(|| above_1(shape).lasted(24 * HOUR));
}

#[divan::bench(args = SPAN_SHAPES)]
fn above_longest(bencher: Bencher, shape: Shape) {
    bencher.bench_local(|| above_1(shape).longest());
}

#[divan::bench(args = SPAN_SHAPES)]
fn above_total(bencher: Bencher, shape: Shape) {
    bencher.bench_local(|| above_1(shape).total());
}

#[divan::bench(args = SPAN_SHAPES)]
fn above_count(bencher: Bencher, shape: Shape) {
    bencher.bench_local(|| above_1(shape).count());
}

/// What an explanation shows.
#[divan::bench(args = SPAN_SHAPES)]
fn above_newest(bencher: Bencher, shape: Shape) {
    bencher.bench_local(|| above_1(shape).newest(10));
}

/// Lists of all spans are made of both sides.
#[divan::bench(args = SPAN_SHAPES)]
fn above_and_below(bencher: Bencher, shape: Shape) {
    let below = |shape| black_box(of(shape)).below(1.5).unwrap_or_else(|fault| panic!("{fault}"));
    bencher.bench_local(|| above_1(shape).and(&below(shape)));
}

fn above_1(shape: Shape) -> Spans {
    black_box(of(shape)).above(1.0).unwrap_or_else(|fault| panic!("{fault}"))
}
