//! Criteria that say the same with other figures in other phases, as one rule.

use super::band::Taken;
use super::reading::{Body, Reading, place};
use crate::criteria::fact::Facts;
use crate::names::{Named, Namer};
use crate::parts::{Param, Rule};
use crate::scope::{Scope, Scopes};
use crate::text::cel::{self, filled};
use crate::text::words::{kebab, line, outline, words};

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
        let criterion = first.criteria.first()?;
        let reading = &first.reading;
        let mut from: Vec<(usize, String)> =
            self.criteria().map(|one| (one.line, one.text.clone())).collect();
        from.sort();
        let lines: Vec<usize> = from.iter().map(|(line, _)| *line).collect();
        let mut fact = String::new();
        for one in &self.uses {
            fact = facts.need(namer, &one.reading.fact, &lines);
        }
        let base = reading.base.as_ref().map(|base| facts.need(namer, base, &lines));
        let path = scopes.around(criterion.section).into_iter().map(|id| scopes.title(id));
        let path = outline(path);
        let stands_for = namer.unused(Named::Rule, &format!("{} @ {path}", reading.key));
        let parts = [fact.replace('_', " ").as_str(), reading.aspect, reading.suffix].map(words);
        let id = parts.concat();
        let id = namer.give(Named::Rule, &stands_for, &kebab(&id, "rule"));
        let own = self.params(scopes, namer, (&stands_for, &fact, &lines));
        let names = own.iter().map(|param| param.name.clone()).collect();
        params.extend(own);
        let words = Words { fact, base: base.unwrap_or_default(), names };
        let (cases, fields) = words.body(reading);
        let action = self.criteria().find_map(|one| one.action.as_deref());
        let action = action.map(|action| ("action", line(action, 160)));
        Some(Rule {
            id,
            title: reading.title.clone(),
            phases: self.phases(scopes),
            fields: fields.into_iter().chain(action).collect(),
            cases,
            from,
            note: reading.note.map(str::to_owned),
            section: criterion.section,
            is_demand: true,
        })
    }

    /// One for each figure, in order.
    fn params(
        &self,
        scopes: &Scopes<'_>,
        namer: &mut Namer<'_>,
        (stands_for, fact, lines): (&str, &str, &[usize]),
    ) -> Vec<Param> {
        let general = self.uses.iter().find(|one| one.scope == Scope::All).or(self.uses.first());
        let Some(general) = general else { return Vec::new() };
        let mut params = Vec::new();
        for (at, role) in general.reading.figures.iter().enumerate() {
            let parts = [role.before, fact, role.behind].map(words).concat();
            let name = crate::text::words::snake(&parts, "limit");
            params.push(Param {
                name: namer.give(Named::Param, &format!("{stands_for} {at}"), &name),
                value: role.value.clone(),
                lines: lines.to_vec(),
                per_phase: self.others(general, at, scopes),
            });
        }
        params
    }

    fn criteria(&self) -> impl Iterator<Item = &'p gonogo_plan::Criterion> {
        self.uses.iter().flat_map(|one| one.criteria.iter().copied())
    }

    fn phases(&self, scopes: &Scopes<'_>) -> Vec<usize> {
        let mut phases: Vec<usize> =
            self.uses.iter().flat_map(|one| scopes.phases_of(one.scope)).collect();
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
            for phase in scopes.phases_of(one.scope) {
                others.extend(value.clone().map(|value| (phase, value)));
            }
        }
        others.sort();
        others.dedup_by_key(|(phase, _)| *phase);
        others
    }
}

/// Conditions with what follows.
type Cases = Vec<(String, &'static str)>;
/// Keys with their texts.
type Fields = Vec<(&'static str, String)>;

/// What templates leave open.
struct Words {
    fact: String,
    base: String,
    /// Of the parameters, by the place of the figure.
    names: Vec<String>,
}

impl Words {
    /// What the rule asks, and the other fields in order.
    fn body(&self, reading: &Reading) -> (Cases, Fields) {
        let expression = |template: &str| filled(template, |c| self.value(c));
        let (mut cases, mut fields) = (Vec::new(), Vec::new());
        match &reading.body {
            Body::One { key, condition } => fields.push((*key, expression(condition))),
            Body::Cases(all) => {
                cases.extend(all.iter().map(|(when, then)| (expression(when), *then)));
            }
        }
        fields.extend(reading.otherwise.map(|word| ("else", word.to_owned())));
        let metric = cel::message(&line(&reading.fact.description, 60));
        let because = filled(&reading.because, |c| match c {
            'm' => metric.clone(),
            c => self.value(c),
        });
        fields.push(("because", because));
        (cases, fields)
    }

    fn value(&self, sign: char) -> String {
        match sign {
            'f' => self.fact.clone(),
            'b' => self.base.clone(),
            sign => {
                let name = (0..).zip(&self.names).find(|(at, _)| place(*at) == sign);
                name.map_or(String::new(), |(_, name)| format!("params.{name}"))
            }
        }
    }
}
