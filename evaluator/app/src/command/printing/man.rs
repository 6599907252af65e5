//! `gonogo man`: manual pages, one for each verb.

use std::fs;

use anyhow::{Context, Result};
use clap::{Command, CommandFactory};

use crate::args::{Args, Man};
use crate::exit_code::Exit;
use crate::output;

pub(crate) fn run(args: &Man) -> Result<Exit> {
    let folder = &args.output;
    fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    let mut command = Args::command().disable_help_subcommand(true);
    command.build();
    let mut written = 0;
    for page in pages(command) {
        let name = page.get_display_name().unwrap_or_else(|| page.get_name()).to_owned();
        let mut text = Vec::new();
        clap_mangen::Man::new(page).render(&mut text)?;
        output::write(&folder.join(format!("{name}.1")), &String::from_utf8_lossy(&text))?;
        written += 1;
    }
    output::print(&format!("{written} pages in {}\n", folder.display()), args.color)?;
    Ok(Exit::Go)
}

/// The command's own, and those of its verbs.
fn pages(command: Command) -> Vec<Command> {
    let verbs: Vec<Command> = command.get_subcommands().cloned().collect();
    let below = verbs.into_iter().filter(|verb| !verb.is_hide_set()).flat_map(pages);
    std::iter::once(command.clone()).chain(below).collect()
}
