//! Text to tokens. Comments and white space are dropped; spans are byte offsets.

use super::token::{Token, TokenKind};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use gonogo_cel_value::time::Duration;

pub(super) struct Lexer<'s> {
    source: &'s str,
    at: usize,
    tokens: Vec<Token>,
    problems: Vec<Diagnostic>,
}

/// The tokens, closed by `End`, and what could not be read.
pub(super) fn tokens(source: &str) -> (Vec<Token>, Vec<Diagnostic>) {
    let mut lexer = Lexer { source, at: 0, tokens: Vec::new(), problems: Vec::new() };
    if source.starts_with('\u{feff}') {
        lexer.at = '\u{feff}'.len_utf8();
    }
    while lexer.skip_blank() {
        lexer.token();
    }
    lexer.push(TokenKind::End, lexer.at);
    (lexer.tokens, lexer.problems)
}

impl Lexer<'_> {
    fn byte(&self, ahead: usize) -> u8 {
        self.source.as_bytes().get(self.at + ahead).copied().unwrap_or(0)
    }

    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn push(&mut self, kind: TokenKind, start: usize) {
        self.tokens.push(Token { kind, span: Span::new(start as u32, self.at as u32) });
    }

    /// Moves past white space and comments; false at the end.
    fn skip_blank(&mut self) -> bool {
        loop {
            match self.byte(0) {
                b' ' | b'\t' | b'\n' | b'\r' | 0x0c => self.at += 1,
                b'/' if self.byte(1) == b'/' => {
                    self.at += self.rest().find(['\n', '\r']).unwrap_or(self.rest().len());
                }
                _ => return self.at < self.source.len(),
            }
        }
    }

    fn token(&mut self) {
        let start = self.at;
        match self.byte(0) {
            b'0'..=b'9' => self.number(),
            b'.' if self.byte(1).is_ascii_digit() => self.number(),
            b'"' | b'\'' => self.quoted(0, TokenKind::Text),
            b'`' => self.escaped(),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word(),
            _ => self.symbol(start),
        }
    }

    fn word(&mut self) {
        if let Some((prefix, kind)) = self.string_prefix() {
            return self.quoted(prefix, kind);
        }
        let start = self.at;
        while self.byte(0).is_ascii_alphanumeric() || self.byte(0) == b'_' {
            self.at += 1;
        }
        let word = self.source.get(start..self.at).unwrap_or_default();
        self.push(TokenKind::keyword(word), start);
    }

    /// `r'`, `b"`, `rb'` and the like: length of the prefix and the kind of literal.
    fn string_prefix(&self) -> Option<(usize, TokenKind)> {
        let letters: Vec<u8> = (0..2)
            .map(|ahead| self.byte(ahead).to_ascii_lowercase())
            .take_while(|byte| matches!(byte, b'r' | b'b'))
            .collect();
        let (length, kind) = match letters.as_slice() {
            [b'r'] => (1, TokenKind::Text),
            [b'b'] => (1, TokenKind::Bytes),
            [b'r', b'b'] | [b'b', b'r'] => (2, TokenKind::Bytes),
            _ => return None,
        };
        matches!(self.byte(length), b'"' | b'\'').then_some((length, kind))
    }

    fn quoted(&mut self, prefix: usize, kind: TokenKind) {
        let start = self.at;
        let raw = (0..prefix).any(|ahead| self.byte(ahead).eq_ignore_ascii_case(&b'r'));
        self.at += prefix;
        let quote = self.byte(0);
        let triple = self.byte(1) == quote && self.byte(2) == quote;
        self.at += if triple { 3 } else { 1 };
        loop {
            let byte = self.byte(0);
            let ended = self.at >= self.source.len();
            if ended || (!triple && matches!(byte, b'\n' | b'\r')) {
                return self.unclosed(start);
            }
            if byte == quote && (!triple || (self.byte(1) == quote && self.byte(2) == quote)) {
                self.at += if triple { 3 } else { 1 };
                return self.push(kind, start);
            }
            let escaped = byte == b'\\' && !raw;
            self.at += if escaped { 2 } else { 1 };
            self.at = self.at.min(self.source.len());
        }
    }

    fn unclosed(&mut self, start: usize) {
        let span = Span::new(start as u32, self.at as u32);
        self.problems
            .push(Diagnostic::error(&codes::C002, span, "this string is never closed").with_help(
                "add the closing quote; a string over several lines needs three quotes",
            ));
        self.push(TokenKind::Unknown, start);
    }

    fn escaped(&mut self) {
        let start = self.at;
        self.at += 1;
        let allowed = |byte: u8| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/' | b' ')
        };
        while allowed(self.byte(0)) {
            self.at += 1;
        }
        let filled = self.at > start + 1;
        if self.byte(0) == b'`' && filled {
            self.at += 1;
            return self.push(TokenKind::Escaped, start);
        }
        let span = Span::new(start as u32, self.at as u32);
        self.problems.push(
            Diagnostic::error(&codes::C002, span, "this name in backticks is not complete")
                .with_help("letters, digits, `_`, `-`, `.`, `/` and blanks may stand in backticks"),
        );
        self.push(TokenKind::Unknown, start);
    }

    fn digits(&mut self) {
        while self.byte(0).is_ascii_digit() {
            self.at += 1;
        }
    }

    fn number(&mut self) {
        let start = self.at;
        let mut kind = TokenKind::Int;
        if self.byte(0) == b'0' && matches!(self.byte(1), b'x' | b'X') {
            self.at += 2;
            while self.byte(0).is_ascii_hexdigit() {
                self.at += 1;
            }
        } else {
            self.digits();
            if self.byte(0) == b'.' && self.byte(1).is_ascii_digit() {
                kind = TokenKind::Float;
                self.at += 1;
                self.digits();
            }
            if self.exponent() {
                kind = TokenKind::Float;
            }
        }
        if kind == TokenKind::Int && matches!(self.byte(0), b'u' | b'U') {
            self.at += 1;
            kind = TokenKind::Uint;
        }
        self.push(kind, start);
        self.check_number_end(start);
    }

    fn exponent(&mut self) -> bool {
        if !matches!(self.byte(0), b'e' | b'E') {
            return false;
        }
        let sign = usize::from(matches!(self.byte(1), b'+' | b'-'));
        if !self.byte(1 + sign).is_ascii_digit() {
            return false;
        }
        self.at += 1 + sign;
        self.digits();
        true
    }

    /// `5m`, `0.1%x` and `1_000` are one word to a reader: report it whole.
    fn check_number_end(&mut self, start: usize) {
        if !(self.byte(0).is_ascii_alphabetic() || self.byte(0) == b'_') {
            return;
        }
        while self.byte(0).is_ascii_alphanumeric() || self.byte(0) == b'_' {
            self.at += 1;
        }
        let word = self.source.get(start..self.at).unwrap_or_default();
        let message = format!("`{word}` is not a number");
        let help = if word.contains('_') {
            "write the digits without `_`".to_owned()
        } else if Duration::parse(word).is_some() {
            format!("a duration is written `duration('{word}')`")
        } else {
            "numbers are written like `15`, `1.5`, `1e3`, `0x1f`, `3u`".to_owned()
        };
        let span = Span::new(start as u32, self.at as u32);
        self.problems.push(Diagnostic::error(&codes::C002, span, message).with_help(help));
    }

    fn symbol(&mut self, start: usize) {
        let pair = [self.byte(0), self.byte(1)];
        let double = match &pair {
            b"==" => Some(TokenKind::Equal),
            b"!=" => Some(TokenKind::NotEqual),
            b"<=" => Some(TokenKind::LessEqual),
            b">=" => Some(TokenKind::GreaterEqual),
            b"&&" => Some(TokenKind::And),
            b"||" => Some(TokenKind::Or),
            _ => None,
        };
        if let Some(kind) = double {
            self.at += 2;
            return self.push(kind, start);
        }
        match single(self.byte(0)) {
            Some(kind) => {
                self.at += 1;
                self.push(kind, start);
            }
            None => self.unknown(start),
        }
    }

    fn unknown(&mut self, start: usize) {
        let character = self.rest().chars().next().unwrap_or_default();
        self.at += character.len_utf8().max(1);
        // A word of foreign letters is one finding.
        while character.is_alphabetic()
            && let Some(next) = self.rest().chars().next().filter(|next| next.is_alphanumeric())
        {
            self.at += next.len_utf8();
        }
        let span = Span::new(start as u32, self.at as u32);
        let shown = self.source.get(start..self.at).unwrap_or_default().escape_debug();
        let problem =
            Diagnostic::error(&codes::C002, span, format!("`{shown}` has no meaning here"));
        self.problems.push(match help_for(character) {
            Some(help) => problem.with_help(help),
            None => problem,
        });
        self.push(TokenKind::Unknown, start);
    }
}

fn help_for(character: char) -> Option<&'static str> {
    match character {
        '=' => Some("equality is written `==`"),
        '&' => Some("logical and is written `&&`"),
        '|' => Some("logical or is written `||`"),
        '\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}' => Some("use straight quotes: ' or \""),
        '\u{2264}' => Some("write `<=`"),
        '\u{2265}' => Some("write `>=`"),
        _ if character.is_alphabetic() => {
            Some("names have the letters a to z, digits and `_`; read other keys as `map['key']`")
        }
        _ => None,
    }
}

fn single(byte: u8) -> Option<TokenKind> {
    Some(match byte {
        b'(' => TokenKind::OpenParen,
        b')' => TokenKind::CloseParen,
        b'[' => TokenKind::OpenBracket,
        b']' => TokenKind::CloseBracket,
        b'{' => TokenKind::OpenBrace,
        b'}' => TokenKind::CloseBrace,
        b',' => TokenKind::Comma,
        b'.' => TokenKind::Dot,
        b':' => TokenKind::Colon,
        b'?' => TokenKind::Question,
        b'+' => TokenKind::Plus,
        b'-' => TokenKind::Minus,
        b'*' => TokenKind::Star,
        b'/' => TokenKind::Slash,
        b'%' => TokenKind::Percent,
        b'!' => TokenKind::Bang,
        b'<' => TokenKind::Less,
        b'>' => TokenKind::Greater,
        _ => return None,
    })
}
