//! Plain and quoted scalars: a single line break is folded to a space, blank lines stay as
//! breaks, indentation and trailing blanks go.

use gonogo_cel::Span;

use super::decode::{Decoded, length, lines};
use super::escape;

/// What the break after a line becomes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LineEnd {
    Folds,
    /// A backslash before the break swallows it.
    Vanishes,
}

/// How one style treats a line.
struct Reading<'s> {
    strip: fn(&Decoded<'s>, Span) -> Span,
    read: fn(&mut Decoded<'s>, Span) -> LineEnd,
}

pub(super) fn plain(decoded: &mut Decoded<'_>, span: Span) {
    folded(decoded, span, Reading { strip: without_trailing_blanks, read: plain_line });
}

pub(super) fn single_quoted(decoded: &mut Decoded<'_>, span: Span) {
    let reading = Reading { strip: without_trailing_blanks, read: single_quoted_line };
    folded(decoded, inside(span), reading);
}

pub(super) fn double_quoted(decoded: &mut Decoded<'_>, span: Span) {
    let reading = Reading { strip: escape::without_trailing_blanks, read: escape::line };
    folded(decoded, inside(span), reading);
}

/// Without the quotes.
fn inside(span: Span) -> Span {
    Span::new(span.start + 1, span.end.saturating_sub(1).max(span.start + 1))
}

/// Blanks count at the start of the first line and at the end of the last one only.
fn folded<'s>(decoded: &mut Decoded<'s>, span: Span, reading: Reading<'s>) {
    let lines = lines(decoded.text(span), span.start);
    let last = lines.len().saturating_sub(1);
    let mut blank_lines = 0;
    let mut previous = (span.start, LineEnd::Folds);
    for (number, mut line) in lines.into_iter().enumerate() {
        if number != last {
            line = (reading.strip)(decoded, line);
        }
        if number != 0 {
            line = without_leading_blanks(decoded, line);
            if number != last && line.start == line.end {
                blank_lines += 1;
                continue;
            }
            join(decoded, Span::new(previous.0, line.start), previous.1, blank_lines);
        }
        previous = (line.end, (reading.read)(decoded, line));
        blank_lines = 0;
    }
}

fn join(decoded: &mut Decoded<'_>, gap: Span, end: LineEnd, blank_lines: usize) {
    match (blank_lines, end) {
        (0, LineEnd::Vanishes) => {}
        (0, LineEnd::Folds) => decoded.replace(" ", gap),
        _ => decoded.replace(&"\n".repeat(blank_lines), gap),
    }
}

fn plain_line(decoded: &mut Decoded<'_>, line: Span) -> LineEnd {
    decoded.copy(line);
    LineEnd::Folds
}

fn single_quoted_line(decoded: &mut Decoded<'_>, line: Span) -> LineEnd {
    let mut from = line.start;
    for part in decoded.text(line).split_inclusive("''") {
        let to = from + length(part);
        if part.ends_with("''") {
            decoded.copy(Span::new(from, to - 2));
            decoded.replace("'", Span::new(to - 2, to));
        } else {
            decoded.copy(Span::new(from, to));
        }
        from = to;
    }
    LineEnd::Folds
}

pub(super) fn without_trailing_blanks(decoded: &Decoded<'_>, line: Span) -> Span {
    let kept = decoded.text(line).trim_end_matches([' ', '\t']);
    Span::new(line.start, line.start + length(kept))
}

fn without_leading_blanks(decoded: &Decoded<'_>, line: Span) -> Span {
    let kept = decoded.text(line).trim_start_matches([' ', '\t']);
    Span::new(line.end - length(kept), line.end)
}
