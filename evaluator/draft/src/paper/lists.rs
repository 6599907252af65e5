//! Checklists of a plan as rules.

mod place;

use std::collections::BTreeSet;

use gonogo_plan::{Effect, Item, NotTaken, Plan, SectionId, State};

use crate::names::{Named, Namer};
use crate::parts::Rule;
use crate::scope::{Scope, Scopes};
use crate::text::cel;
use crate::text::words::{kebab, line, outline, words};
use place::{Boxes, Place};

/// The fact that all of them read.
pub(crate) const FACT: &str = "checklist";

#[derive(Debug, Default)]
pub(crate) struct Lists {
    pub(crate) rules: Vec<Rule>,
    pub(crate) left: Vec<NotTaken>,
    /// Rules that hold on the plan as it is.
    pub(crate) passing: Vec<Rule>,
    /// Boxes that are ticked in it.
    pub(crate) warnings: Vec<NotTaken>,
}

pub(crate) fn take(plan: &Plan, scopes: &Scopes<'_>, namer: &mut Namer<'_>) -> Lists {
    let boxes = Boxes::new(plan, scopes);
    let mut lists = Lists { left: rollbacks(&boxes, scopes), ..Lists::default() };
    for part in groups(&boxes, scopes) {
        lists.demand(&boxes, scopes, namer, part);
    }
    for (at, item) in plan.items.iter().enumerate() {
        match boxes.scope(at) {
            Scope::Trigger | Scope::Stop => lists.trigger(&boxes, scopes, namer, (at, item)),
            Scope::All
            | Scope::Phase(_)
            | Scope::Beforehand
            | Scope::Afterwards
            | Scope::Rollback => {}
        }
    }
    lists
}

/// What is done when the release is taken back, by section.
fn rollbacks(boxes: &Boxes<'_>, scopes: &Scopes<'_>) -> Vec<NotTaken> {
    let mut sections: Vec<(Option<SectionId>, usize, usize)> = Vec::new();
    for (at, item) in boxes.plan.items.iter().enumerate() {
        if boxes.scope(at) != Scope::Rollback {
            continue;
        }
        match sections.iter_mut().find(|(section, ..)| *section == item.section) {
            Some((.., count)) => *count += 1,
            None => sections.push((item.section, item.line, 1)),
        }
    }
    let left = |(section, line, count): (Option<SectionId>, usize, usize)| NotTaken {
        line,
        text: format!("{}: {}", section.map_or("", |id| scopes.title(id)), counted(count)),
        why: "it is done when the release is taken back, not before".to_owned(),
    };
    sections.into_iter().map(left).collect()
}

fn counted(boxes: usize) -> String {
    if boxes == 1 { "1 box".to_owned() } else { format!("{boxes} boxes") }
}

fn left(item: &Item, why: &str) -> NotTaken {
    let mark = if item.state == State::Open { ' ' } else { 'x' };
    NotTaken { line: item.line, text: format!("[{mark}] {}", item.text), why: why.to_owned() }
}

/// A template's ticks are nobody's.
fn ticked(items: &[&Item]) -> Option<String> {
    let ticked = items.iter().filter(|item| item.state != State::Open);
    let lines: Vec<String> = ticked.map(|item| item.line.to_string()).collect();
    let lines = match lines.as_slice() {
        [] => return None,
        [one] => format!("line {one}"),
        lines => format!("lines {}", lines.join(", ")),
    };
    Some(format!("ticked in the plan as it is, which is no evidence: {lines}"))
}

/// Boxes that are asked for together, below a heading.
struct Group {
    section: Option<SectionId>,
    items: Vec<usize>,
}

fn groups(boxes: &Boxes<'_>, scopes: &Scopes<'_>) -> Vec<Group> {
    let mut covered = BTreeSet::new();
    let mut groups = Vec::new();
    for group in by_section(boxes, |item| heading(boxes.plan, scopes, item)) {
        if group.items.iter().all(|at| covered.contains(at)) {
            continue;
        }
        let whole = Place::of(boxes, scopes, group.section);
        if whole.is_asked_for_alike(boxes, &group.items) {
            covered.extend(whole.selected.iter().copied());
            groups.push(group);
            continue;
        }
        // Something else stands below the same heading: label by label, or box by box.
        let parts = by_section(boxes, |item| item.section);
        for part in
            parts.into_iter().filter(|part| part.items.iter().any(|at| group.items.contains(at)))
        {
            let place = Place::of(boxes, scopes, part.section);
            covered.extend(part.items.iter().copied());
            match place.is_asked_for_alike(boxes, &part.items) {
                true => groups.push(part),
                false => {
                    let single = |at| Group { section: part.section, items: vec![at] };
                    groups.extend(part.items.iter().copied().map(single));
                }
            }
        }
    }
    groups
}

/// Boxes that are to be ticked, in the order in which their sections come first.
fn by_section(boxes: &Boxes<'_>, of: impl Fn(&Item) -> Option<SectionId>) -> Vec<Group> {
    let mut groups: Vec<(Scope, Group)> = Vec::new();
    for (at, item) in boxes.plan.items.iter().enumerate() {
        let scope = boxes.scope(at);
        if matches!(scope, Scope::Trigger | Scope::Stop | Scope::Rollback) {
            continue;
        }
        let section = of(item);
        let same =
            |(other, group): &&mut (Scope, Group)| *other == scope && group.section == section;
        match groups.iter_mut().find(same) {
            Some((_, group)) => group.items.push(at),
            None => groups.push((scope, Group { section, items: vec![at] })),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// The innermost heading above an item, or the outermost label where there is none.
fn heading(plan: &Plan, scopes: &Scopes<'_>, item: &Item) -> Option<SectionId> {
    let around = scopes.around(item.section);
    let is_heading =
        |id: &&SectionId| plan.section(**id).is_some_and(|section| section.level.is_some());
    around.iter().find(is_heading).or(around.last()).copied()
}

impl Lists {
    fn demand(
        &mut self,
        boxes: &Boxes<'_>,
        scopes: &Scopes<'_>,
        namer: &mut Namer<'_>,
        group: Group,
    ) {
        let items = group.items.iter().filter_map(|at| boxes.plan.items.get(*at));
        let items: Vec<&Item> = items.collect();
        let Some((at, first)) = group.items.first().zip(items.first()) else { return };
        let place = Place::of(boxes, scopes, group.section);
        // Of several boxes that read so none is meant, which is no-go; bad news is never asked for.
        let single = !place.is_asked_for_alike(boxes, &group.items);
        let title = match group.section {
            _ if single => first.text.as_str(),
            Some(id) => scopes.title(id),
            None => "items",
        };
        let list = place.expression();
        let is_unique = place.count(boxes, &first.text) == 1;
        let (require, because) = match single {
            true => {
                let item = format!("{list}.done({})", cel::string(&first.text));
                (item, format!("not done: {}", cel::message(&line(&first.text, 120))))
            }
            false => (format!("{list}.done()"), format!("still open: {{{list}.open()}}")),
        };
        let note = (single && !is_unique)
            .then_some("other boxes stand in the same section: give these a heading of their own");
        let title = title.trim_end_matches([':', ' ']);
        let count = counted(items.len());
        let stands_for = format!(
            "list {} {}",
            outline(place.path.iter().copied()),
            if single { title } else { "" }
        );
        let stands_for = namer.unused(Named::Rule, &stands_for);
        let ticked = ticked(&items);
        let notes: Vec<String> =
            note.map(str::to_owned).into_iter().chain(ticked.clone()).collect();
        let id = kebab(&[vec!["list".to_owned()], bare(title)].concat(), "list");
        let rule = Rule {
            id: namer.give(Named::Rule, &stands_for, &id),
            title: format!("Checklist: {}", line(title, 80)),
            phases: boxes.phases(scopes, *at),
            fields: vec![("require", require), ("because", because)],
            cases: Vec::new(),
            from: vec![(first.line, format!("{}: {count}", line(title, 60)))],
            note: (!notes.is_empty()).then(|| notes.join("; ")),
            section: first.section,
            is_demand: true,
        };
        let warning = |why| NotTaken { line: first.line, text: title.to_owned(), why };
        self.warnings.extend(ticked.map(warning));
        if items.iter().all(|item| item.state != State::Open) {
            self.passing.push(rule.clone());
        }
        self.rules.push(rule);
    }

    /// A box that is open while all is well; ticked it stops the release, and somebody decides.
    fn trigger(
        &mut self,
        boxes: &Boxes<'_>,
        scopes: &Scopes<'_>,
        namer: &mut Namer<'_>,
        (at, item): (usize, &Item),
    ) {
        let is_measured = |one: &gonogo_plan::Criterion| {
            one.line == item.line && one.effect == Effect::RollbackIf
        };
        if boxes.plan.criteria.iter().any(is_measured) {
            let why = "the box stays open while all is well: a rule asks for what it says";
            return self.left.push(left(item, why));
        }
        let place = Place::of(boxes, scopes, item.section);
        let note = if place.count(boxes, &item.text) != 1 {
            // None of several is meant, which is no-go.
            "other boxes of its section say the same: no-go until each is written differently"
        } else if boxes.scope(at) == Scope::Stop {
            "ticks are bad news by the title: require them, if they are not"
        } else {
            "make it rollback_if, if a tick always means that it has happened"
        };
        if item.state != State::Open {
            let why = "ticked in the plan as it is, and a tick here stops the release: untick it";
            self.warnings.push(left(item, why));
        }
        let path = outline(place.path.iter().copied());
        let stands_for = namer.unused(Named::Rule, &format!("trigger {path} {}", item.text));
        let id = kebab(&[vec!["trigger".to_owned()], words(&item.text)].concat(), "trigger");
        let text = line(&item.text, 80);
        self.rules.push(Rule {
            id: namer.give(Named::Rule, &stands_for, &id),
            title: format!("Trigger: {text}"),
            phases: boxes.phases(scopes, at),
            fields: vec![
                ("no_go_if", format!("{}.done({})", place.expression(), cel::string(&item.text))),
                ("because", format!("ticked in the plan: {}", cel::message(&text))),
            ],
            cases: Vec::new(),
            from: vec![(item.line, item.text.clone())],
            note: Some(note.to_owned()),
            section: item.section,
            is_demand: false,
        });
    }
}

/// Without the number of the section.
fn bare(title: &str) -> Vec<String> {
    let mut words = words(title);
    let is_number =
        |word: &String| word.bytes().all(|byte| byte.is_ascii_digit()) || word.len() == 1;
    let numbers = words.iter().take_while(|word| is_number(word)).count();
    if numbers < words.len() {
        words.drain(..numbers);
    }
    words
}
