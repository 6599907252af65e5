//! Pages of decisions to look at.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// 2026-01-04T03:40:00Z
const NOW: i64 = 1_767_498_000;

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A folder of this test alone.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("page").join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The page of the decision; what it was is the exit code.
pub(crate) fn page(folder: &Path, args: &[&str]) -> (PathBuf, i32) {
    let file = folder.join("page.html");
    let _ = fs::remove_file(&file);
    let report = format!("html={}", file.display());
    let output = Command::new(env!("CARGO_BIN_EXE_gonogo"))
        .arg("eval")
        .args(args)
        .args(["--quiet", "--report", &report])
        .current_dir(root())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.is_empty(), "{said}");
    (file, output.status.code().unwrap())
}

/// Everything that a page can show: `fixtures/report` at a bad moment.
pub(crate) fn checkout(name: &str) -> PathBuf {
    let folder = folder(name);
    let snapshot = folder.join("snapshot.json");
    fs::write(&snapshot, checkout_facts()).unwrap();
    let facts = snapshot.display().to_string();
    let gate = "fixtures/report/gate.yaml";
    let waivers = ["--waivers", "fixtures/report/waivers.yaml", "--set", "region=eu-central-1"];
    let started = ["--phase-started", "2026-01-04T03:15:00Z"];
    let (file, code) =
        page(&folder, &[&[gate, "--facts", &facts], &waivers[..], &started].concat());
    assert_eq!(code, 20);
    file
}

/// A go without anything to say of it.
pub(crate) fn go(name: &str) -> PathBuf {
    let folder = folder(name);
    let (file, code) = page(
        &folder,
        &[
            "policies/blue-green-gradual/gate.yaml",
            "--phase",
            "shift-10",
            "--facts",
            "policies/blue-green-gradual/snapshots/shift-10.go.json",
        ],
    );
    assert_eq!(code, 0);
    file
}

/// Everything at once, from a pack.
pub(crate) fn no_go(name: &str) -> PathBuf {
    let folder = folder(name);
    let (file, code) = page(
        &folder,
        &[
            "policies/blue-green-gradual/gate.yaml",
            "--phase",
            "pre-deploy",
            "--facts",
            "policies/blue-green-gradual/snapshots/pre-deploy.no-go.everything.json",
        ],
    );
    assert_eq!(code, 10);
    file
}

fn checkout_facts() -> String {
    let error_rate = series(1800, 15, |at| match at {
        1560.. => 1.62 + wave(at, 0.2),
        1200..1320 => 0.7 + wave(at, 0.2),
        _ => 0.12 + wave(at, 0.05),
    });
    let slow = series(1800, 15, |at| if at >= 1500 { 300.0 } else { 180.0 } + wave(at, 15.0));
    let pod =
        |name: &str, values: String| format!("{{\"labels\": {{\"pod\": \"{name}\"}}, {values}}}");
    let pods = [
        pod("checkout-7f9c", slow),
        pod("checkout-b21d", series(1800, 15, |at| 170.0 + wave(at + 200, 12.0))),
        pod("checkout-e004", series(1800, 15, |at| 150.0 + wave(at + 500, 9.0))),
    ];
    let queue = series(6 * 3600, 60, |at| 300.0 + at as f64 / 32.0 + wave(at, 40.0));
    let memory = series(1800, 15, |at| 61.0 + at as f64 / 900.0 + wave(at, 1.0));
    let requests = series(1800, 15, |at| 42.0 + wave(at, 6.0));
    let mut text = String::from(
        "{\"schema\": \"gonogo.snapshot/v1\", \"now\": \"2026-01-04T03:40:00Z\",\n\"facts\": {\n",
    );
    for (name, values) in
        [("error_rate", error_rate), ("queue", queue), ("memory", memory), ("requests", requests)]
    {
        writeln!(text, "\"{name}\": {{{values}}},").unwrap();
    }
    writeln!(text, "\"p95\": [{}],", pods.join(",\n")).unwrap();
    text.push_str(PAPERS);
    text.push_str(
        "},\n\"failed\": {\"replication_lag\": {\"cause\": \"`db`: no answer within 10s\"}}}\n",
    );
    text
}

const PAPERS: &str = r#""orders_blue": 412, "orders_green": 408,
"checklist": {"items": [
  {"text": "Backup completed", "done": true, "section": ["Before", "Database"], "owner": "DBA", "line": 12},
  {"text": "Migration rehearsed", "done": true, "section": ["Before", "Database"], "line": 13},
  {"text": "Restore tried on a copy", "done": true, "section": ["Before", "Database"], "line": 14},
  {"text": "Dashboards open", "done": true, "section": ["Before"], "line": 20},
  {"text": "Support knows the time", "done": false, "section": ["Before"], "owner": "Ana Ruiz", "line": 21},
  {"text": "Old dashboards", "state": "not-applicable", "section": ["Before"], "line": 22},
  {"text": "Feature flags off", "done": true, "section": ["During"], "line": 30},
  {"text": "Cache warmed", "done": false, "section": ["During"], "owner": "SRE", "line": 31}]},
"signoffs": {
  "QA lead": {"approved": true, "by": "Grace Lee", "at": "2026-01-03T16:00:00Z"},
  "Database administrator": {"approved": true, "by": "Ana Ruiz", "at": "2026-01-03T17:30:00Z"},
  "Security officer": null}
"#;

/// Values of so many seconds up to now.
pub(crate) fn series(seconds: i64, step: i64, value: impl Fn(i64) -> f64) -> String {
    let values: Vec<String> =
        (0..=seconds / step).map(|at| format!("{:.3}", value(at * step))).collect();
    format!(
        "\"start\": {}, \"step\": \"{step}s\", \"values\": [{}]",
        NOW - seconds,
        values.join(",")
    )
}

/// Restless, and the same each time.
fn wave(at: i64, height: f64) -> f64 {
    let at = at as f64;
    height * ((at / 41.0).sin() + (at / 17.0).sin() * 0.6 + (at / 233.0).cos() * 0.4) / 2.0
}
