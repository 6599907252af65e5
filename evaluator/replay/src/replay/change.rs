//! A step at which the gate said something else than before.

use gonogo_engine::decision::{Outcome, RuleRecord};
use gonogo_engine::gate::{FACTS_RULE, Stage};
use gonogo_engine::{Timestamp, Verdict, decide};

use crate::Moment;
use crate::standing::Standing;

#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub at: i64,
    /// `None` at the first step.
    pub from: Option<Verdict>,
    pub to: Verdict,
    /// The rules that made it so; empty for go.
    pub deciding: Vec<Deciding>,
    /// Rules that no longer hold it back.
    pub cleared: Vec<String>,
    /// Those among them that were not what held it back first.
    pub took_over: Vec<TookOver>,
    /// Without it `deciding` was not looked for: there were too many changes.
    pub explained: bool,
}

/// A rule and what it said at that moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Deciding {
    pub id: String,
    pub title: Option<String>,
    pub outcome: Outcome,
    /// Its message, else its cause, else its expression.
    pub said: Option<String>,
    pub margin: Option<String>,
    /// Since when it had failed, where that is known; nanoseconds since 1970.
    pub since: Option<i64>,
    pub line: usize,
    /// Undetermined for nothing but facts that the implicit rule names already.
    pub follows: bool,
}

/// A rule that went on holding a verdict which others had brought about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TookOver {
    pub id: String,
    /// Nanoseconds since 1970.
    pub at: i64,
    /// What it said when last something changed before it was cleared.
    pub said: Option<String>,
}

impl Change {
    pub(crate) fn new(at: i64, from: Option<Verdict>, standing: &Standing) -> Self {
        Self {
            at,
            from,
            to: standing.verdict,
            deciding: Vec::new(),
            cleared: Vec::new(),
            took_over: Vec::new(),
            explained: false,
        }
    }

    pub(crate) fn explain(&mut self, stage: &Stage<'_>, moment: &Moment<'_>) {
        self.deciding = deciding(stage, moment);
        self.explained = true;
    }

    /// From the earliest onset among the deciding rules to the change; nanoseconds. Of a change
    /// for the better there is none.
    pub fn delay(&self) -> Option<i64> {
        if self.from.is_some_and(|from| from > self.to) {
            return None;
        }
        let onset = self.deciding.iter().filter_map(|rule| rule.since).min()?;
        Some(self.at.saturating_sub(onset))
    }
}

/// The rules that decide at a moment.
pub(super) fn deciding(stage: &Stage<'_>, moment: &Moment<'_>) -> Vec<Deciding> {
    let decision = decide(stage, moment);
    let decides = |rule: &&RuleRecord| decision.deciding.contains(&rule.id);
    let facts = decision.rules.iter().find(|rule| rule.id == FACTS_RULE);
    let unusable = facts.map(|rule| rule.unknown.as_slice()).unwrap_or_default();
    let deciding = decision.rules.iter().filter(decides);
    deciding.map(|rule| Deciding::of(rule, unusable)).collect()
}

impl Deciding {
    fn of(rule: &RuleRecord, unusable: &[String]) -> Self {
        let said = rule.message.as_ref().or(rule.cause.as_ref()).or(rule.expression.as_ref());
        Self {
            id: rule.id.clone(),
            title: rule.title.clone(),
            outcome: rule.outcome,
            said: said.cloned(),
            margin: rule.margin.clone(),
            since: onset(rule),
            line: rule.line,
            follows: rule.id != FACTS_RULE
                && !rule.unknown.is_empty()
                && rule.unknown.iter().all(|name| unusable.contains(name)),
        }
    }
}

/// Since when it fails, as far as its window shows; nanoseconds since 1970.
pub(super) fn onset(rule: &RuleRecord) -> Option<i64> {
    Timestamp::parse(rule.since.as_deref()?)?.epoch_nanos()
}
