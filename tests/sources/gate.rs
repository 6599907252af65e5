//! A gate in a folder of its own.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

pub(crate) struct Gate {
    pub(crate) folder: PathBuf,
    env: Vec<(String, String)>,
}

/// Exit code, and what was printed.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) errors: String,
}

impl Gate {
    /// The text without `gate: …`; `URL` in it is the address.
    pub(crate) fn new(text: &str, url: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("gonogo-sources-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        let text = format!("gate: sources\n{}", text.replace("URL", url));
        fs::write(folder.join("gate.yaml"), text).unwrap();
        Self { folder, env: Vec::new() }
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn file(self, name: &str, text: &str) -> Self {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// `verb gate.yaml more…`
    pub(crate) fn run(&self, verb: &str, more: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gonogo"));
        command.current_dir(&self.folder).args([verb, "gate.yaml"]).args(more);
        command.envs(self.env.clone()).env_remove("COLUMNS");
        if let Some((_, columns)) = self.env.iter().find(|(name, _)| name == "COLUMNS") {
            command.env("COLUMNS", columns);
        }
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (out, errors) = (text(&output.stdout), text(&output.stderr));
        Ran { code: output.status.code(), out, errors }
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Ran {
    #[track_caller]
    pub(crate) fn says(&self, code: i32, parts: &[&str]) {
        let all = format!("{}{}", self.out, self.errors);
        assert_eq!(self.code, Some(code), "{all}");
        for part in parts {
            assert!(all.contains(part), "`{part}` is not in\n{all}");
        }
    }
}
