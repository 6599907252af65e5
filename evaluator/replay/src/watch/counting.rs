//! A score, counted again only when a member came to something else.

use gonogo_engine::decision::{Outcome, score_outcome};
use gonogo_engine::gate::{Check, Effect, Rule, Score};

pub(super) struct Counting<'r> {
    score: &'r Score,
    /// Where its members are among the rules; nothing of those that do not apply.
    members: Vec<Option<usize>>,
    applies: bool,
    is_counted: bool,
}

impl<'r> Counting<'r> {
    /// `None` for any other rule. Scores do not count each other.
    pub(super) fn new(rule: &'r Rule, rules: &[&Rule]) -> Option<Self> {
        let Check::Score(score) = &rule.check else {
            return None;
        };
        let is = |rule: &&Rule, id: &str| rule.id == id && !matches!(rule.check, Check::Score(_));
        let place = |id: &str| rules.iter().position(|rule| is(rule, id));
        let members = score.members.iter().map(|member| place(&member.rule)).collect();
        Some(Self { score, members, applies: false, is_counted: false })
    }

    /// Its `when` decides it at this step.
    pub(super) fn rests(&mut self) {
        (self.applies, self.is_counted) = (false, false);
    }

    /// Its members decide it at this step.
    pub(super) fn waits(&mut self) {
        self.applies = true;
    }

    /// Some rule came to something else.
    pub(super) fn forget(&mut self) {
        self.is_counted = false;
    }

    /// Whether it has to be counted at this step.
    pub(super) fn begin(&mut self) -> bool {
        let is_due = self.applies && !self.is_counted;
        self.is_counted |= is_due;
        is_due
    }

    /// From what its members found, by their place among the rules.
    pub(super) fn outcome(
        &self,
        on_undetermined: Option<Effect>,
        found: impl Fn(usize) -> Option<Outcome>,
    ) -> (Outcome, Option<Effect>) {
        let member = |at: usize| self.members.get(at).copied().flatten().and_then(&found);
        score_outcome(self.score, on_undetermined, member)
    }
}
