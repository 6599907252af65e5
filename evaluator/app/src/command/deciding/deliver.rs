//! What is made of a decision: text, files, a line in a history, an exit code.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use gonogo_engine::gate::Effect;
use gonogo_engine::{Decision, Snapshot, Stage, Verdict};

use super::reports::reports;
use crate::args::reporting::Reporting;
use crate::args::{FailOn, Format};
use crate::exit_code::Exit;
use crate::history;
use crate::output;
use gonogo_report as report;

/// Where decisions go to.
pub(in crate::command) struct Delivery<'d> {
    reporting: &'d Reporting,
    files: Vec<(Format, PathBuf)>,
    record: Option<&'d Path>,
}

impl<'d> Delivery<'d> {
    /// `read` are the files that the call reads.
    pub(in crate::command) fn new(
        reporting: &'d Reporting,
        record: Option<&'d Path>,
        read: &[&Path],
    ) -> Result<Self> {
        record.map_or(Ok(()), history::can_be)?;
        let read: Vec<&Path> = read.iter().copied().chain(record).collect();
        let files = reports(&reporting.report, &read)?;
        Ok(Self { reporting, files, record })
    }

    /// Tries the places of the reports, so that a decision of hours is not lost for a folder that is not there.
    pub(in crate::command) fn try_places(&self) -> Result<()> {
        self.files.iter().try_for_each(|(_, path)| output::try_place(path))
    }

    /// Prints the decision, writes its reports, and says how it ends. A report that cannot be
    /// delivered must not turn a no-go or rollback into something else.
    pub(in crate::command) fn deliver(
        &self,
        decision: &Decision,
        (stage, snapshot): (&Stage<'_>, &Snapshot),
    ) -> Result<Exit> {
        let exit = exit(decision, self.reporting.fail_on);
        let recorded = self.record.map_or(Ok(()), |path| history::append(path, decision, snapshot));
        match (self.print(decision, (stage, snapshot)).and(recorded), exit) {
            (Err(error), Exit::Go) => return Err(error),
            (Err(error), _) => {
                output::complain(&format!("error: {error:#}\n"), self.reporting.color);
            }
            (Ok(()), _) => {}
        }
        Ok(exit)
    }

    /// Why the exit code is another one than the verdict's, where that is read by people.
    fn ending(&self, decision: &Decision) -> String {
        let refused = exit(decision, self.reporting.fail_on) != Exit::from(decision.decision);
        match self.reporting.format {
            Format::Text if refused => "exit code 10: `--fail-on warn`\n".to_owned(),
            _ => String::new(),
        }
    }

    /// The first failure hinders none of the others.
    fn print(&self, decision: &Decision, (stage, snapshot): (&Stage<'_>, &Snapshot)) -> Result<()> {
        let seen = report::Seen { stage, snapshot };
        let rendered = |format: Format, detail| match format {
            Format::Html => report::html(decision, Some(seen)),
            other => report::render(other.into(), decision, detail),
        };
        let Reporting { format, explain, quiet, color, .. } = self.reporting;
        let mut delivered = Ok(());
        if !quiet {
            let detail = if *explain { report::Detail::Full } else { report::Detail::Glance };
            let text = rendered(*format, detail) + &self.ending(decision);
            delivered = output::print(&text, *color).context(output::Internal);
        }
        let write = |(format, path): &(Format, PathBuf)| {
            let write = if format.is_shared() { output::append } else { output::write };
            write(path, &rendered(*format, report::Detail::Full))
        };
        let (told, others): (Vec<_>, Vec<_>) =
            self.files.iter().partition(|(format, _)| format.tells_later_steps());
        for file in others {
            delivered = delivered.and(write(file));
        }
        for file in told {
            // A go that is refused for want of a report is told nobody.
            if delivered.is_ok() || decision.decision != Verdict::Go {
                delivered = delivered.and(write(file));
            }
        }
        delivered
    }
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
