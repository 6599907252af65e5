//! One file for each verb.

pub(crate) mod check;
pub(crate) mod checklist;
pub(crate) mod eval;
pub(crate) mod functions;
pub(crate) mod replay;
pub(crate) mod schema;
mod staging;

use std::path::Path;

use anyhow::Result;
use gonogo_engine::gate::{self, Gate, Loaded};
use gonogo_engine::{RenderStyle, render};

use crate::args::Color;
use crate::input;
use crate::output;
use staging::{Settings, stage, time};

/// Which findings about a gate file are worth saying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Findings {
    All,
    Errors,
}

/// The gate of a file; its findings go to standard error. `None` when it cannot be used.
fn load_gate(path: &Path, text: &str, color: Color, findings: Findings) -> Option<Gate> {
    let file = path.display().to_string();
    let Loaded { gate, mut problems } = gate::load(&file, text);
    problems.retain(|problem| findings == Findings::All || problem.is_error());
    if !problems.is_empty() {
        output::complain(&render(&file, text, &problems, RenderStyle::Coloured), color);
    }
    gate
}

fn read_gate(path: &Path) -> Result<String> {
    input::read(path, input::GATE_BYTES)
}
