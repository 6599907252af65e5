//! For people.

use gonogo_document::{RenderStyle, render};

use crate::report::{Counts, Reported, counts};

/// Every finding below its file, the files with errors first; at the end one line for each file
/// that is in order, and how much was found.
pub fn text(files: &[Reported<'_>], style: RenderStyle) -> String {
    let mut text = String::new();
    let mut in_order: Vec<&Reported<'_>> = files.iter().collect();
    in_order.sort_by_key(|file| !file.findings.iter().any(gonogo_cel::Diagnostic::is_error));
    for file in in_order {
        text.push_str(&render(file.file, file.text, file.findings, style));
    }
    for file in files {
        if let Some(holds) = &file.holds {
            let warnings = counts(std::slice::from_ref(file)).warnings;
            let state = match warnings {
                0 => "ok".to_owned(),
                some => counted(some, "warning"),
            };
            text.push_str(&format!("{}: {state}, {holds}\n", file.file));
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
        text.push_str(&format!("{found} in {}\n", counted(files.len(), "file")));
    }
    text
}

fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}
