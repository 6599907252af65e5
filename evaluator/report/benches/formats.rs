//! Every format of one decision, and pages of much data.
//!
//! `cargo bench -p gonogo-report --bench formats`

use divan::{Bencher, black_box};
use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::gate::{self, Gate};
use gonogo_engine::{Snapshot, Timestamp, decide};
use gonogo_report::{Detail, Format, Seen, html, render};

/// That of the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const GATE: &str = include_str!("../../../policies/blue-green-gradual/gate.yaml");
const FACTS: &str = include_str!(
    "../../../policies/blue-green-gradual/snapshots/shift-50.rollback.error-rate.json"
);
const FORMATS: [Format; 11] = [
    Format::Text,
    Format::Json,
    Format::Markdown,
    Format::Junit,
    Format::Sarif,
    Format::CodeQuality,
    Format::Tap,
    Format::Dotenv,
    Format::OpenMetrics,
    Format::CloudEvents,
    Format::Github,
];

fn main() {
    divan::main();
}

fn snapshot(text: &str) -> Option<Snapshot> {
    let mut parts = SnapshotParts::default();
    parts.add(("the facts", text)).ok()?;
    let now = parts.now().or_else(|| Timestamp::new(1_767_498_000, 0))?;
    Some(parts.freeze(now))
}

fn gate(text: &str) -> Option<Gate> {
    gate::load("gate.yaml", text).gate
}

/// A gate of a hundred rules, of which 46 have their say here.
#[divan::bench]
fn all_formats(bencher: Bencher<'_, '_>) {
    let (Some(gate), Some(snapshot)) = (gate(GATE), snapshot(FACTS)) else { return };
    let Ok(stage) = gate.stage(Some("shift-50"), &[]) else { return };
    let decision = decide(&stage, &snapshot);
    let seen = Seen { stage: &stage, snapshot: &snapshot };
    bencher.bench(|| {
        let texts = FORMATS.map(|format| render(format, black_box(&decision), Detail::Full));
        (texts, html(&decision, Some(seen)))
    });
}

/// The page alone, whose pictures ask the gate again at hundreds of moments.
#[divan::bench]
fn page(bencher: Bencher<'_, '_>) {
    let (Some(gate), Some(snapshot)) = (gate(GATE), snapshot(FACTS)) else { return };
    let Ok(stage) = gate.stage(Some("shift-50"), &[]) else { return };
    let decision = decide(&stage, &snapshot);
    let seen = Seen { stage: &stage, snapshot: &snapshot };
    bencher.bench(|| html(black_box(&decision), Some(seen)));
}

/// So many series, together 1 MB of JSON.
#[divan::bench(args = [1, 10, 300])]
fn page_of_a_megabyte(bencher: Bencher<'_, '_>, series: usize) {
    const NOW: usize = 1_767_498_000;
    let samples = 1_000_000 / series / 2;
    let (mut facts, mut rules, mut texts) = (String::new(), String::new(), Vec::new());
    for at in 0..series {
        facts.push_str(&format!("  s{at}: {{type: series, window: {samples}s, step: 1s}}\n"));
        rules
            .push_str(&format!("  - {{id: r{at}, rollback_if: s{at}.above(5.5).lasting('5s')}}\n"));
        let values: Vec<String> = (0..=samples).map(|at| (at % 7).to_string()).collect();
        let (start, values) = (NOW - samples, values.join(","));
        texts
            .push(format!("\"s{at}\":{{\"start\":{start},\"step\":\"1s\",\"values\":[{values}]}}"));
    }
    let text = format!("{{\"now\":{NOW},\"facts\":{{{}}}}}", texts.join(","));
    let gate = gate(&format!("gate: heavy\nfacts:\n{facts}rules:\n{rules}"));
    let (Some(gate), Some(snapshot)) = (gate, snapshot(&text)) else { return };
    let Ok(stage) = gate.stage(None, &[]) else { return };
    let decision = decide(&stage, &snapshot);
    let seen = Seen { stage: &stage, snapshot: &snapshot };
    bencher.bench(|| html(black_box(&decision), Some(seen)));
}
