//! `gonogo completions`: what shells complete.

use anyhow::Result;
use clap::CommandFactory;

use crate::args::{Args, Color, Completions};
use crate::exit_code::Exit;
use crate::output;

pub(crate) fn run(args: &Completions) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "gonogo", &mut script);
    output::print(&String::from_utf8_lossy(&script), Color::Never)?;
    Ok(Exit::Go)
}
