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
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self { starts: std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect(), last: 1 }
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

/// A text whose lines are not too deep.
pub(super) struct Shallow<'t> {
    pub(super) text: Cow<'t, str>,
    /// The first line that was emptied and may have had an item.
    pub(super) unread: Option<usize>,
    /// The first line that was emptied and has a number.
    pub(super) unjudged: Option<usize>,
}

/// Containers inside each other cost time for every line that follows. Lines with more of
/// them than anybody writes are empty here.
pub(super) fn shallow(text: &str) -> Shallow<'_> {
    if !text.split('\n').any(is_deep) {
        return Shallow { text: Cow::Borrowed(text), unread: None, unjudged: None };
    }
    let may_matter =
        |line: &str| is_deep(line) && line.contains(|c: char| c == '[' || !c.is_ascii());
    let unread = text.split('\n').position(may_matter).map(|at| at + 1);
    let has_number = |line: &str| is_deep(line) && line.bytes().any(|byte| byte.is_ascii_digit());
    let unjudged = text.split('\n').position(has_number).map(|at| at + 1);
    let lines = text.split('\n').map(|line| if is_deep(line) { "" } else { line });
    Shallow { text: Cow::Owned(lines.collect::<Vec<_>>().join("\n")), unread, unjudged }
}

fn is_deep(line: &str) -> bool {
    // Two columns are the least that an item inside another takes.
    const INDENT: usize = 2 * CONTAINERS;
    let mut marks = 0;
    let mut columns = 0;
    let mut characters = line.chars().peekable();
    while let Some(c) = characters.next() {
        let opens = matches!(characters.peek(), Some(' ' | '\t'));
        match c {
            ' ' => columns += 1,
            '\t' => columns += 4,
            '>' => marks += 1,
            '-' | '+' | '*' | '.' | ')' if opens => marks += 1,
            '0'..='9' => {}
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
