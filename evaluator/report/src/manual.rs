//! Renderings of the manual. `docs/functions.md` is the Markdown of the whole.

mod json;
mod markdown;
mod text;

use gonogo_engine::functions::{Entry, Kind, Manual};

use crate::ManualFormat;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// A document of its own, with a word before it.
    Whole,
    /// What was asked for.
    Part,
}

/// Text carries colours; the output drops them where they cannot be shown.
pub fn render(format: ManualFormat, manual: &Manual, extent: Extent) -> String {
    match format {
        ManualFormat::Text => text::render(manual),
        ManualFormat::Markdown => markdown::render(manual, extent),
        ManualFormat::Json => json::render(manual),
    }
}

/// How it is used, with the type of the result; forms of an operator with one result together.
fn forms(entry: &Entry) -> Vec<(String, &'static str)> {
    let mut grouped: Vec<(String, &str)> = Vec::new();
    for (form, of) in entry.forms() {
        match grouped.iter_mut().find(|(_, known)| *known == of) {
            Some((forms, _)) if entry.kind == Kind::Operator => {
                forms.push_str(&format!(", {form}"));
            }
            _ => grouped.push((form, of)),
        }
    }
    grouped
}
