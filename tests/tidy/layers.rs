//! Which crate may use which.

use toml::{Table, Value};

use crate::project::{assert_none, crate_folders, read_toml};

/// Every crate below the app and the workspace crates it may use. The app may use all.
const LAYERS: &[(&str, &[&str])] = &[
    ("gonogo-cel", &["gonogo-cel-pattern", "gonogo-cel-syntax", "gonogo-cel-value"]),
    ("gonogo-cel-pattern", &[]),
    ("gonogo-cel-syntax", &["gonogo-cel-value"]),
    ("gonogo-cel-value", &[]),
    ("gonogo-cel-ext", &["gonogo-cel"]),
    ("gonogo-criteria", &[]),
    ("gonogo-plan", &["gonogo-criteria"]),
    ("gonogo-draft", &["gonogo-plan", "gonogo-quantity"]),
    ("gonogo-quantity", &[]),
    ("gonogo-series", &["gonogo-quantity", "gonogo-statistics"]),
    ("gonogo-statistics", &[]),
    ("gonogo-document", &["gonogo-cel", "gonogo-series"]),
    ("gonogo-facts", &["gonogo-cel", "gonogo-cel-ext", "gonogo-series"]),
    ("gonogo-findings", &["gonogo-cel", "gonogo-document", "gonogo-junit"]),
    ("gonogo-junit", &[]),
    ("gonogo-formats", &["gonogo-quantity"]),
    ("gonogo-engine", &["gonogo-cel", "gonogo-document", "gonogo-facts", "gonogo-series"]),
    ("gonogo-lint", &["gonogo-cel", "gonogo-document", "gonogo-engine", "gonogo-series"]),
    (
        "gonogo-policy-tests",
        &["gonogo-cel", "gonogo-document", "gonogo-engine", "gonogo-junit", "gonogo-series"],
    ),
    ("gonogo-replay", &["gonogo-cel", "gonogo-engine", "gonogo-facts", "gonogo-series"]),
    (
        "gonogo-sources",
        &["gonogo-cel", "gonogo-cel-pattern", "gonogo-document", "gonogo-formats", "gonogo-series"],
    ),
    (
        "gonogo-collect",
        &[
            "gonogo-cel",
            "gonogo-cel-pattern",
            "gonogo-document",
            "gonogo-formats",
            "gonogo-plan",
            "gonogo-series",
            "gonogo-sources",
        ],
    ),
    (
        "gonogo-report",
        &[
            "gonogo-draft",
            "gonogo-engine",
            "gonogo-junit",
            "gonogo-plan",
            "gonogo-replay",
            "gonogo-series",
        ],
    ),
    ("gonogo-rego", &["gonogo-cel-pattern"]),
    ("gonogo-state", &["gonogo-cel-value"]),
    (
        "gonogo-wasm",
        &[
            "gonogo-cel",
            "gonogo-document",
            "gonogo-engine",
            "gonogo-facts",
            "gonogo-rego",
            "gonogo-series",
        ],
    ),
    ("gonogo-watch", &["gonogo-engine"]),
    ("gonogo-test-services", &[]),
];
const APP: &str = "gonogo";

/// What the pure crates are built from, all of it; a new dependency is a decision that
/// belongs into the same commit as its line here.
const PURE_DEPENDENCIES: &[(&str, &[&str])] = &[
    ("evaluator/cel", &["gonogo-cel-pattern", "gonogo-cel-syntax", "gonogo-cel-value"]),
    ("evaluator/cel-pattern", &["regex", "regex-syntax"]),
    ("evaluator/cel-syntax", &["gonogo-cel-value"]),
    ("evaluator/cel-value", &["jiff"]),
    ("evaluator/cel-ext", &["base64", "gonogo-cel", "regex"]),
    ("evaluator/lint", &["gonogo-cel", "gonogo-document", "gonogo-engine", "gonogo-series"]),
    ("evaluator/criteria", &[]),
    ("evaluator/plan", &["gonogo-criteria", "pulldown-cmark", "serde_json", "thiserror"]),
    ("evaluator/draft", &["gonogo-plan", "gonogo-quantity", "serde_json", "thiserror"]),
    (
        "evaluator/report",
        &[
            "anstyle",
            "gonogo-draft",
            "gonogo-engine",
            "gonogo-junit",
            "gonogo-plan",
            "gonogo-replay",
            "gonogo-series",
            "serde_json",
            "sha2",
        ],
    ),
    ("evaluator/quantity", &[]),
    ("evaluator/series", &["gonogo-quantity", "gonogo-statistics"]),
    ("evaluator/statistics", &[]),
    ("evaluator/document", &["annotate-snippets", "gonogo-cel", "gonogo-series", "serde-saphyr"]),
    (
        "evaluator/facts",
        &["gonogo-cel", "gonogo-cel-ext", "gonogo-series", "serde", "serde_json", "sha2"],
    ),
    ("evaluator/findings", &["gonogo-cel", "gonogo-document", "gonogo-junit", "serde_json"]),
    ("evaluator/junit", &[]),
    (
        "evaluator/formats",
        &[
            "gonogo-quantity",
            "quick-xml",
            "regex",
            "serde",
            "serde-saphyr",
            "serde_json",
            "serde_json_path",
            "thiserror",
            "x509-parser",
        ],
    ),
    (
        "evaluator/sources",
        &[
            "gonogo-cel",
            "gonogo-cel-pattern",
            "gonogo-document",
            "gonogo-formats",
            "gonogo-series",
            "sha2",
        ],
    ),
    (
        "evaluator/engine",
        &[
            "gonogo-cel",
            "gonogo-document",
            "gonogo-facts",
            "gonogo-series",
            "serde",
            "serde_json",
            "sha2",
        ],
    ),
    (
        "evaluator/policy-tests",
        &[
            "gonogo-cel",
            "gonogo-document",
            "gonogo-engine",
            "gonogo-junit",
            "gonogo-series",
            "serde_json",
        ],
    ),
    (
        "evaluator/replay",
        &[
            "gonogo-cel",
            "gonogo-engine",
            "gonogo-facts",
            "gonogo-series",
            "serde",
            "serde_json",
            "sha2",
        ],
    ),
    (
        "evaluator/rego",
        &[
            "base64",
            "gonogo-cel-pattern",
            "hmac",
            "jiff",
            "md-5",
            "num-bigint",
            "regex",
            "serde_json",
            "sha1",
            "sha2-for-hmac",
        ],
    ),
    ("evaluator/watch", &["gonogo-engine", "serde_json"]),
];

#[test]
fn crates_use_only_the_layers_below_them() {
    let manifests: Vec<Table> = manifests().into_iter().map(|(_, manifest)| manifest).collect();
    let members: Vec<String> = manifests.iter().map(name).collect();
    let mut offenders = Vec::new();
    for manifest in &manifests {
        let user = name(manifest);
        if user == APP {
            continue;
        }
        let Some((_, below)) = LAYERS.iter().find(|(layer, _)| *layer == user) else {
            offenders.push(format!("{user} has no place in LAYERS of tests/tidy/layers.rs"));
            continue;
        };
        let used =
            dependencies(manifest, &["dependencies", "build-dependencies", "dev-dependencies"]);
        for package in used {
            if members.contains(&package) && !below.contains(&package.as_str()) {
                offenders.push(format!("{user} uses {package}"));
            }
        }
    }
    assert_none("dependencies against the layers", &offenders);
}

#[test]
fn pure_crates_depend_on_what_is_listed() {
    let mut offenders = Vec::new();
    for (folder, listed) in PURE_DEPENDENCIES {
        let manifest = read_toml(&format!("{folder}/Cargo.toml"));
        let used = dependencies(&manifest, &["dependencies", "build-dependencies"]);
        if used != *listed {
            offenders.push(format!("{folder} depends on {used:?}, listed are {listed:?}"));
        }
    }
    assert_none("dependency lists of pure crates", &offenders);
}

/// Those whose lints are written out, as in the workspace but for what their manifest says.
const OWN_LINTS: &[&str] = &["evaluator/wasm"];

#[test]
fn crates_share_the_lints_of_the_workspace() {
    let offenders: Vec<String> = manifests()
        .into_iter()
        .filter(|(folder, _)| !OWN_LINTS.contains(&folder.as_str()))
        .filter(|(_, manifest)| {
            let shared = manifest.get("lints").and_then(|lints| lints.get("workspace"));
            shared.and_then(Value::as_bool) != Some(true)
        })
        .map(|(folder, _)| folder)
        .collect();
    assert_none("crates without `[lints] workspace = true`", &offenders);
}

fn manifests() -> Vec<(String, Table)> {
    let read = |folder: String| {
        let manifest = read_toml(&format!("{folder}/Cargo.toml"));
        (folder, manifest)
    };
    crate_folders().into_iter().map(read).collect()
}

fn name(manifest: &Table) -> String {
    manifest["package"]["name"].as_str().expect("a name").to_owned()
}

/// Package names of the given kinds of dependencies, for all targets, sorted.
fn dependencies(manifest: &Table, kinds: &[&str]) -> Vec<String> {
    let targets = manifest.get("target").and_then(Value::as_table);
    let per_target = targets.into_iter().flat_map(Table::values).filter_map(Value::as_table);
    let mut packages: Vec<String> = std::iter::once(manifest)
        .chain(per_target)
        .flat_map(|table| kinds.iter().filter_map(|kind| table.get(*kind)?.as_table()))
        .flatten()
        .map(|(key, entry)| entry.get("package").and_then(Value::as_str).unwrap_or(key).to_owned())
        .collect();
    packages.sort();
    packages.dedup();
    packages
}
