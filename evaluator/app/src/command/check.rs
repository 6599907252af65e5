//! `gonogo check`: every problem of gate files, with its place.

use anyhow::Result;

use super::{Findings, Usable, counted, load_gate, read_gate};
use crate::args::Check;
use crate::exit_code::Exit;
use crate::output;

pub(crate) fn run(args: &Check) -> Result<Exit> {
    let mut exit = Exit::Go;
    for path in &args.gates {
        let text = read_gate(path)?;
        match load_gate(path, &text, args.color, Findings::All) {
            Some(Usable { gate, warnings, .. }) => {
                let (rules, facts) = (gate.rules.len(), gate.facts.len());
                let mut line = format!(
                    "{}: ok, {}, {}, {}",
                    path.display(),
                    counted(rules, "rule"),
                    counted(facts, "fact"),
                    counted(gate.phases.len(), "phase")
                );
                if warnings > 0 {
                    line.push_str(&format!(", {}", counted(warnings, "warning")));
                }
                line.push('\n');
                output::print(&line, args.color)?;
            }
            None => exit = Exit::Usage,
        }
    }
    Ok(exit)
}
