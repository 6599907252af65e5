//! One file for each verb.

pub(crate) mod check;
#[cfg(feature = "sources")]
pub(crate) mod collect;
mod deciding;
#[cfg(feature = "sources")]
pub(crate) mod doctor;
#[cfg(feature = "sources")]
mod gathering;
pub(crate) mod new;
pub(crate) mod plan;
#[cfg(feature = "plugins")]
pub(crate) mod plugin;
pub(crate) mod printing;
pub(crate) mod replay;
#[cfg(feature = "sources")]
pub(crate) mod run;
pub(crate) mod test;

use std::path::Path;

use anyhow::Result;
use gonogo_engine::gate::{self, Gate, Loaded};
use gonogo_engine::{Diagnostic, RenderStyle, render};
use gonogo_policy_tests::GateDocument;
use gonogo_sources::{Plan, Planned};

use crate::args::Color;
use crate::input;
use crate::output;
use crate::plugins;
use deciding::staging::{Settings, stage, staged, time};
pub(crate) use deciding::{ci, eval};

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
    document: GateDocument,
}

/// The gate of a file; its findings go to standard error. `None` when it cannot be used.
fn load_gate(path: &Path, text: &str, color: Color, wanted: Findings) -> Option<Usable> {
    let file = path.display().to_string();
    let (usable, problems) = findings(path, text);
    // Errors first: they stand in the way.
    let (errors, mut warnings): (Vec<_>, Vec<_>) =
        problems.into_iter().partition(Diagnostic::is_error);
    let counts = counts(errors.len(), warnings.len());
    let end = match wanted {
        Findings::All if !errors.is_empty() && errors.len() + warnings.len() > 1 => {
            Some(format!("{file}: {counts}\n"))
        }
        Findings::Counted if !warnings.is_empty() => {
            Some(format!("{counts}: `gonogo check {file}` shows all\n"))
        }
        Findings::All | Findings::Counted | Findings::Errors => None,
    };
    if wanted != Findings::All {
        warnings.clear();
    }
    for group in [errors, warnings].iter().filter(|group| !group.is_empty()) {
        output::complain(&render(&file, text, group, RenderStyle::Coloured), color);
    }
    end.into_iter().for_each(|line| output::complain(&line, color));
    usable
}

/// The gate of a file unless it has errors, and all that was found and nobody allowed. A gate whose
/// plugins cannot be used is one: what they would say is undetermined.
fn findings(path: &Path, text: &str) -> (Option<Usable>, Vec<Diagnostic>) {
    let file = path.display().to_string();
    let Loaded { gate, unusable, mut problems, document } = gate::load(&file, text);
    if let (Some(document), Some(gate)) = (&document, gate.as_ref().or(unusable.as_ref())) {
        problems.extend(gonogo_lint::lint(document, gate));
    }
    let planned = document.as_ref().map(gonogo_sources::plan);
    let Planned { plan, problems: about_sources } = planned.unwrap_or_default();
    problems.extend(about_sources);
    problems.sort_by(|a, b| (a.span, a.code.id).cmp(&(b.span, b.code.id)));
    let is_broken = problems.iter().any(Diagnostic::is_error);
    let mut gate = gate.filter(|_| !is_broken);
    if let Some(gate) = &mut gate {
        problems.extend(plugins::attach(path, gate));
        problems.sort_by(|a, b| (a.span, a.code.id).cmp(&(b.span, b.code.id)));
    }
    let usable = gate.zip(document).map(|(gate, document)| Usable { gate, plan, document });
    (usable, gonogo_findings::allow(text, problems))
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
