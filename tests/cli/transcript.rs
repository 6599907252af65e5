//! Runs the commands of a document and writes what they print between them.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::folder::Folder;

/// The document as it should be.
pub(crate) fn run(document: &str, folder: &Folder) -> String {
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
        let mut command = command.to_owned();
        while let Some(start) = command.strip_suffix('\\') {
            let Some(rest) = lines.next() else { break };
            command = format!("{start}{rest}");
            written.push_str(&format!("{rest}\n"));
        }
        let follows = |line: &&str| !line.starts_with("$ ") && !line.starts_with("```");
        let stored: Vec<&str> = std::iter::from_fn(|| lines.next_if(follows)).collect();
        for (at, printed) in printed(folder.path(), &command).iter().enumerate() {
            let stored = stored.get(at).filter(|stored| fits(stored, printed));
            written.push_str(stored.unwrap_or(&printed.as_str()));
            written.push('\n');
        }
    }
    written
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
        Some(tool @ ("cat" | "cp" | "diff" | "grep")) => plain(folder, tool, words.collect()),
        _ => panic!("`{command}` is neither gonogo nor cat, cp, diff or grep"),
    }
}

/// What a tool prints that readers know: its exit code says nothing about gonogo, but 2 is an error.
fn plain(folder: &Path, tool: &str, arguments: Vec<&str>) -> Vec<String> {
    let output = Command::new(tool).current_dir(folder).args(&arguments).output().unwrap();
    let done = output.status.success() || (tool == "diff" && output.status.code() == Some(1));
    assert!(done, "{tool} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    shown(&String::from_utf8(output.stdout).unwrap(), "")
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
