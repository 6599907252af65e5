//! The verdict of every step at the price of the samples that are new in it.
//!
//! Questions to a series, such as `p95.last('5m').max()`, are carried forward by a
//! [`gonogo_series::rolling::Cursor`]; conditions become trees of such questions, and what is
//! left of an expression is evaluated only when an answer that it reads has changed. The truths
//! go through the same table as those of `decide`.

mod chains;
mod counting;
mod feeds;
mod flip;
mod rest;
mod sizes;
mod tree;

use gonogo_cel::Bindings;
use gonogo_cel::cost::estimate;
use gonogo_engine::decision::{Observed, Outcome, Truth, effect_of, outcome, units_of_a_rule};
use gonogo_engine::gate::{Check, Effect, Rule, Stage};
use gonogo_engine::{Timestamp, Verdict};

use crate::standing::{IMPLICIT, Mark, RuleName, Standing};
use crate::{History, Moment};
use counting::Counting;
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
    is_proven: bool,
    standing: Standing,
}

struct Watched<'r> {
    rule: &'r Rule,
    /// In the order in which they are asked.
    conditions: Vec<Tree>,
    /// Of a score.
    counting: Option<Counting<'r>>,
    raw: Option<Raw>,
}

/// Before waivers and phases have their say.
type Raw = (Outcome, Option<Effect>);

impl<'r> Watch<'r> {
    /// `None` when some rule might use up its budget, or waits for a baseline, or asks a
    /// policy, or is a score whose missing facts only warn: that is for `decide`.
    pub(crate) fn new(
        stage: &'r Stage<'r>,
        history: &'r History,
        (names, moment): (&'r [RuleName], Moment<'r>),
    ) -> Option<Self> {
        let learns = stage.gate.facts.iter().any(|fact| fact.declaration.baseline.is_some());
        let is_soft = |rule: &&Rule| {
            matches!(rule.check, Check::Score(_)) && rule.on_undetermined == Some(Effect::Warn)
        };
        let asks = |rule: &&Rule| rule.check.plugin().is_some();
        if learns || stage.rules.iter().any(|rule| is_soft(rule) || asks(rule)) {
            return None;
        }
        let mut feeds = Feeds::new(stage, history, moment);
        let env = sizes::known(stage, &feeds);
        let units = units_of_a_rule(stage);
        let mut rules = Vec::new();
        let mut planter = Planter::new(stage, &env, &mut feeds);
        let in_order = stage.in_order();
        for rule in &in_order {
            let costs = rule.conditions().map(|one| estimate(&env, one.program().checked()).most);
            let costs: Vec<u64> = costs.collect();
            let total = costs.iter().fold(0, |total: u64, cost| total.saturating_add(*cost));
            if total >= units || costs.iter().any(|cost| *cost >= env.limits().cost) {
                return None;
            }
            let conditions = rule.conditions().map(|condition| planter.plant(condition)).collect();
            let counting = Counting::new(rule, &in_order);
            rules.push(Watched { rule, conditions, counting, raw: None });
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
        Some(Self {
            stage,
            names,
            feeds,
            bindings,
            rules,
            turns,
            turned: 0,
            is_proven: false,
            standing,
        })
    }

    /// Later than the step before.
    pub(crate) fn stand(&mut self, now: i64, time: Timestamp) -> &Standing {
        self.feeds.advance(now, time, &mut self.bindings);
        let turned = self.turn(time);
        let mut changed = turned;
        for at in 0..self.rules.len() {
            if let Some(raw) = self.ask(at) {
                changed |= self.mark(at, raw, (turned, time));
            }
        }
        // Scores have no say about each other.
        if changed {
            let scores = self.rules.iter_mut().filter_map(|watched| watched.counting.as_mut());
            scores.for_each(Counting::forget);
        }
        for at in 0..self.rules.len() {
            if let Some(raw) = self.count(at) {
                changed |= self.mark(at, raw, (turned, time));
            }
        }
        if changed {
            self.is_proven = self.is_any_found();
        }
        let refuse = |refused: bool| match refused {
            true => Mark { outcome: Outcome::Undetermined, effect: Some(Effect::NoGo) },
            false => Mark::PASS,
        };
        let implicit = [refuse(!self.feeds.all_usable()), refuse(!self.is_proven)];
        for (mark, now) in self.standing.marks.iter_mut().zip(implicit) {
            changed |= *mark != now;
            *mark = now;
        }
        if changed {
            self.conclude();
        }
        &self.standing
    }

    /// Whether some rule that could stop the release was not skipped, if there is such a rule.
    fn is_any_found(&self) -> bool {
        let stopping = self.rules.iter().filter(|watched| watched.rule.can_stop());
        let mut outcomes = stopping.filter_map(|watched| watched.raw).map(|raw| raw.0).peekable();
        outcomes.peek().is_none() || outcomes.any(|outcome| outcome != Outcome::Skipped)
    }

    /// What a rule comes to; `None` for a score that applies.
    #[inline]
    fn ask(&mut self, at: usize) -> Option<Raw> {
        let Self { rules, feeds, bindings, .. } = self;
        let watched = rules.get_mut(at)?;
        let mut conditions = watched.conditions.iter_mut();
        let raw = outcome(watched.rule, |_| match conditions.next() {
            Some(tree) => tree.truth(feeds, bindings),
            None => Truth::Undetermined,
        });
        if let Some(counting) = &mut watched.counting {
            match raw {
                Some(_) => counting.rests(),
                None => counting.waits(),
            }
        }
        raw
    }

    /// What a score comes to, once its members have been asked; `None` where it stays the same.
    #[inline]
    fn count(&mut self, at: usize) -> Option<Raw> {
        let watched = self.rules.get_mut(at)?;
        if !watched.counting.as_mut()?.begin() {
            return None;
        }
        let Watched { rule, counting, .. } = self.rules.get(at)?;
        let found = |member: usize| Some(self.rules.get(member)?.raw?.0);
        Some(counting.as_ref()?.outcome(rule.on_undetermined, found))
    }

    /// Whether the rule came to something else than before.
    #[inline]
    fn mark(&mut self, at: usize, raw: Raw, (turned, time): (bool, Timestamp)) -> bool {
        let Some(watched) = self.rules.get_mut(at).filter(|one| turned || one.raw != Some(raw))
        else {
            return false;
        };
        watched.raw = Some(raw);
        let place = at + IMPLICIT;
        let is_counted = self.names.get(place).is_some_and(|name| name.only_counts);
        // A failed member is a matter of its scores.
        let effect = match is_counted {
            true => None,
            false => effect_of(self.stage, &watched.rule.id, raw, time),
        };
        if let Some(mark) = self.standing.marks.get_mut(place) {
            *mark = Mark { outcome: raw.0, effect };
        }
        true
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
