//! What `collect`, `run` and `doctor` share: a gate with its plan, and how it is asked.

mod doubt;
mod progress;
mod samples;
mod table;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, bail};
use gonogo_collect::{Context, Event, Frozen, Permission, Reading, collect};
use gonogo_engine::decision::asked;
use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::gate::Gate;
use gonogo_engine::{Snapshot, Stage, Timestamp};
use gonogo_series::quantity::parse_duration;
use gonogo_sources::Plan;

use crate::args::gathering::Asking;
use crate::output;

pub(super) use progress::Progress;
pub(super) use samples::{Memory, is_sampled};
pub(super) use table::{Row, Shown, rows, table};

/// What was asked, and what came of it.
#[derive(Debug)]
pub(super) struct Gathered {
    pub(super) readings: Vec<Reading>,
    /// As JSON text, with provenance.
    pub(super) text: String,
    pub(super) now: Timestamp,
}

/// Everything but the moment.
#[derive(Debug)]
pub(super) struct Gathering<'g> {
    pub(super) gate: &'g Gate,
    pub(super) plan: &'g Plan,
    pub(super) asking: &'g Asking,
    /// Of the gate file.
    pub(super) folder: &'g Path,
    pub(super) wanted: BTreeSet<String>,
    pub(super) phase_started: Option<Timestamp>,
    /// How long the caller waits for all, where that is less than what was asked for.
    pub(super) patience: Option<Duration>,
}

impl Gathering<'_> {
    pub(super) async fn gather(
        &self,
        memory: &Memory,
        observe: &dyn Fn(Event<'_>),
    ) -> Result<Gathered> {
        let mut context = Context::new(&clock, &environment, self.folder);
        context.commands = permission(self.asking.allow_commands);
        context.network = permission(!self.asking.offline);
        context.timeout = duration("--timeout", &self.asking.timeout)?;
        let deadline = duration("--deadline", &self.asking.deadline)?;
        context.deadline = self.patience.map_or(deadline, |patience| patience.min(deadline));
        context.concurrency = usize::from(self.asking.concurrency);
        context.only = Some(self.wanted.clone());
        context.phase_started = self.phase_started;
        let mut readings = collect(self.plan, &context, observe).await;
        let now = clock();
        memory.grow((self.gate, self.plan), &mut readings, now);
        let text =
            gonogo_collect::snapshot(&readings, Frozen { now, phase_started: self.phase_started });
        Ok(Gathered { readings, text, now })
    }
}

impl Gathered {
    /// Together with what was given by hand.
    pub(super) fn freeze(&self, mut given: SnapshotParts) -> Result<Snapshot> {
        given.add(("what was collected", &self.text)).context(output::Internal)?;
        Ok(given.freeze(self.now))
    }
}

/// The facts that the rules of a phase read and that are not given by hand.
pub(super) fn wanted(stage: &Stage<'_>, given: &SnapshotParts) -> BTreeSet<String> {
    let names = asked(stage).into_iter().map(|fact| fact.declaration.name.clone());
    names.filter(|name| !given.names().any(|given| given == name)).collect()
}

fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn permission(granted: bool) -> Permission {
    if granted { Permission::Granted } else { Permission::Denied }
}

pub(super) fn duration(option: &str, text: &str) -> Result<Duration> {
    match parse_duration(text).map(u64::try_from) {
        Ok(Ok(nanos)) if nanos > 0 => Ok(Duration::from_nanos(nanos)),
        _ => bail!("`{option} {text}` is no duration such as `15s`"),
    }
}

/// To a millisecond: more only makes snapshots hard to read. A clock before 1970 counts as that.
pub(super) fn clock() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or_default();
    Timestamp::new(seconds, since.subsec_millis() * 1_000_000).unwrap_or(Timestamp::EPOCH)
}

/// Threads beside this one: what is measured there does not wait for what is read here.
const BESIDE: usize = 2;

/// Runs it to its end on this thread.
pub(super) fn block_on<T>(work: impl Future<Output = T>) -> Result<T> {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(BESIDE).enable_all().build();
    let runtime = runtime.context("cannot start").context(output::Internal)?;
    let done = runtime.block_on(work);
    // A file that never answers is waited for by nobody.
    runtime.shutdown_background();
    Ok(done)
}

/// The folder that a path lies in.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
