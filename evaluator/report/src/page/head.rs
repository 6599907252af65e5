//! The top of the page, which is all that some will read, and its foot.

use gonogo_engine::decision::{Decision, Verdict};

use super::words::{escaped, moment};
use crate::decision::standing::{counted, name, not_over, word};

/// Rules that are named at the top.
const NAMED: usize = 3;

/// The class of its colour, and the word.
pub(super) fn verdict(decision: &Decision) -> (&'static str, &'static str) {
    match decision.decision {
        Verdict::Go if decision.counts.warned > 0 => ("v1", "GO with warnings"),
        Verdict::Go => ("v1", "GO"),
        Verdict::NoGo => ("v2", "NO-GO"),
        Verdict::Rollback => ("v3", "ROLLBACK"),
    }
}

pub(super) fn head(decision: &Decision) -> String {
    let (class, word) = verdict(decision);
    let version = decision.gate.version.as_deref().map(|v| format!(" {v}")).unwrap_or_default();
    let mut out = format!(
        "<header>\n<h1><span class=\"verdict {class}\">{word}</span> <span>{}{} · {}</span></h1>\n",
        escaped(&decision.gate.name),
        escaped(&version),
        escaped(&decision.phase),
    );
    out.push_str(&because(decision));
    out.push_str(&format!(
        "<p class=\"dim\">{} · {}</p>\n",
        moment(&decision.now),
        counted(decision.counts).join(", ")
    ));
    if let Some(text) = go_if(decision) {
        out.push_str(&format!("<p class=\"goif\"><b>go if</b> {}</p>\n", escaped(text)));
    }
    let set: Vec<String> =
        decision.overrides.iter().map(|set| format!("{} = {}", set.param, set.value)).collect();
    let set = Some(set.join(", ")).filter(|set| !set.is_empty());
    for line in [set.map(|set| format!("set by the caller: {set}")), not_over(decision)] {
        let line = line.map(|line| format!("<p class=\"set\">{}</p>\n", escaped(&line)));
        out.push_str(&line.unwrap_or_default());
    }
    out + "</header>\n"
}

/// The rules that made it so, by name.
fn because(decision: &Decision) -> String {
    let rules = decision.rules.iter().filter(|rule| decision.deciding.contains(&rule.id));
    let names: Vec<String> =
        rules.map(|rule| format!("<b>{}</b> ({})", escaped(name(rule)), word(rule))).collect();
    if names.is_empty() {
        return String::new();
    }
    let shown = names.get(..names.len().min(NAMED)).unwrap_or_default().join(", ");
    let more = match names.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("<p class=\"because\">because of {shown}{more}</p>\n")
}

/// What the only blocker waits for.
fn go_if(decision: &Decision) -> Option<&str> {
    let ([only], Verdict::NoGo) = (decision.deciding.as_slice(), decision.decision) else {
        return None;
    };
    decision.rules.iter().find(|rule| rule.id == *only)?.passes_if.as_deref()
}

pub(super) fn foot(decision: &Decision) -> String {
    let baselines = decision.snapshot.baselines.iter();
    let baselines: String = baselines
        .map(|one| format!("<br>baseline of {} {}", moment(&one.now), escaped(&one.digest)))
        .collect();
    format!(
        "<footer class=\"dim\"><p>gate {}<br>snapshot {}{baselines}</p></footer>\n",
        escaped(&decision.gate.digest),
        escaped(&decision.snapshot.digest),
    )
}
