//! Where in the plan a block stands, while the blocks go by.

use super::{Section, SectionId};
use crate::limits::LABELS;
use crate::words::title::is_about_signoffs;

#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub(crate) sections: Vec<Section>,
    headings: Vec<Place>,
    labels: Vec<Label>,
    /// Items of lists around the block.
    depth: usize,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    level: u8,
    id: SectionId,
    has_signoffs: bool,
}

/// A section only once something stands under it.
#[derive(Debug)]
struct Label {
    title: String,
    line: usize,
    /// An item counts twice as much as it is deep, a label in it one more.
    rank: usize,
    lasts: Lasts,
    id: Option<SectionId>,
    has_signoffs: bool,
}

/// How far a label reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lasts {
    /// Until the next label, heading or rule.
    On,
    /// Until the next text.
    Block,
}

impl Outline {
    pub(crate) fn heading(&mut self, level: u8, title: String, line: usize) {
        self.labels.clear();
        self.headings.retain(|heading| heading.level < level);
        let parent = self.headings.last().copied();
        let has_signoffs =
            parent.is_some_and(|parent| parent.has_signoffs) || is_about_signoffs(&title);
        let parent = parent.map(|parent| parent.id);
        let id = self.add(Section { title, line, parent, level: Some(level) });
        self.headings.push(Place { level, id, has_signoffs });
    }

    /// A line that says what the next ones are about.
    pub(crate) fn label(&mut self, title: String, line: usize, lasts: Lasts) {
        self.push(title, line, 2 * self.depth + 1, lasts);
    }

    /// The text of the item that the block is in.
    pub(crate) fn item(&mut self, title: String, line: usize) {
        self.push(title, line, 2 * self.depth, Lasts::On);
    }

    fn push(&mut self, title: String, line: usize, rank: usize, lasts: Lasts) {
        self.labels.retain(|label| label.rank < rank);
        if self.labels.len() < LABELS {
            let has_signoffs = self.has_signoffs() || is_about_signoffs(&title);
            self.labels.push(Label { title, line, rank, lasts, id: None, has_signoffs });
        }
    }

    pub(crate) fn open(&mut self) {
        self.depth += 1;
    }

    pub(crate) fn close(&mut self) {
        let rank = 2 * self.depth;
        self.labels.retain(|label| label.rank < rank);
        self.depth = self.depth.saturating_sub(1);
    }

    pub(crate) fn rule(&mut self) {
        let rank = 2 * self.depth;
        self.labels.retain(|label| label.rank <= rank);
    }

    /// A text that is no label.
    pub(crate) fn text(&mut self) {
        let rank = 2 * self.depth;
        self.labels.retain(|label| label.rank <= rank || label.lasts == Lasts::On);
    }

    /// Whether sign-offs are to be expected here.
    pub(crate) fn has_signoffs(&self) -> bool {
        match self.labels.last() {
            Some(label) => label.has_signoffs,
            None => self.headings.last().is_some_and(|heading| heading.has_signoffs),
        }
    }

    /// The innermost section, with the labels as sections from now on.
    pub(crate) fn here(&mut self) -> Option<SectionId> {
        self.sections_of(self.labels.len())
    }

    /// As [`here`](Self::here), without the item that the block itself is.
    pub(crate) fn around(&mut self) -> Option<SectionId> {
        let rank = 2 * self.depth;
        let outer = self.labels.iter().take_while(|label| label.rank < rank).count();
        self.sections_of(outer)
    }

    fn sections_of(&mut self, labels: usize) -> Option<SectionId> {
        let mut inner = self.headings.last().map(|heading| heading.id);
        let mut all = std::mem::take(&mut self.labels);
        for label in all.iter_mut().take(labels) {
            let id = label.id.unwrap_or_else(|| {
                let title = label.title.clone();
                self.add(Section { title, line: label.line, parent: inner, level: None })
            });
            label.id = Some(id);
            inner = Some(id);
        }
        self.labels = all;
        inner
    }

    fn add(&mut self, section: Section) -> SectionId {
        self.sections.push(section);
        SectionId(self.sections.len() - 1)
    }
}
