//! Lines of the file, for finding the cause of a syntax error.

use gonogo_cel::Span;

pub(super) struct Lines<'s> {
    source: &'s str,
}

impl<'s> Lines<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self { source }
    }

    /// The line of a place, without its break.
    pub(super) fn around(&self, offset: u32) -> Span {
        let offset = (offset as usize).min(self.source.len());
        let before = self.source.get(..offset).unwrap_or(self.source);
        let after = self.source.get(offset..).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let end = offset + after.find('\n').unwrap_or(after.len());
        let line = self.source.get(start..end).unwrap_or_default();
        span(start, start + line.trim_end_matches('\r').len())
    }

    pub(super) fn end(&self, offset: u32) -> u32 {
        self.around(offset).end
    }

    /// The key that stands last before a place on its line: in `{a: 1, b: …` that is `b`.
    pub(super) fn last_key_before(&self, offset: u32) -> Option<Span> {
        self.keys_before(offset).pop()
    }

    /// The key of the line: in `a: {b: 1} …` that is `a`.
    pub(super) fn first_key_before(&self, offset: u32) -> Option<Span> {
        self.keys_before(offset).first().copied()
    }

    /// Columns of blanks that a line starts with.
    pub(super) fn indentation(&self, offset: u32) -> usize {
        let text = self.around(offset).text(self.source);
        text.len() - text.trim_start().len()
    }

    fn keys_before(&self, offset: u32) -> Vec<Span> {
        let line = self.around(offset);
        let text = Span::new(line.start, offset.max(line.start)).text(self.source);
        let colons = text.match_indices(':').filter(|(at, _)| {
            text.get(at + 1..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
        });
        let keys = colons.filter_map(|(at, _)| key_ending_at(text, at));
        keys.map(|key| {
            let start = line.start as usize;
            span(start + key.start, start + key.end)
        })
        .collect()
    }

    /// Where the value of a key starts, if it starts on the same line.
    pub(super) fn value_start(&self, key: Span) -> Option<u32> {
        let rest = Span::new(key.end, self.end(key.end)).text(self.source);
        let value = rest.trim_start().strip_prefix(':')?.trim_start();
        let start = key.end + u32::try_from(rest.len() - value.len()).ok()?;
        (!value.is_empty() && !value.starts_with('#')).then_some(start)
    }
}

fn key_ending_at(text: &str, end: usize) -> Option<std::ops::Range<usize>> {
    let before = text.get(..end)?;
    let word = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "_-".contains(c));
    let lead = word.chars().next_back();
    let is_key = word.len() < end && lead.is_none_or(|c| " \t{,".contains(c));
    is_key.then_some(word.len()..end)
}

fn span(start: usize, end: usize) -> Span {
    Span::new(u32::try_from(start).unwrap_or(u32::MAX), u32::try_from(end).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_last_key_before_a_place() {
        let check = |text: &str, expected: Option<&str>| {
            let end = span(text.len(), text.len()).start;
            let key = Lines::new(text).last_key_before(end);
            assert_eq!(key.map(|key| key.text(text)), expected, "{text:?}");
        };
        check("require: a", Some("require"));
        check("x: 1\n  - no_go_if: \"a\" ", Some("no_go_if"));
        check("  - {when: a, then: ", Some("then"));
        check("a b", None);
        check("http://x", None);
    }

    #[test]
    fn finds_where_a_value_starts() {
        let text = "a:  b\nc:\r\nd: # no\n";
        let lines = Lines::new(text);
        assert_eq!(lines.value_start(Span::new(0, 1)), Some(4));
        assert_eq!(lines.value_start(Span::new(6, 7)), None);
        assert_eq!(lines.value_start(Span::new(10, 11)), None);
        assert_eq!(lines.around(7), Span::new(6, 8));
    }
}
