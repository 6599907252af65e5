//! One file for each verb.

pub(crate) mod check;
pub(crate) mod collect;
mod deciding;
pub(crate) mod doctor;
pub(crate) mod eval;
pub(crate) mod functions;
mod gathering;
pub(crate) mod plan;
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
    All,
    Errors,
}

/// A gate, and where its facts come from.
struct Usable {
    gate: Gate,
    plan: Plan,
}

/// The gate of a file; its findings go to standard error. `None` when it cannot be used.
fn load_gate(path: &Path, text: &str, color: Color, findings: Findings) -> Option<Usable> {
    let file = path.display().to_string();
    let Loaded { gate, mut problems, document } = gate::load(&file, text);
    let planned = document.as_ref().map(gonogo_sources::plan);
    let Planned { plan, problems: about_sources } = planned.unwrap_or_default();
    problems.extend(about_sources);
    problems.sort_by(|a, b| (a.span, a.code.id).cmp(&(b.span, b.code.id)));
    problems.retain(|problem| findings == Findings::All || problem.is_error());
    if !problems.is_empty() {
        output::complain(&render(&file, text, &problems, RenderStyle::Coloured), color);
    }
    let is_broken = problems.iter().any(gonogo_engine::Diagnostic::is_error);
    gate.filter(|_| !is_broken).map(|gate| Usable { gate, plan })
}

fn read_gate(path: &Path) -> Result<String> {
    input::read(path, input::GATE_BYTES)
}
