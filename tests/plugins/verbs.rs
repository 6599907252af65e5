//! `gonogo plugin` and `gonogo new plugin`: what a module is, one call of it, many, and a new one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::{built, folder, minimal, root, text};

/// The exit code, standard output, and all that was said.
fn gonogo(within: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gonogo"));
    command.current_dir(within).args(args).env("XDG_CACHE_HOME", folder("cache"));
    let output = command.output().unwrap();
    let printed = String::from_utf8(output.stdout.clone()).unwrap();
    (output.status.code().unwrap_or(-1), printed, text(&output))
}

fn json(within: &Path, args: &[&str]) -> (i32, Value) {
    let (code, printed, said) = gonogo(within, args);
    (code, serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{error}: {said}")))
}

fn with_minimal(name: &str) -> PathBuf {
    let folder = folder(name);
    fs::write(folder.join("guest.wasm"), minimal()).unwrap();
    fs::write(folder.join("facts.json"), "{\"now\": 1767498000, \"facts\": {\"value\": 7}}")
        .unwrap();
    folder
}

#[test]
fn inspect_shows_what_a_module_is() {
    let judge = root().join("wasm-plugins/canary-judge");
    let (code, about) =
        json(&judge, &["plugin", "inspect", "canary-judge.wasm", "--format", "json"]);
    assert_eq!(code, 0);
    let digest = fs::read_to_string(judge.join("DIGEST")).unwrap();
    assert!(digest.contains(about["digest"].as_str().unwrap()), "{about}");
    assert_eq!(about["kind"], "component");
    assert_eq!(about["policy"]["name"], "canary-judge");
    let facts = about["policy"]["facts"].as_array().unwrap();
    let names: Vec<&str> = facts.iter().map(|fact| fact["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["canary", "stable"]);
    let imports = about["imports"].to_string();
    assert!(imports.contains("gonogo:plugin/host@1.0.0") && !imports.contains("wasi"), "{imports}");
}

#[test]
fn what_cannot_be_used_is_shown_and_refused() {
    let folder = folder("refused");
    fs::write(folder.join("text.wasm"), "(module)").unwrap();
    let wasi = "(module (import \"wasi_snapshot_preview1\" \"fd_write\" (func)) (memory 1))";
    fs::write(folder.join("wasi.wasm"), wat::parse_str(wasi).unwrap()).unwrap();
    for (file, says) in [
        ("nothing.wasm", "it cannot be read"),
        ("text.wasm", "this is WebAssembly as text"),
        ("wasi.wasm", "wasi_snapshot_preview1"),
    ] {
        let (code, _, said) = gonogo(&folder, &["plugin", "inspect", file]);
        assert!(code == 2 && said.contains(says), "{file}: {code}, {said}");
    }
}

#[test]
fn run_ends_as_a_gate_with_that_rule_would() {
    let folder = with_minimal("run");
    let of = |limit: &str| {
        let config = format!("limit={limit}");
        json(
            &folder,
            &[
                "plugin",
                "run",
                "guest.wasm",
                "--facts",
                "facts.json",
                "--config",
                &config,
                "--format",
                "json",
            ],
        )
    };
    let (code, seen) = of("7");
    assert_eq!((code, &seen["outcome"]), (0, &Value::from("pass")), "{seen}");
    assert!(seen["fuel"].as_u64().unwrap() > 0);
    let (code, seen) = of("6");
    assert_eq!((code, &seen["effect"]), (10, &Value::from("no-go")), "{seen}");
    assert_eq!(seen["plugin"]["findings"][0]["id"], "limit");
    let (code, _, said) =
        gonogo(&folder, &["plugin", "run", "guest.wasm", "--facts", "facts.json"]);
    assert!(code == 2 && said.contains("the policy needs the setting `limit`"), "{code}, {said}");
}

#[test]
fn a_policy_in_rego_is_run_with_facts_as_they_look() {
    let folder = folder("rego");
    fs::write(folder.join("facts.json"), "{\"now\": 1767498000, \"facts\": {\"value\": 7}}")
        .unwrap();
    let module = built("templates/rego");
    fs::write(folder.join("guest.wasm"), module).unwrap();
    let of = |limit: &str| {
        let config = format!("limit={limit}");
        gonogo(
            &folder,
            &[
                "plugin",
                "run",
                "guest.wasm",
                "--entrypoint",
                "my_policy/deny",
                "--facts",
                "facts.json",
                "--config",
                &config,
            ],
        )
    };
    let (code, _, said) = of("7");
    assert_eq!(code, 0, "{said}");
    let (code, _, said) = of("6");
    assert_eq!(code, 10, "{said}");
}

#[test]
fn bench_tells_times() {
    let folder = with_minimal("bench");
    let (code, figures) = json(
        &folder,
        &[
            "plugin",
            "bench",
            "guest.wasm",
            "--facts",
            "facts.json",
            "--config",
            "limit=7",
            "--calls",
            "20",
            "--format",
            "json",
        ],
    );
    assert_eq!((code, &figures["calls"]), (0, &Value::from(20)));
    let (median, slow) =
        (figures["median_us"].as_f64().unwrap(), figures["p99_us"].as_f64().unwrap());
    assert!(median > 0.0 && slow >= median && figures["load_us"].as_f64().unwrap() > 0.0);
}

/// A new policy has all its files, under its own name, and is not written over.
#[test]
fn new_policies_are_whole() {
    let folder = folder("new");
    for (lang, file, names) in [
        ("rust", "src/lib.rs", "struct QueueGuard"),
        ("javascript", "policy.js", "name: \"queue-guard\""),
        ("c", "policy.c", "\"queue-guard\""),
        ("wat", "policy.wat", "(component"),
        ("rego", "policy.rego", "package queue_guard"),
    ] {
        let into = folder.join(lang);
        let _ = fs::remove_dir_all(&into);
        let args = ["new", "plugin", "queue-guard", "--lang", lang, "-o", lang];
        let (code, _, said) = gonogo(&folder, &args);
        assert_eq!(code, 0, "{lang}: {said}");
        let text = fs::read_to_string(into.join(file)).unwrap();
        assert!(text.contains(names), "{lang}: {text}");
        let gate = fs::read_to_string(into.join("gate.yaml")).unwrap();
        assert!(gate.contains("queue-guard.wasm"), "{lang}: {gate}");
        let readme = fs::read_to_string(into.join("README.md")).unwrap();
        assert!(!readme.contains("my-policy") && !readme.contains("NAME"), "{lang}: {readme}");
        let (code, _, said) = gonogo(&folder, &args);
        assert!(code == 2 && said.contains("is there already"), "{lang}: {said}");
    }
}

/// What `new plugin --lang wat` writes can be assembled and asked at once.
#[test]
fn a_new_policy_by_hand_answers() {
    let folder = folder("new_wat");
    let _ = fs::remove_dir_all(folder.join("guard"));
    let (code, _, said) = gonogo(&folder, &["new", "plugin", "guard", "--lang", "wat"]);
    assert_eq!(code, 0, "{said}");
    let module = wat::parse_file(folder.join("guard/policy.wat")).unwrap();
    fs::write(folder.join("guard/guard.wasm"), module).unwrap();
    fs::write(folder.join("facts.json"), "{\"now\": 1767498000, \"facts\": {\"value\": 7}}")
        .unwrap();
    let (code, _, said) = gonogo(&folder, &["eval", "guard/gate.yaml", "--facts", "facts.json"]);
    assert!(code == 10 && said.contains("above its limit"), "{code}, {said}");
}
