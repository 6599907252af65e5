//! A gate of one rule, made for one module: what it asks for is handed to it by its own names.

use std::fmt::Write as _;

use anyhow::{Result, anyhow, bail};
use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::gate::{self, Gate};
use gonogo_engine::{Diagnostic, RenderStyle, Snapshot, render};
use gonogo_wasm::{Attached, FactKind, FactNeed, Module, Origin, digest};
use serde_json::Value as Json;

use crate::args::plugin::Call;
use crate::command::deciding::staging::time;
use crate::command::eval::{clock, given};
use crate::output;
use crate::plugins;

const RULE: &str = "policy";
const SERIES: &str = "type: series, stale_after: 87600h";

/// What it takes to call the policy.
pub(super) struct Rehearsal {
    pub(super) gate: Gate,
    pub(super) attached: Attached,
    pub(super) snapshot: Snapshot,
    pub(super) bytes: Vec<u8>,
}

/// `None` when settings or facts do not fit: that has been said.
pub(super) fn rehearsal(args: &Call) -> Result<Option<Rehearsal>> {
    let shown = args.file.display();
    let bytes = plugins::read_module(&args.file).map_err(|cause| anyhow!("`{shown}`: {cause}"))?;
    let host = plugins::host()?;
    let module = host.load(&bytes, Origin::Unknown);
    let module = module.map_err(|error| anyhow!("`{shown}` cannot be used: {error}"))?;
    let parts = given(&args.facts)?;
    let text = text(args, &module, (&parts, &digest(&bytes)))?;
    let loaded = gate::load("what was given", &text);
    let Some(gate) = loaded.gate else { return Ok(refused(&text, &loaded.problems, args)) };
    let read = |_: &str| Ok(bytes.clone());
    let fitted = match gate.plugin_checks().next() {
        Some((_, check)) => gonogo_wasm::fit((host, &gate), check, &read),
        None => bail!("there is no rule to call it by"),
    };
    let attached = match fitted {
        Ok(attached) => attached,
        Err(problems) => return Ok(refused(&text, &problems, args)),
    };
    let snapshot = frozen(parts, args)?;
    Ok(Some(Rehearsal { gate, attached, snapshot, bytes }))
}

fn refused(text: &str, problems: &[Diagnostic], args: &Call) -> Option<Rehearsal> {
    output::complain(&render("what was given", text, problems, RenderStyle::Coloured), args.color);
    None
}

fn frozen(parts: SnapshotParts, args: &Call) -> Result<Snapshot> {
    let now = match (&args.now, parts.now()) {
        (Some(text), _) => time("--now", text)?,
        (None, Some(now)) => now,
        (None, None) => clock()?,
    };
    Ok(parts.freeze(now))
}

fn text(args: &Call, module: &Module, (parts, digest): (&SnapshotParts, &str)) -> Result<String> {
    let mut text = format!("gate: rehearsal\nphases: {{{}: }}\n", args.phase);
    let (language, facts) = match module {
        Module::Component(policy) => {
            if !args.entrypoint.is_empty() {
                bail!("`--entrypoint` is for modules of OPA: this is a component");
            }
            ("wasm", policy.description().facts.iter().map(declared).collect::<Vec<_>>())
        }
        Module::Opa(_) => ("opa", parts.names().map(|name| guessed(name, parts)).collect()),
    };
    if !facts.is_empty() {
        text.push_str("facts:\n");
    }
    for (name, declaration) in &facts {
        let _ = writeln!(text, "  {name}: {{{declaration}}}");
    }
    let _ = write!(
        text,
        "rules:\n  - id: {RULE}\n    plugin:\n      {language}: {}\n      digest: {digest}\n",
        quoted(&args.file.to_string_lossy())
    );
    let names: Vec<&str> = facts.iter().map(|(name, _)| name.as_str()).collect();
    let _ = writeln!(text, "      facts: [{}]", names.join(", "));
    if !args.entrypoint.is_empty() {
        let quoted: Vec<String> = args.entrypoint.iter().map(|path| quoted(path)).collect();
        let _ = writeln!(text, "      entrypoint: [{}]", quoted.join(", "));
    }
    settings(args, &mut text)?;
    Ok(text)
}

fn settings(args: &Call, text: &mut String) -> Result<()> {
    if !args.config.is_empty() {
        text.push_str("      config:\n");
    }
    for setting in &args.config {
        let Some((name, value)) = setting.split_once('=') else {
            bail!("`--config {setting}` is no `NAME=VALUE`");
        };
        let _ = writeln!(text, "        {}: {}", name.trim(), value.trim());
    }
    Ok(())
}

fn quoted(text: &str) -> String {
    Json::from(text).to_string()
}

/// A name and what stands in braces behind it. As old and as sparse as it may be: it is the policy
/// that is tried.
fn declared(need: &FactNeed) -> (String, String) {
    let kind = match need.kind {
        FactKind::Number | FactKind::Quantity => "type: number",
        FactKind::Text => "type: string",
        FactKind::Boolean => "type: bool",
        FactKind::Time => "type: timestamp",
        FactKind::Duration => "type: duration",
        FactKind::Series => SERIES,
        FactKind::Several => "type: series, stale_after: 87600h, by: [name]",
        FactKind::Structured => "type: json",
    };
    let unit = need.unit.as_deref().filter(|unit| !unit.is_empty());
    let unit = unit.map(|unit| format!(", unit: \"{unit}\"")).unwrap_or_default();
    let optional = if need.optional { ", optional: true" } else { "" };
    (need.name.clone(), format!("{kind}{unit}{optional}"))
}

/// A module of OPA does not say what it wants: a fact is what it looks like.
fn guessed(name: &str, parts: &SnapshotParts) -> (String, String) {
    let value = parts.text(name).and_then(|text| serde_json::from_str::<Json>(text).ok());
    let kind = match value {
        Some(Json::Number(_)) => "type: number",
        Some(Json::String(_)) => "type: string",
        Some(Json::Bool(_)) => "type: bool",
        Some(Json::Array(elements)) if is_series(&elements) => SERIES,
        _ => "type: json, allow_empty: true",
    };
    (name.to_owned(), kind.to_owned())
}

/// Pairs of a time and a value.
fn is_series(elements: &[Json]) -> bool {
    let is_pair = |element: &Json| match element.as_array().map(Vec::as_slice) {
        Some([time, value]) => value.is_number() && (time.is_number() || time.is_string()),
        _ => false,
    };
    !elements.is_empty() && elements.iter().all(is_pair)
}
