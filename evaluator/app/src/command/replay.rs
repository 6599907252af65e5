//! `gonogo replay`: what the gate would have said at every step of recorded history.

mod fail_on;
mod side_by_side;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use gonogo_engine::Gate;
use gonogo_replay::incidents::{Assessment, Incident, assess};
use gonogo_replay::{History, Options, Source, incidents, limit_lines};
use gonogo_series::quantity::parse_duration;

use super::{Findings, Settings, Usable, load_gate, read_gate, stage, time};
use crate::args::{Replay, ReplayFormat};
use crate::exit_code::Exit;
use crate::input;
use crate::output::{self, Manner};
use crate::timings::Timings;
use fail_on::FailOn;
use gonogo_report::replay::{Format as ReportFormat, Story, render};

pub(crate) fn run(args: &Replay) -> Result<Exit> {
    let mut timings = Timings::start();
    let reports = reports(&args.report)?;
    let written = reports.iter().map(|(_, path)| (path.as_path(), Manner::Alone));
    output::keep_apart(read(args), written)?;
    let fail_on = args.fail_on.iter().map(|text| FailOn::parse(text));
    let fail_on = fail_on.collect::<Result<Vec<FailOn>>>()?;
    let options = options(args)?;
    let text = read_gate(&args.gate)?;
    let Some(Usable { gate, .. }) = load_gate(&args.gate, &text, args.color, Findings::Errors)
    else {
        return Ok(Exit::Usage);
    };
    let settings = Settings {
        phase: args.phase.as_deref(),
        set: &args.set,
        waivers: args.waivers.as_deref(),
        color: args.color,
    };
    let Some(stage) = stage(&gate, &settings)? else {
        return Ok(Exit::Usage);
    };
    let expected = args.expect.as_deref().map(read_incidents).transpose()?;
    incidents::know_rules(&stage, expected.as_deref().unwrap_or_default(), &args.ignore)?;
    timings.step("load gate");
    let history = history(args, &gate)?;
    timings.step("read history");
    let replay = side_by_side::replay(&stage, &history, &options)?;
    timings.step("replay");
    let assessment = expected.map(|incidents| assess(&replay, &incidents, &args.ignore));
    let limits = limit_lines(&stage);
    let story = Story {
        stage: &stage,
        history: &history,
        replay: &replay,
        assessment: assessment.as_ref(),
        ignored: &args.ignore,
        limits: &limits,
        since: None,
    };
    let format = match args.format {
        ReplayFormat::Text => ReportFormat::Text,
        ReplayFormat::Json => ReportFormat::Json,
    };
    output::print(&render(format, &story), args.color).context(output::Internal)?;
    for (format, path) in &reports {
        output::write(path, &render(*format, &story))?;
    }
    timings.step("report");
    if args.timings {
        output::complain(&timings.text(), args.color);
    }
    Ok(exit(assessment.as_ref(), &fail_on))
}

fn exit(assessment: Option<&Assessment>, fail_on: &[FailOn]) -> Exit {
    let failed = |assessment: &Assessment| fail_on.iter().any(|what| what.applies(assessment));
    if assessment.is_some_and(failed) { Exit::NoGo } else { Exit::Go }
}

fn options(args: &Replay) -> Result<Options> {
    let nanos = |option: &str, text: &Option<String>| -> Result<Option<i64>> {
        let Some(text) = text else { return Ok(None) };
        let nanos = time(option, text)?.epoch_nanos();
        nanos.map(Some).with_context(|| format!("`{option} {text}` is out of range"))
    };
    let every = args.every.as_deref().map(|text| match parse_duration(text) {
        Ok(every) if every > 0 => Ok(every),
        _ => bail!("`--every {text}` is no duration such as `15s`"),
    });
    Ok(Options {
        from: nanos("--from", &args.from)?,
        to: nanos("--to", &args.to)?,
        every: every.transpose()?,
    })
}

fn reports(texts: &[String]) -> Result<Vec<(ReportFormat, PathBuf)>> {
    let parse = |text: &String| {
        let (format, path) = text
            .split_once('=')
            .filter(|(_, path)| !path.is_empty())
            .with_context(|| format!("`--report {text}` is not FORMAT=PATH"))?;
        let format = ReportFormat::parse(format).with_context(|| {
            format!("`--report {text}`: the format is `text`, `json`, `svg` or `html`")
        })?;
        if path == "-" {
            bail!("`--report {text}`: give a file, standard output has the report of `--format`");
        }
        Ok((format, PathBuf::from(path)))
    };
    texts.iter().map(parse).collect()
}

/// Files that are read.
fn read(args: &Replay) -> impl Iterator<Item = &Path> {
    let others = [&args.waivers, &args.expect].into_iter().flatten();
    let facts = args.facts.iter().map(|argument| named(argument).1);
    facts.chain(others.map(PathBuf::as_path)).chain([args.gate.as_path()])
}

fn read_incidents(path: &Path) -> Result<Vec<Incident>> {
    let text = input::read(path, input::GATE_BYTES)?;
    incidents::read(&text).map_err(|message| anyhow::anyhow!("{}: {message}", path.display()))
}

/// The name of a fact, where one is given, and the file.
fn named(argument: &str) -> (Option<&str>, &Path) {
    let is_name = |name: &str| {
        let mut characters = name.chars();
        let first = characters.next();
        first.is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
            && characters.all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    match argument.split_once('=') {
        Some((name, path)) if is_name(name) => (Some(name), Path::new(path)),
        _ => (None, Path::new(argument)),
    }
}

fn history(args: &Replay, gate: &Gate) -> Result<History> {
    let mut texts = Vec::new();
    for argument in &args.facts {
        let (fact, path) = named(argument);
        let text = input::read(path, input::HISTORY_BYTES)?;
        let name = path.display().to_string();
        texts.push((fact, if name == "-" { "standard input".to_owned() } else { name }, text));
    }
    let sources: Vec<Source<'_>> =
        texts.iter().map(|(fact, name, text)| Source { name, fact: *fact, text }).collect();
    let mut history = History::read(gate, &sources)?;
    if let Some(text) = &args.phase_started {
        history.set_phase_started(time("--phase-started", text)?);
    }
    Ok(history)
}
