//! Checklists and sign-offs: how far they are, and what is open.

use gonogo_engine::decision::asked;
use gonogo_engine::facts::{Checklist, ChecklistItem, ItemState, Signoff, Signoffs, decode};
use gonogo_engine::gate::Fact;

use super::Seen;
use super::words::{self, escaped, moment};

/// Open items of one checklist.
const OPEN: usize = 100;

pub(super) fn checklists(seen: Seen<'_>) -> String {
    let mut out = String::new();
    for fact in asked(seen.stage) {
        let decoded = decode(&fact.declaration, seen.snapshot);
        let value = decoded.value.ok();
        if let Some(list) = value.as_ref().and_then(|value| value.downcast::<Checklist>()) {
            out.push_str(&checklist(fact, list));
        }
    }
    out
}

/// Items of one part of the document.
#[derive(Default)]
struct Part<'c> {
    path: &'c [String],
    done: usize,
    open: usize,
    rest: usize,
}

fn checklist(fact: &Fact, list: &Checklist) -> String {
    let mut parts: Vec<Part<'_>> = Vec::new();
    let mut whole = Part::default();
    for item in list.items() {
        if parts.last().is_none_or(|part| part.path != item.section.as_slice()) {
            parts.push(Part { path: &item.section, ..Part::default() });
        }
        whole.count(item);
        if let Some(part) = parts.last_mut() {
            part.count(item);
        }
    }
    let (open_parts, whole_parts): (Vec<&Part<'_>>, Vec<&Part<'_>>) =
        parts.iter().partition(|part| part.open > 0);
    format!(
        "<section>\n<h2>Checklist{}: {}</h2>\n{}{}{}{}</section>\n",
        named(fact, "checklist"),
        whole.said(),
        progress(&open_parts),
        open(list),
        finished(&whole_parts),
        closed(list),
    )
}

/// Where it has a name of its own.
fn named(fact: &Fact, kind: &str) -> String {
    let name = fact.declaration.name.as_str();
    if name == kind { String::new() } else { format!(" {}", escaped(name)) }
}

impl Part<'_> {
    fn count(&mut self, item: &ChecklistItem) {
        match item.state {
            ItemState::Done => self.done += 1,
            ItemState::Open => self.open += 1,
            ItemState::NotApplicable => self.rest += 1,
        }
    }

    fn said(&self) -> String {
        let rest = match self.rest {
            0 => String::new(),
            rest => format!(", {rest} not applicable"),
        };
        format!("{} of {} done{rest}", self.done, self.done + self.open)
    }

    fn share(&self) -> f64 {
        100.0 * self.done as f64 / (self.done + self.open).max(1) as f64
    }
}

fn progress(parts: &[&Part<'_>]) -> String {
    let rows: String = parts.iter().map(|part| row(part)).collect();
    if rows.is_empty() { rows } else { format!("<table class=\"progress\">\n{rows}</table>\n") }
}

/// Sections without an open item, folded.
fn finished(parts: &[&Part<'_>]) -> String {
    if parts.is_empty() {
        return String::new();
    }
    words::folded("Finished sections", parts.len(), &progress(parts))
}

fn row(part: &Part<'_>) -> String {
    let title = part.path.join(" › ");
    let title = if title.is_empty() { "(before the first heading)" } else { &title };
    let class = if part.open == 0 { "whole" } else { "part" };
    format!(
        "<tr><th scope=\"row\">{}</th><td>{}<span class=\"bar\" aria-hidden=\"true\">\
         <i class=\"{class}\" style=\"width:{:.0}%\"></i></span></td></tr>\n",
        escaped(title),
        part.said(),
        part.share(),
    )
}

fn open(list: &Checklist) -> String {
    let items: Vec<&ChecklistItem> =
        list.items().filter(|item| item.state == ItemState::Open).collect();
    if items.is_empty() {
        return String::new();
    }
    let shown: String = items.iter().take(OPEN).map(|item| line(item)).collect();
    let more = items.len().saturating_sub(OPEN);
    let more = if more > 0 { format!("<li>… and {more} more</li>\n") } else { String::new() };
    format!("<h3>Open</h3>\n<ul class=\"items\">\n{shown}{more}</ul>\n")
}

/// What is done, and what does not apply, folded.
fn closed(list: &Checklist) -> String {
    let of = |title: &str, state: ItemState| {
        let items = list.items().filter(|item| item.state == state);
        let items: Vec<String> = items.map(line).collect();
        if items.is_empty() {
            return String::new();
        }
        let count = items.len();
        words::folded(title, count, &format!("<ul class=\"items\">\n{}</ul>\n", items.concat()))
    };
    of("Done", ItemState::Done) + &of("Not applicable", ItemState::NotApplicable)
}

fn line(item: &ChecklistItem) -> String {
    let section = item.section.last().map(|title| format!("{title}: ")).unwrap_or_default();
    let mut about: Vec<String> = item.owner.iter().cloned().collect();
    about.extend(item.line.map(|line| format!("line {line}")));
    let about = about.join(", ");
    let about = if about.is_empty() { about } else { format!(" ({about})") };
    format!(
        "<li><span class=\"dim\">{}</span>{}<span class=\"dim\">{}</span></li>\n",
        escaped(&section),
        escaped(&item.text),
        escaped(&about)
    )
}

pub(super) fn signoffs(seen: Seen<'_>) -> String {
    let mut out = String::new();
    for fact in asked(seen.stage) {
        let value = decode(&fact.declaration, seen.snapshot).value.ok();
        if let Some(roll) = value.as_ref().and_then(|value| value.downcast::<Signoffs>()) {
            out.push_str(&roll_of(fact, roll));
        }
    }
    out
}

fn roll_of(fact: &Fact, roll: &Signoffs) -> String {
    let approved = roll.roles().filter(|signoff| signoff.is_approved()).count();
    let rows: String = roll.roles().map(signed).collect();
    format!(
        "<section>\n<h2>Sign-offs{}: {approved} of {}</h2>\n<table>\n{rows}</table>\n</section>\n",
        named(fact, "signoffs"),
        roll.roles().len(),
    )
}

fn signed(signoff: &Signoff) -> String {
    let link = if signoff.is_approved() { "by " } else { "" };
    let by = signoff.by.as_deref().map(|by| format!(" {link}{}", escaped(by)));
    let by = by.unwrap_or_default();
    let at = signoff.at.map(|at| format!(", {}", moment(&at.to_string()))).unwrap_or_default();
    let (mark, word) = if signoff.is_approved() { ("yes", "✓ approved") } else { ("no", "open") };
    format!(
        "<tr><th scope=\"row\">{}</th><td><b class=\"{mark}\">{word}</b>{by}{at}</td></tr>\n",
        escaped(&signoff.role),
    )
}
