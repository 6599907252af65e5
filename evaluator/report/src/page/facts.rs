//! Facts and waivers.

use gonogo_engine::decision::{Decision, FactRecord};

use crate::replay::escape::escaped;

/// Those that cannot be used, with the cause.
pub(super) fn unusable(decision: &Decision) -> String {
    let facts = decision.facts.iter().filter(|fact| fact.cause.is_some());
    let rows = facts.map(|fact| {
        format!(
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n",
            escaped(&fact.name),
            fact.state,
            escaped(fact.cause.as_deref().unwrap_or_default())
        )
    });
    let rows: String = rows.collect();
    if rows.is_empty() {
        return rows;
    }
    format!("<section><h2>Facts that cannot be used</h2>\n<table>{rows}</table></section>\n")
}

pub(super) fn all(decision: &Decision) -> String {
    if decision.facts.is_empty() {
        return String::new();
    }
    let rows: String = decision.facts.iter().map(row).collect();
    format!(
        "<details><summary>Facts ({})</summary>\n<table>{rows}</table>\n</details>\n",
        decision.facts.len()
    )
}

fn row(fact: &FactRecord) -> String {
    let about = match (fact.samples, &fact.age) {
        (Some(samples), Some(age)) => format!("{samples} samples, newest {age} old"),
        _ => String::new(),
    };
    format!(
        "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        escaped(&fact.name),
        fact.kind,
        fact.state,
        escaped(&about)
    )
}

pub(super) fn waivers(decision: &Decision) -> String {
    let rows = decision.waivers.iter().map(|waiver| {
        format!(
            "<tr><th scope=\"row\">{}</th><td>until {}</td><td>{}</td><td>{}</td></tr>\n",
            escaped(&waiver.rule),
            escaped(&waiver.until),
            escaped(&waiver.owner),
            escaped(&waiver.reason)
        )
    });
    let rows: String = rows.collect();
    if rows.is_empty() {
        return rows;
    }
    format!("<details><summary>Waivers</summary>\n<table>{rows}</table>\n</details>\n")
}
