//! `gonogo functions`: the manual of the language, or the part of it that is asked for.

use anyhow::{Result, bail};
use gonogo_engine::facts::FactKind;
use gonogo_engine::functions::{Manual, manual};

use crate::args::{Functions, ManualFormat};
use crate::exit_code::Exit;
use crate::output;
use gonogo_report::manual::{self, Extent};
use gonogo_report::paint::{BOLD, GREEN, paint};

pub(crate) fn run(args: &Functions) -> Result<Exit> {
    let whole = manual();
    let text = match &args.name {
        None => manual::render(args.format.into(), &whole, Extent::Whole),
        Some(name) => match record(name) {
            Some(fields) if args.format == ManualFormat::Text => fields,
            _ => manual::render(args.format.into(), &about(&whole, name)?, Extent::Part),
        },
    };
    match output::print(&text, args.color) {
        // Whoever reads the first page has seen what they wanted.
        Err(error) if is_unread(&error) => Ok(Exit::Go),
        printed => printed.map(|()| Exit::Go),
    }
}

/// What facts of a type hold that has fields and no functions.
fn record(name: &str) -> Option<String> {
    use FactKind as Kind;
    let kinds = [Kind::Tests, Kind::Coverage, Kind::Scan, Kind::Probe, Kind::Certificate];
    let kind = kinds.into_iter().find(|kind| kind.name() == name)?;
    let fields = kind.fields();
    let width = fields.iter().map(|(field, _)| field.chars().count()).max().unwrap_or(0);
    let line = |(field, of): &(String, String)| {
        format!("  {}  {of}\n", paint(GREEN, &format!("{field:<width$}")))
    };
    let lines: String = fields.iter().map(line).collect();
    Some(format!("{}\n\n{lines}", paint(BOLD, &format!("Fields of a fact of type {name}"))))
}

fn is_unread(error: &anyhow::Error) -> bool {
    let cause = error.downcast_ref::<std::io::Error>();
    cause.is_some_and(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}

fn about(whole: &Manual, name: &str) -> Result<Manual> {
    if let Some(part) = whole.about(name) {
        return Ok(part);
    }
    let help = match whole.suggest(name) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => String::from("`gonogo functions` prints all of them"),
    };
    bail!("no function, operator, type or chapter is called `{name}`\n  help: {help}")
}
