//! Runs the commands of a document and writes what they print between them.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::folder as documents;

/// The document as it should be.
pub(crate) fn run(document: &str) -> String {
    let folder = Folder::new();
    let mut written = String::new();
    let mut lines = document.lines().peekable();
    let mut inside = false;
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            inside = line == "```console";
        }
        written.push_str(line);
        written.push('\n');
        let Some(command) = line.strip_prefix("$ ").filter(|_| inside) else { continue };
        let follows = |line: &&str| !line.starts_with("$ ") && !line.starts_with("```");
        let stored: Vec<&str> = std::iter::from_fn(|| lines.next_if(follows)).collect();
        for (at, printed) in printed(folder.path(), command).iter().enumerate() {
            let stored = stored.get(at).filter(|stored| fits(stored, printed));
            written.push_str(stored.unwrap_or(&printed.as_str()));
            written.push('\n');
        }
    }
    written
}

/// A copy of `cli/files`, gone with the value.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("cli-{}-{number}", std::process::id());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).unwrap();
        for file in fs::read_dir(documents().join("files")).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), folder.join(file.file_name())).unwrap();
        }
        Self(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The lines that a command leaves; words are parted by spaces, there are no quotes.
fn printed(folder: &Path, command: &str) -> Vec<String> {
    let (command, input) = match command.split_once(" < ") {
        Some((command, input)) => (command, Some(folder.join(input))),
        None => (command, None),
    };
    let mut words = command.split_whitespace();
    match words.next() {
        Some("gonogo") => gonogo(folder, words.collect(), input),
        Some("cat") => {
            let text = words.map(|file| fs::read_to_string(folder.join(file)).unwrap());
            shown(&text.collect::<String>(), "")
        }
        _ => panic!("`{command}` is neither gonogo nor cat"),
    }
}

fn gonogo(folder: &Path, arguments: Vec<&str>, input: Option<PathBuf>) -> Vec<String> {
    let input = input.map_or_else(Stdio::null, |path| File::open(path).unwrap().into());
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_gonogo"))
        .current_dir(folder)
        .env_clear()
        .args(arguments)
        .stdin(input)
        .output()
        .unwrap();
    let mut lines = shown(&String::from_utf8(stdout).unwrap(), "");
    lines.extend(shown(&String::from_utf8(stderr).unwrap(), "2> "));
    lines.push(format!("=> {}", status.code().unwrap()));
    lines.push(String::new());
    lines
}

fn shown(text: &str, mark: &str) -> Vec<String> {
    let line = |line: &str| format!("{mark}{}", line.replace('\x1b', "␛")).trim_end().to_owned();
    text.lines().map(line).collect()
}

/// Whether a stored line, in which `[..]` stands for anything, says what was printed.
fn fits(stored: &str, printed: &str) -> bool {
    let mut parts = stored.split("[..]");
    let Some(mut rest) = parts.next().and_then(|start| printed.strip_prefix(start)) else {
        return false;
    };
    let mut open = false;
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
        open = part.is_empty();
    }
    rest.is_empty() || open
}
