//! A scalar of the gate file: its decoded value, and the way back from a place in the value
//! to the place in the file, so that an error inside an expression points at the true line
//! and column even within a block scalar.

mod block;
mod decode;
mod escape;
mod flow;

use gonogo_cel::Span;

use decode::Decoded;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub value: String,
    /// What the user wrote: with its quotes, without the header of a block scalar.
    pub span: Span,
    pub style: Style,
    /// In order, without overlap; empty when the way back is not known.
    pieces: Vec<Piece>,
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    SingleQuoted,
    DoubleQuoted,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// A stretch of the value and the stretch of the file it came from. Equal lengths mean a
/// verbatim copy; otherwise the whole stands for the whole (an escape, a folded line break).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    value: Span,
    file: Span,
}

impl Text {
    /// `value` is what the YAML parser made of the scalar at `span`. A value that our own
    /// decoding does not reproduce keeps its value and loses only the precise way back.
    pub(super) fn new(source: &str, span: Span, value: String, style: Style) -> Self {
        if let Some(piece) = Piece::verbatim(source, span, (&value, style)) {
            return Self { value, span: trimmed(source, span), style, pieces: vec![piece] };
        }
        let mut decoded = Decoded::new(source);
        match style {
            Style::Plain => flow::plain(&mut decoded, span),
            Style::SingleQuoted => flow::single_quoted(&mut decoded, span),
            Style::DoubleQuoted => flow::double_quoted(&mut decoded, span),
            Style::Literal => block::literal(&mut decoded, span, &value),
            Style::Folded => block::folded(&mut decoded, span, &value),
        }
        let span = trimmed(source, span);
        let pieces = decoded.pieces_of(&value).unwrap_or_default();
        Self { value, span, style, pieces }
    }

    /// The place in the file of a place in the value. Falls back to the whole scalar.
    pub fn file_span(&self, inner: Span) -> Span {
        let (Some(start), Some(end)) = (self.file_start(inner.start), self.file_end(inner)) else {
            return self.span;
        };
        let start = start.clamp(self.span.start, self.span.end);
        Span::new(start, end.clamp(start, self.span.end.max(start)))
    }

    /// The first piece whose end in the value is not behind.
    fn first_piece(&self, is_behind: impl Fn(u32) -> bool) -> Option<&Piece> {
        self.pieces.get(self.pieces.partition_point(|piece| is_behind(piece.value.end)))
    }

    fn file_start(&self, offset: u32) -> Option<u32> {
        match self.first_piece(|end| end <= offset) {
            Some(piece) => Some(piece.start_at(offset)),
            None => self.pieces.last().map(|piece| piece.file.end),
        }
    }

    fn file_end(&self, inner: Span) -> Option<u32> {
        if inner.end <= inner.start {
            return self.file_start(inner.start);
        }
        match self.first_piece(|end| end < inner.end) {
            Some(piece) => Some(piece.end_at(inner.end)),
            None => self.pieces.last().map(|piece| piece.file.end),
        }
    }
}

impl Piece {
    /// By far the most scalars stand in the file as they are, on one line.
    fn verbatim(source: &str, span: Span, (value, style): (&str, Style)) -> Option<Self> {
        let quote = match style {
            Style::Plain => 0,
            Style::SingleQuoted | Style::DoubleQuoted => 1,
            Style::Literal | Style::Folded => return None,
        };
        let start = span.start.checked_add(quote)?;
        let end = start.checked_add(u32::try_from(value.len()).ok()?)?;
        let file = Span::new(start, end);
        let same = file.text(source) == value && end.checked_add(quote)? <= span.end;
        let single = !value.bytes().any(|byte| matches!(byte, b'\n' | b'\r' | b'\\' | b'\''));
        let value = Span::new(0, end.checked_sub(start)?);
        (same && single && !file.text(source).is_empty()).then_some(Self { value, file })
    }

    fn is_verbatim(self) -> bool {
        self.value.end - self.value.start == self.file.end - self.file.start
    }

    fn start_at(self, offset: u32) -> u32 {
        match self.is_verbatim() {
            true => self.file.start + offset.saturating_sub(self.value.start),
            false => self.file.start,
        }
    }

    fn end_at(self, offset: u32) -> u32 {
        match self.is_verbatim() {
            true => self.file.start + offset.saturating_sub(self.value.start),
            false => self.file.end,
        }
    }
}

/// A block scalar runs on to the next key; what the user sees ends with its last letter.
fn trimmed(source: &str, span: Span) -> Span {
    let length = span.text(source).trim_end().len();
    Span::new(span.start, span.start.saturating_add(u32::try_from(length).unwrap_or(0)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
