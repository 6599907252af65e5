//! `--plan`: checklists and sign-offs from a plan at hand, instead of the one that the gate names.

use std::path::Path;

use anyhow::{Result, anyhow, bail};
use gonogo_engine::facts::{FactKind, SnapshotParts};
use gonogo_engine::gate::Gate;
use gonogo_plan::{Plan, PlanError, read};
use gonogo_sources::Ask;
use serde_json::{Value, json};

use crate::input;

/// Adds the facts that `[FACT=]FILE` stands for, each with the section that the gate gives it.
/// What the plan does not have is a failed fact, as with any source.
pub(in crate::command) fn add(
    parts: &mut SnapshotParts,
    plans: &[String],
    (gate, sources): (&Gate, &gonogo_sources::Plan),
) -> Result<()> {
    for plan in plans {
        let (names, path) = named(gate, plan)?;
        let text = input::read(Path::new(path), input::PLAN_BYTES)?;
        let plan = read(&text);
        let (mut facts, mut failed) = (serde_json::Map::new(), serde_json::Map::new());
        for (name, kind) in names {
            match value(&plan, kind, section(sources, name)) {
                Ok(value) => facts.insert(name.to_owned(), value),
                Err(problem) => {
                    let cause = format!("{problem}: {}", problem.help());
                    failed.insert(name.to_owned(), json!({"cause": cause}))
                }
            };
        }
        let given = json!({"facts": facts, "failed": failed}).to_string();
        let input = if path == "-" { "standard input" } else { path };
        parts.add((input, &given))?;
    }
    Ok(())
}

/// The file of `[FACT=]FILE`.
pub(in crate::command) fn path(plan: &str) -> &Path {
    Path::new(plan.split_once('=').map_or(plan, |(_, path)| path))
}

/// What a plan can be asked for.
#[derive(Clone, Copy)]
enum Wanted {
    Checklist,
    Signoffs,
}

fn wanted(kind: &FactKind) -> Option<Wanted> {
    if matches!(kind, FactKind::Checklist) {
        return Some(Wanted::Checklist);
    }
    matches!(kind, FactKind::Signoffs).then_some(Wanted::Signoffs)
}

/// The facts that are meant, and the file.
fn named<'g, 'a>(gate: &'g Gate, plan: &'a str) -> Result<(Vec<(&'g str, Wanted)>, &'a str)> {
    let facts = gate.facts.iter().filter(|fact| fact.declaration.baseline.is_none());
    let all = facts
        .filter_map(|fact| Some((fact.declaration.name.as_str(), wanted(&fact.declaration.kind)?)));
    let all: Vec<(&str, Wanted)> = all.collect();
    let Some((name, path)) = plan.split_once('=') else {
        if all.is_empty() {
            bail!("`--plan {plan}`: the gate has no facts of type checklist or signoffs");
        }
        return Ok((all, plan));
    };
    let found = all.into_iter().find(|(fact, _)| *fact == name);
    let unknown =
        || anyhow!("`--plan {plan}`: the gate has no fact `{name}` of type checklist or signoffs");
    Ok((vec![found.ok_or_else(unknown)?], path))
}

fn section<'s>(sources: &'s gonogo_sources::Plan, fact: &str) -> Option<&'s str> {
    let Ask::Markdown(ask) = &sources.request(fact)?.ask else { return None };
    ask.section.as_deref()
}

fn value(plan: &Plan, kind: Wanted, section: Option<&str>) -> Result<Value, PlanError> {
    match kind {
        Wanted::Checklist => plan.checklist(section).map(|checklist| checklist.to_json()),
        Wanted::Signoffs => plan.signoffs(section).map(|signoffs| signoffs.to_json()),
    }
}
