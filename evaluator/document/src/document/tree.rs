//! The YAML tree of a gate file: what was written, where, with nothing interpreted.

use gonogo_cel::Span;

use super::text::{Style, Text};

/// A value with the place it was written at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

/// One YAML node. A node that came through an alias has the span of its definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub span: Span,
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing, `~` or `null`.
    Null,
    /// Any text; numbers and booleans are not told apart here.
    Scalar(Text),
    List(Vec<Node>),
    Map(Vec<Entry>),
    /// Something that was already reported; readers stay silent about it.
    Broken,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub key: Text,
    pub value: Node,
}

impl Entry {
    pub fn span(&self) -> Span {
        self.key.span.join(self.value.span)
    }
}

impl Node {
    pub fn is_broken(&self) -> bool {
        self.kind == Kind::Broken
    }

    /// The text of a scalar.
    pub fn as_text(&self) -> Option<&Text> {
        match &self.kind {
            Kind::Scalar(text) => Some(text),
            Kind::Null | Kind::List(_) | Kind::Map(_) | Kind::Broken => None,
        }
    }

    /// Where to point when the node as a whole is meant: the first key of a block mapping
    /// rather than all its lines.
    pub fn head(&self) -> Span {
        match &self.kind {
            Kind::Map(entries) => match entries.first() {
                Some(entry) if entry.key.span.start == self.span.start => entry.key.span,
                _ => self.span,
            },
            Kind::Null | Kind::Scalar(_) | Kind::List(_) | Kind::Broken => self.span,
        }
    }

    /// What stands there, for messages of the form "found …".
    pub(super) fn found(&self) -> String {
        match &self.kind {
            Kind::Null => "nothing".to_owned(),
            Kind::List(_) => "a list".to_owned(),
            Kind::Map(_) => "a mapping".to_owned(),
            Kind::Broken => "something invalid".to_owned(),
            Kind::Scalar(text) if text.style == Style::Plain => quoted(&text.value),
            Kind::Scalar(text) => format!("the text {}", quoted(&text.value)),
        }
    }
}

/// Longest piece of user text in a message, in characters.
const QUOTED_LENGTH: usize = 60;

/// User text for a message: in backticks, on one line, without control characters, clipped.
pub fn quoted(text: &str) -> String {
    let line = text.trim();
    let mut shown: String = line
        .chars()
        .take(QUOTED_LENGTH)
        .map(|c| if c.is_control() || c == '`' { ' ' } else { c })
        .collect();
    if line.chars().nth(QUOTED_LENGTH).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_text_is_one_short_line() {
        for (text, expected) in [
            ("abc", "`abc`".to_owned()),
            ("a\nb\u{1b}[31m", "`a b [31m`".to_owned()),
            ("a`b", "`a b`".to_owned()),
            (&"é".repeat(100), format!("`{}…`", "é".repeat(60))),
        ] {
            assert_eq!(quoted(text), expected);
        }
    }
}
