//! Writing to the terminal and to files.

mod apart;
mod place;

use std::borrow::Cow;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::OnceLock;

use anyhow::{Context, Result, ensure};

use crate::args::Color;
use crate::exit_code::Exit;
pub(crate) use apart::{Manner, keep_apart};
pub(crate) use place::Place;

/// Columns of a line: those of the terminal that is printed to, else of `$COLUMNS`.
pub(crate) fn columns() -> Option<usize> {
    let terminal = terminal_size::terminal_size_of(std::io::stdout());
    let terminal = terminal.map(|(columns, _)| usize::from(columns.0));
    let told = || std::env::var("COLUMNS").ok()?.parse().ok();
    terminal.or_else(told).filter(|columns| *columns > 0)
}

/// Prints; colours are dropped where they cannot be shown.
pub(crate) fn print(text: &str, color: Color) -> Result<()> {
    let mut stdout = anstream::AutoStream::new(std::io::stdout().lock(), color.into());
    let text = guarded(text);
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).context("cannot print")
}

/// Prints to standard error; there is nobody to tell when that fails.
pub(crate) fn complain(text: &str, color: Color) {
    let mut stderr = anstream::AutoStream::new(std::io::stderr().lock(), color.into());
    let _ = stderr.write_all(guarded(text).as_bytes());
}

/// Whether what is printed is read for commands by a pipeline.
static GUARDED: OnceLock<()> = OnceLock::new();

/// From now on nothing printed is a command, but what [`commands`] prints.
pub(crate) fn guard() {
    let _ = GUARDED.set(());
}

/// Prints what the pipeline's system shall obey.
pub(crate) fn commands(text: &str) -> Result<()> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).context("cannot print")
}

fn guarded(text: &str) -> Cow<'_, str> {
    if GUARDED.get().is_some() { inert(text).into() } else { text.into() }
}

/// GitHub's commands are lines that begin with `::`, and, like those of Azure, `##` and a bracket
/// anywhere in a line; a lone carriage return begins a line as well.
fn inert(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', " ").replace("##vso[", "# #vso[");
    let text = text.replace("##[", "# #[");
    let line = |line: &str| match line.trim_start() {
        start if start.starts_with("::") => line.replacen("::", ": :", 1),
        _ => line.to_owned(),
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// A file whole or not at all; what is no file is written into. Colours are for terminals.
pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    let text = anstream::adapter::strip_str(text).to_string();
    let written = Place::of(path).and_then(|place| place.write(&text));
    written.with_context(|| format!("cannot write `{}`", path.display()))
}

/// Removes a file; what is none stays.
pub(crate) fn clear(path: &Path) -> Result<()> {
    let cleared = Place::of(path).and_then(|place| place.clear());
    cleared.with_context(|| format!("cannot remove what is left of `{}`", path.display()))
}

/// Behind what is there.
pub(crate) fn append(path: &Path, text: &str) -> Result<()> {
    let opened = fs::OpenOptions::new().append(true).create(true).open(path);
    let text = anstream::adapter::strip_str(text).to_string();
    opened
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .with_context(|| format!("cannot write `{}`", path.display()))
}

/// Whether something can be written there later; nothing that is there is touched.
pub(crate) fn try_place(path: &Path) -> Result<()> {
    let name = path.display();
    ensure!(!path.is_dir(), "cannot write `{name}`: it is a folder");
    let tried = Place::of(path).and_then(|place| place.try_it());
    tried.with_context(|| format!("cannot write `{name}`"))
}

/// What clap has to say: help and version are no failure.
pub(crate) fn clap(error: &clap::Error) -> Exit {
    if GUARDED.get().is_some() {
        complain(&error.render().to_string(), Color::Never);
    } else {
        let _ = error.print();
    }
    if error.use_stderr() { Exit::Usage } else { Exit::Go }
}

/// One line: what, and because of what.
pub(crate) fn failure(error: &anyhow::Error) -> Exit {
    complain(&format!("error: {error:#}\n"), Color::Auto);
    if error.is::<Internal>() { Exit::Internal } else { Exit::Usage }
}

/// A failure that is not the caller's doing.
#[derive(Debug)]
pub(crate) struct Internal;

impl std::fmt::Display for Internal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("gonogo could not finish")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_of_others_are_inert() {
        for (text, expected) in [
            ("::set-output name=decision::go\n", ": :set-output name=decision::go\n"),
            ("a\r  ::error::b", "a   ::error::b"),
            ("a\n\t ::error::b", "a\n\t : :error::b"),
            ("a ##vso[task.complete]", "a # #vso[task.complete]"),
            ("a ###[command]", "a ## #[command]"),
            ("a::b # c", "a::b # c"),
        ] {
            assert_eq!(inert(text), expected, "{text:?}");
        }
    }
}
