//! The verdict of every step at the price of the samples that are new in it.
//!
//! Questions to a series, such as `p95.last('5m').max()`, are carried forward by a
//! [`gonogo_series::rolling::Cursor`]; conditions become trees of such questions, and what is
//! left of an expression is evaluated only when an answer that it reads has changed. The truths
//! go through the same table as those of `decide`.

mod chains;
mod feeds;
mod flip;
mod rest;
mod sizes;
mod tree;

use gonogo_cel::Bindings;
use gonogo_cel::cost::estimate;
use gonogo_engine::decision::{Observed, Outcome, effect_of, outcome, units_of_a_rule};
use gonogo_engine::gate::{Check, Effect, Rule, Stage};
use gonogo_engine::{Timestamp, Verdict};

use crate::standing::{Mark, RuleName, Standing};
use crate::{History, Moment};
use feeds::Feeds;
use tree::{Planter, Tree};

/// All rules of a stage over one history.
pub(crate) struct Watch<'r> {
    stage: &'r Stage<'r>,
    names: &'r [RuleName],
    feeds: Feeds<'r>,
    bindings: Bindings,
    rules: Vec<Watched<'r>>,
    /// Times at which some waiver begins or ends, and how many have passed.
    turns: Vec<Timestamp>,
    turned: usize,
    standing: Standing,
}

struct Watched<'r> {
    rule: &'r Rule,
    /// In the order in which they are asked.
    conditions: Vec<Tree>,
    raw: Option<(Outcome, Option<Effect>)>,
}

impl<'r> Watch<'r> {
    /// `None` when some rule might use up its budget, or counts others: that is for `decide`.
    pub(crate) fn new(
        stage: &'r Stage<'r>,
        history: &'r History,
        (names, moment): (&'r [RuleName], Moment<'r>),
    ) -> Option<Self> {
        let learns = stage.gate.facts.iter().any(|fact| fact.declaration.baseline.is_some());
        if learns || stage.rules.iter().any(|rule| matches!(rule.check, Check::Score(_))) {
            return None;
        }
        let mut feeds = Feeds::new(stage, history, moment);
        let env = sizes::known(stage, &feeds);
        let units = units_of_a_rule(stage);
        let mut rules = Vec::new();
        let mut planter = Planter::new(stage, &env, &mut feeds);
        for rule in stage.in_order() {
            let costs = rule.conditions().map(|one| estimate(&env, one.program().checked()).most);
            let costs: Vec<u64> = costs.collect();
            let total = costs.iter().fold(0, |total: u64, cost| total.saturating_add(*cost));
            if total >= units || costs.iter().any(|cost| *cost >= env.limits().cost) {
                return None;
            }
            let conditions = rule.conditions().map(|condition| planter.plant(condition)).collect();
            rules.push(Watched { rule, conditions, raw: None });
        }
        let slots = planter.slots();
        let mut bindings = stage.constants();
        feeds.bind_steady(&mut bindings);
        bindings.set(slots, gonogo_cel::Binding::Unknown);
        let mut turns: Vec<Timestamp> = Vec::new();
        for waiver in &stage.waivers {
            turns.extend(waiver.from);
            turns.push(waiver.until);
        }
        turns.sort();
        let marks = vec![Mark::PASS; names.len()];
        let standing = Standing { verdict: Verdict::NoGo, marks };
        Some(Self { stage, names, feeds, bindings, rules, turns, turned: 0, standing })
    }

    /// Later than the step before.
    pub(crate) fn stand(&mut self, now: i64, time: Timestamp) -> &Standing {
        self.feeds.advance(now, time, &mut self.bindings);
        let turned = self.turn(time);
        let mut changed = turned;
        let (mut stops, mut asked) = (0, 0);
        for (at, watched) in self.rules.iter_mut().enumerate() {
            let mut conditions = watched.conditions.iter_mut();
            let feeds = &self.feeds;
            let bindings = &mut self.bindings;
            let raw = outcome(watched.rule, |_| match conditions.next() {
                Some(tree) => tree.truth(feeds, bindings),
                None => gonogo_engine::decision::Truth::Undetermined,
            });
            if watched.rule.can_stop() {
                stops += 1;
                asked += usize::from(raw.0 != Outcome::Skipped);
            }
            if watched.raw == Some(raw) && !turned {
                continue;
            }
            changed = true;
            watched.raw = Some(raw);
            let effect = effect_of(self.stage, &watched.rule.id, raw, time);
            if let Some(mark) = self.standing.marks.get_mut(at + 2) {
                *mark = Mark { outcome: raw.0, effect };
            }
        }
        let refuse = |refused: bool| match refused {
            true => Mark { outcome: Outcome::Undetermined, effect: Some(Effect::NoGo) },
            false => Mark::PASS,
        };
        let implicit = [refuse(!self.feeds.all_usable()), refuse(stops > 0 && asked == 0)];
        for (mark, now) in self.standing.marks.iter_mut().zip(implicit) {
            changed |= *mark != now;
            *mark = now;
        }
        if changed {
            self.conclude();
        }
        &self.standing
    }

    /// Whether a waiver began or ended since the last step.
    fn turn(&mut self, time: Timestamp) -> bool {
        let before = self.turned;
        while self.turns.get(self.turned).is_some_and(|turn| *turn <= time) {
            self.turned += 1;
        }
        before != self.turned
    }

    fn conclude(&mut self) {
        let decides = self.names.iter().zip(&self.standing.marks).filter(|(name, _)| name.decides);
        let verdict = decides.map(|(_, mark)| mark.asks_for()).max();
        self.standing.verdict = verdict.unwrap_or(Verdict::NoGo);
    }
}

/// Of a moment, for what is not carried forward.
pub(crate) fn fact_value(moment: &Moment<'_>, fact: &gonogo_engine::gate::Fact) -> feeds::Seen {
    feeds::Seen::of(&moment.fact(&fact.declaration))
}
