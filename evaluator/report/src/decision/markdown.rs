//! Markdown, for comments on changes and summaries of jobs: the verdict first, then what matters,
//! the rest folded. It fits into a comment of GitHub (65,536 characters) whatever is said.

use gonogo_engine::decision::{Decision, FactRecord, RuleRecord, Verdict, WaiverRecord};

use super::standing::{
    Standing, consequences, counted, folded, name, not_over, said, standing, waiver_state, word,
};
use super::steps;
use crate::markdown::escaped;
use crate::paint::clipped;

/// Bytes; what is said after the last row has its place above that.
const ROOM: usize = 60_000;
/// Rules, facts and waivers in a table at most.
const ROWS: usize = 40;
/// Characters of a cell, and of a line that names rules.
const CELL: usize = 300;
const LINE: usize = 2000;
/// Names in a list, and characters of one.
const NAMES: usize = 200;
const NAME: usize = 100;

pub(super) fn render(decision: &Decision) -> String {
    let mut out = head(decision);
    let (told, following) = folded(decision);
    rules(&told, &mut out);
    if let Some(line) = told.iter().find_map(|rule| consequences(rule, &following)) {
        out.push_str(&format!("\n{}\n", escaped(&clipped(&line, LINE))));
    }
    steps(&told, &mut out);
    if let Some(line) = go_if(decision) {
        out.push_str(&line);
    }
    facts(decision, &mut out);
    waivers(&decision.waivers, &mut out);
    listed(decision, "passed", Standing::Passed, &mut out);
    listed(decision, "skipped", Standing::Skipped, &mut out);
    listed(decision, "without a say", Standing::Silent, &mut out);
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
    let gate = escaped(&clipped(&format!("{}{version}", decision.gate.name), NAME));
    let set = decision.overrides.iter().map(|set| format!("{} = {}", set.param, set.value));
    let set: Vec<String> = set.collect();
    let set = match set.as_slice() {
        [] => String::new(),
        set => format!("\nSet by the caller: {}\n", cell(&set.join(", "))),
    };
    let bake = not_over(decision).map(|text| format!("\n{}\n", cell(&text))).unwrap_or_default();
    format!(
        "### {mark} {verdict} · {gate} · {}\n\n{}\n{set}{bake}",
        escaped(&clipped(&decision.phase, NAME)),
        counted(decision.counts).join(", ")
    )
}

fn rules(troubles: &[&RuleRecord], out: &mut String) {
    if troubles.is_empty() {
        return;
    }
    out.push_str("\n| asks for | rule | what | since | passes if |\n|---|---|---|---|---|\n");
    rows(troubles.iter().map(|rule| of_rule(rule)), "rules", out);
}

fn of_rule(rule: &RuleRecord) -> String {
    let since = match (&rule.since, &rule.failing_for) {
        (Some(since), Some(lasting)) => format!("{since}, for {lasting}"),
        _ => String::new(),
    };
    let unknown = if standing(rule) == Standing::Unknown { " (undetermined)" } else { "" };
    format!(
        "| **{}**{unknown} | {} `{}` | {} | {} | {} |\n",
        word(rule),
        cell(name(rule)),
        rule.id,
        cell(&said(rule)),
        cell(&since),
        cell(rule.passes_if.as_deref().unwrap_or_default()),
    )
}

/// What to do about them, whom to tell, and what else their policies found.
fn steps(rules: &[&RuleRecord], out: &mut String) {
    let of_rule = |rule: &&RuleRecord| {
        let id = rule.id.clone();
        let steps = steps::steps(rule).into_iter().chain(steps::beside(rule));
        steps.map(move |(label, text)| format!("- **{label}** {} (`{id}`)\n", cell(&text)))
    };
    let lines: Vec<String> = rules.iter().flat_map(of_rule).collect();
    if !lines.is_empty() {
        out.push('\n');
        rows(lines.into_iter(), "steps", out);
    }
}

/// As many as there is room for, and how many more there are.
fn rows(rows: impl ExactSizeIterator<Item = String>, noun: &str, out: &mut String) {
    let mut left = rows.len();
    for row in rows.take(ROWS) {
        if out.len() + row.len() > ROOM {
            break;
        }
        out.push_str(&row);
        left -= 1;
    }
    if left > 0 {
        out.push_str(&format!("\n… and {left} more {noun}\n"));
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
    let summary = format!("{} cannot be used", several(unusable.len(), "fact"));
    table(&summary, "| fact | | cause |\n|---|---|---|\n", out);
    let row = |fact: &&FactRecord| {
        let cause = fact.cause.as_deref().unwrap_or_default();
        format!("| {} | {} | {} |\n", cell(&fact.name), fact.state, cell(cause))
    };
    rows(unusable.iter().map(row), "facts", out);
    out.push_str("\n</details>\n");
}

fn waivers(waivers: &[WaiverRecord], out: &mut String) {
    if waivers.is_empty() {
        return;
    }
    let head = "| rule | | owner | until | reason |\n|---|---|---|---|---|\n";
    table(&several(waivers.len(), "waiver"), head, out);
    let row = |waiver: &WaiverRecord| {
        let WaiverRecord { rule, state, owner, reason, until } = waiver;
        let said = waiver_state(*state);
        let (rule, owner) = (cell(rule), cell(owner));
        format!("| {rule} | {said} | {owner} | {until} | {} |\n", cell(reason))
    };
    rows(waivers.iter().map(row), "waivers", out);
    out.push_str("\n</details>\n");
}

fn several(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

fn table(summary: &str, head: &str, out: &mut String) {
    out.push_str(&format!("\n<details><summary>{summary}</summary>\n\n{head}"));
}

fn listed(decision: &Decision, word: &str, wanted: Standing, out: &mut String) {
    let rules = decision.rules.iter().filter(|rule| standing(rule) == wanted);
    let names: Vec<String> = rules.map(called).collect();
    if names.is_empty() {
        return;
    }
    let (mut list, mut left) = (String::new(), names.len());
    for name in names.iter().take(NAMES) {
        let between = if list.is_empty() { "" } else { "; " };
        if out.len() + list.len() + name.len() > ROOM {
            break;
        }
        list.push_str(&format!("{between}{name}"));
        left -= 1;
    }
    if left > 0 {
        list.push_str(&format!("; and {left} more"));
    }
    let count = names.len();
    out.push_str(&format!(
        "\n<details><summary>{count} {word}</summary>\n\n{list}\n\n</details>\n"
    ));
}

/// The id where nothing of a name can be seen.
fn called(rule: &RuleRecord) -> String {
    let name = escaped(&clipped(name(rule), NAME));
    if name.is_empty() { format!("`{}`", rule.id) } else { name }
}

fn cell(text: &str) -> String {
    escaped(&clipped(text, CELL))
}
