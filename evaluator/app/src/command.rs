//! One file for each verb.

pub(crate) mod check;
pub(crate) mod eval;
pub(crate) mod schema;

use std::path::Path;

use anyhow::Result;
use gonogo_engine::gate::{self, Gate};
use gonogo_engine::{RenderStyle, render};

use crate::args::Color;
use crate::input;
use crate::output;

/// The gate of a file; its findings go to standard error. `None` when it cannot be used.
fn load_gate(path: &Path, text: &str, color: Color) -> Option<Gate> {
    let file = path.display().to_string();
    let loaded = gate::load(&file, text);
    if !loaded.problems.is_empty() {
        output::complain(&render(&file, text, &loaded.problems, RenderStyle::Coloured), color);
    }
    loaded.gate
}

fn read_gate(path: &Path) -> Result<String> {
    input::read(path, input::GATE_BYTES)
}
