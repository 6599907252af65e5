//! The facts that criteria ask for, each once.

use std::collections::BTreeMap;

use super::figure::Measure;
use super::metric;
use crate::names::{Named, Namer};
use crate::text::words::snake;

/// Of the stem in a name, in letters: names of parameters have more around it.
const LONGEST: usize = 28;
/// Seconds that a series keeps at least.
const SHORTEST_WINDOW: u64 = 15 * 60;
/// A trend is nothing that a few minutes show.
pub(crate) const TREND_WINDOW: u64 = 3600;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `window` is in seconds.
    Series {
        measure: Measure,
        is_counter: bool,
        window: u64,
    },
    Number {
        measure: Measure,
    },
    Tests,
}

/// A fact that a criterion cannot do without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wish {
    pub(crate) stem: Vec<String>,
    /// Behind the stem: `baseline`.
    pub(crate) suffix: Option<&'static str>,
    pub(crate) kind: Kind,
    /// For people.
    pub(crate) description: String,
}

impl Wish {
    /// The same for what is the same fact.
    pub(crate) fn key(&self) -> String {
        let kind = match &self.kind {
            Kind::Series { is_counter: true, .. } => "counter",
            Kind::Series { measure, .. } => measure.word(),
            Kind::Number { .. } => "single number",
            Kind::Tests => "tests",
        };
        format!("{} {} ({kind})", self.stem.join(" "), self.suffix.unwrap_or_default())
    }

    fn name(&self) -> String {
        let mut letters = 0;
        let fits = |word: &&String| {
            letters += word.len() + 1;
            letters <= LONGEST
        };
        let stem = self.stem.iter().take_while(fits).cloned();
        let suffix = self.suffix.map(str::to_owned);
        snake(&stem.chain(suffix).collect::<Vec<_>>(), "metric")
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) name: String,
    pub(crate) wish: Wish,
    /// Of the plan, sorted.
    pub(crate) lines: Vec<usize>,
}

#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// In the order in which they were asked for.
    pub(crate) all: Vec<Fact>,
    by_key: BTreeMap<String, usize>,
}

impl Facts {
    /// The name of the fact, which is declared if it was not before.
    pub(crate) fn need(&mut self, namer: &mut Namer<'_>, wish: &Wish, lines: &[usize]) -> String {
        let key = wish.key();
        if let Some(fact) = self.by_key.get(&key).and_then(|at| self.all.get_mut(*at)) {
            fact.lines.extend(lines);
            fact.lines.sort_unstable();
            fact.lines.dedup();
            widen(&mut fact.wish.kind, &wish.kind);
            return fact.name.clone();
        }
        let mut name = wish.name();
        if self.all.iter().any(|fact| fact.name == name) {
            name = format!("{name}_{}", word(&wish.kind));
        }
        let name = namer.give(Named::Fact, &key, &name);
        self.by_key.insert(key, self.all.len());
        let lines = lines.to_vec();
        self.all.push(Fact { name: name.clone(), wish: wish.clone(), lines });
        name
    }
}

fn word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Series { is_counter: true, .. } => "total",
        Kind::Series { measure, .. } | Kind::Number { measure } => measure.word(),
        Kind::Tests => "tests",
    }
}

pub(crate) fn widen(kind: &mut Kind, other: &Kind) {
    if let (Kind::Series { window, .. }, Kind::Series { window: wanted, .. }) = (kind, other) {
        *window = (*window).max(*wanted);
    }
}

impl Fact {
    /// Keys and values, and above them what is to be filled in.
    pub(crate) fn fields(&self) -> Vec<(String, String)> {
        let mut fields = Vec::new();
        let mut put = |key: &str, value: String| fields.push((key.to_owned(), value));
        match &self.wish.kind {
            Kind::Tests => put("type", "tests".to_owned()),
            Kind::Number { measure } => {
                put("type", "number".to_owned());
                measure.0.into_iter().for_each(|unit| put("unit", unit_text(unit.symbol())));
            }
            Kind::Series { measure, window, .. } => {
                put("type", "series".to_owned());
                measure.0.into_iter().for_each(|unit| put("unit", unit_text(unit.symbol())));
                let window = window.saturating_mul(2).max(SHORTEST_WINDOW);
                let step = match window {
                    0..=1800 => "15s",
                    1801..=21_600 => "1m",
                    _ => "5m",
                };
                put("window", window_text(window));
                put("step", step.to_owned());
            }
        }
        fields
    }

    /// What to write so that it can be collected.
    pub(crate) fn hints(&self) -> Vec<String> {
        match &self.wish.kind {
            Kind::Tests => vec![format!("junit: reports/{}/*.xml", self.name)],
            Kind::Number { measure } | Kind::Series { measure, .. } => {
                let is_counter = matches!(self.wish.kind, Kind::Series { is_counter: true, .. });
                let known = self.wish.suffix.is_none() && !is_counter;
                let query = metric::query(&self.wish.stem, *measure).filter(|_| known);
                let unit = measure
                    .0
                    .map_or("as a number".to_owned(), |unit| format!("in {}", unit.symbol()));
                let query = query.unwrap_or_else(|| format!("what gives it, {unit}"));
                vec!["from: metrics".to_owned(), format!("query: {query}")]
            }
        }
    }
}

fn unit_text(symbol: &str) -> String {
    if symbol == "%" { "\"%\"".to_owned() } else { symbol.to_owned() }
}

/// In minutes, hours or days.
fn window_text(seconds: u64) -> String {
    let minutes = seconds.div_ceil(60);
    match minutes {
        _ if minutes.is_multiple_of(60) => format!("{}h", minutes / 60),
        _ => format!("{minutes}m"),
    }
}
