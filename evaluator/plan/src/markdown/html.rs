//! HTML among the Markdown: what of it a reader sees.

use super::Line;

/// The lines without comments.
pub(super) fn without_comments(raw: &str, first: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut is_comment = false;
    for (at, line) in raw.lines().enumerate() {
        let mut text = String::new();
        let mut rest = line;
        loop {
            let mark = if is_comment { "-->" } else { "<!--" };
            let (before, after) = match rest.split_once(mark) {
                Some((before, after)) => (before, Some(after)),
                None => (rest, None),
            };
            if !is_comment {
                text.push_str(before);
            }
            let Some(after) = after else { break };
            is_comment = !is_comment;
            rest = after;
        }
        if !text.trim().is_empty() {
            lines.push(Line { text: text.into(), number: first + at, ..Line::default() });
        }
    }
    lines
}
