//! `gonogo import`: a plan as a gate, or its changes in a gate that is there.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use gonogo_draft::{Draft, DraftError, Lock, Names, Place, Update, draft, update};

use super::folder::Folder;
use super::side_by_side::read;
use crate::args::import::Import;
use crate::command::{Findings, load_gate, read_gate};
use crate::exit_code::Exit;
use crate::input;
use crate::output;
use gonogo_report::import::{Story, render};

pub(crate) fn run(args: &Import) -> Result<Exit> {
    let text = input::read(&args.plan, input::PLAN_BYTES)?;
    let folder = Folder::at(&args.output);
    let place = folder.place_of(&args.plan)?;
    let source = Source {
        text,
        copies: place.is_none(),
        place: place.unwrap_or_else(Folder::place_of_copy),
    };
    if args.update {
        return bring_in(args, &folder, &source);
    }
    if !args.force {
        folder.must_be_free(source.copies.then(|| folder.copy()))?;
    }
    let drafted = drafted(args, &source, &Names::default())?;
    let gate = folder.gate();
    if !is_usable(&gate, &drafted.gate, args) {
        return Err(
            anyhow!("the draft is no gate: this is a defect of gonogo").context(output::Internal)
        );
    }
    folder.make()?;
    output::write(&gate, &drafted.gate)?;
    let mut files = vec![gate, folder.tests(), folder.lock()];
    output::write(&folder.tests(), &drafted.tests)?;
    files.extend(keep(&folder, &source, &drafted)?);
    let files: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
    tell(args, &source, &drafted, (&files, None))
}

/// The plan, and how the gate comes to it.
struct Source {
    text: String,
    place: Place,
    copies: bool,
}

fn drafted(args: &Import, source: &Source, known: &Names) -> Result<Draft> {
    let plan = read(&source.text);
    let name = name(args);
    draft(&plan, &source.place, known)
        .map_err(|problem: DraftError| anyhow!("{name}: {problem}\n  help: {}", problem.help()))
}

fn name(args: &Import) -> String {
    match args.plan.as_os_str() == "-" {
        true => "standard input".to_owned(),
        false => args.plan.display().to_string(),
    }
}

/// Its errors go to standard error.
fn is_usable(path: &Path, text: &str, args: &Import) -> bool {
    load_gate(path, text, args.color, Findings::Errors).is_some()
}

/// The record for the next time; and the plan, where the gate cannot reach it.
fn keep(folder: &Folder, source: &Source, drafted: &Draft) -> Result<Option<std::path::PathBuf>> {
    let lock =
        Lock { names: drafted.names.clone(), gate: drafted.gate.clone(), is_copied: source.copies };
    output::write(&folder.lock(), &lock.to_text())?;
    if !source.copies {
        return Ok(None);
    }
    output::write(&folder.copy(), &source.text)?;
    Ok(Some(folder.copy()))
}

fn bring_in(args: &Import, folder: &Folder, source: &Source) -> Result<Exit> {
    let lock = folder.read_lock()?;
    if source.copies && !lock.is_copied {
        folder.must_have_no_plan()?;
    }
    let path = folder.gate();
    let edited = read_gate(&path)?;
    if !is_usable(&path, &edited, args) {
        bail!(
            "`{}` cannot be used as it is\n  help: mend it first, then update it",
            path.display()
        );
    }
    let drafted = drafted(args, source, &lock.names)?;
    let merged = update(&lock.gate, &edited, &drafted.gate);
    if !is_usable(&path, &merged.text, args) {
        bail!(
            "the changes of the plan do not go with what was edited: nothing was written\n  \
             help: make room for them in `{}`",
            path.display()
        );
    }
    let mut files = Vec::new();
    if merged.text != edited {
        output::write(&path, &merged.text)?;
        files.push(path);
    }
    files.push(folder.lock());
    files.extend(keep(folder, source, &drafted)?);
    let files: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
    tell(args, source, &drafted, (&files, Some(&merged)))
}

fn tell(
    args: &Import,
    source: &Source,
    drafted: &Draft,
    (files, update): (&[String], Option<&Update>),
) -> Result<Exit> {
    let plan = read(&source.text);
    let name = name(args);
    let story =
        Story { plan: &name, damage: (plan.repaired, plan.lost), draft: drafted, files, update };
    output::print(&render(args.format.into(), &story), args.color).context(output::Internal)?;
    Ok(Exit::Go)
}
