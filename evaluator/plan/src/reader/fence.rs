//! Text in a fence as lines with a column each; drawings around it are taken away.

use std::borrow::Cow;

use crate::markdown::{Line, Row, Table};
use crate::words::title::folded;

/// A line of a fence without its drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fenced<'t> {
    pub(super) column: usize,
    pub(super) text: &'t str,
    /// The line is framed on both sides: a picture, or a form letter.
    pub(super) is_framed: bool,
}

/// What trees and frames are drawn with.
fn is_drawn(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{259f}')
}

fn is_branch(c: char) -> bool {
    matches!(c, '├' | '└' | '┌' | '┣' | '┗' | '╰')
}

pub(super) fn line(text: &str) -> Fenced<'_> {
    let mut column = 0;
    let mut branch = None;
    let mut start = text.len();
    for (at, c) in text.char_indices() {
        if is_branch(c) {
            branch = branch.or(Some(column));
        } else if !(is_drawn(c) || c.is_whitespace()) {
            start = at;
            break;
        }
        column += if c == '\t' { 4 } else { 1 };
    }
    let first_sign = text.trim_start().chars().next().unwrap_or(' ');
    let inner = text.get(start..).unwrap_or_default();
    let end = inner.trim_end();
    let text = end.trim_end_matches(is_drawn).trim_end();
    let is_framed = is_drawn(first_sign) && text.len() < end.len();
    Fenced { column: branch.unwrap_or(column), text, is_framed }
}

/// A table whose columns are set apart by spaces, and the lines that it takes.
pub(super) fn table<'l>(lines: &'l [Line<'_>]) -> Option<(Table<'l>, usize)> {
    let is_rule = |line: &Line<'_>| {
        let text = line.text.trim();
        text.chars().count() >= 6
            && text.chars().all(|c| is_drawn(c) || matches!(c, '-' | '=' | ' ' | '+'))
    };
    if !lines.get(1).is_some_and(is_rule) {
        return None;
    }
    let header = cells(&lines.first()?.text)?;
    let is_row = |line: &&Line<'_>| !line.text.trim().is_empty() && !is_rule(line);
    let rows: Vec<Row<'l>> = lines
        .iter()
        .skip(2)
        .take_while(is_row)
        .map(|line| Row {
            cells: cells(&line.text).unwrap_or_default(),
            number: line.number,
            is_struck: false,
        })
        .collect();
    let taken = rows.len() + 2;
    let titles = header.iter().map(|title| folded(title)).collect();
    Some((Table { header, titles, rows }, taken))
}

/// Parts with at least two spaces between them; nothing where there is but one.
fn cells(text: &str) -> Option<Vec<Cow<'_, str>>> {
    let cells: Vec<Cow<'_, str>> = text
        .split("  ")
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .map(Cow::Borrowed)
        .collect();
    (cells.len() >= 2).then_some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_are_taken_away() {
        let check = |text: &str, column: usize, expected: &str, is_framed: bool| {
            assert_eq!(line(text), Fenced { column, text: expected, is_framed }, "{text}");
        };
        check("  a: b", 2, "a: b", false);
        check("     └─ Error rate", 5, "Error rate", false);
        check("│  Time: < 100ms", 3, "Time: < 100ms", false);
        check("├─ Test 1", 0, "Test 1", false);
        check("║   It is live!    ║", 4, "It is live!", true);
        check("│ a │", 2, "a", true);
        check("1:30 ────", 0, "1:30", false);
        check("────", 4, "", false);
    }

    #[test]
    fn spaces_set_columns_apart() {
        let lines: Vec<Line<'_>> =
            ["Metric   Target", "────────────", "CPU use  < 60%", "", "b  c"]
                .iter()
                .enumerate()
                .map(|(at, text)| Line { text: (*text).into(), number: at + 1, ..Line::default() })
                .collect();
        let (table, taken) = table(&lines).unwrap();
        assert_eq!((table.header.len(), table.rows.len(), taken), (2, 1, 3));
        assert_eq!(table.rows[0].cells, ["CPU use", "< 60%"]);
    }
}
