//! `gonogo run`: collect and decide; watch a phase that bakes until it is over.

mod look;
mod notify;
mod signals;
mod standing;
mod watch;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::{Stage, Timestamp};
use gonogo_series::quantity::duration_rounded;
use gonogo_watch::Pace;

use super::deciding::baselines::Baselines;
use super::deciding::deliver::Delivery;
use super::deciding::plans;
use super::eval::given;
use super::gathering::{Gathering, Memory, Progress, block_on, clock, duration, folder_of, wanted};
use super::{Findings, Settings, Usable, load_gate, read_gate, stage, time};
use crate::args::run::Run;
use crate::exit_code::Exit;
use crate::output;
use look::Looker;
use notify::Notifier;
use watch::{Manner, Watcher};

pub(crate) fn run(args: &Run) -> Result<Exit> {
    let delivery = Delivery::new(&args.reporting, args.record.as_deref(), &read(args))?;
    delivery.try_places()?;
    let notifier = Notifier::new(&args.watching)?;
    let text = read_gate(&args.gate)?;
    let (color, quiet) = (args.reporting.color, args.reporting.quiet);
    let findings = if quiet { Findings::Errors } else { Findings::Counted };
    let Some(Usable { gate, plan, .. }) = load_gate(&args.gate, &text, color, findings) else {
        return Ok(Exit::Usage);
    };
    let settings = Settings {
        phase: args.phase.as_deref(),
        set: &args.set,
        waivers: args.waivers.as_deref(),
        color,
    };
    let Some(stage) = stage(&gate, &settings)? else {
        return Ok(Exit::Usage);
    };
    let mut given = by_hand(args)?;
    plans::add(&mut given, &args.plan, (&gate, &plan))?;
    let started = args.phase_started.as_deref().map(|text| time("--phase-started", text));
    let started = started.transpose()?;
    if let Some(started) = started {
        is_past(("`--phase-started` says", started))?;
    }
    let memory = Memory::open(args.watching.state.as_deref(), &args.watching.release)?;
    let gathering = Gathering {
        gate: &gate,
        plan: &plan,
        asking: &args.asking,
        folder: folder_of(&args.gate),
        wanted: wanted(&stage, &given),
        phase_started: started,
        patience: None,
    };
    let progress = if quiet { Progress::none() } else { Progress::on_terminal() };
    let baselines = Baselines { paths: &args.baseline, record: args.record.as_deref() };
    let (pace, manner) = pace(&stage, args)?;
    let seen = stage.clone();
    let looker = Looker { stage, memory: &memory, given, baselines };
    let watcher = Watcher { looker, gathering, pace: &pace, manner, told: started, args, progress };
    let look = block_on(watcher.watch(notifier))??;
    delivery.deliver(&look.decision, (&seen, &look.snapshot))
}

/// The files that no report may take the place of.
fn read(args: &Run) -> Vec<&Path> {
    let given = args.facts.iter().chain(&args.baseline).chain(&args.waivers);
    let given = given.chain(&args.watching.state).map(PathBuf::as_path);
    let plans = args.plan.iter().map(|plan| plans::path(plan));
    [args.gate.as_path()].into_iter().chain(given).chain(plans).collect()
}

/// What was collected before stands for now, because somebody says so; its age is not passed over.
fn by_hand(args: &Run) -> Result<SnapshotParts> {
    let given = given(&args.facts)?;
    if let Some(of) = given.now() {
        is_past(("what `--facts` gives is of", of))?;
        let age = duration_rounded(nanos(clock()).saturating_sub(nanos(of)).max(0));
        if !args.reporting.quiet {
            let text = format!("note: what `--facts` gives is of {of}, {age} ago\n");
            output::complain(&text, args.reporting.color);
        }
    }
    Ok(given.facts_only())
}

/// Clocks may differ by as much as samples may lie in the future.
fn is_past((what, time): (&str, Timestamp)) -> Result<()> {
    const AHEAD: i64 = 60_000_000_000;
    let now = clock();
    if nanos(time) > nanos(now).saturating_add(AHEAD) {
        bail!("{what} {time}, which lies in the future: it is {now} now");
    }
    Ok(())
}

fn pace(stage: &Stage<'_>, args: &Run) -> Result<(Pace, Manner)> {
    let nanos = |option: &str, text: &Option<String>| -> Result<Option<i64>> {
        let Some(text) = text else { return Ok(None) };
        let nanos = i64::try_from(duration(option, text)?.as_nanos());
        nanos.map(Some).with_context(|| format!("`{option} {text}` is too long"))
    };
    let bake = nanos("--bake", &args.watching.bake)?;
    let every = nanos("--every", &args.watching.every)?;
    let pace = match (Pace::of(stage.phase), bake) {
        (Some(pace), Some(bake)) => pace.with_bake(bake),
        (Some(pace), None) => pace,
        (None, Some(bake)) => Pace::even(bake, None),
        (None, None) => return Ok((Pace::even(0, None), Manner::Unbaked)),
    };
    let pace = match every {
        Some(every) => pace.with_every(every),
        None => pace,
    };
    Ok((pace, if args.watching.once { Manner::Once } else { Manner::Through }))
}

/// Nanoseconds since 1970.
fn nanos(time: Timestamp) -> i64 {
    time.epoch_nanos().unwrap_or(i64::MAX)
}
