//! Renderings of a replay: what happened, and a timeline to look at.

mod band;
mod caption;
mod chart;
pub(crate) mod escape;
mod figure;
pub(crate) mod html;
mod json;
mod sketch;
mod style;
mod svg;
mod text;

use gonogo_engine::Verdict;
use gonogo_engine::facts::FactKind;
use gonogo_engine::gate::{Fact, Rule, Stage};
use gonogo_replay::incidents::{Assessment, Judged};
use gonogo_replay::{History, LimitLine, Replay};
use gonogo_series::quantity::{Unit, number_rounded};

use crate::commands;

/// All that is known.
#[derive(Debug)]
pub struct Story<'s> {
    pub stage: &'s Stage<'s>,
    pub history: &'s History,
    pub replay: &'s Replay,
    pub assessment: Option<&'s Assessment>,
    /// Rules whose alarms did not count for it.
    pub ignored: &'s [String],
    pub limits: &'s [LimitLine],
    /// Since when rules fail as a decision has it, which the story leads to; `None` where there is none.
    pub since: Option<&'s [(String, i64)]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
    Svg,
    Html,
}

impl Format {
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "text" => Some(Self::Text),
            "json" => Some(Self::Json),
            "svg" => Some(Self::Svg),
            "html" => Some(Self::Html),
            _ => None,
        }
    }
}

pub fn render(format: Format, story: &Story<'_>) -> String {
    match format {
        Format::Text => commands::defused(&text::render(story)),
        Format::Json => commands::json(&json::render(story)),
        Format::Svg => svg::render(story),
        Format::Html => html::render(story),
    }
}

impl<'s> Story<'s> {
    /// The gate, its version and the phase.
    fn name(&self) -> String {
        let gate = self.stage.gate;
        let version = gate.version.as_deref().map(|v| format!(" {v}")).unwrap_or_default();
        format!("{}{version} · {}", gate.name, self.stage.phase.name)
    }

    fn incidents(&self) -> &'s [Judged] {
        self.assessment.map(|assessment| assessment.incidents.as_slice()).unwrap_or_default()
    }

    /// Where incidents begin and end, as far as it was replayed.
    fn edges(&self) -> Vec<i64> {
        let replayed = self.replay.from..=self.replay.to;
        let edges = self.incidents().iter().map(|judged| &judged.incident);
        let edges = edges.flat_map(|incident| [incident.from, incident.to]);
        edges.filter(|edge| replayed.contains(edge)).collect()
    }

    /// What is worth a mark in every chart: when the phase began, if that was while it was replayed.
    fn marks(&self) -> Vec<(i64, &'static str)> {
        let began = self.history.phase_started().and_then(|time| time.epoch_nanos());
        let began = began.or(self.stage.bake.map(|bake| bake.started));
        let replayed = self.replay.from..=self.replay.to;
        let began = began.filter(|at| replayed.contains(at));
        began.map(|at| (at, "phase began")).into_iter().collect()
    }

    /// The series that rules of the phase read, in the order of the gate.
    fn series(&self) -> Vec<&'s Fact> {
        let facts = self.stage.gate.facts.iter();
        let read = |fact: &&Fact| {
            fact.declaration.kind.is_series()
                && self.history.recording(&fact.declaration.name).is_some()
                && self.stage.rules.iter().any(|rule| reads(rule, fact))
        };
        facts.filter(read).collect()
    }

    /// Whether a rule's condition reads the fact.
    fn reads(&self, rule: &str, fact: &Fact) -> bool {
        self.stage.rules.iter().any(|one| one.id == rule && reads(one, fact))
    }
}

fn reads(rule: &Rule, fact: &Fact) -> bool {
    rule.slots().any(|slot| slot == fact.slot())
}

fn unit_of(fact: &Fact) -> Option<Unit> {
    match &fact.declaration.kind {
        FactKind::Series { unit, .. } => *unit,
        _ => None,
    }
}

fn value_text(value: f64, unit: Option<Unit>) -> String {
    let number = number_rounded(value, 4);
    match unit {
        Some(unit) => format!("{number} {}", unit.symbol()),
        None => number,
    }
}

fn level(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Go => 1,
        Verdict::NoGo => 2,
        Verdict::Rollback => 3,
    }
}
