//! The folder of the reports of a job: always the same names, so that a pipeline can name them.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::asked::{Asked, PREFIX};
use crate::args::ci::System;

const DEFAULT: &str = "gonogo-out";

/// Formats, and their files.
const FILES: &[(&str, &str)] = &[
    ("json", "decision.json"),
    ("html", "decision.html"),
    ("markdown", "summary.md"),
    ("junit", "junit.xml"),
    ("sarif", "gonogo.sarif"),
    ("codequality", "gl-code-quality.json"),
    ("openmetrics", "metrics.txt"),
    ("cloudevents", "event.json"),
    ("dotenv", "gonogo.env"),
    ("verdict", "verdict"),
];

/// What is printed at the end, as the system commands it.
const COMMANDS: &str = "commands.txt";

pub(super) struct Folder {
    name: String,
    path: PathBuf,
}

impl Folder {
    /// Empty of what an earlier call wrote: its decision must not be taken for this one's.
    pub(super) fn of(asked: &Asked) -> Result<Self> {
        let name = asked.get("REPORTS").unwrap_or(DEFAULT).to_owned();
        ensure!(
            !name.chars().any(char::is_control),
            "`{PREFIX}REPORTS` has control characters: it is the name of one folder"
        );
        let path = PathBuf::from(&name);
        fs::create_dir_all(&path).with_context(|| format!("cannot make the folder `{name}`"))?;
        let names = FILES.iter().map(|(_, file)| *file).chain([COMMANDS]);
        names.map(|file| path.join(file)).try_for_each(|path| remove(&path))?;
        Ok(Self { name, path })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// As `--report` takes them.
    pub(super) fn reports(&self, system: System) -> Vec<String> {
        let commands = match system {
            System::Github => Some(("github", COMMANDS)),
            System::Azure => Some(("azure", COMMANDS)),
            System::Files => None,
        };
        let files = FILES.iter().copied().chain(commands);
        files.map(|(format, file)| format!("{format}={}/{file}", self.name)).collect()
    }

    pub(super) fn commands(&self) -> Result<String> {
        let path = self.path.join(COMMANDS);
        fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))
    }
}

fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error)
            .with_context(|| format!("cannot remove `{}` of an earlier call", path.display())),
        Ok(()) | Err(_) => Ok(()),
    }
}
