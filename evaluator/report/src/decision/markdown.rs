//! Markdown, for comments on changes and summaries of jobs: the verdict first, then what matters,
//! the rest folded. It fits into a comment of GitHub (65,536 characters) whatever is said.

use gonogo_engine::decision::{Decision, FactRecord, RuleRecord, Verdict};

use super::standing::{Standing, counted, name, said, standing, troubles, word};
use crate::checklist::escaped;
use crate::paint::clipped;

/// Rules and facts in a table at most.
const ROWS: usize = 40;
/// Characters of a cell.
const CELL: usize = 300;
/// Names in a list.
const NAMES: usize = 200;

pub(super) fn render(decision: &Decision) -> String {
    let mut out = head(decision);
    let troubles = troubles(decision);
    rules(&troubles, &mut out);
    if let Some(line) = go_if(decision) {
        out.push_str(&line);
    }
    facts(decision, &mut out);
    folded(decision, "passed", Standing::Passed, &mut out);
    folded(decision, "skipped", Standing::Skipped, &mut out);
    folded(decision, "without a say", Standing::Silent, &mut out);
    let digest = decision.gate.digest.get(..19).unwrap_or_default();
    out.push_str(&format!("\n<sub>{} · gate {digest}…</sub>\n", escaped(&decision.now)));
    out
}

fn head(decision: &Decision) -> String {
    let (mark, verdict) = match decision.decision {
        Verdict::Go if decision.counts.warned > 0 => ("🟡", "GO with warnings"),
        Verdict::Go => ("🟢", "GO"),
        Verdict::NoGo => ("🟠", "NO-GO"),
        Verdict::Rollback => ("🔴", "ROLLBACK"),
    };
    let version = decision.gate.version.as_deref().map(|v| format!(" {v}")).unwrap_or_default();
    let gate = escaped(&format!("{}{version}", decision.gate.name));
    let set = decision.overrides.iter().map(|set| format!("{} = {}", set.param, set.value));
    let set: Vec<String> = set.collect();
    let set = match set.as_slice() {
        [] => String::new(),
        set => format!("\nSet by the caller: {}\n", cell(&set.join(", "))),
    };
    format!(
        "### {mark} {verdict} · {gate} · {}\n\n{}\n{set}",
        escaped(&decision.phase),
        counted(decision.counts).join(", ")
    )
}

fn rules(troubles: &[&RuleRecord], out: &mut String) {
    if troubles.is_empty() {
        return;
    }
    out.push_str("\n| asks for | rule | what | since | passes if |\n|---|---|---|---|---|\n");
    for rule in troubles.iter().take(ROWS) {
        let since = match (&rule.since, &rule.failing_for) {
            (Some(since), Some(lasting)) => format!("{since}, for {lasting}"),
            _ => String::new(),
        };
        let unknown = if standing(rule) == Standing::Unknown { " (undetermined)" } else { "" };
        let passes_if = rule.passes_if.as_deref().unwrap_or_default();
        out.push_str(&format!(
            "| **{}**{unknown} | {} `{}` | {} | {} | {} |\n",
            word(rule),
            cell(name(rule)),
            rule.id,
            cell(&said(rule)),
            cell(&since),
            cell(passes_if),
        ));
    }
    let more = troubles.len().saturating_sub(ROWS);
    if more > 0 {
        out.push_str(&format!("\n… and {more} more rules\n"));
    }
}

fn go_if(decision: &Decision) -> Option<String> {
    let ([only], Verdict::NoGo) = (decision.deciding.as_slice(), decision.decision) else {
        return None;
    };
    let rule = decision.rules.iter().find(|rule| rule.id == *only)?;
    Some(format!("\n**Go if** {}\n", cell(rule.passes_if.as_deref()?)))
}

/// Those that cannot be used.
fn facts(decision: &Decision, out: &mut String) {
    let unusable = decision.facts.iter().filter(|fact| fact.cause.is_some());
    let unusable: Vec<&FactRecord> = unusable.collect();
    if unusable.is_empty() {
        return;
    }
    let count = unusable.len();
    out.push_str(&format!(
        "\n<details><summary>{count} facts cannot be used</summary>\n\n| fact | | cause |\n|---|---|---|\n"
    ));
    for fact in unusable.iter().take(ROWS) {
        let cause = fact.cause.as_deref().unwrap_or_default();
        out.push_str(&format!("| {} | {} | {} |\n", cell(&fact.name), fact.state, cell(cause)));
    }
    let more = count.saturating_sub(ROWS);
    if more > 0 {
        out.push_str(&format!("\n… and {more} more facts\n"));
    }
    out.push_str("\n</details>\n");
}

fn folded(decision: &Decision, word: &str, wanted: Standing, out: &mut String) {
    let rules = decision.rules.iter().filter(|rule| standing(rule) == wanted);
    let names: Vec<String> = rules.map(|rule| cell(name(rule))).collect();
    if names.is_empty() {
        return;
    }
    let more = names.len().saturating_sub(NAMES);
    let shown = names.get(..names.len().min(NAMES)).unwrap_or_default();
    let more = if more > 0 { format!(", and {more} more") } else { String::new() };
    let list: Vec<String> = shown.iter().map(|name| clipped(name, 100)).collect();
    out.push_str(&format!(
        "\n<details><summary>{} {word}</summary>\n\n{}{more}\n\n</details>\n",
        names.len(),
        list.join(", ")
    ));
}

fn cell(text: &str) -> String {
    escaped(&clipped(text, CELL))
}
