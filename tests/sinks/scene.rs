//! A gate and its facts with one string in every place that takes text.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

pub(crate) const FORMATS: [&str; 16] = [
    "text",
    "json",
    "markdown",
    "junit",
    "sarif",
    "codequality",
    "tap",
    "dotenv",
    "openmetrics",
    "cloudevents",
    "github",
    "github-output",
    "github-summary",
    "azure",
    "verdict",
    "html",
];
/// Stands where the hostile string does in a decision to compare with.
pub(crate) const CALM: &str = "calm";

/// Every format of one decision, by name.
pub(crate) struct Reports {
    pub(crate) text: String,
    pub(crate) folder: PathBuf,
    by_format: BTreeMap<&'static str, String>,
}

impl Reports {
    /// The decision is the same whatever the string.
    pub(crate) fn of(name: &str, text: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("sinks").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let gate = file_name(text);
        fs::write(folder.join(&gate), ascii(&gate_of(text))).unwrap();
        fs::write(folder.join("snapshot.json"), facts_of(text).to_string()).unwrap();
        fs::write(folder.join("waivers.yaml"), ascii(&waivers_of(text))).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_gonogo"));
        command.arg("eval").arg(&gate).args(["--facts", "snapshot.json", "--explain"]);
        command.args(["--waivers", "waivers.yaml"]).arg("--set").arg(format!("note={}", set(text)));
        for format in FORMATS {
            command.arg("--report").arg(format!("{format}=out.{format}"));
        }
        let output = command.current_dir(&folder).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(20), "{text:?}: {said}");
        assert!(said.is_empty(), "{text:?}: {said}");
        let read = |format: &'static str| {
            (format, fs::read_to_string(folder.join(format!("out.{format}"))).unwrap())
        };
        let mut by_format: BTreeMap<_, _> = FORMATS.into_iter().map(read).collect();
        // What is printed is what is written.
        by_format.insert("stdout", String::from_utf8(output.stdout).unwrap());
        Self { text: text.to_owned(), folder, by_format }
    }

    /// The Markdown of a decision with many rules and facts that say that.
    pub(crate) fn long(name: &str, text: &str) -> String {
        const COUNT: usize = 100;
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("sinks").join(name);
        fs::create_dir_all(&folder).unwrap();
        let facts: BTreeMap<String, Value> =
            (0..COUNT).map(|at| (format!("f{at}"), json!({"type": "number"}))).collect();
        let rule = |at: usize| {
            let (short, id) = (text.get(..100).unwrap(), format!("r{at}"));
            let question = if at.is_multiple_of(2) { "1 > 2" } else { "2 > 1" };
            json!({"id": id, "title": format!("{short}{at}"), "require": question,
                   "because": message(text.get(..1000).unwrap()), "phases": ["default"]})
        };
        let mut rules: Vec<Value> = (0..COUNT).map(rule).collect();
        rules.extend((0..COUNT).map(|at| {
            json!({"id": format!("u{at}"), "title": text.get(..100),
            "require": format!("f{at} > 0.0")})
        }));
        let gate =
            json!({"gate": "long", "phases": {"default": null}, "facts": facts, "rules": rules});
        let failed: BTreeMap<String, Value> =
            (0..COUNT).map(|at| (format!("f{at}"), json!({"cause": text}))).collect();
        fs::write(folder.join("gate.yaml"), ascii(&gate)).unwrap();
        let facts = json!({"now": "2026-01-04T03:40:00Z", "facts": {}, "failed": failed});
        fs::write(folder.join("snapshot.json"), facts.to_string()).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_gonogo"))
            .args(["eval", "gate.yaml", "--facts", "snapshot.json", "--format", "markdown"])
            .current_dir(&folder)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(10), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    pub(crate) fn get(&self, format: &str) -> &str {
        &self.by_format[format]
    }

    pub(crate) fn page(&self) -> PathBuf {
        self.folder.join("out.html")
    }
}

/// As much of it as a file can be called.
fn file_name(text: &str) -> String {
    let is_allowed = |c: &char| !matches!(c, '/' | '\0');
    let name: String = text.chars().filter(is_allowed).collect();
    format!("./g{name}.yaml")
}

/// No argument holds a zero byte.
fn set(text: &str) -> String {
    text.replace('\0', "")
}

/// Braces of a message hold expressions.
fn message(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// JSON is YAML as long as it is written in ASCII.
fn ascii(value: &Value) -> String {
    let mut out = String::new();
    for c in value.to_string().chars() {
        let mut units = [0; 2];
        match c {
            ' '..='~' => out.push(c),
            _ => c
                .encode_utf16(&mut units)
                .iter()
                .for_each(|unit| out.push_str(&format!("\\u{unit:04x}"))),
        }
    }
    out
}

/// All places of a gate that take text.
fn gate_of(text: &str) -> Value {
    let because =
        format!("{} {{string}} {{labels.map(s, s.label('pod'))}} {{json.key}}", message(text));
    json!({
        "gate": "sinks",
        "version": text,
        "description": text,
        "params": {"note": text},
        "facts": {
            "string": {"type": "string"},
            "labels": {"type": "series", "by": "pod", "window": "10m", "step": "1m"},
            "json": {"type": "json"},
            "failed": {"type": "number"},
            "optional": {"type": "number", "optional": true},
            "checklist": {"type": "checklist"},
            "signoffs": {"type": "signoffs"},
            "tests": {"type": "tests"},
        },
        "rules": [
            {"id": "rollback", "title": text, "rollback_if": "labels.exists(s, s.max() > 5.0)",
             "because": because, "action": {"kind": text, (text): [text]},
             "escalate": [{"after": "0s", "to": text}]},
            {"id": "fails", "title": text, "require": "string == '' && params.note == ''",
             "because": because, "action": text},
            {"id": "untold", "require": "json.key == ''"},
            {"id": "warns", "title": text, "warn_if": "string != ''", "because": because},
            {"id": "unknown", "title": text, "require": "failed > 0.0", "because": because},
            {"id": "papers", "title": text, "require": "checklist.done() && signoffs.approved()"},
            {"id": "tests", "require": "tests.failed == 0",
             "because": "{tests.failures.map(f, f.name)}"},
            {"id": "passes", "title": text, "require": "string != ''"},
            {"id": "skipped", "title": text, "when": "has(optional)", "require": "optional > 0.0"},
            {"id": "shadow", "title": text, "shadow": true, "require": "string == ''"},
            {"id": "waived", "title": text, "require": "string == ''"},
        ],
    })
}

fn facts_of(text: &str) -> Value {
    let item =
        |done: bool| json!({"text": text, "done": done, "section": [text, text], "owner": text});
    json!({
        "now": "2026-01-04T03:40:00Z",
        "facts": {
            "string": text,
            "labels": [
                {"labels": {"pod": text}, "start": "2026-01-04T03:30:00Z", "step": "1m",
                 "values": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]},
                {"labels": {"pod": "other"}, "start": "2026-01-04T03:30:00Z", "step": "1m",
                 "values": [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]},
            ],
            "json": {"key": text, (text): text},
            "checklist": {"items": [item(true), item(false)]},
            "signoffs": {(text): {"approved": true, "by": text}, "open": null},
            "tests": {"total": 2, "passed": 1, "failed": 1, "skipped": 0,
                      "failures": [{"name": text, "message": text}]},
        },
        "failed": {"failed": {"cause": text}},
    })
}

fn waivers_of(text: &str) -> Value {
    let waiver = |rule: &str| json!({"rule": rule, "owner": text, "reason": text, "until": "2026-01-05T00:00:00Z"});
    json!({"waivers": [waiver("waived"), waiver("absent")]})
}

/// A plan with the string in each of its parts, and the formats of its checklist.
pub(crate) fn checklist(folder: &Path, text: &str, format: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let plan =
        format!("# Plan {line}\n\n- [ ] {line}\n- [x] {line}\n\n## Sign-off\n\n- [ ] QA: {line}\n");
    fs::write(folder.join("plan.md"), plan).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_gonogo"))
        .args(["checklist", "plan.md", "--format", format])
        .current_dir(folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code().is_some_and(|code| code < 20), "{text:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// The gate over its facts as a record.
pub(crate) fn replay(reports: &Reports, format: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_gonogo"))
        .arg("replay")
        .arg(file_name(&reports.text))
        .args(["--facts", "snapshot.json", "--report", &format!("{format}=replay.{format}")])
        .current_dir(&reports.folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{:?}: {said}", reports.text);
    fs::read_to_string(reports.folder.join(format!("replay.{format}"))).unwrap()
}
