//! The same expressions over the same values, warm: ours, the crate `cel`, the crate `cel-core`.
//!
//! `cargo bench -p gonogo-cel --bench against_cel`

mod facts;
mod ours;
mod prepare;
mod theirs;

use divan::Bencher;
use ours::Gonogo;
use theirs::{Cel, CelCore};

const METRICS: &str = "metrics.error_rate < 0.1 && metrics.p99_ms < 200.0 \
                       && checklist.done == checklist.total";
/// Elements of the lists.
const SIZES: [u32; 2] = [1_000, 100_000];

fn main() {
    divan::main();
}

/// What is compared.
trait Engine {
    /// The expression compiled and its facts bound, lists of `elements`: whether it is true.
    fn ready(source: &str, elements: u32) -> Option<impl Fn() -> bool>;
}

fn measure<E: Engine>(bencher: Bencher<'_, '_>, source: &str, elements: u32) {
    let Some(evaluate) = E::ready(source, elements) else { return };
    assert!(evaluate(), "{source}");
    bencher.bench_local(evaluate);
}

#[divan::bench(types = [Gonogo, Cel, CelCore])]
fn comparison<E: Engine>(bencher: Bencher<'_, '_>) {
    measure::<E>(bencher, "a < 1.0", 1);
}

#[divan::bench(types = [Gonogo, Cel, CelCore])]
fn metrics<E: Engine>(bencher: Bencher<'_, '_>) {
    measure::<E>(bencher, METRICS, 1);
}

#[divan::bench(types = [Gonogo, Cel, CelCore], args = SIZES)]
fn all_of_maps<E: Engine>(bencher: Bencher<'_, '_>, elements: u32) {
    measure::<E>(bencher, "samples.all(s, s.v < 1.0)", elements);
}

#[divan::bench(types = [Gonogo, Cel, CelCore], args = SIZES)]
fn all_of_numbers<E: Engine>(bencher: Bencher<'_, '_>, elements: u32) {
    measure::<E>(bencher, "series.all(x, x < 1.0)", elements);
}

/// Only the last element is the one.
#[divan::bench(types = [Gonogo, Cel, CelCore], args = SIZES)]
fn exists_in_maps<E: Engine>(bencher: Bencher<'_, '_>, elements: u32) {
    measure::<E>(bencher, "samples.exists(s, s.v == last)", elements);
}

#[divan::bench(types = [Gonogo, Cel, CelCore], args = SIZES)]
fn exists_in_numbers<E: Engine>(bencher: Bencher<'_, '_>, elements: u32) {
    measure::<E>(bencher, "series.exists(x, x == last)", elements);
}

/// Half of the elements stay.
#[divan::bench(types = [Gonogo, Cel, CelCore], args = SIZES, max_time = 2)]
fn filter_of_maps<E: Engine>(bencher: Bencher<'_, '_>, elements: u32) {
    measure::<E>(bencher, "size(samples.filter(s, s.v < 0.5)) > 0", elements);
}

#[divan::bench(types = [Gonogo, Cel, CelCore], args = SIZES, max_time = 2)]
fn filter_of_numbers<E: Engine>(bencher: Bencher<'_, '_>, elements: u32) {
    measure::<E>(bencher, "size(series.filter(x, x < 0.5)) > 0", elements);
}

#[divan::bench(types = [Gonogo, Cel, CelCore], args = SIZES, max_time = 2)]
fn map_of_maps<E: Engine>(bencher: Bencher<'_, '_>, elements: u32) {
    measure::<E>(bencher, "size(samples.map(s, s.v)) > 0", elements);
}

#[divan::bench(types = [Gonogo, Cel, CelCore], args = SIZES, max_time = 2)]
fn map_of_numbers<E: Engine>(bencher: Bencher<'_, '_>, elements: u32) {
    measure::<E>(bencher, "size(series.map(x, x * 2.0)) > 0", elements);
}

#[divan::bench(types = [Gonogo, Cel, CelCore])]
fn starts_with<E: Engine>(bencher: Bencher<'_, '_>) {
    measure::<E>(bencher, "version.startsWith('v1.4')", 1);
}

#[divan::bench(types = [Gonogo, Cel, CelCore])]
fn contains<E: Engine>(bencher: Bencher<'_, '_>) {
    measure::<E>(bencher, "version.contains('-rc')", 1);
}

#[divan::bench(types = [Gonogo, Cel, CelCore])]
fn matches<E: Engine>(bencher: Bencher<'_, '_>) {
    measure::<E>(bencher, r"version.matches('^v[0-9]+\\.[0-9]+')", 1);
}

#[divan::bench(types = [Gonogo, Cel, CelCore])]
fn time_since<E: Engine>(bencher: Bencher<'_, '_>) {
    measure::<E>(bencher, "now - started < duration('10m')", 1);
}

#[divan::bench(types = [Gonogo, Cel, CelCore])]
fn time_after<E: Engine>(bencher: Bencher<'_, '_>) {
    measure::<E>(bencher, "started + duration('5m') < now", 1);
}
