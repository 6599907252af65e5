//! Where lines begin, and how deep they are.

use std::borrow::Cow;

use crate::limits::CONTAINERS;

/// From places in a text to the numbers of lines, for places that mostly grow.
pub(super) struct Numbers {
    starts: Vec<usize>,
}

impl Numbers {
    pub(super) fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self { starts: std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect() }
    }

    /// From 1.
    pub(super) fn number(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).max(1)
    }
}

/// A text whose lines are not too deep.
pub(super) struct Shallow<'t> {
    pub(super) text: Cow<'t, str>,
    /// The first line that was emptied and may have had an item.
    pub(super) unread: Option<usize>,
}

/// Containers inside each other cost time for every line that follows. Lines with more of
/// them than anybody writes are empty here.
pub(super) fn shallow(text: &str) -> Shallow<'_> {
    if !text.split('\n').any(is_deep) {
        return Shallow { text: Cow::Borrowed(text), unread: None };
    }
    let may_matter =
        |line: &str| is_deep(line) && line.contains(|c: char| c == '[' || !c.is_ascii());
    let unread = text.split('\n').position(may_matter).map(|at| at + 1);
    let lines = text.split('\n').map(|line| if is_deep(line) { "" } else { line });
    Shallow { text: Cow::Owned(lines.collect::<Vec<_>>().join("\n")), unread }
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
        let numbers = Numbers::of("ab\n\nc");
        let found: Vec<usize> = (0..5).map(|at| numbers.number(at)).collect();
        assert_eq!(found, [1, 1, 1, 2, 3]);
    }
}
