//! Renderings of a decision, of a checklist, and of the manual. They choose nothing: what is known goes in,
//! text comes out.

pub mod checklist;
mod commands;
mod decision;
pub mod import;
pub mod manual;
mod markdown;
mod page;
pub mod paint;
pub mod replay;

pub use decision::{Format, render};
pub use page::{Seen, html};

/// Of a checklist, or of what was imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChecklistFormat {
    Text,
    Markdown,
    Json,
}

/// Of the manual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ManualFormat {
    Text,
    Markdown,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What is wrong, in full; what passed, by name.
    Glance,
    /// Every rule with its expression and values.
    Full,
}
