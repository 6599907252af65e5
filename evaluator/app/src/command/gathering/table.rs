//! What became of each fact, a line for each.

use gonogo_collect::Reading;
use gonogo_engine::facts::{Decoded, FactState, decode};
use gonogo_engine::gate::Gate;
use gonogo_engine::{Snapshot, functions};
use gonogo_sources::Plan;

use super::samples::is_sampled;
use gonogo_report::paint::{BOLD, DIM, Mark, YELLOW, paint, printable};

/// Characters of a value.
const SAMPLE: usize = 60;

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
}

impl Row {
    pub(in crate::command) fn is_usable(&self) -> bool {
        self.state == FactState::Ok
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
        Some(Row {
            fact: reading.fact.clone(),
            source: reading.source.clone().unwrap_or_else(|| "-".to_owned()),
            took: format!("{} ms", reading.took.as_millis()),
            state: decoded.state(),
            said: said(&decoded),
            young: decoded.state() == FactState::Sparse && is_sampled(plan, &reading.fact),
        })
    };
    readings.iter().filter_map(row).collect()
}

fn said(decoded: &Decoded) -> String {
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
        (Ok(value), None) => clipped(&value.brief()),
    }
}

fn clipped(text: &str) -> String {
    let mut short: String = text.chars().take(SAMPLE).collect();
    if text.chars().nth(SAMPLE).is_some() {
        short.push('…');
    }
    short
}

/// Those that can be used as well, or the others only.
pub(in crate::command) fn table(rows: &[Row], all: Shown) -> String {
    let shown: Vec<&Row> = rows.iter().filter(|row| all.shows(row)).collect();
    let width = |of: fn(&Row) -> usize| shown.iter().map(|row| of(row)).max().unwrap_or(0);
    let fact = width(|row| row.fact.chars().count());
    let source = width(|row| row.source.chars().count());
    let took = width(|row| row.took.chars().count());
    let mut out = String::new();
    for row in shown {
        let mark = match (row.is_usable(), row.young) {
            (true, _) => Mark::Passed,
            (false, true) => Mark::Skipped,
            (false, false) => Mark::Unknown,
        };
        let name = paint(BOLD, &format!("{:<fact$}", printable(&row.fact)));
        let about = format!("{:<source$}  {:>took$}", printable(&row.source), row.took);
        let state = match row.state {
            FactState::Ok => String::new(),
            other => format!("{} ", paint(YELLOW, other.name())),
        };
        let said = printable(&row.said);
        out.push_str(&format!(
            "{} {name}  {}  {state}{said}\n",
            mark.painted(),
            paint(DIM, &about)
        ));
    }
    out
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
