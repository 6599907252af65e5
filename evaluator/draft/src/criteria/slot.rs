//! Criteria that say the same with other figures in other phases, as one rule.

use super::band::Taken;
use super::reading::{Body, Reading, place};
use crate::criteria::fact::Facts;
use crate::names::{Named, Namer};
use crate::parts::{Param, Rule};
use crate::scope::{Scope, Scopes};
use crate::text::cel::{self, filled};
use crate::text::words::{kebab, line, words};

/// One rule: at each place it has its own figures.
#[derive(Debug)]
pub(crate) struct Slot<'p> {
    uses: Vec<Taken<'p>>,
}

/// Sorted by where they stand first.
pub(crate) fn slots(all: Vec<Taken<'_>>) -> Vec<Slot<'_>> {
    let mut slots: Vec<Slot<'_>> = Vec::new();
    for taken in all {
        let has_room = |slot: &&mut Slot<'_>| slot.has_room_for(&taken);
        match slots.iter_mut().find(has_room) {
            Some(slot) => slot.add(taken),
            None => slots.push(Slot { uses: vec![taken] }),
        }
    }
    slots
}

impl<'p> Slot<'p> {
    /// The same said twice is said once; the same with two figures at one place is two rules.
    fn has_room_for(&self, taken: &Taken<'_>) -> bool {
        let is_same = |one: &Taken<'_>| one.reading.key == taken.reading.key;
        let fits = |one: &Taken<'_>| {
            one.scope != taken.scope || one.reading.figures == taken.reading.figures
        };
        self.uses.first().is_some_and(is_same) && self.uses.iter().all(fits)
    }

    fn add(&mut self, taken: Taken<'p>) {
        match self.uses.iter_mut().find(|one| one.scope == taken.scope) {
            Some(one) => one.criteria.extend(taken.criteria),
            None => self.uses.push(taken),
        }
    }

    pub(crate) fn rule(
        &self,
        scopes: &Scopes<'_>,
        namer: &mut Namer<'_>,
        (facts, params): (&mut Facts, &mut Vec<Param>),
    ) -> Option<Rule> {
        let first = self.uses.first()?;
        let general = self.uses.iter().find(|one| one.scope == Scope::All).unwrap_or(first);
        let criterion = first.criteria.first()?;
        let reading = &first.reading;
        let mut lines: Vec<usize> = self.criteria().map(|one| one.line).collect();
        lines.sort_unstable();
        let mut fact = String::new();
        for one in &self.uses {
            fact = facts.need(namer, &one.reading.fact, &lines);
        }
        let base = reading.base.as_ref().map(|base| facts.need(namer, base, &lines));
        let path = scopes.around(criterion.section).into_iter().map(|id| scopes.title(id));
        let path = path.collect::<Vec<_>>().join(" < ");
        let stands_for = namer.unused(Named::Rule, &format!("{} @ {path}", reading.key));
        let id = words(&format!("{} {}", fact.replace('_', " "), reading.suffix));
        let id = namer.give(Named::Rule, &stands_for, &kebab(&id, "rule"));
        let mut names = Vec::new();
        for (at, role) in general.reading.figures.iter().enumerate() {
            let parts = [role.before, fact.as_str(), role.behind].map(words).concat();
            let name = crate::text::words::snake(&parts, "limit");
            let name = namer.give(Named::Param, &format!("{stands_for} {at}"), &name);
            params.push(Param {
                name: name.clone(),
                value: role.value.clone(),
                lines: lines.clone(),
                per_phase: self.others(general, at, scopes),
            });
            names.push(name);
        }
        let metric = line(&reading.fact.description, 60);
        let value = |c: char, metric: &str| match c {
            'f' => fact.clone(),
            'b' => base.clone().unwrap_or_default(),
            'm' => metric.to_owned(),
            c => {
                let name = (0..).zip(&names).find(|(at, _)| place(*at) == c);
                name.map_or(String::new(), |(_, name)| format!("params.{name}"))
            }
        };
        let expression = |template: &String| filled(template, |c| value(c, ""));
        let because = filled(&reading.because, |c| value(c, &cel::message(&metric)));
        let mut rule = Rule {
            id,
            title: reading.title.clone(),
            phases: self.phases(scopes),
            fields: Vec::new(),
            cases: Vec::new(),
            from: self.criteria().map(|one| (one.line, one.text.clone())).collect(),
            note: reading.note.map(str::to_owned),
            section: criterion.section,
            is_demand: true,
        };
        rule.from.sort();
        match &reading.body {
            Body::One { key, condition } => {
                rule.fields.push((key, expression(condition)));
                rule.fields.extend(reading.otherwise.map(|word| ("else", word.to_owned())));
            }
            Body::Cases(cases) => {
                let cases = cases.iter().map(|(when, then)| (expression(when), *then));
                rule.cases = cases.collect();
            }
        }
        rule.fields.push(("because", because));
        let action = self.criteria().find_map(|one| one.action.as_deref());
        rule.fields.extend(action.map(|action| ("action", line(action, 160))));
        Some(rule)
    }

    fn criteria(&self) -> impl Iterator<Item = &'p gonogo_plan::Criterion> {
        self.uses.iter().flat_map(|one| one.criteria.iter().copied())
    }

    fn phases(&self, scopes: &Scopes<'_>) -> Vec<usize> {
        let mut phases: Vec<usize> =
            self.uses.iter().flat_map(|one| of_scope(one.scope, scopes)).collect();
        phases.sort_unstable();
        phases.dedup();
        phases
    }

    /// Values of a figure in phases where it differs. What is said of one phase is more than
    /// what is said of all.
    fn others(&self, general: &Taken<'_>, at: usize, scopes: &Scopes<'_>) -> Vec<(usize, String)> {
        let of = |reading: &Reading| reading.figures.get(at).map(|role| role.value.clone());
        let usual = of(&general.reading);
        let mut others = Vec::new();
        for one in self.uses.iter().filter(|one| one.scope != Scope::All) {
            let value = of(&one.reading).filter(|value| Some(value) != usual.as_ref());
            for phase in of_scope(one.scope, scopes) {
                others.extend(value.clone().map(|value| (phase, value)));
            }
        }
        others.sort();
        others.dedup_by_key(|(phase, _)| *phase);
        others
    }
}

fn of_scope(scope: Scope, scopes: &Scopes<'_>) -> Vec<usize> {
    match scope {
        Scope::Phase(phase) => vec![phase],
        Scope::Afterwards => vec![scopes.last()],
        Scope::All | Scope::Trigger | Scope::Rollback => scopes.live(),
    }
}
