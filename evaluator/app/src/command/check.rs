//! `gonogo check`: every problem of gate files, with its place.

use anyhow::Result;

use super::{Findings, Usable, load_gate, read_gate};
use crate::args::Check;
use crate::exit_code::Exit;
use crate::output;

pub(crate) fn run(args: &Check) -> Result<Exit> {
    let mut exit = Exit::Go;
    for path in &args.gates {
        let text = read_gate(path)?;
        match load_gate(path, &text, args.color, Findings::All) {
            Some(Usable { gate, .. }) => {
                let (rules, facts) = (gate.rules.len(), gate.facts.len());
                let line = format!(
                    "{}: ok, {}, {}, {}\n",
                    path.display(),
                    counted(rules, "rule"),
                    counted(facts, "fact"),
                    counted(gate.phases.len(), "phase")
                );
                output::print(&line, args.color)?;
            }
            None => exit = Exit::Usage,
        }
    }
    Ok(exit)
}

fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}
