//! A gate in a folder of its own, and what is collected for it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

pub(crate) struct Gate {
    folder: PathBuf,
    sources: String,
    facts: String,
    env: Vec<(String, String)>,
}

/// A snapshot, and all that was printed.
pub(crate) struct Collected {
    pub(crate) snapshot: Value,
    pub(crate) printed: String,
}

impl Gate {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("gonogo-databases-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        Self { folder, sources: String::new(), facts: String::new(), env: Vec::new() }
    }

    /// A source whose address is in the environment; `more` are further keys.
    pub(crate) fn source(mut self, (name, kind): (&str, &str), address: &str, more: &str) -> Self {
        let variable = format!("{}_ADDRESS", name.to_uppercase());
        self.sources += &format!("  {name}: {{{kind}: \"${{{variable}}}\"{more}}}\n");
        self.env.push((variable, address.to_owned()));
        self
    }

    pub(crate) fn postgres(self, name: &str, dsn: &str) -> Self {
        self.source((name, "postgres"), dsn, "")
    }

    pub(crate) fn redis(self, name: &str, url: &str) -> Self {
        self.source((name, "redis"), url, "")
    }

    /// `kind` is the type, with further keys after it. The key is that of the source.
    pub(crate) fn fact(mut self, name: &str, (kind, from): (&str, &str), asked: &str) -> Self {
        let key = if self.is_redis(from) { "command" } else { "query" };
        let asked = serde_json::to_string(asked).unwrap();
        self.facts += &format!("  {name}: {{type: {kind}, from: {from}, {key}: {asked}}}\n");
        self
    }

    fn is_redis(&self, source: &str) -> bool {
        self.sources.lines().any(|line| line.trim().starts_with(&format!("{source}: {{redis")))
    }

    pub(crate) fn collect(&self) -> Collected {
        let (out, errors) = self.run();
        let snapshot = serde_json::from_str(&out);
        let snapshot = snapshot.unwrap_or_else(|error| panic!("{error}\n{out}\n{errors}"));
        Collected { snapshot, printed: format!("{out}{errors}") }
    }

    /// What is said of a gate from which nothing is collected.
    pub(crate) fn refused(&self) -> String {
        let (out, errors) = self.run();
        assert_eq!(out, "");
        errors
    }

    fn run(&self) -> (String, String) {
        let Self { sources, facts, .. } = self;
        let text = format!(
            "gate: databases\nsources:\n{sources}facts:\n{facts}rules:\n  - {{id: any, require: 1 < 2}}\n"
        );
        let path = self.folder.join("gate.yaml");
        fs::write(&path, text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_gonogo"));
        command.arg("collect").arg(&path).args(["-o", "-"]).envs(self.env.clone());
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (text(&output.stdout), text(&output.stderr))
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Collected {
    pub(crate) fn fact(&self, name: &str) -> &Value {
        assert_eq!(self.snapshot["failed"][name], Value::Null, "{}", self.printed);
        &self.snapshot["facts"][name]
    }

    pub(crate) fn cause(&self, name: &str) -> &str {
        assert_eq!(self.snapshot["facts"][name], Value::Null, "{}", self.printed);
        self.snapshot["failed"][name]["cause"].as_str().unwrap()
    }

    /// Of a fact whose failure is told by a text.
    #[track_caller]
    pub(crate) fn fails(&self, name: &str, expected: &str) {
        let cause = self.cause(name);
        assert!(cause.contains(expected), "{name}: `{cause}` has no `{expected}`");
    }
}
