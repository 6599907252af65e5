//! `gonogo eval`: decide from given facts.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};
use gonogo_engine::facts::{NoBaseline, SnapshotParts};
use gonogo_engine::gate::Effect;
use gonogo_engine::{Decision, Snapshot, Stage, Timestamp, Verdict, decide};

use super::{Findings, Settings, load_gate, read_gate, stage, time};
use crate::args::{Eval, FailOn, Format};
use crate::exit_code::Exit;
use crate::history::{self, Earlier};
use crate::input;
use crate::output;
use crate::report;
use crate::timings::Timings;

pub(crate) fn run(args: &Eval) -> Result<Exit> {
    let mut timings = Timings::start();
    let reports = reports(&args.report)?;
    args.record.as_deref().map_or(Ok(()), history::can_be)?;
    let text = read_gate(&args.gate)?;
    timings.step("read gate");
    let findings = if args.quiet { Findings::Errors } else { Findings::All };
    let Some(gate) = load_gate(&args.gate, &text, args.color, findings) else {
        return Ok(Exit::Usage);
    };
    timings.step("load, check, compile gate");
    let settings = Settings {
        phase: args.phase.as_deref(),
        set: &args.set,
        waivers: args.waivers.as_deref(),
        color: args.color,
    };
    let Some(stage) = stage(&gate, &settings)? else {
        return Ok(Exit::Usage);
    };
    let mut snapshot = snapshot(args)?;
    compare(args, &stage, &mut snapshot)?;
    advise(args, &snapshot);
    timings.step("read snapshot");
    let decision = decide(&stage, &snapshot);
    timings.step("decode facts, decide");
    let exit = exit(&decision, args.fail_on);
    // A report that cannot be delivered must not turn a no-go or rollback into something else.
    let recorded =
        args.record.as_ref().map_or(Ok(()), |path| history::append(path, &decision, &snapshot));
    match (deliver(args, &reports, &decision).and(recorded), exit) {
        (Err(error), Exit::Go) => return Err(error),
        (Err(error), _) => output::complain(&format!("error: {error:#}\n"), args.color),
        (Ok(()), _) => {}
    }
    timings.step("report");
    if args.timings {
        output::complain(&timings.text(), args.color);
    }
    Ok(exit)
}

/// Prints the decision and writes its reports; the first failure hinders none of the others.
fn deliver(args: &Eval, reports: &[(Format, PathBuf)], decision: &Decision) -> Result<()> {
    let mut delivered = Ok(());
    if !args.quiet {
        let detail = if args.explain { report::Detail::Full } else { report::Detail::Glance };
        let text = report::render(args.format, decision, detail);
        delivered = output::print(&text, args.color).context(output::Internal);
    }
    for (format, path) in reports {
        let text = report::render(*format, decision, report::Detail::Full);
        delivered = delivered.and(output::write(path, &text));
    }
    delivered
}

fn exit(decision: &Decision, fail_on: Option<FailOn>) -> Exit {
    let warned = has_warnings(decision);
    match (decision.decision, fail_on) {
        (Verdict::Go, Some(FailOn::Warn)) if warned => Exit::NoGo,
        (verdict, _) => verdict.into(),
    }
}

fn has_warnings(decision: &Decision) -> bool {
    decision.rules.iter().any(|rule| !rule.shadow && rule.effect == Some(Effect::Warn))
        || decision.waivers.iter().any(|waiver| waiver.state.is_warning())
}

fn reports(texts: &[String]) -> Result<Vec<(Format, PathBuf)>> {
    let parse = |text: &String| {
        let (format, path) = text
            .split_once('=')
            .filter(|(_, path)| !path.is_empty())
            .with_context(|| format!("`--report {text}` is not FORMAT=PATH"))?;
        let format = <Format as clap::ValueEnum>::from_str(format, false)
            .map_err(|_| anyhow::anyhow!("`--report {text}`: the format is `text` or `json`"))?;
        Ok((format, PathBuf::from(path)))
    };
    texts.iter().map(parse).collect()
}

fn snapshot(args: &Eval) -> Result<Snapshot> {
    let mut parts = SnapshotParts::default();
    for path in &args.facts {
        let text = input::read(path, input::SNAPSHOT_BYTES)?;
        let name = path.display().to_string();
        let name = if name == "-" { "standard input" } else { &name };
        parts.add((name, &text))?;
    }
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

/// Gives the snapshot what it is compared with, or says why there is nothing.
fn compare(args: &Eval, stage: &Stage<'_>, snapshot: &mut Snapshot) -> Result<()> {
    let (mut found, mut none) = (Vec::new(), Vec::new());
    for path in &args.baseline {
        if !history::is_history(path) {
            found.push(baseline(path)?);
            continue;
        }
        // The history that this very run begins; any other that is not there is a slip.
        if args.record.as_ref() == Some(path) && !path.exists() {
            none.push(NoBaseline::FirstRun(format!("this run begins `{}`", path.display())));
            continue;
        }
        match history::earlier(path, stage, snapshot)? {
            Earlier::Runs(runs) => found.extend(runs),
            Earlier::None(why) => none.push(why),
        }
    }
    // One that cannot be used says more than one that has nothing yet.
    let unusable = none.iter().find(|why| matches!(why, NoBaseline::Unusable(_)));
    if let Some(why) = unusable.or(none.first()) {
        snapshot.set_no_baseline(why.clone());
    }
    snapshot.set_baselines(found);
    Ok(())
}

/// A run that does not say when it began cannot be told from those before it.
fn advise(args: &Eval, snapshot: &Snapshot) {
    let history = args.baseline.iter().find(|path| history::is_history(path));
    if let Some(path) = history.filter(|_| snapshot.phase_started().is_none() && !args.quiet) {
        let text = format!(
            "note: without `--phase-started`, each decision in `{}` is a run of its own, also those \
             of the run that goes on\n",
            path.display()
        );
        output::complain(&text, args.color);
    }
}

/// A recorded snapshot stands for its own time, so that it must say which.
fn baseline(path: &Path) -> Result<Snapshot> {
    let mut parts = SnapshotParts::default();
    let name = path.display().to_string();
    let text = input::read(path, input::SNAPSHOT_BYTES)?;
    ensure!(
        !history::holds_history(&text),
        "{name}: this is a history: give it a name that ends with `.jsonl`"
    );
    parts.add((&name, &text))?;
    let now = parts.now().with_context(|| {
        format!("{name}: a baseline needs `now`, the time that it was recorded at")
    })?;
    Ok(parts.freeze(now))
}

fn clock() -> Result<Timestamp> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).context("the clock is before 1970")?;
    let seconds = i64::try_from(since.as_secs()).context("the clock is out of range")?;
    Timestamp::new(seconds, 0).context("the clock is out of range")
}
