//! A year of samples every 15 s: ten series, twenty rules, evaluated at every sample.
//!
//! `cargo bench -p gonogo-replay --bench year`

use divan::{Bencher, black_box};
use gonogo_engine::gate;
use gonogo_replay::{History, Options, Source, replay};

const GATE: &str = include_str!("../../../fixtures/year/gate.yaml");
const STEP: u64 = 15;
const DAY: u64 = 24 * 60 * 60 / STEP;
/// Name, mean, and what a burst multiplies it by.
const SERIES: [(&str, f64, f64); 10] = [
    ("error_rate", 0.2, 20.0),
    ("p50", 80.0, 4.0),
    ("p95", 240.0, 5.0),
    ("p99", 600.0, 5.0),
    ("requests", 900.0, 0.1),
    ("cpu", 40.0, 2.2),
    ("memory", 55.0, 1.6),
    ("queue", 30.0, 50.0),
    ("connections", 45.0, 2.0),
    ("saturation", 20.0, 3.5),
];

fn main() {
    divan::main();
}

/// Follows the day, with noise, and a burst of ten minutes every third day.
fn text(days: u64) -> String {
    let mut noise = 1u64;
    let mut text = String::from("{");
    for (number, (name, mean, burst)) in SERIES.iter().enumerate() {
        let comma = if number > 0 { "," } else { "" };
        let head = format!("{comma}\"{name}\":{{\"start\":\"2025-01-01T00:00:00Z\",");
        text.push_str(&format!("{head}\"step\":\"{STEP}s\",\"values\":["));
        for at in 0..days * DAY {
            noise = noise.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let share = (noise >> 56) as f64 / 256.0 - 0.5;
            let hour = (at % DAY) as f64 / DAY as f64;
            let bursts = (at / DAY + number as u64).is_multiple_of(3)
                && (2_000..2_040).contains(&(at % DAY));
            let times = if bursts { *burst } else { 1.0 };
            let value =
                mean * times * (1.0 + 0.3 * (hour * std::f64::consts::TAU).sin() + 0.3 * share);
            let comma = if at > 0 { "," } else { "" };
            text.push_str(&format!("{comma}{value:.1}"));
        }
        text.push_str("]}");
    }
    text.push('}');
    text
}

#[divan::bench(args = [7, 365], sample_count = 3, sample_size = 1)]
fn every_sample_of_days(bencher: Bencher<'_, '_>, days: u64) {
    let Some(gate) = gate::load("gate.yaml", GATE).gate else { return };
    let text = text(days);
    let source = Source { name: "history", fact: None, text: &text };
    let (Ok(stage), Ok(history)) = (gate.stage(None, &[]), History::read(&gate, &[source])) else {
        return;
    };
    let options = Options::default();
    bencher.bench_local(|| replay(black_box(&stage), black_box(&history), &options));
}
