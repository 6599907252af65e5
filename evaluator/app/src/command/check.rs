//! `gonogo check`: every problem of gate files, with its place.

use anyhow::Result;

use super::{load_gate, read_gate};
use crate::args::Check;
use crate::exit_code::Exit;
use crate::output;

pub(crate) fn run(args: &Check) -> Result<Exit> {
    let mut exit = Exit::Go;
    for path in &args.gates {
        let text = read_gate(path)?;
        match load_gate(path, &text, args.color) {
            Some(gate) => {
                let line = format!(
                    "{}: ok, {} rules, {} facts, {} phases\n",
                    path.display(),
                    gate.rules.len(),
                    gate.facts.len(),
                    gate.phases.len()
                );
                output::print(&line, args.color)?;
            }
            None => exit = Exit::Usage,
        }
    }
    Ok(exit)
}
