//! Renderings of a replay: what happened, and a timeline to look at.

mod band;
mod chart;
mod escape;
mod html;
mod json;
mod plot;
mod scale;
mod style;
mod svg;
mod text;

use gonogo_engine::facts::FactKind;
use gonogo_engine::gate::{Fact, Rule, Stage};
use gonogo_engine::{Timestamp, Verdict};
use gonogo_replay::incidents::{Assessment, FalseAlarm, Found, Incident, Judged};
use gonogo_replay::{History, LimitLine, Replay};
use gonogo_series::quantity::{Unit, duration_rounded, number_rounded};

/// All that is known.
pub(crate) struct Story<'s> {
    pub(crate) stage: &'s Stage<'s>,
    pub(crate) history: &'s History,
    pub(crate) replay: &'s Replay,
    pub(crate) assessment: Option<&'s Assessment>,
    pub(crate) limits: &'s [LimitLine],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Json,
    Svg,
    Html,
}

impl Format {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "text" => Some(Self::Text),
            "json" => Some(Self::Json),
            "svg" => Some(Self::Svg),
            "html" => Some(Self::Html),
            _ => None,
        }
    }
}

pub(crate) fn render(format: Format, story: &Story<'_>) -> String {
    match format {
        Format::Text => text::render(story),
        Format::Json => json::render(story),
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
    rule.conditions().any(|condition| condition.program().slots().contains(&fact.slot()))
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

/// `1 step`, `2 steps`.
fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// RFC 3339.
fn when(nanos: i64) -> String {
    Timestamp::from_epoch_nanos(nanos).map(|time| time.to_string()).unwrap_or_default()
}

fn level(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Go => 1,
        Verdict::NoGo => 2,
        Verdict::Rollback => 3,
    }
}

/// As it is written in the list of incidents.
fn expectation(incident: &Incident) -> &'static str {
    match incident.expect {
        Verdict::Go => "none",
        Verdict::NoGo => "no-go",
        Verdict::Rollback => "rollback",
    }
}

/// What became of an incident, in words.
fn found_text(judged: &Judged) -> String {
    let wanted = expectation(&judged.incident);
    let said = match judged.found {
        Found::Caught { delay: 0 } => format!("{wanted} from its start on"),
        Found::Caught { delay } => format!("{wanted} {} after its start", duration_rounded(delay)),
        Found::Missed => format!("{wanted} expected, and never said"),
        Found::Quiet => "no alarm, as expected".to_owned(),
        Found::Disturbed => "an alarm, where none was expected".to_owned(),
        Found::NotCovered => {
            let Incident { from, to, .. } = judged.incident;
            format!("{} to {} lies outside of what was replayed", when(from), when(to))
        }
    };
    match judged.covered.filter(|_| judged.is_partly_covered()) {
        Some((from, to)) => {
            format!("{said} (of its window, {} to {} was replayed)", when(from), when(to))
        }
        None => said,
    }
}

fn found_name(found: Found) -> &'static str {
    match found {
        Found::Caught { .. } => "caught",
        Found::Missed => "missed",
        Found::Quiet => "quiet",
        Found::Disturbed => "disturbed",
        Found::NotCovered => "not covered",
    }
}

fn false_alarm_text(alarm: &FalseAlarm) -> String {
    let place = match &alarm.within {
        Some(name) => format!("within `{name}`, which expects less"),
        None => "outside of every incident".to_owned(),
    };
    format!("{} {place}", alarm.level.name())
}

/// How often, and how it was.
fn summary(assessment: &Assessment) -> String {
    let counts = assessment.counts();
    let mut parts = vec![format!("{} caught", counts.caught), format!("{} missed", counts.missed)];
    for (count, word) in [
        (counts.not_covered, "not covered"),
        (counts.quiet, "quiet"),
        (counts.disturbed, "disturbed"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {word}"));
        }
    }
    parts.push(counted(counts.false_alarms, "false alarm"));
    parts.join(", ")
}
