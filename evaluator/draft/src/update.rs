//! A changed plan, brought into a gate that somebody has edited.
//!
//! Three texts are compared: the draft of the last import, the gate as it is, and the draft of
//! the plan as it is now. Where the gate still says what the last draft said, it follows the new
//! one. Everything else stays, byte for byte.

mod edit;
mod entry;
mod gone;
mod lock;
mod scan;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use edit::{Edits, Spot};
pub use lock::{Lock, LockError};
pub use scan::Part;
use scan::{Entry, Scanned, scan};

/// Above an entry that the plan has no more.
const GONE: &str = "# gone from the plan: remove it, or keep it if it is still meant";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// The gate.
    pub text: String,
    /// In the order of the draft; what is gone comes last.
    pub changes: Vec<Change>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub kind: ChangeKind,
    pub part: Part,
    /// Of the entry.
    pub name: String,
    /// The key in the entry, if it has several.
    pub key: Option<String>,
    /// What the gate said.
    pub was: Option<String>,
    /// What the plan says now.
    pub now: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    Added,
    Changed,
    /// It was edited, so that the plan's change was not made.
    Kept,
    /// It was removed, so that the plan's change was not made.
    LeftOut,
    /// The plan has it no more; a comment says so.
    Gone,
    /// It was gone, and the plan has it again.
    Back,
}

impl ChangeKind {
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Kept => "kept",
            Self::LeftOut => "left-out",
            Self::Gone => "gone",
            Self::Back => "back",
        }
    }
}

/// `base` is the last draft, `edited` the gate, `new` the draft of the plan as it is now.
pub fn update(base: &str, edited: &str, new: &str) -> Update {
    let (base, gate, new) = (scan(base), scan(edited), scan(new));
    let mut merge = Merge {
        base: &base,
        gate: &gate,
        new: &new,
        edits: Edits::new(edited),
        placed: BTreeMap::new(),
        changes: Vec::new(),
    };
    let mut inserted = Vec::new();
    for entry in &new.entries {
        let before = base.entry(entry.part, &entry.name);
        match (before, gate.entry(entry.part, &entry.name)) {
            (Some(before), Some(here)) => merge.fields(before, here, entry),
            (None, Some(here)) => merge.own(here, entry),
            (None, None) => inserted.push(entry),
            (Some(before), None) => merge.removed(before, entry),
        }
    }
    let inserted = merge.with_needs(inserted);
    for entry in &inserted {
        merge.insert(entry);
    }
    for entry in base.entries.iter().filter(|entry| new.entry(entry.part, &entry.name).is_none()) {
        if let Some(here) = gate.entry(entry.part, &entry.name) {
            merge.gone(here);
        }
    }
    Update { text: merge.edits.applied(&gate.lines), changes: merge.changes }
}

struct Merge<'m> {
    base: &'m Scanned<'m>,
    gate: &'m Scanned<'m>,
    new: &'m Scanned<'m>,
    edits: Edits,
    /// Where entries were added.
    placed: BTreeMap<(Part, String), Spot>,
    changes: Vec<Change>,
}

impl<'m> Merge<'m> {
    fn say(&mut self, kind: ChangeKind, entry: &Entry) {
        let (part, name) = (entry.part, entry.name.clone());
        self.changes.push(Change { kind, part, name, key: None, was: None, now: None });
    }

    /// Somebody wrote an entry of this name, or had kept one that was gone.
    fn own(&mut self, here: &Entry, new: &Entry) {
        let lead = here
            .lead
            .clone()
            .find(|at| self.gate.lines.get(*at).is_some_and(|line| line.trim() == GONE));
        match lead {
            Some(at) => {
                self.edits.replace(at..at + 1, String::new());
                self.say(ChangeKind::Back, here);
                self.reopened(here);
            }
            None => self.say(ChangeKind::Kept, new),
        }
    }

    /// Somebody took it out of the gate: it stays out.
    fn removed(&mut self, before: &Entry, new: &Entry) {
        let is_same = entry::code(self.base, before) == entry::code(self.new, new);
        if !is_same {
            self.say(ChangeKind::LeftOut, new);
        }
    }

    /// What new entries name, and somebody took out of the gate, comes back with them.
    fn with_needs(&self, mut inserted: Vec<&'m Entry>) -> Vec<&'m Entry> {
        let texts: Vec<String> = inserted.iter().map(|entry| self.new.text(&entry.body)).collect();
        let text = texts.concat();
        for entry in &self.new.entries {
            let is_missing = self.gate.entry(entry.part, &entry.name).is_none();
            let is_known = inserted.iter().any(|other| std::ptr::eq(*other, entry));
            let is_needed = match entry.part {
                Part::Params => entry::names(&text, &format!("params.{}", entry.name)),
                Part::Facts | Part::Sources => entry::names(&text, &entry.name),
                Part::Phases | Part::Rules => false,
            };
            if is_missing && !is_known && is_needed {
                inserted.push(entry);
            }
        }
        let place = |entry: &&Entry| entry.body.start;
        inserted.sort_by_key(place);
        inserted
    }

    fn insert(&mut self, entry: &Entry) {
        let text = self.new.text(&(entry.lead.start..entry.body.end));
        let above = self.above(entry);
        let (spot, text) = match self.spot(entry, &above) {
            Ok((spot, with_heading)) => {
                let is_rule = entry.part == Part::Rules;
                let gap = match (with_heading, is_rule) {
                    (true, _) => above,
                    (false, true) => "\n".to_owned(),
                    (false, false) => String::new(),
                };
                (spot, format!("{gap}{text}"))
            }
            Err(spot) => (spot, format!("\n{}:\n{text}", entry.part.word())),
        };
        self.edits.insert(spot, &text);
        self.placed.insert((entry.part, entry.name.clone()), spot);
        self.say(ChangeKind::Added, entry);
    }

    /// What stands between the entry before and this one: empty lines, a heading.
    fn above(&self, entry: &Entry) -> String {
        let ends = self.new.of(entry.part).map(|other| other.body.end);
        let top = self.new.parts.iter().filter(|(part, _)| *part == entry.part);
        let starts = top.map(|(_, at)| at + 1);
        let before = ends.chain(starts).filter(|end| *end <= entry.lead.start).max();
        self.new.text(&(before.unwrap_or(entry.lead.start)..entry.lead.start))
    }

    /// Behind the entry that it follows in the draft, and whether its heading has to be added;
    /// an error is where its part has to be added.
    fn spot(&mut self, entry: &Entry, above: &str) -> Result<(Spot, bool), Spot> {
        let heading = above.lines().find(|line| line.trim_start().starts_with('#'));
        let stands =
            |heading: &str| self.gate.lines.iter().position(|line| line.trim() == heading.trim());
        if let Some(at) = heading.and_then(stands) {
            return Ok((Spot::After(at), false));
        }
        let before = self.new.of(entry.part).take_while(|other| other.name != entry.name);
        let here = |other: &Entry| match self.gate.entry(entry.part, &other.name) {
            Some(known) => Some(Spot::After(known.body.end.saturating_sub(1))),
            None => self.placed.get(&(entry.part, other.name.clone())).copied(),
        };
        if let Some(spot) = before.filter_map(here).last() {
            return Ok((spot, heading.is_some()));
        }
        let part = self.gate.parts.iter().find(|(part, _)| *part == entry.part);
        if let Some((_, at)) = part {
            return Ok((Spot::After(*at), heading.is_some()));
        }
        if self.edits.opens(entry.part) {
            return Ok((Spot::Opened(entry.part), heading.is_some()));
        }
        let later = self.gate.parts.iter().filter(|(part, _)| *part > entry.part);
        let line = later.map(|(_, at)| *at).min().unwrap_or(self.gate.lines.len());
        Err(self.edits.open(entry.part, line))
    }
}
