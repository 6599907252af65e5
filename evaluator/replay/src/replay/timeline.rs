//! When each rule failed, or could not be judged.

use gonogo_engine::decision::Outcome;
use gonogo_engine::gate::Effect;

use crate::standing::{Mark, RuleName};

#[derive(Clone, Debug, PartialEq)]
pub struct RuleTimeline {
    pub id: String,
    pub title: Option<String>,
    /// Not in shadow.
    pub decides: bool,
    /// In which it failed or was undetermined; in order.
    pub stretches: Vec<Stretch>,
}

/// From the first step of a finding to the first that has another one, or the last of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub from: i64,
    pub to: i64,
    pub outcome: Outcome,
    pub effect: Option<Effect>,
}

impl RuleTimeline {
    pub(crate) fn new(rule: &RuleName) -> Self {
        let RuleName { id, title, decides, .. } = rule.clone();
        Self { id, title, decides, stretches: Vec::new() }
    }

    pub(crate) fn mark(&mut self, now: i64, before: Option<Mark>, mark: Mark) {
        if before == Some(mark) {
            return;
        }
        if before.is_some_and(is_open)
            && let Some(last) = self.stretches.last_mut()
        {
            last.to = now;
        }
        if is_open(mark) {
            let Mark { outcome, effect } = mark;
            self.stretches.push(Stretch { from: now, to: i64::MAX, outcome, effect });
        }
    }

    /// When it began to fail, if it fails at the step that was marked last.
    pub(crate) fn failing_since(&self) -> Option<i64> {
        let mut begins: Option<i64> = None;
        for stretch in self.stretches.iter().rev() {
            let joins = stretch.to == begins.unwrap_or(i64::MAX);
            if !joins || stretch.outcome != Outcome::Fail {
                break;
            }
            begins = Some(stretch.from);
        }
        begins
    }

    pub(crate) fn finish(&mut self, now: i64) {
        if let Some(last) = self.stretches.last_mut().filter(|last| last.to == i64::MAX) {
            last.to = now;
        }
    }
}

fn is_open(mark: Mark) -> bool {
    matches!(mark.outcome, Outcome::Fail | Outcome::Undetermined)
}
