//! Mutants: gates with one small mistake each, which tests should notice.

mod effects;
mod expressions;
mod numbers;
mod params;
mod reach;
mod rules;
mod scores;
mod trial;

use std::collections::BTreeMap;

use gonogo_cel::Span;
use gonogo_document::GateDocument;
use gonogo_engine::Gate;

use crate::suite::line;
pub use reach::Reach;
pub use trial::{Fate, Trials};

/// What kind of mistake it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mistake {
    /// A number that is a little more or less.
    Threshold,
    /// A time twice or half as long.
    Duration,
    Comparison,
    /// `&&` for `||`, a lost `!`.
    Logic,
    Effect,
    /// So many of them, one more or less; the limits and weights of scores.
    Quorum,
    /// A parameter that is true or false.
    Switch,
    /// A rule that never fails, a case that never holds.
    Dropped,
}

/// One change of the text of a gate.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// Such as `rules.error-rate` or `params.hold`.
    pub at: String,
    pub from: String,
    pub to: String,
    pub mistake: Mistake,
    /// In the gate, from 1.
    pub line: usize,
    pub column: usize,
    pub reach: Reach,
    /// Of several that read alike, which one; from 1.
    pub number: usize,
    span: Span,
    replacement: String,
}

impl Mutant {
    /// How test files name it: stays the same while lines move.
    pub fn name(&self) -> String {
        let name = format!("{}: {} -> {}", self.at, self.from, self.to);
        if self.number > 1 { format!("{name} ({})", self.number) } else { name }
    }

    /// The gate with the mistake.
    pub fn text(&self, gate: &str) -> Option<String> {
        let before = gate.get(..self.span.start as usize)?;
        let after = gate.get(self.span.end as usize..)?;
        Some([before, &self.replacement, after].concat())
    }
}

/// Every mutant of the gate, in the order of the file.
pub fn mutants(text: &str, document: &GateDocument, gate: &Gate) -> Vec<Mutant> {
    let mut sites = Sites { text, document, gate, found: BTreeMap::new() };
    params::visit(&mut sites);
    rules::visit(&mut sites);
    let mut mutants: Vec<Mutant> = sites.found.into_values().collect();
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for mutant in &mut mutants {
        let number = names.entry(mutant.name()).or_default();
        *number += 1;
        mutant.number = *number;
    }
    mutants
}

/// Where mistakes can be made.
struct Sites<'s> {
    text: &'s str,
    document: &'s GateDocument,
    gate: &'s Gate,
    /// What an alias repeats is written once, and changed once.
    found: BTreeMap<(Span, String), Mutant>,
}

/// What becomes of a place in the file.
struct Edit {
    mistake: Mistake,
    span: Span,
    from: String,
    to: String,
    /// Where it is not what stands behind the arrow.
    replacement: Option<String>,
}

impl Edit {
    fn new(mistake: Mistake, span: Span, (from, to): (&str, &str)) -> Self {
        let (from, to) = (from.to_owned(), to.to_owned());
        Self { mistake, span, from, to, replacement: None }
    }
}

impl Sites<'_> {
    fn add(&mut self, at: &str, reach: &Reach, edit: Edit) {
        if reach.is_empty() {
            return;
        }
        let Edit { mistake, span, from, to, replacement } = edit;
        let replacement = replacement.unwrap_or_else(|| to.clone());
        if span.text(self.text).trim_matches(['\'', '"']) == replacement {
            return;
        }
        let key = (span, replacement.clone());
        if let Some(before) = self.found.get_mut(&key) {
            return before.reach.extend(reach);
        }
        let start = span.start as usize;
        let before = self.text.get(..start).unwrap_or_default();
        let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
        let mutant = Mutant {
            at: at.to_owned(),
            from,
            to,
            mistake,
            line: line(self.text, span.start),
            column,
            reach: reach.clone(),
            number: 1,
            span,
            replacement,
        };
        self.found.insert(key, mutant);
    }
}

#[cfg(test)]
mod tests;
