//! The part of a text that a diagnostic is shown with: the lines from its first to its last
//! place.

use std::ops::Range;

use gonogo_cel::Span;

/// Longest line that is shown whole, and longest mark on a longer one, in characters.
const LINE: usize = 120;
const MARK: usize = 60;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// A place within one line; of a longer span only the first line is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// From 1.
    pub(super) line: usize,
    /// From 1, in characters.
    pub(super) column: usize,
    is_on_long_line: bool,
    /// In bytes of the text.
    line_start: usize,
    start: usize,
    end: usize,
}

impl Place {
    pub(super) fn of(text: &str, span: Span) -> Self {
        let start = text.floor_char_boundary(span.start as usize);
        let before = text.get(..start).unwrap_or_default();
        let line_start = first_of_line(text, before);
        let content = content(text, line_start);
        let is_on_long_line = content.chars().nth(LINE).is_some();
        let line_end = line_start + content.len();
        let start = start.clamp(line_start, line_end);
        let rest = text.get(start..line_end).unwrap_or_default();
        let longest = if is_on_long_line { shortened(rest) } else { rest };
        let end = text.ceil_char_boundary(span.end as usize).clamp(start, start + longest.len());
        let lead = text.get(line_start..start).unwrap_or_default();
        Self {
            line: before.matches('\n').count() + 1,
            column: lead.chars().count() + 1,
            is_on_long_line,
            line_start,
            start,
            end,
        }
    }

    /// Whether both can be shown in one picture.
    pub(super) fn is_near(&self, other: &Self) -> bool {
        let is_long = self.is_on_long_line || other.is_on_long_line;
        !is_long || self.column.abs_diff(other.column) < MARK
    }
}

pub(super) struct Window<'t> {
    pub(super) source: &'t str,
    /// From 1.
    pub(super) first_line: usize,
    start: usize,
}

impl<'t> Window<'t> {
    pub(super) fn around(text: &'t str, places: &[Place]) -> Self {
        let first = places.iter().min_by_key(|place| place.start);
        let last = places.iter().max_by_key(|place| place.start);
        let start = first.map_or(0, |place| place.line_start);
        let last_start = last.map_or(0, |place| place.line_start);
        let end = last_start + content(text, last_start).len();
        Self {
            source: text.get(start..end).unwrap_or_default(),
            first_line: first.map_or(1, |place| place.line),
            start,
        }
    }

    /// In bytes of `source`.
    pub(super) fn mark(&self, place: &Place) -> Range<usize> {
        place.start.saturating_sub(self.start)..place.end.saturating_sub(self.start)
    }
}

/// A byte order mark is no character to an editor.
fn first_of_line(text: &str, before: &str) -> usize {
    match before.rfind('\n') {
        Some(at) => at + 1,
        None if text.starts_with(BYTE_ORDER_MARK) => BYTE_ORDER_MARK.len_utf8(),
        None => 0,
    }
}

fn shortened(text: &str) -> &str {
    let end = text.char_indices().nth(MARK).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// The line that starts at `start`, without its break.
fn content(text: &str, start: usize) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    line.strip_suffix('\r').unwrap_or(line)
}
