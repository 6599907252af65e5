//! `gonogo check`: every problem of gate files, with its place.

mod files;

use std::path::Path;

use anyhow::Result;
use gonogo_engine::gate::Gate;
use gonogo_engine::{Diagnostic, RenderStyle};
use gonogo_findings::{Fails, Reported, counts, github, json, junit, sarif, text};
use gonogo_lint::check_waivers;

use super::deciding::eval::clock;
use super::{Usable, findings, read_gate, time};
use crate::args::{Check, CheckFormat, Deny};
use crate::exit_code::Exit;
use crate::input;
use crate::output;

/// One file, and what came of it.
struct Looked {
    file: String,
    text: String,
    findings: Vec<Diagnostic>,
    gate: Option<Gate>,
    holds: Option<String>,
}

pub(crate) fn run(args: &Check) -> Result<Exit> {
    let mut looked = Vec::new();
    for path in files::gate_files(&args.gates)? {
        let text = read_gate(&path)?;
        let (usable, findings) = findings(&path, &text);
        let gate = usable.map(|Usable { gate, .. }| gate);
        let is_usable = !findings.iter().any(Diagnostic::is_error);
        let holds = gate.as_ref().filter(|_| is_usable).map(holds);
        looked.push(Looked { file: path.display().to_string(), text, findings, gate, holds });
    }
    if let Some(path) = &args.waivers {
        let now = args.now.as_deref().map(|text| time("--now", text)).transpose()?;
        let now = now.map_or_else(clock, Ok)?;
        looked.push(of_waivers(path, &looked, now)?);
    }
    let reported: Vec<Reported<'_>> = looked.iter().map(Looked::reported).collect();
    print(args, &reported)?;
    let found = counts(&reported);
    let is_refused = found.errors > 0 || (args.deny == Some(Deny::Warnings) && found.warnings > 0);
    Ok(if is_refused { Exit::Usage } else { Exit::Go })
}

fn print(args: &Check, files: &[Reported<'_>]) -> Result<()> {
    let fails = match args.deny {
        Some(Deny::Warnings) => Fails::OnWarnings,
        None => Fails::OnErrors,
    };
    let printed = match args.format {
        CheckFormat::Text => {
            let text = text(files, RenderStyle::Coloured);
            output::complain(&text.findings, args.color);
            text.summary
        }
        CheckFormat::Json => json(files),
        CheckFormat::Sarif => sarif(files, env!("CARGO_PKG_VERSION")),
        CheckFormat::Github => github(files),
        CheckFormat::Junit => junit(files, fails),
    };
    output::print(&printed, args.color)
}

fn of_waivers(path: &Path, looked: &[Looked], now: gonogo_engine::Timestamp) -> Result<Looked> {
    let text = input::read(path, input::GATE_BYTES)?;
    let gates: Vec<&Gate> = looked.iter().filter_map(|one| one.gate.as_ref()).collect();
    let findings = check_waivers(&text, &gates, now);
    let findings = gonogo_findings::allow(&text, findings);
    let is_usable = !findings.iter().any(Diagnostic::is_error);
    let holds = is_usable.then(|| "waivers".to_owned());
    Ok(Looked { file: path.display().to_string(), text, findings, gate: None, holds })
}

fn holds(gate: &Gate) -> String {
    let (rules, facts) = (gate.rules.len(), gate.facts.len());
    let phases = gate.phases.len();
    format!("{}, {}, {}", counted(rules, "rule"), counted(facts, "fact"), counted(phases, "phase"))
}

fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}

impl Looked {
    fn reported(&self) -> Reported<'_> {
        let Self { file, text, findings, holds, .. } = self;
        Reported { file, text, findings, holds: holds.clone() }
    }
}
