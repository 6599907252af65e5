//! The escapes of double-quoted scalars.

use gonogo_cel::Span;

use super::decode::{Decoded, length};
use super::flow::{self, LineEnd};

/// One line of a double-quoted scalar. An escape that cannot be read ends the reading of the
/// line; the parser has refused such a scalar already.
pub(super) fn line(decoded: &mut Decoded<'_>, line: Span) -> LineEnd {
    let mut from = line.start;
    loop {
        let rest = decoded.text(Span::new(from, line.end));
        let Some(at) = rest.find('\\') else {
            decoded.copy(Span::new(from, line.end));
            return LineEnd::Folds;
        };
        let (before, escape) = rest.split_at(at);
        let start = from + length(before);
        decoded.copy(Span::new(from, start));
        if escape == "\\" {
            return LineEnd::Vanishes;
        }
        let Some((c, written)) = character(escape) else { return LineEnd::Folds };
        from = start + written;
        decoded.replace(c.encode_utf8(&mut [0; 4]), Span::new(start, from));
    }
}

/// A blank after a backslash stays.
pub(super) fn without_trailing_blanks(decoded: &Decoded<'_>, line: Span) -> Span {
    let kept = flow::without_trailing_blanks(decoded, line);
    let text = decoded.text(kept);
    let backslashes = text.len() - text.trim_end_matches('\\').len();
    let is_escaped = backslashes % 2 == 1 && kept.end < line.end;
    Span::new(kept.start, kept.end + u32::from(is_escaped))
}

/// The character that the escape at the start of `text` stands for, and the escape's length.
fn character(text: &str) -> Option<(char, u32)> {
    let letter = text.chars().nth(1)?;
    let simple = match letter {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        ' ' | '"' | '/' | '\\' => letter,
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        'x' => return hexadecimal(text, 2),
        'u' => return hexadecimal(text, 4).or_else(|| surrogates(text)),
        'U' => return hexadecimal(text, 8),
        _ => return None,
    };
    Some((simple, 2))
}

fn hexadecimal(text: &str, digits: u32) -> Option<(char, u32)> {
    let code = u32::from_str_radix(text.get(2..2 + digits as usize)?, 16).ok()?;
    Some((char::from_u32(code)?, 2 + digits))
}

/// A pair of `\u` escapes that make one character, as in JSON.
fn surrogates(text: &str) -> Option<(char, u32)> {
    let high = u16::from_str_radix(text.get(2..6)?, 16).ok()?;
    let low = u16::from_str_radix(text.get(6..)?.strip_prefix("\\u")?.get(..4)?, 16).ok()?;
    let c = char::decode_utf16([high, low]).next()?.ok()?;
    Some((c, 12))
}
