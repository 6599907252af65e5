//! Policies in WebAssembly through the command: guests in five languages that answer, and hostile
//! ones that get no go.
#![cfg(test)]

#[path = "support/guests.rs"]
mod guests;
#[path = "plugins/verbs.rs"]
mod verbs;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use guests::{GATE, hostile, minimal, root};

/// In a debug build on a busy machine; what hangs takes far longer.
const PATIENCE: Duration = Duration::from_secs(30);

/// The gates of `fixtures/plugins/canary` ask the same of the same facts; names of snapshots end in
/// what they must say.
fn agrees(gate: &str) {
    let folder = root().join("fixtures/plugins/canary");
    let mut offenders = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(folder.join("snapshots")).unwrap() {
        let snapshot = entry.unwrap().path();
        let name = snapshot.file_stem().unwrap().to_str().unwrap();
        let expected = match name.rsplit_once("_is_").map_or(name, |(_, verdict)| verdict) {
            "go" => 0,
            "no_go" => 10,
            _ => 20,
        };
        let (code, said) = eval(&folder.join(gate), &snapshot);
        if code != expected {
            offenders.push(format!("{name}: {code}, {said}"));
        }
        count += 1;
    }
    assert!(count >= 6, "there are {count} snapshots");
    assert!(offenders.is_empty(), "{gate}\n  {}", offenders.join("\n  "));
}

#[test]
fn an_expression_judges_canaries() {
    agrees("gate-cel.yaml");
}

#[test]
fn a_plugin_in_rust_judges_canaries_like_the_expression() {
    agrees("gate-rust.yaml");
}

#[test]
fn a_policy_in_rego_judges_canaries_like_the_expression() {
    agrees("gate-rego.yaml");
}

#[test]
fn kept_modules_are_those_of_their_digests() {
    for name in ["canary-judge", "canary-rego"] {
        let folder = root().join("wasm-plugins").join(name);
        let module = fs::read(folder.join(format!("{name}.wasm"))).unwrap();
        let kept = fs::read_to_string(folder.join("DIGEST")).unwrap();
        assert_eq!(kept.lines().next(), Some(gonogo_wasm::digest(&module).as_str()), "{name}");
        for folder in ["home", "root", "tmp", "Users", "work"] {
            let trace = format!("/{folder}/");
            let has = module.windows(trace.len()).any(|window| window == trace.as_bytes());
            assert!(!has, "{name} has a path of a machine: {trace}…");
        }
    }
}

#[test]
fn a_guest_by_hand_answers() {
    let folder = folder("by_hand");
    answers(&folder, &minimal());
}

#[test]
fn a_guest_in_c_answers() {
    let folder = folder("in_c");
    answers(&folder, &built("minimal-c"));
}

/// The template is the minimal guest in JavaScript.
#[test]
fn a_template_in_javascript_answers() {
    let folder = folder("in_javascript");
    answers(&folder, &built("templates/javascript"));
}

/// Of the fact `value` and the setting `limit`, which is 5.
fn answers(folder: &Path, module: &[u8]) {
    fs::write(folder.join("guest.wasm"), module).unwrap();
    fs::write(folder.join("gate.yaml"), GATE).unwrap();
    let of = |value: &str| {
        let facts = folder.join("facts.json");
        fs::write(&facts, format!("{{\"now\": 1767498000, \"facts\": {{\"value\": {value}}}}}"))
            .unwrap();
        eval(&folder.join("gate.yaml"), &facts)
    };
    for (value, expected, says) in [
        ("5", 0, "passed"),
        ("5.1", 10, "the value is above its limit"),
        ("1e300", 10, "the value is above its limit"),
        ("\"much\"", 10, "not a number"),
    ] {
        let (code, said) = of(value);
        assert!(code == expected && said.contains(says), "{value}: {code}, {said}");
    }
}

#[test]
fn a_guest_in_javascript_sees_a_queue_grow() {
    let folder = folder("queue");
    fs::write(folder.join("guest.wasm"), built("queue-guard-js")).unwrap();
    let gate = "gate: queue
facts: {depth: {type: series, step: 1m}}
rules: [{id: queue, plugin: {wasm: guest.wasm, facts: [depth], config: {limit: 100, over: 2m}}}]
";
    fs::write(folder.join("gate.yaml"), gate).unwrap();
    let of = |depths: [u32; 4]| {
        let at = |i: usize| 1_767_498_000 - 60 * (3 - i);
        let samples: Vec<String> =
            depths.iter().enumerate().map(|(i, depth)| format!("[{}, {depth}]", at(i))).collect();
        let facts = folder.join("facts.json");
        let text =
            format!("{{\"now\": 1767498000, \"facts\": {{\"depth\": [{}]}}}}", samples.join(", "));
        fs::write(&facts, text).unwrap();
        eval(&folder.join("gate.yaml"), &facts)
    };
    for (depths, expected, says) in [
        ([90, 80, 70, 60], 0, "passed"),
        ([60, 70, 80, 90], 0, "the queue grows"),
        ([60, 70, 80, 101], 10, "too many messages wait"),
    ] {
        let (code, said) = of(depths);
        assert!(code == expected && said.contains(says), "{depths:?}: {code}, {said}");
    }
}

#[test]
fn hostile_guests_get_no_go() {
    let folder = folder("hostile");
    fs::write(folder.join("gate.yaml"), GATE).unwrap();
    let facts = folder.join("facts.json");
    fs::write(&facts, "{\"now\": 1767498000, \"facts\": {\"value\": 1}}").unwrap();
    let mut offenders = Vec::new();
    for guest in hostile() {
        fs::write(folder.join("guest.wasm"), &guest.module).unwrap();
        let began = Instant::now();
        let (code, said) = eval(&folder.join("gate.yaml"), &facts);
        let calm = said.to_lowercase();
        if code != 10 || !guest.is_told_by(&calm) || calm.contains("panicked") {
            offenders.push(format!("{}: {code}, {said}", guest.name));
        }
        if began.elapsed() > PATIENCE {
            offenders.push(format!("{}: took {:?}", guest.name, began.elapsed()));
        }
    }
    assert!(offenders.is_empty(), "\n  {}", offenders.join("\n  "));
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("plugins").join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A guest of `wasm-plugins`, by the script that builds them.
fn built(name: &str) -> Vec<u8> {
    let output = Command::new(root().join("wasm-plugins/build")).arg(name).output().unwrap();
    assert!(output.status.success(), "{name}: {}", text(&output));
    let built = text(&output);
    let file = built.lines().find_map(|line| line.strip_prefix("build: made "));
    fs::read(file.unwrap_or_else(|| panic!("{name}: {built}"))).unwrap()
}

/// The exit code, and all that was said.
fn eval(gate: &Path, facts: &Path) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gonogo"));
    command.arg("eval").arg(gate).arg("--facts").arg(facts);
    command.env("XDG_CACHE_HOME", folder("cache"));
    let output = command.output().unwrap();
    (output.status.code().unwrap_or(-1), text(&output))
}

fn text(output: &Output) -> String {
    let [said, complained] =
        [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    format!("{said}{complained}")
}
