//! `gonogo ci`: `eval` or `run` as a step of a pipeline. What to decide is said by variables, so that
//! no shell has to take values apart; what is printed commands nothing to the system that reads it.

mod asked;
mod folder;
mod silence;

use anyhow::{Context, Result, ensure};
use clap::Parser;

use crate::args::ci::{Ci, System};
use crate::args::{Args, Verb};
use crate::exit_code::Exit;
use crate::output;
use asked::Asked;
use folder::Folder;
use silence::Silence;

/// What the reports of the folder are completed by.
const OUTPUT: &str = "GITHUB_OUTPUT";
const SUMMARY: &str = "GITHUB_STEP_SUMMARY";

pub(crate) fn run(args: &Ci) -> Result<Exit> {
    output::guard();
    let silence = match args.system {
        System::Github => Some(Silence::begin()?),
        System::Azure | System::Files => None,
    };
    // Before anything is refused: what an earlier call left there would be the answer to this one.
    let folder = Folder::emptied(std::env::var_os(format!("{}REPORTS", asked::PREFIX)));
    let asked = Asked::read(std::env::vars_os());
    let exit = match (&asked, &folder) {
        (Ok(asked), Ok(folder)) => decide(args.system, asked, folder),
        (Err(error), _) | (_, Err(error)) => Ok(output::failure(error)),
    };
    let exit = exit.unwrap_or_else(|error| output::failure(&error));
    let exit = folder.as_ref().map_or(exit, |folder| told(folder, exit));
    silence.map_or(Ok(()), Silence::end)?;
    match (args.system, &asked, &folder) {
        (System::Files, ..) => {}
        (System::Github, Ok(asked), _) if !asked.is_wanted("ANNOTATIONS") => {}
        (System::Github | System::Azure, _, Ok(folder)) if decided(exit) => {
            output::commands(&folder.commands()?).context(output::Internal)?;
        }
        (system, ..) => output::commands(&undecided(system, exit)).context(output::Internal)?,
    }
    Ok(exit)
}

/// A go that later jobs are not told of is no go.
fn told(folder: &Folder, exit: Exit) -> Exit {
    match (folder.tell(exit), exit) {
        (Err(error), Exit::Go) => output::failure(&error),
        (Ok(()) | Err(_), _) => exit,
    }
}

fn decided(exit: Exit) -> bool {
    matches!(exit, Exit::Go | Exit::NoGo | Exit::Rollback)
}

/// Says nothing of what is wrong: that may be anybody's text, and is in the log.
fn undecided(system: System, exit: Exit) -> String {
    let what = match exit {
        Exit::Usage => "the call, the gate or a snapshot cannot be used",
        Exit::Internal | Exit::Go | Exit::NoGo | Exit::Rollback => "gonogo itself failed",
    };
    let text = format!("there is no decision, and that is no go: {what}; the log has the cause");
    match system {
        System::Azure => format!("##vso[task.logissue type=error]gonogo: {text}\n"),
        System::Github | System::Files => format!("::error title=gonogo::{text}\n"),
    }
}

fn decide(system: System, asked: &Asked, folder: &Folder) -> Result<Exit> {
    let mut reports = folder.reports(system);
    if system == System::Github {
        reports.extend(outputs(asked, folder)?);
    }
    let args = match Args::try_parse_from(asked.arguments(&reports)?) {
        Ok(args) => args,
        Err(error) => return Ok(output::clap(&error)),
    };
    match &args.verb {
        Verb::Eval(eval) => super::eval::run(eval),
        #[cfg(feature = "sources")]
        Verb::Run(run) => crate::command::run::run(run),
        _ => Err(anyhow::anyhow!("`{}VERB` is `run` or `eval`", asked::PREFIX)),
    }
}

/// The folder is handed on before there is a decision, which stays the last output.
fn outputs(asked: &Asked, folder: &Folder) -> Result<Vec<String>> {
    let place = |name: &str| std::env::var(name).ok().filter(|path| !path.is_empty());
    let output = place(OUTPUT).with_context(|| {
        format!("`{OUTPUT}` is not set: `gonogo ci github` is for steps of GitHub Actions")
    })?;
    output::append(output.as_ref(), &format!("reports={}\n", folder.name()))?;
    let mut reports = vec![format!("github-output={output}")];
    if asked.is_wanted("SUMMARY") {
        let summary = place(SUMMARY);
        ensure!(summary.is_some(), "`{SUMMARY}` is not set");
        reports.extend(summary.map(|path| format!("github-summary={path}")));
    }
    Ok(reports)
}
