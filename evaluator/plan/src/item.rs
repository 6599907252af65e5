//! Items of checklists.

mod checklist;
mod line;
mod table;

use crate::section::SectionId;

pub use checklist::{Checklist, Part, Progress};
pub(crate) use line::{Ticks, is_choice, item, odd};
pub(crate) use table::items;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Open,
    Done,
    /// Somebody said that it does not apply: neither open nor done.
    NotApplicable,
}

impl State {
    /// As facts have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::NotApplicable => "not-applicable",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Without the box, the owner and the date.
    pub text: String,
    pub state: State,
    /// The innermost section that it stands in.
    pub section: Option<SectionId>,
    /// In the file, from 1.
    pub line: usize,
    pub owner: Option<String>,
    /// `2026-01-04`, or with a time as RFC 3339 has it.
    pub due: Option<String>,
}
