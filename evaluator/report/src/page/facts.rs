//! Facts and waivers.

use gonogo_engine::decision::{Decision, FactRecord, RuleRecord, WaiverRecord};
use gonogo_engine::facts::FactState;
use gonogo_engine::gate::FACTS_RULE;

use super::words::{self, escaped, moment, prose};
use crate::decision::standing::waiver_state;

/// Those that the implicit rule names, with their causes.
pub(super) fn of_rule(decision: &Decision, rule: &RuleRecord) -> String {
    let unknown = |fact: &&FactRecord| rule.unknown.contains(&fact.name);
    causes(decision.facts.iter().filter(unknown))
}

/// Those that cannot be used, and that no rule has named yet. One that may be absent is no concern.
pub(super) fn unusable(decision: &Decision) -> String {
    let rule = decision.rules.iter().find(|rule| rule.id == FACTS_RULE);
    let is_told = |fact: &FactRecord| rule.is_some_and(|rule| rule.unknown.contains(&fact.name));
    let is_bad =
        |fact: &&FactRecord| fact.cause.is_some() && fact.state != FactState::Absent.name();
    let facts = decision.facts.iter().filter(is_bad);
    let table = causes(facts.filter(|fact| !is_told(fact)));
    if table.is_empty() {
        return table;
    }
    format!("<section>\n<h2>Other facts that cannot be used</h2>\n{table}</section>\n")
}

fn causes<'f>(facts: impl Iterator<Item = &'f FactRecord>) -> String {
    let row = |fact: &FactRecord| {
        format!(
            "<tr><th scope=\"row\">{}</th><td><b>{}</b> {}</td></tr>\n",
            escaped(&fact.name),
            fact.state,
            prose(fact.cause.as_deref().unwrap_or_default())
        )
    };
    let rows: String = facts.map(row).collect();
    if rows.is_empty() { rows } else { format!("<table>\n{rows}</table>\n") }
}

pub(super) fn all(decision: &Decision) -> String {
    if decision.facts.is_empty() {
        return String::new();
    }
    let rows: String = decision.facts.iter().map(row).collect();
    words::folded("Facts", decision.facts.len(), &format!("<table>\n{rows}</table>\n"))
}

fn row(fact: &FactRecord) -> String {
    let about = match (fact.samples, &fact.age) {
        (Some(samples), Some(age)) => format!("{samples} samples, newest {age} old"),
        _ => fact.cause.clone().unwrap_or_default(),
    };
    let dropped = fact.dropped.filter(|dropped| *dropped > 0);
    let dropped = dropped.map(|count| format!(", {count} left out")).unwrap_or_default();
    format!(
        "<tr><th scope=\"row\">{}</th><td>{}, <b>{}</b>{}{dropped}</td></tr>\n",
        escaped(&fact.name),
        fact.kind,
        fact.state,
        if about.is_empty() { about } else { format!(": {}", prose(&about)) }
    )
}

/// Folded, unless there is one to worry about.
pub(super) fn waivers(decision: &Decision) -> String {
    if decision.waivers.is_empty() {
        return String::new();
    }
    let rows: String = decision.waivers.iter().map(waiver).collect();
    let table = format!("<table>\n{rows}</table>\n");
    if decision.waivers.iter().any(|waiver| waiver.state.is_warning()) {
        return format!("<section>\n<h2>Waivers</h2>\n{table}</section>\n");
    }
    words::folded("Waivers", decision.waivers.len(), &table)
}

fn waiver(waiver: &WaiverRecord) -> String {
    format!(
        "<tr><th scope=\"row\">{}</th><td>{}; until {}, {}: {}</td></tr>\n",
        escaped(&waiver.rule),
        waiver_state(waiver.state),
        moment(&waiver.until),
        escaped(&waiver.owner),
        escaped(&waiver.reason)
    )
}
