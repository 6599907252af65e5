//! `gonogo test`: the tests beside gates, what they cover, and what they are worth.

mod found;
mod mutants;
mod suite;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use gonogo_policy_tests::report::{Cases, Format, Limits, OfFile, Shown, Shows, render};

use super::{Findings, Usable, load_gate, read_gate};
use crate::args::testing::{Test, TestFormat};
use crate::exit_code::Exit;
use crate::output::{self, Manner};
use crate::timings::Timings;
use suite::Suite;

pub(crate) fn run(args: &Test) -> Result<Exit> {
    let mut timings = Timings::start();
    let reports = args.report.iter().map(report).collect::<Result<Vec<_>>>()?;
    let limits = limits(args)?;
    let mut suites = Vec::new();
    let mut usable = true;
    for file in found::files(&args.paths)? {
        match Suite::read(&file, args.color)? {
            Some(suite) => suites.push(suite),
            None => usable = false,
        }
    }
    let written = reports.iter().map(|(_, path)| (path.as_path(), Manner::Alone));
    output::keep_apart(suites.iter().flat_map(Suite::files), written)?;
    timings.step("read gates and cases");
    if !usable {
        return Ok(Exit::Usage);
    }
    let mut files = Vec::new();
    for suite in &suites {
        files.push(suite.run(args, &mut timings)?);
    }
    let cases: usize = files.iter().map(|file| file.cases.len()).sum();
    if cases == 0 {
        bail!("no case is left to run: change `--filter` or `--phase`");
    }
    deliver(args, &reports, &files)?;
    timings.step("report");
    if args.timings {
        output::complain(&timings.text(), args.color);
    }
    Ok(exit(args, limits, &files))
}

fn deliver(args: &Test, reports: &[(Format, PathBuf)], files: &[OfFile]) -> Result<()> {
    let shown = Shown {
        cases: if args.all { Cases::All } else { Cases::Failed },
        coverage: if args.coverage { Shows::Everything } else { Shows::Nothing },
    };
    let text = render(format(args.format), files, shown);
    output::print(&text, args.color).context(output::Internal)?;
    for (format, path) in reports {
        let everything = Shown { cases: Cases::All, coverage: Shows::Everything };
        output::write(path, &render(*format, files, everything))?;
    }
    Ok(())
}

fn limits(args: &Test) -> Result<Limits> {
    let share = |option: &str, text: &Option<String>| -> Result<Option<f64>> {
        let Some(text) = text else { return Ok(None) };
        let percent = text.strip_suffix('%').and_then(|number| number.trim().parse().ok());
        let percent = percent.filter(|percent| (0.0..=100.0).contains(percent));
        percent.map(Some).with_context(|| format!("`{option} {text}` is no share such as 90%"))
    };
    Ok(Limits {
        coverage: share("--min-coverage", &args.min_coverage)?,
        score: share("--min-score", &args.min_score)?,
    })
}

fn exit(args: &Test, limits: Limits, files: &[OfFile]) -> Exit {
    let mut exit = Exit::Go;
    for file in files {
        let lacks = limits.lacks(file);
        for lack in &lacks {
            output::complain(&format!("{}: {lack}\n", file.file), args.color);
        }
        if file.failed() > 0 || !lacks.is_empty() {
            exit = Exit::NoGo;
        }
    }
    exit
}

fn format(format: TestFormat) -> Format {
    match format {
        TestFormat::Text => Format::Text,
        TestFormat::Json => Format::Json,
        TestFormat::Junit => Format::Junit,
        TestFormat::Tap => Format::Tap,
        TestFormat::Lcov => Format::Lcov,
    }
}

fn report(text: &String) -> Result<(Format, PathBuf)> {
    let (name, path) = text
        .split_once('=')
        .filter(|(_, path)| !path.is_empty())
        .with_context(|| format!("`--report {text}` is not FORMAT=PATH"))?;
    let named = <TestFormat as clap::ValueEnum>::from_str(name, false).map_err(|_| {
        anyhow::anyhow!("`--report {text}`: the format is `text`, `json`, `junit`, `tap` or `lcov`")
    })?;
    Ok((format(named), PathBuf::from(path)))
}
