//! `gonogo doctor`: each source and each fact once, and what to fix.

use anyhow::Result;
use gonogo_engine::facts::{FactState, SnapshotParts};
use gonogo_engine::gate::Gate;
use gonogo_sources::Plan;

use super::gathering::{
    Gathering, Memory, Progress, Row, Shown, block_on, folder_of, rows, table, wanted,
};
use super::{Findings, Usable, load_gate, read_gate, staged};
use crate::args::gathering::Doctor;
use crate::exit_code::Exit;
use crate::output;
use gonogo_report::paint::{BOLD, DIM, Mark, paint, printable, wrapped};

pub(crate) fn run(args: &Doctor) -> Result<Exit> {
    let text = read_gate(&args.gate)?;
    let Some(Usable { gate, plan, .. }) =
        load_gate(&args.gate, &text, args.color, Findings::Counted)
    else {
        return Ok(Exit::Usage);
    };
    let wanted = match &args.phase {
        Some(phase) => wanted(&staged(&gate, Some(phase))?, &SnapshotParts::default()),
        None => gate.facts.iter().map(|fact| fact.declaration.name.clone()).collect(),
    };
    let gathering = Gathering {
        gate: &gate,
        plan: &plan,
        asking: &args.asking,
        folder: folder_of(&args.gate),
        wanted,
        phase_started: None,
        patience: None,
    };
    let progress = Progress::on_terminal();
    let memory = Memory::open(None, "")?;
    let observe = |event: gonogo_collect::Event<'_>| progress.observe(&plan, &event);
    let gathered = block_on(gathering.gather(&memory, &observe))??;
    progress.clear();
    let snapshot = gathered.freeze(SnapshotParts::default())?;
    let rows = rows((&gate, &plan), &gathered.readings, &snapshot);
    let by_hand = by_hand(&gate, &plan, &gathering);
    output::print(&report(&plan, &rows, &by_hand), args.color)?;
    let usable = rows.iter().all(Row::answers);
    Ok(if usable { Exit::Go } else { Exit::NoGo })
}

/// Facts that no source is named for.
fn by_hand(gate: &Gate, plan: &Plan, gathering: &Gathering<'_>) -> Vec<String> {
    let names = gate.facts.iter().filter(|fact| fact.declaration.baseline.is_none());
    let names = names.map(|fact| fact.declaration.name.clone());
    names.filter(|name| gathering.wanted.contains(name) && plan.request(name).is_none()).collect()
}

fn report(plan: &Plan, rows: &[Row], by_hand: &[String]) -> String {
    let mut out = String::new();
    let mut names: Vec<&str> = plan.sources.iter().map(|source| source.name.as_str()).collect();
    names.push("-");
    for name in names {
        let of_it: Vec<&Row> = rows.iter().filter(|row| row.source == name).collect();
        if !of_it.is_empty() {
            out.push_str(&source(plan, name, &of_it));
        }
    }
    out.push_str(&table(rows, Shown::All));
    if !by_hand.is_empty() {
        let line = format!("given by hand, with `--facts`: {}", by_hand.join(", "));
        let line = wrapped(&printable(&line), 2);
        out.push_str(&format!("{} {line}\n", Mark::Skipped.painted()));
    }
    let broken = rows.iter().filter(|row| !row.answers()).count();
    let mut line = match (broken, rows.len()) {
        (0, 1) => "the only fact can be used".to_owned(),
        (0, all) => format!("all {all} facts can be used"),
        (broken, all) => format!("{broken} of {all} facts cannot be used"),
    };
    match rows.iter().filter(|row| row.is_in_doubt()).count() {
        0 => {}
        1 => line.push_str(", 1 is to be looked at"),
        doubts => line.push_str(&format!(", {doubts} are to be looked at")),
    }
    out.push_str(&format!("\n{}\n", paint(BOLD, &wrapped(&line, 0))));
    out
}

/// One line: whether it answers at all.
fn source(plan: &Plan, name: &str, rows: &[&Row]) -> String {
    let answered = rows.iter().filter(|row| row.state != FactState::Failed).count();
    let mark = match answered {
        0 => Mark::Failed,
        some if some < rows.len() => Mark::Warning,
        _ => Mark::Passed,
    };
    let kind = plan.sources.iter().find(|source| source.name == name);
    let (name, kind) = match kind {
        Some(source) => (printable(name), source.kind.name()),
        None => ("files beside the gate".to_owned(), "files"),
    };
    let line = format!("{kind}, {answered} of {} facts answered", rows.len());
    let line = wrapped(&line, 4 + name.chars().count());
    format!("{} {}  {}\n", mark.painted(), paint(BOLD, &name), paint(DIM, &line))
}
