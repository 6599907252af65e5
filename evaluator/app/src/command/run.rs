//! `gonogo run`: collect and decide; watch a phase that bakes until it is over.

mod look;
mod notify;
mod signals;
mod standing;
mod watch;

use anyhow::{Context, Result};
use gonogo_engine::{Pace, Stage, Timestamp};

use super::deciding::baselines::Baselines;
use super::deciding::deliver::Delivery;
use super::deciding::plans;
use super::eval::given;
use super::gathering::{Gathering, Memory, Progress, block_on, clock, duration, folder_of, wanted};
use super::{Findings, Settings, Usable, load_gate, read_gate, stage, time};
use crate::args::run::Run;
use crate::exit_code::Exit;
use look::{Look, Looker};
use notify::Notifier;
use watch::{Ended, Watcher};

pub(crate) fn run(args: &Run) -> Result<Exit> {
    let delivery = Delivery::new(&args.reporting, args.record.as_deref())?;
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
    let mut given = given(&args.facts)?;
    plans::add(&mut given, &args.plan, (&gate, &plan))?;
    let started = args.phase_started.as_deref().map(|text| time("--phase-started", text));
    let started = started.transpose()?;
    let memory = Memory::open(args.watching.state.as_deref())?;
    let gathering = Gathering {
        gate: &gate,
        plan: &plan,
        asking: &args.asking,
        folder: folder_of(&args.gate),
        wanted: wanted(&stage, &given),
        phase_started: started,
    };
    let progress = if quiet { Progress::none() } else { Progress::on_terminal() };
    let baselines = Baselines { paths: &args.baseline, record: args.record.as_deref() };
    let looker = Looker { stage: &stage, memory: &memory, given, baselines };
    let Some(pace) = pace(&stage, args)? else {
        let look = block_on(once(&looker, &gathering, &progress))??;
        return delivery.deliver(&look.decision, &look.snapshot);
    };
    let watcher = Watcher { looker, gathering, pace, args, progress };
    let notifier = Notifier::new(&args.watching)?;
    let Ended { look, .. } = block_on(watcher.watch(notifier))??;
    delivery.deliver(&look.decision, &look.snapshot)
}

/// A single look; a signal ends it without any evidence.
async fn once(looker: &Looker<'_>, gathering: &Gathering<'_>, progress: &Progress) -> Result<Look> {
    let mut signals = signals::Signals::new()?;
    let observe = |event: gonogo_collect::Event<'_>| progress.observe(gathering.plan, &event);
    let look = tokio::select! {
        look = looker.look(gathering, &observe) => look,
        name = signals.next() => {
            looker.blind(clock(), &format!("it was ended by {name} before the facts were there"))
        }
    };
    progress.clear();
    look
}

/// `None` for a single look.
fn pace(stage: &Stage<'_>, args: &Run) -> Result<Option<Pace>> {
    let nanos = |option: &str, text: &Option<String>| -> Result<Option<i64>> {
        let Some(text) = text else { return Ok(None) };
        let nanos = i64::try_from(duration(option, text)?.as_nanos());
        nanos.map(Some).with_context(|| format!("`{option} {text}` is too long"))
    };
    let bake = nanos("--bake", &args.watching.bake)?;
    let every = nanos("--every", &args.watching.every)?;
    if args.watching.once {
        return Ok(None);
    }
    let pace = match (Pace::of(stage.phase), bake) {
        (Some(pace), Some(bake)) => pace.with_bake(bake),
        (Some(pace), None) => pace,
        (None, Some(bake)) => Pace::even(bake, None),
        (None, None) => return Ok(None),
    };
    Ok(Some(match every {
        Some(every) => pace.with_every(every),
        None => pace,
    }))
}

/// Nanoseconds since 1970.
fn nanos(time: Timestamp) -> i64 {
    time.epoch_nanos().unwrap_or(i64::MAX)
}
