//! A line as words, numbers and signs.

use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Word,
    /// Digits with the marks between them: `0.5`, `1,000`.
    Number,
    /// `02:00`
    Clock,
    /// `<`, `<=`, `≥`, `!=`
    Comparator,
    /// `→`, `->`, `=>`
    Arrow,
    /// What stands between backticks, as one.
    Code,
    /// Any other sign.
    Mark,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

/// The tokens of a line. The vector is kept between lines.
#[derive(Debug, Default)]
pub struct Tokens {
    /// As written.
    text: String,
    /// With small ASCII letters; places are the same in both.
    lower: String,
    all: Vec<Token>,
}

impl Tokens {
    pub fn read(&mut self, text: &str) {
        self.text.clear();
        self.text.push_str(text);
        self.lower.clear();
        self.lower.push_str(text);
        self.lower.make_ascii_lowercase();
        self.all.clear();
        let mut lexer = Lexer { text, at: 0 };
        while let Some(token) = lexer.next() {
            self.all.push(token);
        }
    }

    pub fn count(&self) -> usize {
        self.all.len()
    }

    pub fn get(&self, at: usize) -> Option<Token> {
        self.all.get(at).copied()
    }

    pub fn kind(&self, at: usize) -> Option<Kind> {
        self.get(at).map(|token| token.kind)
    }

    /// In small letters; empty behind the end.
    pub fn word(&self, at: usize) -> &str {
        let token = self.get(at);
        token.and_then(|token| self.lower.get(token.start..token.end)).unwrap_or_default()
    }

    pub fn is(&self, at: usize, word: &str) -> bool {
        self.word(at) == word
    }

    /// Of a few words that are written where it is called; for lists there is
    /// [`Words`](super::list::Words).
    #[inline(always)]
    pub fn is_any<const COUNT: usize>(&self, at: usize, words: &[&str; COUNT]) -> bool {
        let word = self.word(at);
        words.contains(&word)
    }

    /// The number of tokens of the first of these phrases that stands here.
    pub fn phrase(&self, at: usize, phrases: &[&str]) -> Option<usize> {
        let first = self.word(at).bytes().next()?;
        phrases.iter().filter(|phrase| phrase.bytes().next() == Some(first)).find_map(|phrase| {
            let mut length = 0;
            for word in phrase.split(' ') {
                if !self.is(at + length, word) {
                    return None;
                }
                length += 1;
            }
            Some(length)
        })
    }

    /// Nothing stands between this token and the one before.
    pub fn is_joined(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.get(before));
        match (before, self.get(at)) {
            (Some(before), Some(token)) => before.end == token.start,
            (None, _) | (_, None) => false,
        }
    }

    /// As written, from one token up to another.
    pub fn written(&self, range: Range<usize>) -> &str {
        let first = self.get(range.start).filter(|_| range.start < range.end);
        let last = range.end.checked_sub(1).and_then(|last| self.get(last));
        let place = first.zip(last).map(|(first, last)| first.start..last.end);
        place.and_then(|place| self.text.get(place)).unwrap_or_default().trim()
    }
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl Lexer<'_> {
    fn next(&mut self) -> Option<Token> {
        let left = self.text.get(self.at..)?;
        let rest = left.trim_start();
        let start = self.at + left.len() - rest.len();
        let first = rest.chars().next()?;
        let (kind, length) = match first {
            '`' => code(rest),
            c if c.is_ascii_digit() => number(rest),
            c if c.is_alphabetic() || c == '_' => (Kind::Word, word(rest)),
            _ => sign(rest, first),
        };
        self.at = start + length;
        Some(Token { kind, start, end: self.at })
    }
}

fn code(rest: &str) -> (Kind, usize) {
    let inside = rest.get(1..).unwrap_or_default();
    match inside.find('`') {
        Some(end) => (Kind::Code, end + 2),
        None => (Kind::Mark, 1),
    }
}

/// The bytes of a word: `p99.9`, `go/no-go` up to the slash, `don't`, `error_rate`.
fn word(rest: &str) -> usize {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let plain = rest.bytes().take_while(|byte| is_plain(byte)).count();
    let behind = rest.get(plain..).unwrap_or_default();
    if behind.starts_with([' ', ':', ',']) {
        return plain;
    }
    let mut characters = behind.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map_or(' ', |(_, next)| *next);
        let is_part = c.is_alphanumeric() || c == '_' || is_extending(c);
        let joins = matches!(c, '-' | '\'' | '’') && next.is_alphabetic();
        let is_point = c == '.' && next.is_alphanumeric();
        if !(is_part || joins || is_point) {
            return plain + at;
        }
    }
    rest.len()
}

/// Belongs to the letter before it.
fn is_extending(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{fe0f}')
}

/// `5xx` and `1.2.3` are words; a number takes its marks of thousands along.
fn number(rest: &str) -> (Kind, usize) {
    let bytes = rest.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    let mut points = 0;
    let mut colons = 0;
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'0'..=b'9' => {}
            b'.' if is_digit(end + 1) => points += 1,
            b',' if is_digit(end + 1) => {}
            b':' if is_digit(end + 1) => colons += 1,
            _ => break,
        }
        end += 1;
    }
    let after = rest.get(end..).unwrap_or_default();
    let is_wild = end == 1 && (after.starts_with("xx") || after.starts_with("XX"));
    if is_wild {
        return (Kind::Word, 3);
    }
    match (colons, points) {
        (1 | 2, 0) => (Kind::Clock, end),
        (0, 2..) if !is_grouped(rest.get(..end).unwrap_or_default()) => (Kind::Word, end),
        (0, _) => (Kind::Number, end),
        _ => (Kind::Word, end),
    }
}

/// `1.000.000`
fn is_grouped(digits: &str) -> bool {
    let whole = digits.split(',').next().unwrap_or_default();
    whole.split('.').skip(1).all(|group| group.len() == 3)
}

fn sign(rest: &str, first: char) -> (Kind, usize) {
    const COMPARATORS: [&str; 11] = ["<=", ">=", "=<", "==", "!=", "<", ">", "≤", "≥", "≠", "="];
    const ARROWS: [&str; 10] = ["-->", "==>", "->", "=>", "→", "⇒", "➜", "➡", "➔", "⟶"];
    const BACK: [&str; 5] = ["<--", "<-", "<=>", "<>", "<<"];
    let begins =
        |signs: &[&str]| signs.iter().find(|sign| rest.starts_with(**sign)).map(|sign| sign.len());
    if first.is_ascii() && !matches!(first, '<' | '>' | '=' | '!' | '-') {
        return (Kind::Mark, 1);
    }
    // `<details>`, `<hash>`
    let follows = rest.chars().nth(1).unwrap_or(' ');
    if first == '<' && (follows.is_alphabetic() || follows == '/') {
        return (Kind::Mark, 1);
    }
    if let Some(length) = begins(&BACK) {
        return (Kind::Mark, length);
    }
    if let Some(length) = begins(&ARROWS) {
        return (Kind::Arrow, length);
    }
    match begins(&COMPARATORS) {
        Some(length) => (Kind::Comparator, length),
        None => (Kind::Mark, first.len_utf8()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut tokens = Tokens::default();
        tokens.read(text);
        let shown = |at: usize| {
            let kind = match tokens.kind(at).unwrap() {
                Kind::Word => "",
                Kind::Number => "#",
                Kind::Clock => "@",
                Kind::Comparator => "?",
                Kind::Arrow => "!",
                Kind::Code => "`",
                Kind::Mark => "'",
            };
            format!("{kind}{}", tokens.written(at..at + 1))
        };
        let found: Vec<String> = (0..tokens.count()).map(shown).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }

    #[test]
    fn lines_are_words_numbers_and_signs() {
        check("p95 < 500ms, 5xx: 0", "p95 ?< #500 ms ', 5xx ': #0");
        check("Error rate ≤ 1,000.5 %", "Error rate ?≤ #1,000.5 '%");
        check("a -> b => c --> d <-- e", "a !-> b !=> c !--> d '<-- e");
        check("v1.2.0 1.2.3 p99.9 12:30 1.000.000", "v1.2.0 1.2.3 p99.9 @12:30 #1.000.000");
        check("no-go 95%+ 20/20 don't `a < 1`", "no-go #95 '% '+ #20 '/ #20 don't ``a < 1`");
        check("über 0,5 % ", "über #0,5 '%");
        check("1. `", "#1 '. '`");
    }
}
