//! `gonogo eval`: decide from given facts.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::gate::Gate;
use gonogo_engine::{Snapshot, Timestamp, decide};
use gonogo_sources::Plan;

use super::baselines::Baselines;
use super::deliver::Delivery;
use super::plans;
use super::staging::{Settings, stage, time};
use crate::args::Eval;
use crate::command::{Findings, Usable, load_gate, read_gate};
use crate::exit_code::Exit;
use crate::input;
use crate::output;
use crate::timings::Timings;

pub(crate) fn run(args: &Eval) -> Result<Exit> {
    let mut timings = Timings::start();
    let delivery = Delivery::new(&args.reporting, args.record.as_deref(), &read(args))?;
    let text = read_gate(&args.gate)?;
    timings.step("read gate");
    let (color, quiet) = (args.reporting.color, args.reporting.quiet);
    let findings = if quiet { Findings::Errors } else { Findings::All };
    let Some(Usable { gate, plan, .. }) = load_gate(&args.gate, &text, color, findings) else {
        return Ok(Exit::Usage);
    };
    timings.step("load, check, compile gate");
    let settings = Settings {
        phase: args.phase.as_deref(),
        set: &args.set,
        waivers: args.waivers.as_deref(),
        color,
    };
    let Some(stage) = stage(&gate, &settings)? else {
        return Ok(Exit::Usage);
    };
    let mut snapshot = snapshot(args, (&gate, &plan))?;
    let baselines = Baselines { paths: &args.baseline, record: args.record.as_deref() };
    baselines.compare(&stage, &mut snapshot)?;
    if !quiet {
        baselines.advise(&snapshot, color);
    }
    timings.step("read snapshot");
    let decision = decide(&stage, &snapshot);
    timings.step("decode facts, decide");
    let exit = delivery.deliver(&decision, (&stage, &snapshot))?;
    timings.step("report");
    if args.timings {
        output::complain(&timings.text(), color);
    }
    Ok(exit)
}

/// The files that no report may take the place of.
fn read(args: &Eval) -> Vec<&Path> {
    let given = args.facts.iter().chain(&args.baseline).chain(&args.waivers).map(PathBuf::as_path);
    let plans = args.plan.iter().map(|plan| plans::path(plan));
    [args.gate.as_path()].into_iter().chain(given).chain(plans).collect()
}

/// What the files say together.
pub(in crate::command) fn given(paths: &[PathBuf]) -> Result<SnapshotParts> {
    let mut parts = SnapshotParts::default();
    for path in paths {
        let text = input::read(path, input::SNAPSHOT_BYTES)?;
        let name = path.display().to_string();
        let name = if name == "-" { "standard input" } else { &name };
        parts.add((name, &text))?;
    }
    Ok(parts)
}

fn snapshot(args: &Eval, gate: (&Gate, &Plan)) -> Result<Snapshot> {
    let mut parts = given(&args.facts)?;
    plans::add(&mut parts, &args.plan, gate)?;
    let now = match &args.now {
        Some(text) => time("--now", text)?,
        None => match parts.now() {
            Some(now) => now,
            None => clock()?,
        },
    };
    let mut snapshot = parts.freeze(now);
    if let Some(text) = &args.phase_started {
        snapshot.set_phase_started(time("--phase-started", text)?);
    }
    Ok(snapshot)
}

pub(in crate::command) fn clock() -> Result<Timestamp> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).context("the clock is before 1970")?;
    let seconds = i64::try_from(since.as_secs()).context("the clock is out of range")?;
    Timestamp::new(seconds, 0).context("the clock is out of range")
}
