//! What became of each fact, a line for each.

use gonogo_collect::Reading;
use gonogo_engine::explain::value_text;
use gonogo_engine::facts::{Decoded, FactState, decode};
use gonogo_engine::gate::Gate;
use gonogo_engine::{Snapshot, functions};
use gonogo_series::quantity::duration_rounded;
use gonogo_sources::Plan;

use super::doubt::doubt;
use super::samples::is_sampled;
use gonogo_report::paint::{BOLD, DIM, Mark, YELLOW, clipped, paint, printable, width, wrapped};

/// Characters of a value.
const SAMPLE: usize = 60;
/// Columns that what is said needs at least beside the other columns.
const ROOM: usize = 30;
/// Nanoseconds from which an age is worth saying.
const OLD: i64 = 60_000_000_000;

/// One fact.
#[derive(Debug)]
pub(in crate::command) struct Row {
    pub(in crate::command) fact: String,
    pub(in crate::command) source: String,
    pub(in crate::command) took: String,
    pub(in crate::command) state: FactState,
    /// A value, or why there is none.
    pub(in crate::command) said: String,
    /// A series of samples that only begins: it answers, and grows while it is watched.
    young: bool,
    /// Why the value may not be what was meant.
    doubt: Option<&'static str>,
}

impl Row {
    pub(in crate::command) fn is_usable(&self) -> bool {
        self.state == FactState::Ok
    }

    pub(in crate::command) fn is_in_doubt(&self) -> bool {
        self.doubt.is_some()
    }

    fn mark(&self) -> Mark {
        match (self.is_usable(), self.young) {
            (true, _) if self.is_in_doubt() => Mark::Warning,
            (true, _) => Mark::Passed,
            (false, true) => Mark::Skipped,
            (false, false) => Mark::Unknown,
        }
    }

    /// All that can be asked of a single look.
    pub(in crate::command) fn answers(&self) -> bool {
        self.is_usable() || self.young
    }
}

/// Of facts that were asked for, in their order.
pub(in crate::command) fn rows(
    (gate, plan): (&Gate, &Plan),
    readings: &[Reading],
    snapshot: &Snapshot,
) -> Vec<Row> {
    let row = |reading: &Reading| {
        let named = |fact: &&gonogo_engine::gate::Fact| fact.declaration.name == reading.fact;
        let fact = gate.facts.iter().find(named)?;
        let decoded = decode(&fact.declaration, snapshot);
        let value = reading.value.as_ref().ok().filter(|_| decoded.state() == FactState::Ok);
        let doubt = value
            .zip(plan.request(&reading.fact))
            .and_then(|(value, request)| doubt(request, value));
        Some(Row {
            fact: reading.fact.clone(),
            source: reading.source.clone().unwrap_or_else(|| "-".to_owned()),
            took: format!("{} ms", reading.took.as_millis()),
            state: decoded.state(),
            said: said(&decoded, reading),
            doubt,
            young: decoded.state() == FactState::Sparse && is_sampled(plan, &reading.fact),
        })
    };
    readings.iter().filter_map(row).collect()
}

fn said(decoded: &Decoded, reading: &Reading) -> String {
    match (&decoded.value, &decoded.statistics) {
        (Err(problem), _) => problem.to_string(),
        (Ok(value), Some(statistics)) => {
            let samples = match statistics.samples {
                1 => "1 sample".to_owned(),
                samples => format!("{samples} samples"),
            };
            match functions::series::latest(value) {
                Some(latest) => format!("{samples}, newest {latest}"),
                None => samples,
            }
        }
        (Ok(value), None) => format!("{}{}", clipped(&value_text(value), SAMPLE), age(reading)),
    }
}

/// Of what stands for an earlier time: a report is as old as its file.
fn age(reading: &Reading) -> String {
    let age = reading.as_of.and_then(|as_of| reading.at.since(as_of));
    let age = age.filter(|age| age.nanos >= OLD);
    age.map_or_else(String::new, |age| format!(", {} old", duration_rounded(age.nanos)))
}

/// Those that can be used as well, or the others only. Facts of one source that fail for one
/// reason share a line.
pub(in crate::command) fn table(rows: &[Row], all: Shown) -> String {
    let shown: Vec<&Row> = rows.iter().filter(|row| all.shows(row)).collect();
    let mut lines: Vec<Line<'_>> = Vec::new();
    for row in &shown {
        let facts = alike(row, &shown);
        if facts.first() == Some(&row.fact.as_str()) {
            lines.push(Line { row, facts });
        }
    }
    let width = |of: &dyn Fn(&Line<'_>) -> usize| lines.iter().map(of).max().unwrap_or(0);
    let columns = Columns {
        name: width(&|line| line.name().chars().count()),
        source: width(&|line| line.row.source.chars().count()),
        took: width(&|line| line.row.took.chars().count()),
    };
    lines.iter().map(|line| line.shown(&columns)).collect()
}

/// The facts that fail as this one does; itself among them.
fn alike<'r>(row: &'r Row, shown: &[&'r Row]) -> Vec<&'r str> {
    let same = |other: &&&Row| {
        row.state == FactState::Failed
            && (other.state, &other.source, &other.said) == (row.state, &row.source, &row.said)
    };
    let alike: Vec<&str> = shown.iter().filter(same).map(|other| other.fact.as_str()).collect();
    if alike.len() > 1 { alike } else { vec![row.fact.as_str()] }
}

struct Line<'r> {
    row: &'r Row,
    facts: Vec<&'r str>,
}

struct Columns {
    name: usize,
    source: usize,
    took: usize,
}

impl Line<'_> {
    fn name(&self) -> String {
        match self.facts.as_slice() {
            [only] => printable(only),
            several => format!("{} facts", several.len()),
        }
    }

    /// In columns, if they leave room for what is said; else below the name.
    fn shown(&self, columns: &Columns) -> String {
        let Self { row, facts } = self;
        let (mark, name) = (row.mark().painted(), self.name());
        let at = 2 + columns.name + 2 + columns.source + 2 + columns.took + 2;
        let source = printable(&row.source);
        let mut out = if at + ROOM <= width() {
            let name = paint(BOLD, &format!("{name:<0$}", columns.name));
            let (source_width, took_width) = (columns.source, columns.took);
            let about = format!("{source:<source_width$}  {:>took_width$}", row.took);
            format!("{mark} {name}  {}  {}\n", paint(DIM, &about), self.said(at))
        } else {
            let about = format!("{source}, {}", row.took);
            let about = paint(DIM, &wrapped(&about, 4));
            format!("{mark} {}\n    {about}\n    {}\n", paint(BOLD, &name), self.said(4))
        };
        if facts.len() > 1 {
            out.push_str(&format!("    {}\n", wrapped(&printable(&facts.join(", ")), 4)));
        }
        out
    }

    fn said(&self, at: usize) -> String {
        let Row { state, said, doubt, .. } = self.row;
        let said = printable(said);
        let doubt = doubt.map(|doubt| format!("\n{:at$}{}", "", wrapped(doubt, at)));
        match state {
            FactState::Ok => wrapped(&said, at) + &doubt.unwrap_or_default(),
            other => {
                let whole = wrapped(&format!("{} {said}", other.name()), at);
                whole.replacen(other.name(), &paint(YELLOW, other.name()), 1)
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::command) enum Shown {
    All,
    Unusable,
}

impl Shown {
    fn shows(self, row: &Row) -> bool {
        match self {
            Self::All => true,
            Self::Unusable => row.state != FactState::Ok,
        }
    }
}
