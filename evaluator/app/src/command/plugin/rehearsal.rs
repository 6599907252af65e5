//! A gate of one rule, made for one module: what it asks for is handed to it by its own names.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Result, anyhow, bail};
use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::gate::{self, Gate};
use gonogo_engine::{Diagnostic, RenderStyle, Snapshot, render};
use gonogo_wasm::{Attached, Description, FactKind, Module, Origin, digest};

use crate::args::plugin::Call;
use crate::command::deciding::staging::time;
use crate::command::eval::{clock, given};
use crate::output;
use crate::plugins;

const RULE: &str = "policy";

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
    let text = text(args, &module, &digest(&bytes))?;
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

fn text(args: &Call, module: &Module, digest: &str) -> Result<String> {
    let mut text = format!("gate: rehearsal\nphases: {{{}: }}\n", args.phase);
    let Module::Component(policy) = module else {
        bail!("this is a module of OPA: it is tried with a gate, or with `opa eval`");
    };
    declare(&mut text, policy.description());
    let _ =
        write!(text, "rules:\n  - id: {RULE}\n    plugin:\n      wasm: {}\n", quoted(&args.file));
    let _ = writeln!(text, "      digest: {digest}");
    let facts: Vec<&str> =
        policy.description().facts.iter().map(|need| need.name.as_str()).collect();
    let _ = writeln!(text, "      facts: [{}]", facts.join(", "));
    if !args.config.is_empty() {
        text.push_str("      config:\n");
    }
    for setting in &args.config {
        let Some((name, value)) = setting.split_once('=') else {
            bail!("`--config {setting}` is no `NAME=VALUE`");
        };
        let _ = writeln!(text, "        {}: {}", name.trim(), value.trim());
    }
    Ok(text)
}

fn quoted(path: &Path) -> String {
    serde_json::Value::from(path.to_string_lossy()).to_string()
}

/// As old and as sparse as they may be: it is the policy that is tried.
fn declare(text: &mut String, description: &Description) {
    if !description.facts.is_empty() {
        text.push_str("facts:\n");
    }
    for need in &description.facts {
        let kind = match need.kind {
            FactKind::Number | FactKind::Quantity => "type: number",
            FactKind::Text => "type: string",
            FactKind::Boolean => "type: bool",
            FactKind::Time => "type: timestamp",
            FactKind::Duration => "type: duration",
            FactKind::Series => "type: series, stale_after: 87600h",
            FactKind::Several => "type: series, stale_after: 87600h, by: [name]",
            FactKind::Structured => "type: json",
        };
        let unit = need.unit.as_deref().filter(|unit| !unit.is_empty());
        let unit = unit.map(|unit| format!(", unit: \"{unit}\"")).unwrap_or_default();
        let optional = if need.optional { ", optional: true" } else { "" };
        let _ = writeln!(text, "  {}: {{{kind}{unit}{optional}}}", need.name);
    }
}
