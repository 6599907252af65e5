//! Whom a change can matter to: rules, in phases.

use std::collections::{BTreeMap, BTreeSet};

use gonogo_cel::Slot;
use gonogo_engine::Gate;
use gonogo_engine::gate::{Check, Rule};

use crate::coverage::slots;

/// Ids of rules, each with the phases in which the change matters to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach(BTreeMap<String, BTreeSet<String>>);

impl Reach {
    pub(super) fn of_rule(gate: &Gate, rule: &Rule) -> Self {
        Self::of_rules(gate, std::iter::once(rule), |_| true)
    }

    /// The rules that read a variable, in those phases.
    pub(super) fn of_slot(gate: &Gate, slot: Slot, in_phase: impl Fn(&str) -> bool) -> Self {
        let reads = |rule: &&Rule| slots(gate, rule).contains(&slot);
        Self::of_rules(gate, gate.rules.iter().filter(reads), in_phase)
    }

    fn of_rules<'r>(
        gate: &Gate,
        rules: impl Iterator<Item = &'r Rule>,
        in_phase: impl Fn(&str) -> bool,
    ) -> Self {
        let mut reach = Self::default();
        for rule in rules {
            let phases = rule.phases.iter().filter_map(|at| gate.phases.get(*at));
            let phases = phases.map(|phase| phase.name.as_str()).filter(|name| in_phase(name));
            for phase in phases {
                reach.0.entry(rule.id.clone()).or_default().insert(phase.to_owned());
            }
        }
        reach
    }

    pub(super) fn extend(&mut self, other: &Self) {
        for (rule, phases) in &other.0 {
            self.0.entry(rule.clone()).or_default().extend(phases.iter().cloned());
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn rules(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The rules that may come out otherwise in that phase.
    pub(super) fn rules_in(&self, phase: &str) -> Vec<&str> {
        let here = self.0.iter().filter(|(_, phases)| phases.contains(phase));
        here.map(|(rule, _)| rule.as_str()).collect()
    }

    /// Whether there is something to roll back in one of the phases.
    pub(super) fn is_live(&self, gate: &Gate) -> bool {
        let phases = self.0.values().flatten();
        phases
            .into_iter()
            .any(|name| gate.phases.iter().any(|phase| phase.live && phase.name == *name))
    }
}

/// The rules themselves, the scores that count one of them, and all that these count.
pub(super) fn together<'r>(rules: &[&'r Rule], ids: &[&str]) -> Vec<&'r Rule> {
    let counts = |score: &Rule, id: &str| match &score.check {
        Check::Score(score) => score.members.iter().any(|member| member.rule == id),
        Check::Require { .. } | Check::Forbid { .. } | Check::Cases(_) | Check::Plugin(_) => false,
    };
    let is_meant = |rule: &Rule| ids.contains(&rule.id.as_str());
    let concerned = |score: &Rule| ids.iter().any(|id| counts(score, id));
    let scores: Vec<&Rule> = rules
        .iter()
        .copied()
        .filter(|rule| matches!(rule.check, Check::Score(_)))
        .filter(|rule| is_meant(rule) || concerned(rule))
        .collect();
    let wanted = |rule: &&&'r Rule| {
        is_meant(rule) || concerned(rule) || scores.iter().any(|score| counts(score, &rule.id))
    };
    rules.iter().filter(wanted).copied().collect()
}
