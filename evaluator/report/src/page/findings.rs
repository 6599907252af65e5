//! What a policy said: all of its findings, with what it saw.

use gonogo_engine::decision::{FindingRecord, PluginRecord};

use super::rules::outcome;
use super::words::escaped;

/// Findings that are listed.
const FINDINGS: usize = 100;

pub(super) fn table(plugin: &PluginRecord) -> String {
    let rows: String = plugin.findings.iter().take(FINDINGS).map(row).collect();
    let more = plugin.findings.len().saturating_sub(FINDINGS);
    let more = if more > 0 { format!("<p>… and {more} more</p>\n") } else { String::new() };
    let version = plugin.version.as_ref().map(|version| format!(" {}", escaped(version)));
    format!(
        "<p>policy <b>{}</b>{}, <code>{}</code></p>\n<table>\n<tr><th scope=\"col\">finding</th>\
         <th scope=\"col\">outcome</th><th scope=\"col\">what it saw</th></tr>\n{rows}</table>\n{more}",
        escaped(&plugin.name),
        version.unwrap_or_default(),
        escaped(&plugin.digest),
    )
}

fn row(finding: &FindingRecord) -> String {
    let values: Vec<String> = finding
        .values
        .iter()
        .map(|value| format!("{} = {}", escaped(&value.expr), escaped(&value.value)))
        .collect();
    let asks = finding.effect.map(|effect| format!(", {}", effect.name())).unwrap_or_default();
    format!(
        "<tr><th scope=\"row\">{}</th><td>{}{asks}</td><td>{}<br>{}</td></tr>\n",
        escaped(&finding.id),
        outcome(finding.outcome),
        escaped(&finding.message),
        values.join(", "),
    )
}
