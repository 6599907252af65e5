//! Where lines begin, and how deep they are.

use std::borrow::Cow;

use crate::limits::CONTAINERS;

/// From places in a text to the numbers of lines, for places that mostly grow.
pub(super) struct Numbers {
    starts: Vec<usize>,
    /// The answer before.
    last: usize,
}

impl Numbers {
    pub(super) fn of(text: &str) -> Self {
        let mut starts = Vec::with_capacity(ends(text).count() + 1);
        starts.push(0);
        starts.extend(ends(text).map(|at| at + 1));
        Self { starts, last: 1 }
    }

    pub(super) fn count(&self) -> usize {
        self.starts.len()
    }

    /// From 1.
    pub(super) fn number(&mut self, at: usize) -> usize {
        /// Lines to look at one by one, before all are searched.
        const NEAR: usize = 8;
        let begins = |line: usize| self.starts.get(line).is_some_and(|start| *start <= at);
        if begins(self.last.saturating_sub(1)) {
            let near = self.last..self.last + NEAR;
            if let Some(line) = near.into_iter().find(|line| !begins(*line)) {
                self.last = line;
                return line;
            }
        }
        self.last = self.starts.partition_point(|start| *start <= at).max(1);
        self.last
    }
}

/// Where lines end. Many are short: to search for each costs more than to look at all bytes.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at)
}

/// A text whose lines are not too deep.
pub(crate) struct Shallow<'t> {
    pub(crate) text: Cow<'t, str>,
    /// The first line that was emptied and may have had an item.
    pub(crate) unread: Option<usize>,
    /// The first line that was emptied and has a number.
    pub(crate) unjudged: Option<usize>,
}

/// Containers inside each other cost time for every line that follows. Lines with more of
/// them than anybody writes are empty here.
pub(super) fn shallow(text: Cow<'_, str>) -> Shallow<'_> {
    if !text.as_bytes().split(|byte| *byte == b'\n').any(is_deep) {
        return Shallow { text, unread: None, unjudged: None };
    }
    let may_matter =
        |line: &str| is_deep(line.as_bytes()) && line.contains(|c: char| c == '[' || !c.is_ascii());
    let unread = text.split('\n').position(may_matter).map(|at| at + 1);
    let has_number =
        |line: &str| is_deep(line.as_bytes()) && line.bytes().any(|byte| byte.is_ascii_digit());
    let unjudged = text.split('\n').position(has_number).map(|at| at + 1);
    let lines = text.split('\n').map(|line| if is_deep(line.as_bytes()) { "" } else { line });
    Shallow { text: Cow::Owned(lines.collect::<Vec<_>>().join("\n")), unread, unjudged }
}

fn is_deep(line: &[u8]) -> bool {
    // Two columns are the least that an item inside another takes.
    const INDENT: usize = 2 * CONTAINERS;
    let mut marks = 0;
    let mut columns = 0;
    let mut bytes = line.iter().peekable();
    while let Some(byte) = bytes.next() {
        let opens = matches!(bytes.peek(), Some(b' ' | b'\t'));
        match byte {
            b' ' => columns += 1,
            b'\t' => columns += 4,
            b'>' => marks += 1,
            b'-' | b'+' | b'*' | b'.' | b')' if opens => marks += 1,
            b'0'..=b'9' => {}
            _ => break,
        }
        if marks > CONTAINERS || (marks > 0 && columns > INDENT) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deep_text(deep: &str, end: &str) -> String {
        format!("a\n{deep}{end}\nc")
    }

    #[test]
    fn only_deep_lines_are_emptied() {
        let deep = "> ".repeat(100);
        let shallow = |text: &str| shallow(Cow::Owned(text.to_owned()));
        let emptied = shallow(&deep_text(&deep, "b")).text.into_owned();
        assert_eq!(emptied, "a\n\nc");
        let long = format!("{}\n{} a\n{}- b", "-".repeat(300), " ".repeat(300), " ".repeat(60));
        assert_eq!(shallow(&long).text, long);
        assert_eq!(shallow(&deep_text(&deep, "b")).unread, None);
        assert_eq!(shallow(&deep_text(&deep, "[ ] b")).unread, Some(2));
        assert_eq!(shallow(&deep_text(&" ".repeat(200), "- [ ] b")).unread, Some(2));
    }

    #[test]
    fn places_have_numbers() {
        let mut numbers = Numbers::of("ab\n\nc");
        let found: Vec<usize> =
            [0, 1, 2, 3, 4, 0, 4].into_iter().map(|at| numbers.number(at)).collect();
        assert_eq!(found, [1, 1, 1, 2, 3, 1, 3]);
    }
}
