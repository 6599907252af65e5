//! The folder of the reports of a job: always the same names, so that a pipeline can name them.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};

use super::asked::PREFIX;
use crate::args::ci::System;
use crate::exit_code::Exit;
use crate::output;

const DEFAULT: &str = "gonogo-out";

/// What later jobs go by; it is there whatever becomes of this one.
const VARIABLES: &str = "gonogo.env";
const CODE: &str = "GONOGO_EXIT_CODE=";
const UNDECIDED: &str = "GONOGO_DECISION=none\n";

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
    ("dotenv", VARIABLES),
    ("verdict", "verdict"),
];

/// What is printed at the end, as the system commands it.
const COMMANDS: &str = "commands.txt";

pub(super) struct Folder {
    name: String,
    path: PathBuf,
}

impl Folder {
    /// Empty of what an earlier call wrote: its decision must not be taken for this one's, not even
    /// if this one is killed.
    pub(super) fn emptied(given: Option<OsString>) -> Result<Self> {
        let given = given.unwrap_or_default().into_string();
        let given = given.map_err(|_| anyhow!("`{PREFIX}REPORTS` is not UTF-8"))?;
        let name = match given.trim() {
            "" => DEFAULT.to_owned(),
            name => name.to_owned(),
        };
        ensure!(
            !name.chars().any(char::is_control),
            "`{PREFIX}REPORTS` has control characters: it is the name of one folder"
        );
        let path = PathBuf::from(&name);
        fs::create_dir_all(&path).with_context(|| format!("cannot make the folder `{name}`"))?;
        let names = FILES.iter().map(|(_, file)| *file).chain([COMMANDS]);
        names.map(|file| path.join(file)).try_for_each(|path| remove(&path))?;
        output::write(&path.join(VARIABLES), &format!("{UNDECIDED}{CODE}none\n"))?;
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

    /// The decision alone does not say what a go with warnings is worth.
    pub(super) fn tell(&self, exit: Exit) -> Result<()> {
        let path = self.path.join(VARIABLES);
        let text = match fs::read_to_string(&path) {
            // Reports of earlier calls are taken away before anything is decided.
            Err(error) if error.kind() == ErrorKind::NotFound => UNDECIDED.to_owned(),
            read => read.with_context(|| format!("cannot read `{}`", path.display()))?,
        };
        let lines = text.lines().filter(|line| !line.starts_with(CODE));
        let told: String = lines.map(|line| format!("{line}\n")).collect();
        output::write(&path, &format!("{told}{CODE}{}\n", exit.number()))
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
