//! Renderings of a decision, of a checklist, and of the manual. They choose nothing: what is known goes in,
//! text comes out.

pub mod checklist;
pub mod import;
mod json;
pub mod manual;
pub mod paint;
pub mod replay;
mod text;

use gonogo_engine::Decision;

/// Of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
}

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

/// Text carries colours; the output drops them where they cannot be shown.
pub fn render(format: Format, decision: &Decision, detail: Detail) -> String {
    match format {
        Format::Text => text::render(decision, detail),
        Format::Json => json::render(decision),
    }
}
