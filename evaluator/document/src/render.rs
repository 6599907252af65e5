//! Diagnostics as text for people, in the form that Rust's compiler made familiar.

mod window;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use gonogo_cel::{Diagnostic, Severity};

use window::{Place, Window};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Text only, for files and logs.
    Plain,
    /// With ANSI colours, for terminals.
    Coloured,
}

/// Diagnostics that are shown; a file with more has one problem that causes the others.
const SHOWN: usize = 100;

/// Sorted by place; each followed by an empty line. Lines and columns count from 1, columns
/// in characters as editors do. A span that is not of `text` is moved to the nearest place.
pub fn render(file: &str, text: &str, diagnostics: &[Diagnostic], style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_key(|diagnostic| diagnostic.span);
    let mut output = String::new();
    for diagnostic in sorted.iter().take(SHOWN) {
        output.push_str(&one(file, text, diagnostic, &renderer));
        output.push_str("\n\n");
    }
    let hidden = sorted.len().saturating_sub(SHOWN);
    if hidden > 0 {
        output.push_str(&format!("… and {hidden} more\n"));
    }
    output
}

fn one(file: &str, text: &str, diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let primary = Place::of(text, diagnostic.span);
    let related = diagnostic.related.iter().map(|(span, note)| (Place::of(text, *span), note));
    let (near, far): (Vec<_>, Vec<_>) = related.partition(|(place, _)| primary.is_near(place));
    let mut places = vec![primary];
    places.extend(near.iter().map(|(place, _)| *place));
    let window = Window::around(text, &places);
    let label = diagnostic.label.as_deref();
    let mark = AnnotationKind::Primary.span(window.mark(&primary)).label(label);
    let snippet = Snippet::source(window.source)
        .path(file)
        .line_start(window.first_line)
        .annotation(mark)
        .annotations(near.iter().map(|(place, note)| {
            AnnotationKind::Context.span(window.mark(place)).label(Some(note.as_str()))
        }));
    let notes = far.iter().map(|(place, note)| {
        Level::NOTE.message(format!("{note}: line {}, column {}", place.line, place.column))
    });
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.id);
    let help = diagnostic.help.iter().map(|help| Level::HELP.message(help.as_str()));
    renderer.render(&[title.element(snippet).elements(notes).elements(help)])
}

#[cfg(test)]
mod tests;
