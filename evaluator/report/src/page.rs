//! A decision as a page that needs nothing else: the verdict first, what decides with its pictures,
//! everything else folded. No script, no network; light and dark, on phones and on paper.

mod cards;
mod facts;
mod findings;
mod head;
mod papers;
mod pictures;
mod rules;
mod style;
mod words;

use gonogo_engine::decision::{Decision, RuleRecord};
use gonogo_engine::{Snapshot, Stage};

use crate::decision::standing::{Standing, folded, standing};
use crate::replay::html::page;
use cards::Cards;
use pictures::Pictures;
use style::STYLE;
use words::escaped;

/// What was decided on.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'s> {
    pub stage: &'s Stage<'s>,
    pub snapshot: &'s Snapshot,
}

/// With pictures of the series, and with checklists and sign-offs, where it is known what was seen.
pub fn html(decision: &Decision, seen: Option<Seen<'_>>) -> String {
    let pictures = seen.map(|seen| Pictures::of(decision, seen)).unwrap_or_default();
    let (mut body, pictures) = what_decides(decision, pictures);
    body.push_str(&facts::unusable(decision));
    if let Some(seen) = seen {
        body.push_str(&papers::checklists(seen));
        body.push_str(&papers::signoffs(seen));
    }
    body.push_str(&facts::waivers(decision));
    for (title, wanted) in [
        ("Passed", Standing::Passed),
        ("Skipped", Standing::Skipped),
        ("Without a say", Standing::Silent),
    ] {
        let found = decision.rules.iter().filter(|rule| standing(rule) == wanted);
        body.push_str(&rules::folded(title, &found.collect::<Vec<&RuleRecord>>()));
    }
    body.push_str(&pictures.others());
    body.push_str(&facts::all(decision));
    let name =
        format!("{} · {} · {}", head::verdict(decision).1, decision.gate.name, decision.phase);
    let (head, foot) = (head::head(decision), head::foot(decision));
    page(&escaped(&name), STYLE, &format!("{head}<main>\n{body}</main>\n{foot}"))
}

/// What made it so, and what else asks for something; the pictures are drawn where they are needed first.
fn what_decides(decision: &Decision, pictures: Pictures) -> (String, Pictures) {
    let (told, following) = folded(decision);
    let is_deciding = |rule: &&RuleRecord| decision.deciding.contains(&rule.id);
    let (deciding, others): (Vec<_>, Vec<_>) = told.into_iter().partition(is_deciding);
    let mut cards = Cards { decision, following: &following, pictures };
    let mut out = String::new();
    for (title, rules) in [("What decides", deciding), ("What else to look at", others)] {
        let cards = cards.of(&rules);
        if !cards.is_empty() {
            out.push_str(&format!("<section>\n<h2>{title}</h2>\n{cards}</section>\n"));
        }
    }
    (out, cards.pictures)
}
