//! Renderings of a decision, of a checklist, and of the manual. They choose nothing: what is known goes in,
//! text comes out.

pub(crate) mod checklist;
pub(crate) mod import;
mod json;
pub(crate) mod manual;
pub(crate) mod paint;
pub(crate) mod replay;
mod text;

use gonogo_engine::Decision;

use crate::args::Format;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// What is wrong, in full; what passed, by name.
    Glance,
    /// Every rule with its expression and values.
    Full,
}

/// Text carries colours; the output drops them where they cannot be shown.
pub(crate) fn render(format: Format, decision: &Decision, detail: Detail) -> String {
    match format {
        Format::Text => text::render(decision, detail),
        Format::Json => json::render(decision),
    }
}
