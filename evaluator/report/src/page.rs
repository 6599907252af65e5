//! A decision as a page that needs nothing else: the verdict first, what decides with its pictures,
//! everything else folded. No script, no network; light and dark, on phones and on paper.

mod facts;
mod rules;
mod style;

use gonogo_engine::decision::{Decision, RuleRecord, Verdict};

use crate::decision::standing::{Standing, counted, standing, troubles};
use crate::replay;
use crate::replay::escape::escaped;
use crate::replay::html::{figures, page};
use style::STYLE;

/// With what the series looked like, where there is anything to draw.
pub fn html(decision: &Decision, story: Option<&replay::Story<'_>>) -> String {
    let troubles = troubles(decision);
    let mut body = head(decision);
    body.push_str(&rules::cards(&troubles));
    if let Some(story) = story {
        body.push_str(&pictures(&troubles, story));
    }
    body.push_str(&facts::unusable(decision));
    for (title, wanted) in [
        ("Passed", Standing::Passed),
        ("Skipped", Standing::Skipped),
        ("Without a say", Standing::Silent),
    ] {
        let found = decision.rules.iter().filter(|rule| standing(rule) == wanted);
        body.push_str(&rules::folded(title, &found.collect::<Vec<&RuleRecord>>()));
    }
    body.push_str(&facts::all(decision));
    body.push_str(&facts::waivers(decision));
    body.push_str(&foot(decision));
    let name = format!("{} · {}", decision.decision.name(), decision.gate.name);
    page(&escaped(&name), STYLE, &format!("<main>\n{body}</main>\n"))
}

fn head(decision: &Decision) -> String {
    let (class, word) = match decision.decision {
        Verdict::Go if decision.counts.warned > 0 => ("v1", "GO with warnings"),
        Verdict::Go => ("v1", "GO"),
        Verdict::NoGo => ("v2", "NO-GO"),
        Verdict::Rollback => ("v3", "ROLLBACK"),
    };
    let version = decision.gate.version.as_deref().map(|v| format!(" {v}")).unwrap_or_default();
    let counted = counted(decision.counts);
    let set: Vec<String> =
        decision.overrides.iter().map(|set| format!("{} = {}", set.param, set.value)).collect();
    let set = match set.as_slice() {
        [] => String::new(),
        set => format!("<p class=\"set\">set by the caller: {}</p>\n", escaped(&set.join(", "))),
    };
    format!(
        "<header><h1><span class=\"verdict {class}\">{word}</span> {}{}</h1>\n\
         <p class=\"dim\">{} · <time datetime=\"{now}\">{now}</time> · {}</p>\n{set}{}</header>\n",
        escaped(&decision.gate.name),
        escaped(&version),
        escaped(&decision.phase),
        counted.join(", "),
        go_if(decision),
        now = escaped(&decision.now),
    )
}

/// What the only blocker waits for.
fn go_if(decision: &Decision) -> String {
    let ([only], Verdict::NoGo) = (decision.deciding.as_slice(), decision.decision) else {
        return String::new();
    };
    let rule = decision.rules.iter().find(|rule| rule.id == *only);
    let passes_if = rule.and_then(|rule| rule.passes_if.as_deref());
    passes_if.map_or_else(String::new, |text| {
        format!("<p class=\"goif\"><b>go if</b> {}</p>\n", escaped(text))
    })
}

/// Those that troubles are about are shown, others folded.
fn pictures(troubles: &[&RuleRecord], story: &replay::Story<'_>) -> String {
    let is_read = |name: &String| troubles.iter().any(|rule| rule.facts.contains(name));
    let (shown, others): (Vec<_>, Vec<_>) =
        figures(story).into_iter().partition(|(name, _)| is_read(name));
    let joined = |figures: &[(String, String)]| -> String {
        figures.iter().map(|(_, figure)| format!("<figure>{figure}</figure>\n")).collect()
    };
    let mut out = String::new();
    if !shown.is_empty() {
        out.push_str(&format!("<section><h2>What they saw</h2>\n{}</section>\n", joined(&shown)));
    }
    if !others.is_empty() {
        out.push_str(&format!(
            "<details><summary>Other series ({})</summary>\n{}</details>\n",
            others.len(),
            joined(&others)
        ));
    }
    out
}

fn foot(decision: &Decision) -> String {
    format!(
        "<footer class=\"dim\"><p>gate {}<br>snapshot {}</p></footer>\n",
        escaped(&decision.gate.digest),
        escaped(&decision.snapshot.digest),
    )
}
