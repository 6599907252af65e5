//! Writing to the terminal and to files.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};

use crate::args::Color;
use crate::exit_code::Exit;

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
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).context("cannot print")
}

/// Prints to standard error; there is nobody to tell when that fails.
pub(crate) fn complain(text: &str, color: Color) {
    let mut stderr = anstream::AutoStream::new(std::io::stderr().lock(), color.into());
    let _ = stderr.write_all(text.as_bytes());
}

/// Whole or not at all: written beside its place first. Colours are for terminals.
pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    let name = path.display();
    let mut beside = path.as_os_str().to_owned();
    beside.push(".partial");
    let beside = Path::new(&beside);
    let text = anstream::adapter::strip_str(text).to_string();
    fs::write(beside, text)
        .and_then(|()| fs::rename(beside, path))
        .with_context(|| format!("cannot write `{name}`"))
}

/// What clap has to say: help and version are no failure.
pub(crate) fn clap(error: &clap::Error) -> Exit {
    let _ = error.print();
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
