//! The value of a literal's text: numbers and strings with their escapes.

use super::ast::Literal;

/// What is wrong with a literal, and the byte offset in its text.
pub(super) struct BadLiteral {
    pub(super) offset: usize,
    pub(super) message: String,
}

impl BadLiteral {
    fn new(offset: usize, message: impl Into<String>) -> Self {
        Self { offset, message: message.into() }
    }
}

/// `digits` may carry a leading minus.
pub(super) fn int(digits: &str) -> Result<Literal, BadLiteral> {
    let (negative, rest) = match digits.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, digits),
    };
    let magnitude = magnitude(rest).ok_or_else(|| too_large(digits))?;
    let value =
        if negative { 0i64.checked_sub_unsigned(magnitude) } else { magnitude.try_into().ok() };
    value.map(Literal::Int).ok_or_else(|| too_large(digits))
}

pub(super) fn uint(text: &str) -> Result<Literal, BadLiteral> {
    magnitude(text.trim_end_matches(['u', 'U'])).map(Literal::Uint).ok_or_else(|| too_large(text))
}

fn too_large(text: &str) -> BadLiteral {
    let bare = matches!(text.trim_end_matches(['u', 'U']), "0x" | "0X");
    let what = if bare { "needs digits" } else { "does not fit into 64 bits" };
    BadLiteral::new(0, format!("`{text}` {what}"))
}

fn magnitude(text: &str) -> Option<u64> {
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(hex) => u64::from_str_radix(hex, 16).ok(),
        None => text.parse().ok(),
    }
}

pub(super) fn float(text: &str) -> Result<Literal, BadLiteral> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    match compact.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(Literal::Double(value)),
        _ => Err(BadLiteral::new(0, format!("`{text}` is too large for a double"))),
    }
}

/// A string literal's text, quotes and prefix included.
pub(super) fn string(token: &str) -> Result<Literal, BadLiteral> {
    let body = Body::of(token);
    let mut out = String::with_capacity(body.text.len());
    body.decode(Escapes::Text, |piece| match piece {
        Piece::Char(character) => out.push(character),
        Piece::Byte(byte) => out.push(char::from(byte)),
    })?;
    Ok(Literal::String(out))
}

pub(super) fn bytes(token: &str) -> Result<Literal, BadLiteral> {
    let body = Body::of(token);
    let mut out = Vec::with_capacity(body.text.len());
    body.decode(Escapes::Bytes, |piece| match piece {
        Piece::Char(character) => {
            out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
        Piece::Byte(byte) => out.push(byte),
    })?;
    Ok(Literal::Bytes(out))
}

/// What to write for `\u{1F600}`, which stands at the start of this text.
pub(super) fn braced_escape(text: &str) -> Option<String> {
    let (digits, _) = text.strip_prefix(r"\u{")?.split_once('}')?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    char::from_u32(number).map(|_| format!(r"write `\U{number:08X}`"))
}

enum Piece {
    Char(char),
    Byte(u8),
}

#[derive(Clone, Copy, PartialEq)]
enum Escapes {
    Text,
    Bytes,
}

/// The text between the quotes.
struct Body<'t> {
    text: &'t str,
    start: usize,
    raw: bool,
}

impl<'t> Body<'t> {
    fn of(token: &'t str) -> Self {
        let prefix = token.find(['"', '\'']).unwrap_or(0);
        let raw = token.get(..prefix).is_some_and(|p| p.contains(['r', 'R']));
        let quoted = token.get(prefix..).unwrap_or_default();
        let triple =
            quoted.len() >= 6 && (quoted.starts_with("\"\"\"") || quoted.starts_with("'''"));
        let width = if triple { 3 } else { 1 };
        let text = quoted.get(width..quoted.len().saturating_sub(width)).unwrap_or_default();
        Self { text, start: prefix + width, raw }
    }

    fn decode(&self, escapes: Escapes, mut emit: impl FnMut(Piece)) -> Result<(), BadLiteral> {
        let mut chars = self.text.char_indices();
        while let Some((at, character)) = chars.next() {
            if character != '\\' || self.raw {
                // A CRLF inside a long string reads as one line break.
                let crlf = character == '\r' && chars.as_str().starts_with('\n');
                if !crlf {
                    emit(Piece::Char(character));
                }
                continue;
            }
            let (length, piece) = escape(chars.as_str(), escapes)
                .map_err(|message| BadLiteral::new(self.start + at, message))?;
            emit(piece);
            for _ in 0..length {
                chars.next();
            }
        }
        Ok(())
    }
}

/// Reads the escape after a backslash: how many characters it has and what it stands for.
fn escape(rest: &str, escapes: Escapes) -> Result<(usize, Piece), String> {
    let first = rest.chars().next().ok_or("a backslash must be followed by an escape")?;
    let simple = match first {
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        '\\' | '\'' | '"' | '`' | '?' => first,
        'x' | 'X' => return numeric(rest, 1, 2, escapes),
        'u' => return numeric(rest, 1, 4, escapes),
        'U' => return numeric(rest, 1, 8, escapes),
        '0'..='3' => return numeric(rest, 0, 3, escapes),
        other => return Err(format!("`\\{other}` is not an escape")),
    };
    Ok((1, Piece::Char(simple)))
}

fn numeric(
    rest: &str,
    skip: usize,
    width: usize,
    escapes: Escapes,
) -> Result<(usize, Piece), String> {
    let radix = if skip == 0 { 8 } else { 16 };
    let digits = rest.get(skip..skip + width).unwrap_or_default();
    let whole = digits.len() == width && digits.chars().all(|c| c.is_digit(radix));
    let shown: String = rest.chars().take(skip + width).collect();
    if !whole && rest.starts_with("u{") {
        return Err(r"`\u{` is not an escape".to_owned());
    }
    if !whole {
        return Err(format!("`\\{shown}` needs {width} digits"));
    }
    let number =
        u32::from_str_radix(digits, radix).map_err(|_| format!("bad escape `\\{shown}`"))?;
    let length = skip + width;
    if width < 4 {
        let byte = u8::try_from(number).map_err(|_| format!("`\\{shown}` is over 255"))?;
        return Ok((length, Piece::Byte(byte)));
    }
    if escapes == Escapes::Bytes {
        return Err(format!("`\\{shown}` cannot stand in bytes"));
    }
    let character =
        char::from_u32(number).ok_or_else(|| format!("`\\{shown}` is not a Unicode character"))?;
    Ok((length, Piece::Char(character)))
}

#[cfg(test)]
mod tests {
    use super::{bytes, float, int, string, uint};
    use crate::syntax::ast::Literal;

    #[test]
    fn texts_and_their_escapes() {
        for (token, text) in [
            (r"'a\n\t\\\'\x41\u00e9\U0001F680\101'", Ok("a\n\t\\'Aé🚀A")),
            (r"r'\n'", Ok(r"\n")),
            ("'''a\r\nb'''", Ok("a\nb")),
            (r#""'""#, Ok("'")),
            (r"'\q'", Err((1, r"`\q` is not an escape"))),
            (r"'ab\u12'", Err((3, r"`\u12` needs 4 digits"))),
            (r"'\ud800'", Err((1, r"`\ud800` is not a Unicode character"))),
        ] {
            match (string(token), text) {
                (Ok(Literal::String(found)), Ok(text)) => assert_eq!(found, text, "{token}"),
                (Err(bad), Err(expected)) => {
                    assert_eq!((bad.offset, &*bad.message), expected, "{token}");
                }
                _ => panic!("{token}"),
            }
        }
    }

    #[test]
    fn bytes_and_their_escapes() {
        let read = |token| bytes(token).ok();
        assert_eq!(read(r"b'\xff\000\377'"), Some(Literal::Bytes(vec![255, 0, 255])));
        assert_eq!(read("b'é'"), Some(Literal::Bytes(vec![0xc3, 0xa9])));
        assert_eq!(read(r"b'\u0041'"), None);
    }

    #[test]
    fn numbers_at_the_ends_of_their_ranges() {
        assert_eq!(int("-9223372036854775808").ok(), Some(Literal::Int(i64::MIN)));
        assert_eq!(int("9223372036854775807").ok(), Some(Literal::Int(i64::MAX)));
        assert_eq!(uint("0xffffffffffffffffu").ok(), Some(Literal::Uint(u64::MAX)));
        assert_eq!(float("-.5e1").ok(), Some(Literal::Double(-5.0)));
        for token in ["9223372036854775808", "-9223372036854775809", "0x"] {
            assert!(int(token).is_err(), "{token}");
        }
        assert!(uint("18446744073709551616u").is_err() && float("1e999").is_err());
    }
}
