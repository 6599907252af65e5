//! For people.

use gonogo_document::{RenderStyle, render};

use crate::report::{Counts, Reported, counts};

/// What goes to people: findings, and how it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Of all files, those with errors first.
    pub findings: String,
    /// A line for each file that can be used, and how much was found.
    pub summary: String,
}

pub fn text(files: &[Reported<'_>], style: RenderStyle) -> Text {
    let mut text = Text::default();
    let mut in_order: Vec<&Reported<'_>> = files.iter().collect();
    in_order.sort_by_key(|file| !file.findings.iter().any(gonogo_cel::Diagnostic::is_error));
    for file in in_order {
        // Errors first: they stand in the way.
        let (errors, warnings): (Vec<_>, Vec<_>) =
            file.findings.iter().cloned().partition(gonogo_cel::Diagnostic::is_error);
        for group in [errors, warnings].iter().filter(|group| !group.is_empty()) {
            text.findings.push_str(&render(file.file, file.text, group, style));
        }
    }
    for file in files {
        if let Some(holds) = &file.holds {
            let warnings = counts(std::slice::from_ref(file)).warnings;
            let state = match warnings {
                0 => "ok".to_owned(),
                some => format!("ok with {}", counted(some, "warning")),
            };
            text.summary.push_str(&format!("{}: {state}, {holds}\n", file.file));
        }
    }
    let Counts { errors, warnings } = counts(files);
    if files.len() > 1 || errors > 0 {
        let found = match (errors, warnings) {
            (0, 0) => "nothing found".to_owned(),
            (0, warnings) => counted(warnings, "warning"),
            (errors, 0) => counted(errors, "error"),
            _ => format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
        };
        text.summary.push_str(&format!("{found} in {}\n", counted(files.len(), "file")));
    }
    text
}

fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}
