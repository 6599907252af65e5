//! The checklist of a plan or section, and what becomes of it as a fact.

use serde_json::{Value, json};

use crate::item::{Item, State};
use crate::plan::Plan;
use crate::section::SectionId;

#[derive(Clone, Debug)]
pub struct Checklist<'p> {
    pub(crate) plan: &'p Plan,
    pub(crate) items: Vec<&'p Item>,
}

/// How many items are what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub open: usize,
    pub done: usize,
    pub not_applicable: usize,
}

impl Progress {
    /// Items that are done or to be done.
    pub fn applicable(self) -> usize {
        self.open + self.done
    }

    pub fn items(self) -> usize {
        self.applicable() + self.not_applicable
    }

    fn add(&mut self, other: Self) {
        self.open += other.open;
        self.done += other.done;
        self.not_applicable += other.not_applicable;
    }
}

impl From<State> for Progress {
    fn from(state: State) -> Self {
        let one = |is: State| usize::from(state == is);
        Self {
            open: one(State::Open),
            done: one(State::Done),
            not_applicable: one(State::NotApplicable),
        }
    }
}

/// A section with items in it or below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Nothing stands for items before the first heading.
    pub section: Option<SectionId>,
    /// Of the items that stand in this section and in none below it.
    pub own: Progress,
    pub all: Progress,
}

impl<'p> Checklist<'p> {
    /// In the order of the plan.
    pub fn items(&self) -> impl ExactSizeIterator<Item = &'p Item> + '_ {
        self.items.iter().copied()
    }

    pub fn progress(&self) -> Progress {
        let mut sum = Progress::default();
        self.items.iter().for_each(|item| sum.add(item.state.into()));
        sum
    }

    /// In the order of the plan; sections without items are left out.
    pub fn parts(&self) -> Vec<Part> {
        let sections = &self.plan.sections;
        let mut outside = Progress::default();
        let mut own = vec![Progress::default(); sections.len()];
        for item in &self.items {
            let place = item.section.and_then(|id| own.get_mut(id.0));
            place.unwrap_or(&mut outside).add(item.state.into());
        }
        let mut all = own.clone();
        // A section comes after the one around it.
        for (at, section) in sections.iter().enumerate().rev() {
            let below = all.get(at).copied().unwrap_or_default();
            if let Some(around) = section.parent.and_then(|id| all.get_mut(id.0)) {
                around.add(below);
            }
        }
        let first = Part { section: None, own: outside, all: outside };
        let each = own.into_iter().zip(all).enumerate();
        let parts = each.map(|(at, (own, all))| Part { section: Some(SectionId(at)), own, all });
        let mut parts: Vec<Part> =
            std::iter::once(first).chain(parts).filter(|part| part.all.items() > 0).collect();
        // Labels become sections only when they are used, which may be after inner headings.
        parts.sort_by_key(|part| self.line(part.section));
        parts
    }

    fn line(&self, section: Option<SectionId>) -> usize {
        section.and_then(|id| self.plan.sections.get(id.0)).map_or(0, |section| section.line)
    }

    /// `{"items": [{"text", "state", "section", "line", "owner", "due"}], "sections": […]}`
    pub fn to_json(&self) -> Value {
        let items: Vec<Value> = self.items().map(|item| self.item_json(item)).collect();
        let parts = self.parts();
        let sections: Vec<Value> = parts.iter().map(|part| self.part_json(part)).collect();
        json!({"items": items, "sections": sections})
    }

    fn item_json(&self, item: &Item) -> Value {
        json!({
            "text": item.text,
            "state": item.state.name(),
            "section": self.plan.path(item.section),
            "line": item.line,
            "owner": item.owner,
            "due": item.due,
        })
    }

    fn part_json(&self, part: &Part) -> Value {
        json!({
            "section": self.plan.path(part.section),
            "line": self.line(part.section),
            "done": part.all.done,
            "open": part.all.open,
            "not_applicable": part.all.not_applicable,
        })
    }
}
