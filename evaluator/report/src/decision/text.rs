//! For people: what failed, by how much, since when, and where in the gate file it says so.

mod plugin;
mod rule;
mod score;

use gonogo_engine::decision::{Decision, FactRecord, Outcome, RuleRecord, Verdict, WaiverState};

use gonogo_engine::gate::{Effect, FACTS_RULE};

use super::standing::{counted, follows_from, not_over, so, unusable, waiver_state};
use crate::Detail;
use crate::paint::{BOLD, DIM, GREEN, Mark, RED, YELLOW, paint, printable, width, wrapped};

/// Columns that a cause needs at least beside a name.
const ROOM: usize = 30;

pub(crate) fn render(decision: &Decision, detail: Detail) -> String {
    let mut out = head(decision);
    let mut open: Vec<&RuleRecord> = decision.rules.iter().filter(|rule| is_open(rule)).collect();
    open.sort_by_key(|rule| (rule.shadow, std::cmp::Reverse(severity(rule))));
    let unusable = unusable(decision);
    let follows = |rule: &RuleRecord| detail == Detail::Glance && follows_from(rule, unusable);
    for rule in open.iter().filter(|rule| !follows(rule)) {
        rule::block(rule, detail, &mut out);
        if rule.id == FACTS_RULE {
            show_unusable(decision, rule, &mut out);
            let following: Vec<&str> =
                open.iter().filter(|rule| follows(rule)).map(|rule| rule.id.as_str()).collect();
            consequences(&following, &mut out);
        }
    }
    if detail == Detail::Full {
        for rule in decision.rules.iter().filter(|rule| !is_open(rule)) {
            rule::block(rule, detail, &mut out);
        }
        facts(&decision.facts, &mut out);
    } else {
        names(decision, Outcome::Pass, &mut out);
        names(decision, Outcome::Skipped, &mut out);
    }
    not_compared(decision, &mut out);
    dropped(decision, &mut out);
    bake(decision, &mut out);
    waivers(decision, &mut out);
    if !out.ends_with("\n\n") {
        out.push('\n');
    }
    out.push_str(&tail(decision));
    out
}

/// The rules that could not be judged for it, on as few lines as they need.
fn consequences(ids: &[&str], out: &mut String) {
    if let Some(line) = so(ids) {
        out.push_str(&format!("    {}\n\n", wrapped(&printable(&line), 4)));
    }
}

/// The implicit rule's causes, a line each.
fn show_unusable(decision: &Decision, rule: &RuleRecord, out: &mut String) {
    let required = decision.facts.iter().filter(|fact| rule.facts.contains(&fact.name));
    let unusable: Vec<&FactRecord> = required.filter(|fact| fact.cause.is_some()).collect();
    let names = unusable.iter().map(|fact| fact.name.len()).max().unwrap_or(0);
    let states = unusable.iter().map(|fact| fact.state.len()).max().unwrap_or(0);
    for fact in unusable {
        let name = paint(BOLD, &format!("{:<names$}", printable(&fact.name)));
        let state = paint(YELLOW, &format!("{:<states$}", fact.state));
        let cause = printable(fact.cause.as_deref().unwrap_or_default());
        let at = 4 + names + 2 + states + 2;
        let (before, at) =
            if at + ROOM <= width() { ("  ".to_owned(), at) } else { (format!("\n{:6}", ""), 6) };
        out.push_str(&format!("    {name}  {state}{before}{}\n", wrapped(&cause, at)));
    }
    out.push('\n');
}

fn verdict_style(verdict: Verdict) -> (anstyle::Style, &'static str) {
    match verdict {
        Verdict::Go => (GREEN, "GO"),
        Verdict::NoGo => (YELLOW, "NO-GO"),
        Verdict::Rollback => (RED, "ROLLBACK"),
    }
}

fn head(decision: &Decision) -> String {
    let (style, word) = verdict_style(decision.decision);
    let version = decision.gate.version.as_deref();
    let version = version.map(|v| format!(" {}", printable(v))).unwrap_or_default();
    let warned = decision.decision == Verdict::Go && warnings(decision) > 0;
    let with = if warned { paint(YELLOW, " with warnings") } else { String::new() };
    format!(
        "{}{with}  {}{version} {} {} {} {}\n\n",
        paint(style.invert().bold(), &format!(" {word} ")),
        paint(BOLD, &printable(&decision.gate.name)),
        paint(DIM, "·"),
        paint(BOLD, &printable(&decision.phase)),
        paint(DIM, "·"),
        decision.now,
    ) + &overrides(decision)
}

/// What the caller changed belongs where nobody misses it.
fn overrides(decision: &Decision) -> String {
    if decision.overrides.is_empty() {
        return String::new();
    }
    let set: Vec<String> =
        decision.overrides.iter().map(|set| format!("{} = {}", set.param, set.value)).collect();
    let line = format!("set by the caller: {}", printable(&set.join(", ")));
    format!("{} {}\n\n", Mark::Warning.painted(), wrapped(&line, 2))
}

/// Rules that did without a baseline, which a reader should know of a go as well.
fn not_compared(decision: &Decision, out: &mut String) {
    let skipped = decision.rules.iter().filter(|rule| rule.outcome == Outcome::Skipped);
    for rule in skipped {
        for note in &rule.notes {
            let line = format!("{}: {}", printable(&rule.id), printable(note));
            out.push_str(&format!("{} {}\n", Mark::Warning.painted(), wrapped(&line, 2)));
        }
    }
}

fn bake(decision: &Decision, out: &mut String) {
    if let Some(line) = not_over(decision) {
        out.push_str(&format!("{} {}\n", Mark::Warning.painted(), wrapped(&line, 2)));
    }
}

/// Samples that were left out, which a reader should know of a go as well.
fn dropped(decision: &Decision, out: &mut String) {
    let of = |fact: &FactRecord| {
        let dropped = fact.dropped.filter(|dropped| *dropped > 0)?;
        Some(format!("{dropped} of {}", printable(&fact.name)))
    };
    let dropped: Vec<String> = decision.facts.iter().filter_map(of).collect();
    if !dropped.is_empty() {
        let line = format!("samples left out, not finite or in the future: {}", dropped.join(", "));
        out.push_str(&format!("{} {}\n", Mark::Warning.painted(), wrapped(&line, 2)));
    }
}

fn warnings(decision: &Decision) -> usize {
    let rules =
        decision.rules.iter().filter(|rule| !rule.shadow && rule.effect == Some(Effect::Warn));
    let waivers = decision.waivers.iter().filter(|waiver| waiver.state.is_warning());
    rules.count() + waivers.count()
}

/// Needs a reader's eye.
fn is_open(rule: &RuleRecord) -> bool {
    matches!(rule.outcome, Outcome::Fail | Outcome::Undetermined)
}

/// Larger is worse.
fn severity(rule: &RuleRecord) -> u8 {
    match (rule.effect, rule.outcome) {
        (Some(Effect::Rollback), _) => 4,
        (Some(Effect::NoGo), Outcome::Fail) => 3,
        (Some(Effect::NoGo), _) => 2,
        (Some(Effect::Warn), _) => 1,
        (None, _) => 0,
    }
}

/// Passed and skipped rules on as few lines as they need. Those that a score counts are its
/// concern: it names what it misses.
fn names(decision: &Decision, outcome: Outcome, out: &mut String) {
    let is_named = |rule: &&RuleRecord| rule.outcome == outcome && !rule.only_counts();
    let named = decision.rules.iter().filter(is_named);
    let names: Vec<String> = named.map(name).collect();
    if names.is_empty() {
        return;
    }
    let (mark, word) = match outcome {
        Outcome::Pass => (Mark::Passed, "passed"),
        _ => (Mark::Skipped, "skipped"),
    };
    let mut line = format!("{} {} {word}:", mark.painted(), names.len());
    let mut width = 12;
    for (at, name) in names.iter().enumerate() {
        let comma = if at + 1 < names.len() { "," } else { "" };
        if width + name.len() + 2 > crate::paint::width() {
            line.push_str("\n   ");
            width = 3;
        }
        line.push_str(&format!(" {name}{comma}"));
        width += name.len() + 2;
    }
    out.push_str(&line);
    out.push('\n');
}

/// With the share that a score reached.
fn name(rule: &RuleRecord) -> String {
    let share = rule.score.as_ref().and_then(|score| score.share.as_ref());
    share.map_or_else(|| printable(&rule.id), |share| format!("{} ({share})", printable(&rule.id)))
}

fn facts(facts: &[FactRecord], out: &mut String) {
    if facts.is_empty() {
        return;
    }
    out.push_str(&format!("{}\n", paint(BOLD, "facts")));
    let width = facts.iter().map(|fact| fact.name.len()).max().unwrap_or(0);
    let states = facts.iter().map(|fact| fact.state.len()).max().unwrap_or(0);
    for fact in facts {
        let mut about = Vec::new();
        about.extend(fact.samples.map(|samples| format!("{samples} samples")));
        about.extend(fact.dropped.filter(|n| *n > 0).map(|n| format!("{n} dropped")));
        about.extend(fact.age.as_ref().map(|age| format!("newest {age} old")));
        about.extend(fact.cause.as_ref().map(|cause| printable(cause)));
        let state = format!("{:<states$}", fact.state);
        let state = paint(if fact.state == "ok" { GREEN } else { YELLOW }, &state);
        let name = format!("{:<width$}", printable(&fact.name));
        let line = format!("  {name}  {state}  {:<11}  {}", fact.kind, about.join(", "));
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out.push('\n');
}

fn waivers(decision: &Decision, out: &mut String) {
    for waiver in &decision.waivers {
        if waiver.state == WaiverState::Applied {
            continue;
        }
        let said = waiver_state(waiver.state);
        let (rule, owner) = (printable(&waiver.rule), printable(&waiver.owner));
        let mark = if waiver.state.is_warning() { Mark::Warning } else { Mark::Skipped };
        let mark = mark.painted();
        out.push_str(&format!(
            "{mark} waiver for {rule} ({owner}, until {}) {said}\n",
            waiver.until
        ));
    }
}

fn tail(decision: &Decision) -> String {
    let (style, _) = verdict_style(decision.decision);
    let name = decision.decision.name();
    let because = match decision.deciding.as_slice() {
        [] => String::new(),
        ids => format!("because of {} ", printable(&ids.join(", "))),
    };
    let rest =
        wrapped(&format!("{because}· {}", counted(decision.counts).join(", ")), name.len() + 1);
    format!("{}{} {rest}\n", go_if(decision), paint(style.bold(), name))
}

/// What the only blocker waits for.
fn go_if(decision: &Decision) -> String {
    let ([only], Verdict::NoGo) = (decision.deciding.as_slice(), decision.decision) else {
        return String::new();
    };
    let rule = decision.rules.iter().find(|rule| rule.id == *only);
    let passes_if = rule.and_then(|rule| rule.passes_if.as_deref());
    let line = passes_if.map(|text| wrapped(&printable(text), 6));
    line.map_or_else(String::new, |text| format!("{} {text}\n", paint(GREEN, "go if")))
}
