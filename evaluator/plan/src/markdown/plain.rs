//! Items of lists that are plain: one line at the margin without any mark in it. Most lines of long
//! checklists are such, and there is nothing to parse in them.

use std::ops::Range;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plain {
    pub(super) text: Range<usize>,
    /// Behind the end of its line.
    pub(super) end: usize,
}

/// The item that begins at a place, if what follows ends it: another one, a heading, or the end.
pub(super) fn item(source: &str, at: usize) -> Option<Plain> {
    let found = line(source.as_bytes(), at)?;
    let rest = source.as_bytes().get(found.end..)?;
    let is_ended = rest.is_empty() || is_heading(rest) || begins(rest).is_some();
    is_ended.then_some(found)
}

fn line(source: &[u8], at: usize) -> Option<Plain> {
    let rest = source.get(at..)?;
    let skipped = begins(rest)?;
    let inner = rest.get(skipped..)?;
    let length = inner.iter().take_while(|byte| **byte != b'\n').count();
    let text = inner.get(..length)?;
    let has_end = text.last().is_some_and(|last| *last != b' ');
    let begin = at + MARK;
    let place = Plain { text: begin..at + skipped + length, end: at + skipped + length + 1 };
    let end = place.end.min(source.len());
    (has_end && is_plain(text)).then_some(Plain { end, ..place })
}

/// Of `- `.
const MARK: usize = 2;

/// The bytes of a mark and of the box behind it, where a text of letters or a box follows: nothing
/// else can begin there.
fn begins(line: &[u8]) -> Option<usize> {
    match line {
        [b'-' | b'*' | b'+', b' ', b'[', b' ' | b'x' | b'X', b']', b' ', first, ..] => {
            (!first.is_ascii_whitespace()).then_some(MARK + 4)
        }
        [b'-' | b'*' | b'+', b' ', first, ..] => first.is_ascii_alphabetic().then_some(MARK),
        _ => None,
    }
}

fn is_heading(rest: &[u8]) -> bool {
    let level = rest.iter().take_while(|byte| **byte == b'#').count();
    (1..=6).contains(&level) && rest.get(level) == Some(&b' ')
}

/// Without signs that mean something inside a line.
fn is_plain(text: &[u8]) -> bool {
    let mut bytes = text.iter().peekable();
    while let Some(byte) = bytes.next() {
        let is_plain = match byte {
            // Of no tag.
            b'<' => matches!(bytes.peek(), Some(b' ' | b'=' | b'0'..=b'9')),
            b' ' | b'.' | b',' | b':' | b';' | b'(' | b')' | b'%' | b'/' | b'+' | b'-' | b'='
            | b'\'' | b'"' | b'?' | b'#' | b'@' | b'>' => true,
            other => other.is_ascii_alphanumeric(),
        };
        if !is_plain {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> Option<&str> {
        item(source, 0).and_then(|found| source.get(found.text))
    }

    #[test]
    fn only_what_is_plain_is_taken() {
        assert_eq!(text("- a < 1 % b"), Some("a < 1 % b"));
        assert_eq!(text("- [ ] a\n* b\n"), Some("[ ] a"));
        assert_eq!(text("+ a (b: c)\n## d"), Some("a (b: c)"));
        for source in [
            "",
            "-",
            "- ",
            "- a\nb",
            "- a\n\n  b",
            "- a\n  b",
            "- *a*",
            "- a_b",
            "- [ ]",
            "- [ ] ",
            "- a ",
            "- a\r\n- b",
            "- 1. a",
            "- - a",
            "- # a",
            "-  a",
            " - a",
            "- a <b>",
            "- a\n-",
            "- a\n- - -",
            "- [a] b",
            "- [ ] [a](b)",
            "- a\\",
            "- a &amp; b",
            "- ~~a~~",
            "- ä",
            "1. a",
        ] {
            assert_eq!(text(source), None, "{source}");
        }
    }
}
