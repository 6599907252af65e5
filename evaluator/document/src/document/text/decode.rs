//! Building a decoded value together with where each piece of it came from.

use gonogo_cel::Span;

use super::Piece;

pub(super) struct Decoded<'s> {
    source: &'s str,
    value: String,
    pieces: Vec<Piece>,
}

impl<'s> Decoded<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self { source, value: String::new(), pieces: Vec::new() }
    }

    pub(super) fn text(&self, span: Span) -> &'s str {
        span.text(self.source)
    }

    /// How far a place is from the start of its line, in bytes.
    pub(super) fn column(&self, offset: u32) -> usize {
        let before = Span::new(0, offset).text(self.source);
        before.len() - before.rfind(['\n', '\r']).map_or(0, |at| at + 1)
    }

    pub(super) fn copy(&mut self, span: Span) {
        self.replace(self.text(span), span);
    }

    pub(super) fn replace(&mut self, by: &str, span: Span) {
        if by.is_empty() {
            return;
        }
        let start = length(&self.value);
        self.value.push_str(by);
        self.pieces.push(Piece { value: Span::new(start, length(&self.value)), file: span });
    }

    /// The pieces, if they make up `value`. How many line breaks end a block scalar is the
    /// parser's business (chomping), so breaks at the very end are not compared.
    pub(super) fn pieces_of(self, value: &str) -> Option<Vec<Piece>> {
        let same = self.value.trim_end_matches('\n') == value.trim_end_matches('\n');
        same.then_some(self.pieces)
    }
}

/// The lines of a stretch of text, without their breaks (`\n`, `\r\n` or `\r`).
pub(super) fn lines(text: &str, start: u32) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut from = start;
    for piece in text.split_inclusive(is_break) {
        let to = from + length(piece);
        // `\r\n` gives a second, empty piece that is no line of its own.
        let rest_of_break = piece == "\n" && follows_return(text, from - start);
        if !rest_of_break {
            lines.push(Span::new(from, from + length(piece.trim_end_matches(is_break))));
        }
        from = to;
    }
    if text.is_empty() || text.ends_with(is_break) {
        lines.push(Span::new(from, from));
    }
    lines
}

fn follows_return(text: &str, offset: u32) -> bool {
    text.get(..offset as usize).is_some_and(|before| before.ends_with('\r'))
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

/// Gate files are at most 256 KiB, so lengths fit.
pub(super) fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_any_break() {
        let check = |text: &str, expected: &[(u32, u32)]| {
            let found: Vec<_> = lines(text, 10).iter().map(|l| (l.start, l.end)).collect();
            assert_eq!(found, expected, "{text:?}");
        };
        check("", &[(10, 10)]);
        check("a", &[(10, 11)]);
        check("a\nb", &[(10, 11), (12, 13)]);
        check("a\r\n\r\nb\n", &[(10, 11), (13, 13), (15, 16), (17, 17)]);
        check("\ra", &[(10, 10), (11, 12)]);
    }
}
