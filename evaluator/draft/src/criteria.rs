//! Criteria of a plan as rules, with the facts and parameters that they need.

mod band;
mod eased;
pub(crate) mod fact;
mod figure;
mod metric;
mod reading;
mod reference;
mod sense;
mod slot;

use std::collections::BTreeMap;

use gonogo_plan::{Amount, Comparison, Criterion, Effect, NotTaken, Plan};
use gonogo_quantity::{Dimension, Unit};

use band::Taken;
use fact::Facts;
use figure::Measure;

use crate::names::Namer;
use crate::parts::{Param, Rule};
use crate::scope::{Scope, Scopes};

#[derive(Debug, Default)]
pub(crate) struct Criteria {
    pub(crate) rules: Vec<Rule>,
    pub(crate) params: Vec<Param>,
    pub(crate) facts: Facts,
    /// What a gate cannot say.
    pub(crate) left: Vec<NotTaken>,
}

pub(crate) fn take(plan: &Plan, scopes: &Scopes<'_>, namer: &mut Namer<'_>) -> Criteria {
    let units = units(plan);
    let mut taken = Criteria::default();
    let mut all = Vec::new();
    for criterion in &plan.criteria {
        let stem = metric::stem(&criterion.metric, criterion.statistic);
        let known = units.get(&stem).copied().unwrap_or_else(|| metric::guess(&stem));
        if is_of_rollback(criterion, scopes, &stem) {
            let why = "it is about the rollback itself, not about whether there has to be one";
            taken.left.push(not_taken(criterion, why.to_owned()));
            continue;
        }
        match reading::read(criterion, known) {
            Ok(reading) => {
                let own = scopes.of_row(criterion.line);
                let scope = own.unwrap_or_else(|| scopes.of_criterion(criterion.section));
                all.push(Taken { criteria: vec![criterion], reading, scope });
            }
            Err(why) => taken.left.push(not_taken(criterion, why)),
        }
    }
    let Criteria { rules, params, facts, .. } = &mut taken;
    for slot in slot::slots(band::joined(all)) {
        rules.extend(slot.rule(scopes, namer, (facts, params)));
    }
    taken
}

/// What has to hold once the release was taken back.
fn is_of_rollback(criterion: &Criterion, scopes: &Scopes<'_>, stem: &[String]) -> bool {
    let is_named = stem.iter().any(|word| word == "rollback");
    let is_there = scopes.of_box(criterion.section) == Scope::Rollback;
    criterion.effect == Effect::Require && (is_named || is_there)
}

fn not_taken(criterion: &Criterion, why: String) -> NotTaken {
    NotTaken { line: criterion.line, text: criterion.text.clone(), why }
}

/// What metrics are measured in, by the first limit that says so.
fn units(plan: &Plan) -> BTreeMap<Vec<String>, Measure> {
    let mut units = BTreeMap::new();
    for criterion in &plan.criteria {
        let unit = amounts(&criterion.comparison).into_iter().find_map(unit);
        if let Some(unit) = unit {
            let stem = metric::stem(&criterion.metric, criterion.statistic);
            units.entry(stem).or_insert(Measure(Some(unit)));
        }
    }
    units
}

/// Shares of a reference say nothing of what is compared.
fn amounts(comparison: &Comparison) -> Vec<&Amount> {
    match comparison {
        Comparison::Limit { amount, .. } => vec![amount],
        Comparison::Between { low, high } => vec![low, high],
        Comparison::Reference { .. } | Comparison::Quorum { .. } | Comparison::Trend(_) => vec![],
    }
}

fn unit(amount: &Amount) -> Option<Unit> {
    let unit = Unit::parse(amount.unit.as_deref()?).ok()?;
    (unit.dimension() != Dimension::Count).then_some(unit)
}

/// Of the traffic: `5%`.
pub(crate) fn share(percent: &str) -> Option<String> {
    let number = figure::plain(percent)?;
    number.parse::<f64>().ok().filter(|share| (0.0..=100.0).contains(share))?;
    Some(format!("{number}%"))
}

/// As [`figure::time`].
pub(crate) fn time(time: gonogo_plan::Time) -> Result<String, String> {
    figure::time(time)
}
