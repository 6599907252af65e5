//! `gonogo collect`: facts from their sources, into a snapshot.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::path::Path;

use anyhow::{Result, bail};
use gonogo_collect::Event;
use gonogo_engine::facts::SnapshotParts;
use gonogo_sources::Plan;

use super::gathering::{
    Gathered, Gathering, Memory, Progress, Shown, block_on, folder_of, rows, table, wanted,
};
use super::{Findings, Usable, load_gate, read_gate, staged, time};
use crate::args::gathering::Collect;
use crate::exit_code::Exit;
use crate::output;

pub(crate) fn run(args: &Collect) -> Result<Exit> {
    let text = read_gate(&args.gate)?;
    let Some(Usable { gate, plan, .. }) =
        load_gate(&args.gate, &text, args.color, Findings::Errors)
    else {
        return Ok(Exit::Usage);
    };
    let phase_started = args.phase_started.as_deref().map(|text| time("--phase-started", text));
    let wanted = match &args.phase {
        Some(phase) => wanted(&staged(&gate, Some(phase))?, &SnapshotParts::default()),
        None => plan.requests.iter().map(|request| request.fact.clone()).collect(),
    };
    let gathering = Gathering {
        gate: &gate,
        plan: &plan,
        asking: &args.asking,
        folder: folder_of(&args.gate),
        wanted: only(wanted, args, &plan)?,
        phase_started: phase_started.transpose()?,
    };
    let memory = Memory::open(args.state.as_deref())?;
    let progress = if args.quiet { Progress::none() } else { Progress::on_terminal() };
    let gathered = block_on(gather(args, &gathering, &memory, &progress))??;
    progress.clear();
    let Some(gathered) = gathered else {
        output::complain("error: a fact could not be collected\n", args.color);
        return Ok(Exit::NoGo);
    };
    if !args.quiet {
        summary(args, &gathering, &gathered)?;
    }
    if args.output == Path::new("-") {
        output::print(&gathered.text, args.color)?;
    } else {
        output::write(&args.output, &gathered.text)?;
    }
    Ok(Exit::Go)
}

/// `None` where it ends with the first failure.
async fn gather(
    args: &Collect,
    gathering: &Gathering<'_>,
    memory: &Memory,
    progress: &Progress,
) -> Result<Option<Gathered>> {
    let failed = Cell::new(false);
    let (first, stop) = tokio::sync::oneshot::channel();
    let first = Cell::new(Some(first));
    let observe = |event: Event<'_>| {
        progress.observe(gathering.plan, &event);
        if let Event::Finished(request, reading) = &event
            && let (true, Err(failure)) = (args.fail_fast, &reading.value)
            && !failed.replace(true)
        {
            progress.clear();
            output::complain(&format!("{}: {failure}\n", request.fact), args.color);
            let _ = first.take().map(|first| first.send(()));
        }
    };
    tokio::select! {
        gathered = gathering.gather(memory, &observe) => {
            Ok(Some(gathered?).filter(|_| !failed.get()))
        }
        Ok(()) = stop => Ok(None),
    }
}

fn only(wanted: BTreeSet<String>, args: &Collect, plan: &Plan) -> Result<BTreeSet<String>> {
    if args.only.is_empty() {
        return Ok(wanted);
    }
    if let Some(name) = args.only.iter().find(|name| plan.request(name).is_none()) {
        bail!("`--only {name}`: the gate has no fact of this name that can be collected");
    }
    Ok(args.only.iter().cloned().collect())
}

fn summary(args: &Collect, gathering: &Gathering<'_>, gathered: &Gathered) -> Result<()> {
    let snapshot = gathered.freeze(SnapshotParts::default())?;
    let rows = rows((gathering.gate, gathering.plan), &gathered.readings, &snapshot);
    let shown = if std::io::stderr().is_terminal() { Shown::All } else { Shown::Unusable };
    let usable = rows.iter().filter(|row| row.is_usable()).count();
    let line = format!("{usable} of {} facts can be used\n", rows.len());
    output::complain(&format!("{}{line}", table(&rows, shown)), args.color);
    Ok(())
}
