//! Mistakes in what a rule asks for: the effect next to the one that is meant.

use gonogo_cel::Span;
use gonogo_document::{CaseEffect, Effect, RuleBody, ScoreNode, Spanned, Text};

use super::rules::Site;
use super::{Edit, Mistake, Sites};

pub(super) fn visit(sites: &mut Sites<'_>, site: &Site<'_>) {
    // What nobody acts on can be wrong without harm.
    if !site.rule.decides() {
        return;
    }
    if let Some(effect) = &site.node.on_undetermined {
        written(sites, site, effect);
    }
    match &site.node.body {
        RuleBody::Require { otherwise: Some(effect), .. } => written(sites, site, effect),
        RuleBody::Require { otherwise: None, .. } => unwritten(sites, site),
        RuleBody::NoGoIf(text) => {
            key(sites, site, (text, "no_go_if"), "warn_if");
            if site.reach.is_live(sites.gate) {
                key(sites, site, (text, "no_go_if"), "rollback_if");
            }
        }
        RuleBody::RollbackIf(text) if site.reach.is_live(sites.gate) => {
            key(sites, site, (text, "rollback_if"), "no_go_if");
        }
        RuleBody::WarnIf(text) => key(sites, site, (text, "warn_if"), "no_go_if"),
        RuleBody::Cases { cases, .. } => {
            for then in cases.iter().filter_map(|case| case.then.as_ref()) {
                of_case(sites, site, then);
            }
        }
        RuleBody::Score(score) => of_score(sites, site, score),
        RuleBody::RollbackIf(_) | RuleBody::Plugin(_) | RuleBody::Broken => {}
    }
}

/// The effects beside one; where nothing is live a rollback is a no-go.
fn beside(effect: Effect, live: bool) -> &'static [&'static str] {
    match (effect, live) {
        (Effect::Warn, _) => &["no-go"],
        (Effect::NoGo, true) => &["warn", "rollback"],
        (Effect::NoGo, false) => &["warn"],
        (Effect::Rollback, true) => &["no-go"],
        (Effect::Rollback, false) => &["warn"],
    }
}

fn written(sites: &mut Sites<'_>, site: &Site<'_>, effect: &Spanned<Effect>) {
    let from = effect.span.text(sites.text).to_owned();
    for to in beside(effect.value, site.reach.is_live(sites.gate)) {
        let edit = Edit::new(Mistake::Effect, effect.span, (&from, to));
        sites.add(site.at, site.reach, edit);
    }
}

fn of_case(sites: &mut Sites<'_>, site: &Site<'_>, then: &Spanned<CaseEffect>) {
    let from = then.span.text(sites.text).to_owned();
    let others: &[&str] = match (then.value, site.reach.is_live(sites.gate)) {
        (CaseEffect::Go, _) => &["warn"],
        (CaseEffect::Warn, _) => &["go", "no-go"],
        (CaseEffect::NoGo, true) => &["warn", "rollback"],
        (CaseEffect::NoGo, false) => &["warn"],
        (CaseEffect::Rollback, true) => &["no-go"],
        (CaseEffect::Rollback, false) => &["warn"],
    };
    for to in others {
        sites.add(site.at, site.reach, Edit::new(Mistake::Effect, then.span, (&from, to)));
    }
}

/// A requirement without `else`: the key is put before the others of its rule.
fn unwritten(sites: &mut Sites<'_>, site: &Site<'_>) {
    let start = site.node.span.start;
    let rest = sites.text.get(start as usize..).unwrap_or_default();
    for to in beside(Effect::NoGo, site.reach.is_live(sites.gate)) {
        let (at, text) = match rest.starts_with('{') {
            true => (start.saturating_add(1), format!("else: {to}, ")),
            false => (start, format!("else: {to}\n{}", indentation(sites.text, start))),
        };
        insert(sites, site, at, (text, to));
    }
}

fn of_score(sites: &mut Sites<'_>, site: &Site<'_>, score: &ScoreNode) {
    if let Some(effect) = &score.otherwise {
        return written(sites, site, effect);
    }
    let Some(go) = &score.go else { return };
    let is_flow = score.span.text(sites.text).starts_with('{');
    for to in beside(Effect::NoGo, site.reach.is_live(sites.gate)) {
        let text = match is_flow {
            true => format!(", else: {to}"),
            false => {
                format!("\n{}else: {to}", indentation(sites.text, key_start(sites.text, go.span)))
            }
        };
        insert(sites, site, go.span.end, (text, to));
    }
}

fn insert(sites: &mut Sites<'_>, site: &Site<'_>, at: u32, (text, to): (String, &str)) {
    let edit =
        Edit::new(Mistake::Effect, Span::new(at, at), ("else: no-go", &format!("else: {to}")));
    sites.add(site.at, site.reach, Edit { replacement: Some(text), ..edit });
}

/// `no_go_if` and its like say the effect by their name.
fn key(sites: &mut Sites<'_>, site: &Site<'_>, (text, from): (&Text, &str), to: &str) {
    let before = Span::new(site.node.span.start, text.span.start);
    let Some(at) = before.text(sites.text).rfind(from) else { return };
    let start = before.start.saturating_add(u32::try_from(at).unwrap_or(0));
    let span = Span::new(start, start.saturating_add(u32::try_from(from.len()).unwrap_or(0)));
    sites.add(site.at, site.reach, Edit::new(Mistake::Effect, span, (from, to)));
}

/// As many spaces as stand left of a place in its line.
fn indentation(text: &str, at: u32) -> String {
    let before = text.get(..at as usize).unwrap_or_default();
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count());
    " ".repeat(column)
}

/// Where the first key of the line stands.
fn key_start(text: &str, value: Span) -> u32 {
    let before = text.get(..value.start as usize).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let indent = line.len() - line.trim_start_matches([' ', '-']).len();
    let start = before.len() - line.len() + indent;
    u32::try_from(start).unwrap_or(value.start)
}
