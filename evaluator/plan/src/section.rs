//! Sections: headings, and the labels and items that stand above others.

mod outline;
mod select;

pub(crate) use outline::{Lasts, Outline};
pub(crate) use select::select;

/// A place in [`Plan::sections`](crate::Plan::sections).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub(crate) usize);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub title: String,
    /// In the file, from 1.
    pub line: usize,
    /// The section around it; always one that comes before.
    pub parent: Option<SectionId>,
    /// 1 to 6 of a heading; nothing of a bold label, or an item with others below it.
    pub level: Option<u8>,
}

/// Sections by the lines that they begin with.
#[derive(Debug, Default)]
pub(crate) struct ByLine {
    /// For each line one more than the place of its section.
    places: Vec<u32>,
}

impl ByLine {
    pub(crate) fn of(sections: &[Section]) -> Self {
        let lines = sections.iter().map(|section| section.line + 1).max().unwrap_or(0);
        let mut places = vec![0; lines];
        for (section, place) in sections.iter().zip(1..) {
            if let Some(at) = places.get_mut(section.line) {
                *at = place;
            }
        }
        Self { places }
    }

    pub(crate) fn get(&self, line: usize) -> Option<SectionId> {
        let place = usize::try_from(*self.places.get(line)?).ok()?;
        place.checked_sub(1).map(SectionId)
    }
}

/// Titles of a section and those around it, outermost first.
pub(crate) fn path(sections: &[Section], id: Option<SectionId>) -> Vec<&str> {
    let mut titles = Vec::new();
    let mut at = id;
    while let Some(section) = at.and_then(|id| sections.get(id.0)) {
        titles.push(section.title.as_str());
        at = section.parent;
    }
    titles.reverse();
    titles
}

/// What [`path`] gives, as one text.
pub(crate) const BETWEEN: &str = " / ";

/// For each section, whether it is the one that is asked for or stands in it.
pub(crate) fn within(sections: &[Section], id: SectionId) -> Vec<bool> {
    let mut found: Vec<bool> = Vec::with_capacity(sections.len());
    for (at, section) in sections.iter().enumerate() {
        let parent = section.parent.and_then(|parent| found.get(parent.0)).copied();
        found.push(at == id.0 || parent.unwrap_or(false));
    }
    found
}
