//! One file for each verb.

pub(crate) mod check;
pub(crate) mod checklist;
pub(crate) mod collect;
mod deciding;
pub(crate) mod doctor;
pub(crate) mod eval;
pub(crate) mod functions;
mod gathering;
pub(crate) mod replay;
pub(crate) mod run;
pub(crate) mod schema;

use std::path::Path;

use anyhow::Result;
use gonogo_engine::gate::{self, Gate, Loaded};
use gonogo_engine::{RenderStyle, render};
use gonogo_sources::{Plan, Planned};

use crate::args::Color;
use crate::input;
use crate::output;
use deciding::staging::{Settings, stage, staged, time};

/// Which findings about a gate file are worth saying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Findings {
    /// Each of them.
    All,
    /// Errors, and how many warnings there are: the gate is asked for something else.
    Counted,
    Errors,
}

/// A gate, and where its facts come from.
struct Usable {
    gate: Gate,
    plan: Plan,
    warnings: usize,
}

/// The gate of a file; its findings go to standard error. `None` when it cannot be used.
fn load_gate(path: &Path, text: &str, color: Color, findings: Findings) -> Option<Usable> {
    let file = path.display().to_string();
    let Loaded { gate, mut problems, document } = gate::load(&file, text);
    let planned = document.as_ref().map(gonogo_sources::plan);
    let Planned { plan, problems: about_sources } = planned.unwrap_or_default();
    problems.extend(about_sources);
    // Errors first: they stand in the way.
    let (errors, mut warnings): (Vec<_>, Vec<_>) =
        problems.into_iter().partition(gonogo_engine::Diagnostic::is_error);
    let (is_broken, counts) = (!errors.is_empty(), counts(errors.len(), warnings.len()));
    let (several, count) = (errors.len() + warnings.len() > 1, warnings.len());
    let end = match findings {
        Findings::All => (several && is_broken).then(|| format!("{file}: {counts}\n")),
        Findings::Counted if warnings.is_empty() => None,
        Findings::Counted => Some(format!("{counts}: `gonogo check {file}` shows all\n")),
        Findings::Errors => None,
    };
    if findings != Findings::All {
        warnings.clear();
    }
    for group in [errors, warnings].iter().filter(|group| !group.is_empty()) {
        output::complain(&render(&file, text, group, RenderStyle::Coloured), color);
    }
    end.into_iter().for_each(|line| output::complain(&line, color));
    gate.filter(|_| !is_broken).map(|gate| Usable { gate, plan, warnings: count })
}

fn read_gate(path: &Path) -> Result<String> {
    input::read(path, input::GATE_BYTES)
}

fn counts(errors: usize, warnings: usize) -> String {
    let counts = [(errors, "error"), (warnings, "warning")].into_iter();
    let counts = counts.filter(|(some, _)| *some > 0).map(|(some, word)| counted(some, word));
    counts.collect::<Vec<_>>().join(", ")
}

fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}
