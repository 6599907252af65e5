//! A policy pack: its gate, its snapshots, and what it does not show.

use std::fs;
use std::path::{Path, PathBuf};

use gonogo_engine::gate::{Gate, load};

pub(crate) struct Pack {
    pub(crate) name: String,
    folder: PathBuf,
}

/// A snapshot, and what its name promises.
pub(crate) struct Shown {
    pub(crate) path: PathBuf,
    pub(crate) phase: String,
    pub(crate) decision: String,
}

/// What `none.txt` says is not shown.
pub(crate) struct Exceptions {
    path: PathBuf,
    whats: Vec<String>,
}

impl Exceptions {
    /// Neither shown nor excused, or both.
    pub(crate) fn complain(&self, what: &str, is_shown: bool) -> Option<String> {
        let path = self.path.display();
        match (is_shown, self.whats.iter().any(|excused| excused == what)) {
            (false, false) => Some(format!("no snapshot shows `{what}`, and {path} says not why")),
            (true, true) => Some(format!("`{what}` is shown, so it does not belong into {path}")),
            (true, false) | (false, true) => None,
        }
    }
}

/// At least one.
pub(crate) fn packs() -> Vec<Pack> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies").canonicalize().unwrap();
    let folders = entries(&root).into_iter().filter(|path| path.is_dir());
    let packs: Vec<Pack> =
        folders.map(|folder| Pack { name: file_name(&folder), folder }).collect();
    assert!(!packs.is_empty(), "no policy in {}", root.display());
    packs
}

impl Pack {
    pub(crate) fn gate(&self) -> PathBuf {
        self.folder.join("gate.yaml")
    }

    /// Its test file, if there is one.
    pub(crate) fn tests(&self) -> Option<PathBuf> {
        Some(self.folder.join("tests.yaml")).filter(|path| path.is_file())
    }

    /// In order of their names.
    pub(crate) fn shown(&self) -> Vec<Shown> {
        let snapshots = entries(&self.folder.join("snapshots")).into_iter();
        snapshots
            .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
            .map(|path| {
                let name = file_name(&path);
                let mut parts = name.split('.');
                let mut part = || parts.next().unwrap_or_default().to_owned();
                Shown { phase: part(), decision: part(), path }
            })
            .collect()
    }

    /// Each phase, and whether it is live.
    pub(crate) fn phases(&self) -> Vec<(String, bool)> {
        let phases = self.load().phases.into_iter();
        phases.map(|phase| (phase.name, phase.live)).collect()
    }

    /// The rules that decide.
    pub(crate) fn rules(&self) -> Vec<String> {
        let rules = self.load().rules.into_iter().filter(|rule| !rule.shadow);
        rules.map(|rule| rule.id).collect()
    }

    /// The text of `COVERAGE.md`.
    pub(crate) fn coverage(&self) -> Option<String> {
        let path = self.folder.join("COVERAGE.md");
        path.exists().then(|| fs::read_to_string(&path).unwrap())
    }

    /// Every line must give its reason.
    pub(crate) fn exceptions(&self) -> Exceptions {
        let path = self.folder.join("snapshots/none.txt");
        let text = if path.exists() { fs::read_to_string(&path).unwrap() } else { String::new() };
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        let whats = lines.map(|line| match line.split_once(": ") {
            Some((what, reason)) if !reason.trim().is_empty() => what.trim().to_owned(),
            _ => panic!("{}: `{line}` gives no reason", path.display()),
        });
        Exceptions { whats: whats.collect(), path }
    }

    fn load(&self) -> Gate {
        let path = self.gate();
        load(&self.name, &fs::read_to_string(&path).unwrap()).gate.unwrap()
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = read.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}
