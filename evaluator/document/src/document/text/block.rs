//! Block scalars: `|` keeps line breaks, `>` folds them, both drop the indentation.

use gonogo_cel::Span;

use super::decode::{Decoded, length, lines};

/// `span` starts at the first letter of the first line with content, so its column is the
/// indentation of the block. The blank lines before it are only known from the value.
pub(super) fn literal(decoded: &mut Decoded<'_>, span: Span, value: &str) {
    let mut end = leading_breaks(decoded, span, value);
    for (number, line) in content_lines(decoded, span).into_iter().enumerate() {
        if number > 0 {
            decoded.replace("\n", Span::new(end, line.start));
        }
        decoded.copy(line);
        end = line.end;
    }
}

pub(super) fn folded(decoded: &mut Decoded<'_>, span: Span, value: &str) {
    let mut end = leading_breaks(decoded, span, value);
    let mut blank_lines = 0;
    let mut previous_is_indented = false;
    for (number, line) in content_lines(decoded, span).into_iter().enumerate() {
        if line.start == line.end {
            blank_lines += 1;
            continue;
        }
        // Lines that are indented further are not folded with their neighbours.
        let is_indented = decoded.text(line).starts_with([' ', '\t']);
        let keeps_breaks = is_indented || previous_is_indented;
        let between = match (number, blank_lines) {
            (0, _) => String::new(),
            (_, 0) if !keeps_breaks => " ".to_owned(),
            (_, blank) if !keeps_breaks => "\n".repeat(blank),
            (_, blank) => "\n".repeat(blank + 1),
        };
        decoded.replace(&between, Span::new(end, line.start));
        decoded.copy(line);
        previous_is_indented = is_indented;
        blank_lines = 0;
        end = line.end;
    }
}

fn leading_breaks(decoded: &mut Decoded<'_>, span: Span, value: &str) -> u32 {
    let content = value.trim_start_matches('\n');
    if !content.is_empty() {
        let breaks = value.len() - content.len();
        decoded.replace(&"\n".repeat(breaks), Span::new(span.start, span.start));
    }
    span.start
}

fn content_lines(decoded: &Decoded<'_>, span: Span) -> Vec<Span> {
    let indent = decoded.column(span.start);
    let mut lines = lines(decoded.text(span), span.start);
    for line in lines.iter_mut().skip(1) {
        let text = decoded.text(*line);
        let spaces = text.len() - text.trim_start_matches(' ').len();
        line.start += length(text.get(..spaces.min(indent)).unwrap_or_default());
    }
    lines
}
