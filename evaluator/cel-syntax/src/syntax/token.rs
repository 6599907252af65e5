//! The words of the language.

use crate::source::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Ident,
    /// An identifier in backticks.
    Escaped,
    Int,
    Uint,
    Float,
    Text,
    Bytes,
    True,
    False,
    Null,
    In,
    OpenParen,
    CloseParen,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
    Comma,
    Dot,
    Colon,
    Question,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Bang,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    And,
    Or,
    /// A character that starts no token; already reported.
    Unknown,
    End,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
}

/// Words the specification keeps from being identifiers.
pub(super) const RESERVED: &[&str] = &[
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "namespace",
    "package",
    "return",
    "var",
    "void",
    "while",
];

impl TokenKind {
    pub(super) fn is_number(self) -> bool {
        matches!(self, Self::Int | Self::Uint | Self::Float)
    }

    pub(super) fn keyword(word: &str) -> Self {
        match word {
            "true" => Self::True,
            "false" => Self::False,
            "null" => Self::Null,
            "in" => Self::In,
            _ => Self::Ident,
        }
    }

    pub(super) fn closes(self) -> bool {
        matches!(self, Self::CloseParen | Self::CloseBracket | Self::CloseBrace)
    }

    pub(super) fn opens(self) -> bool {
        matches!(self, Self::OpenParen | Self::OpenBracket | Self::OpenBrace)
    }
}
