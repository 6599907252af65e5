//! A gate at the phase and with the parameters and waivers that the call asks for.

use std::path::Path;

use anyhow::{Context, Result, bail};
use gonogo_engine::gate::{Gate, Override, Stage, Waiver, load_waivers};
use gonogo_engine::{RenderStyle, Timestamp, render};

use crate::args::Color;
use crate::input;
use crate::output;

/// What the call says of it.
pub(in crate::command) struct Settings<'s> {
    pub(in crate::command) phase: Option<&'s str>,
    pub(in crate::command) set: &'s [String],
    pub(in crate::command) waivers: Option<&'s Path>,
    pub(in crate::command) color: Color,
}

/// `None` when the waivers cannot be used; their findings have been printed.
pub(in crate::command) fn stage<'g>(
    gate: &'g Gate,
    settings: &Settings<'_>,
) -> Result<Option<Stage<'g>>> {
    let mut stage = at_phase(gate, settings.phase, &overrides(settings.set)?)?;
    let Some(path) = settings.waivers else {
        return Ok(Some(stage));
    };
    let Some(waivers) = waivers(path, settings.color)? else {
        return Ok(None);
    };
    stage.waivers = waivers;
    Ok(Some(stage))
}

/// With the parameters of the gate.
pub(in crate::command) fn staged<'g>(gate: &'g Gate, phase: Option<&str>) -> Result<Stage<'g>> {
    at_phase(gate, phase, &[])
}

fn at_phase<'g>(gate: &'g Gate, phase: Option<&str>, set: &[Override]) -> Result<Stage<'g>> {
    match gate.stage(phase, set) {
        Ok(stage) => Ok(stage),
        Err(error) => {
            let help = error.help.map(|help| format!("\n  help: {help}")).unwrap_or_default();
            bail!("{}{help}", error.message);
        }
    }
}

pub(in crate::command) fn time(option: &str, text: &str) -> Result<Timestamp> {
    Timestamp::parse(text).with_context(|| {
        format!("`{option} {text}` is no RFC 3339 time such as 2026-01-04T03:40:00Z")
    })
}

fn overrides(set: &[String]) -> Result<Vec<Override>> {
    let parse = |text: &String| match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => {
            Ok(Override { name: name.trim().to_owned(), value: value.trim().to_owned() })
        }
        _ => bail!("`--set {text}` is not PARAM=VALUE"),
    };
    set.iter().map(parse).collect()
}

/// `None` when the file cannot be used; its findings have been printed.
fn waivers(path: &Path, color: Color) -> Result<Option<Vec<Waiver>>> {
    let text = input::read(path, input::GATE_BYTES)?;
    let loaded = load_waivers(&text);
    let file = path.display().to_string();
    output::complain(&render(&file, &text, &loaded.problems, RenderStyle::Coloured), color);
    let usable = !loaded.problems.iter().any(gonogo_engine::Diagnostic::is_error);
    Ok(usable.then_some(loaded.waivers))
}
