//! `gonogo plugin run`: one call, with everything that can be seen of it.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use gonogo_engine::decide;
use gonogo_engine::decision::{Outcome, RuleRecord};
use gonogo_engine::gate::{Gate, Plugins, Stage};
use gonogo_engine::plugin::{Call as Question, Failure, Finding, Identity, Plugin};
use gonogo_wasm::{Attached, Level, LogLine};
use serde_json::{Value as Json, json};

use super::rehearsal::{Rehearsal, rehearsal};
use crate::args::plugin::{Call, PluginFormat};
use crate::exit_code::Exit;
use crate::output;

/// The exit code is that of a gate with this rule only.
pub(super) fn run(args: &Call) -> Result<Exit> {
    let Some(Rehearsal { mut gate, attached, snapshot, .. }) = rehearsal(args)? else {
        return Ok(Exit::Usage);
    };
    let tap = Arc::new(Tap { attached, seen: Mutex::default() });
    let rule = attach(&mut gate, tap.clone())?;
    let stage = stage(&gate)?;
    let decision = decide(&stage, &snapshot);
    let record = decision.rules.iter().find(|record| record.id == rule);
    let record = record.context("the rule was not judged")?;
    let seen = tap.seen.lock().unwrap_or_else(PoisonError::into_inner);
    let text = match args.format {
        PluginFormat::Json => format!("{:#}\n", as_json(record, &seen)),
        PluginFormat::Text => as_text(record, &seen),
    };
    output::print(&text, args.color)?;
    Ok(decision.decision.into())
}

/// The only rule of the gate.
pub(super) fn attach(gate: &mut Gate, plugin: Arc<dyn Plugin>) -> Result<String> {
    let rule = gate.rules.first().context("the gate has no rule")?.id.clone();
    let mut plugins = Plugins::default();
    plugins.insert(&rule, plugin);
    gate.attach(&plugins);
    Ok(rule)
}

pub(super) fn stage(gate: &Gate) -> Result<Stage<'_>> {
    gate.stage(None, &[]).map_err(|error| anyhow::anyhow!(error.message))
}

/// What can be seen of a call beside its findings.
#[derive(Debug, Default)]
struct Seen {
    log: Vec<LogLine>,
    fuel: u64,
}

/// A policy that is listened to.
#[derive(Debug)]
struct Tap {
    attached: Attached,
    seen: Mutex<Seen>,
}

impl Plugin for Tap {
    fn identity(&self) -> &Identity {
        self.attached.identity()
    }

    fn does_without(&self, fact: &str) -> bool {
        self.attached.does_without(fact)
    }

    fn evaluate(&self, call: &Question<'_>) -> Result<Vec<Finding>, Failure> {
        let called = self.attached.call(call);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        *seen = Seen { log: called.log, fuel: called.fuel };
        called.findings
    }
}

fn as_json(record: &RuleRecord, seen: &Seen) -> Json {
    let log = seen.log.iter().map(|line| json!({"level": level(line), "text": line.text}));
    json!({
        "outcome": record.outcome, "effect": record.effect, "cause": record.cause,
        "message": record.message, "plugin": record.plugin, "notes": record.notes,
        "log": log.collect::<Vec<Json>>(), "fuel": seen.fuel,
    })
}

fn level(line: &LogLine) -> &'static str {
    match line.level {
        Level::Debug => "debug",
        Level::Info => "info",
        Level::Warning => "warning",
    }
}

fn as_text(record: &RuleRecord, seen: &Seen) -> String {
    let mut text = format!("{}{}\n", word(record.outcome), asks(record));
    for cause in [&record.cause, &record.message].into_iter().flatten() {
        text.push_str(&format!("  {cause}\n"));
    }
    text.extend(record.notes.iter().map(|note| format!("  {note}\n")));
    let findings = record.plugin.iter().flat_map(|plugin| &plugin.findings);
    for finding in findings {
        let effect =
            finding.effect.map(|effect| format!(", {}", effect.name())).unwrap_or_default();
        text.push_str(&format!("\n  {}: {}{effect}\n", finding.id, word(finding.outcome)));
        if !finding.message.is_empty() {
            text.push_str(&format!("    {}\n", finding.message));
        }
        let values = finding.values.iter();
        text.extend(values.map(|value| format!("    {:<16} {}\n", value.expr, value.value)));
    }
    if !seen.log.is_empty() {
        text.push_str("\n  log\n");
    }
    text.extend(
        seen.log.iter().map(|line| format!("    {:<8} {}\n", level(line), clean(&line.text))),
    );
    text.push_str(&format!("\n  fuel {}\n", seen.fuel));
    text
}

/// A guest's text must not steer a terminal.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

pub(super) fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "pass",
        Outcome::Fail => "fail",
        Outcome::Undetermined => "undetermined",
        Outcome::Skipped => "skipped",
    }
}

fn asks(record: &RuleRecord) -> String {
    record.effect.map(|effect| format!(", asks for {}", effect.name())).unwrap_or_default()
}
