//! What policies in WebAssembly cost: a call, and the first use in a process.
//!
//! Each call has a sandbox of its own. The gate is what `gonogo eval` would load; `decide` is
//! measured whole beside the call alone, so that one can see what the rest takes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench may fail loudly")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use divan::Bencher;
use gonogo_engine::decision::Observed;
use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::gate::{Gate, Given, Plugins, load};
use gonogo_engine::plugin::{Call, Plugin};
use gonogo_engine::{Snapshot, Timestamp, decide};
use gonogo_wasm::{Attached, Cache, Compiler, Host, Origin, Settings, fit};

fn main() {
    divan::main();
}

const FACTS: &str = "facts:
  canary: {type: series, unit: ms, window: 2h, step: 15s}
  stable: {type: series, unit: ms, window: 2h, step: 15s}
";

const JUDGE: &str = ", facts: [canary, stable], config: {min_effect: 5%}";
const MINIMAL: &str = ", facts: [value], config: {limit: 5}";

/// A gate of one rule, ready, with what it looks at.
struct Ready {
    gate: Gate,
    attached: Arc<Attached>,
    snapshot: Snapshot,
}

impl Ready {
    /// What `decide` asks, with the facts decoded.
    fn call(&self) -> Call<'_> {
        let (_, check) = self.gate.plugin_checks().next().unwrap();
        let facts = check.facts.iter().map(|handed| {
            let declaration = &self.gate.facts[handed.fact].declaration;
            (handed.name.as_str(), Observed::fact(&self.snapshot, declaration).value)
        });
        let settings = check.settings.iter().filter_map(|setting| match &setting.given {
            Given::Value(value) => Some((setting.name.as_str(), value.clone())),
            Given::Param(_) => None,
        });
        Call {
            phase: "default",
            live: true,
            traffic: None,
            phase_started: None,
            now: self.snapshot.now(),
            settings: settings.collect(),
            facts: facts.collect(),
        }
    }
}

fn minimal_module() -> Vec<u8> {
    wat::parse_file(folder().join("wasm-plugins/minimal-wat/policy.wat")).unwrap()
}

fn judge_module() -> Vec<u8> {
    std::fs::read(folder().join("wasm-plugins/canary-judge/canary-judge.wasm")).unwrap()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn host() -> Host {
    Host::new(Settings { cache: None, compiler: Compiler::Here }).unwrap()
}

fn ready(module: &[u8], head: &str, plugin: &str) -> Ready {
    let text = format!("gate: bench\n{head}rules: [{{id: r, plugin: {{wasm: m.wasm{plugin}}}}}]\n");
    let mut gate = load("gate.yaml", &text).gate.unwrap();
    let host = host();
    let check = gate.plugin_checks().next().unwrap().1.clone();
    let attached = fit((&host, &gate), &check, &|_| Ok(module.to_vec())).unwrap();
    let attached = Arc::new(attached);
    let mut plugins = Plugins::default();
    plugins.insert("r", attached.clone());
    gate.attach(&plugins);
    Ready { gate, attached, snapshot: snapshot() }
}

/// 240 samples a side, an hour at 15 s; the canary is a little slower.
fn snapshot() -> Snapshot {
    let now = 1_767_500_000_i64;
    let series = |shift: f64| {
        let samples = (0..240_i64).map(|at| {
            let noise = ((at * 7_919) % 1_000) as f64 / 50.0;
            format!("[{}, {}]", now - (239 - at) * 15, 200.0 + noise + shift)
        });
        samples.collect::<Vec<_>>().join(", ")
    };
    let facts =
        format!(r#"{{"value": 1, "canary": [{}], "stable": [{}]}}"#, series(1.0), series(0.0));
    let mut parts = SnapshotParts::default();
    parts.add(("facts", &facts)).unwrap();
    parts.freeze(Timestamp::new(now, 0).unwrap())
}

/// A store made, the policy instantiated, asked, and its answer taken.
#[divan::bench]
fn minimal_call(bencher: Bencher) {
    let ready = ready(&minimal_module(), "facts: {value: {type: number}}\n", MINIMAL);
    let call = ready.call();
    bencher.bench_local(|| ready.attached.evaluate(&call).unwrap());
}

#[divan::bench]
fn minimal_decision(bencher: Bencher) {
    let ready = ready(&minimal_module(), "facts: {value: {type: number}}\n", MINIMAL);
    let stage = ready.gate.stage(None, &[]).unwrap();
    bencher.bench_local(|| decide(&stage, &ready.snapshot));
}

/// Two series of 240 samples.
#[divan::bench]
fn canary_call(bencher: Bencher) {
    let ready = ready(&judge_module(), FACTS, JUDGE);
    let call = ready.call();
    bencher.bench_local(|| ready.attached.evaluate(&call).unwrap());
}

#[divan::bench]
fn canary_decision(bencher: Bencher) {
    let ready = ready(&judge_module(), FACTS, JUDGE);
    let stage = ready.gate.stage(None, &[]).unwrap();
    bencher.bench_local(|| decide(&stage, &ready.snapshot));
}

/// The same facts, decoded and judged by an expression.
#[divan::bench]
fn canary_expression(bencher: Bencher) {
    let text = format!(
        "gate: bench\n{FACTS}rules: [{{id: r, rollback_if: \"canary.vs(stable).worse('high')\"}}]\n"
    );
    let gate = load("gate.yaml", &text).gate.unwrap();
    let (stage, snapshot) = (gate.stage(None, &[]).unwrap(), snapshot());
    bencher.bench_local(|| decide(&stage, &snapshot));
}

/// As at the start of a process: the host is made, the code read from the cache and checked.
#[divan::bench]
fn first_use_from_the_cache(bencher: Bencher) {
    let folder = std::env::temp_dir().join(format!("gonogo-bench-{}", std::process::id()));
    let cache = Cache::open(&folder).unwrap();
    let settings = Settings { cache: Some(cache), compiler: Compiler::Here };
    let module = judge_module();
    Host::new(settings.clone()).unwrap().load(&module, Origin::Pinned).unwrap();
    bencher.bench_local(|| {
        let host = Host::new(settings.clone()).unwrap();
        host.load(&module, Origin::Pinned).unwrap()
    });
    std::fs::remove_dir_all(&folder).unwrap();
}

/// The first time on a machine.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn first_use_compiled(bencher: Bencher) {
    let module = judge_module();
    bencher.bench_local(|| host().load(&module, Origin::Pinned).unwrap());
}
