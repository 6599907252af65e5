//! Quotes as Go's source has them: what is not shown on a screen is escaped.

use std::sync::LazyLock;

use regex::Regex;

/// Which characters are left as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Left {
    Shown,
    Ascii,
}

/// A character within such quotes.
pub(crate) fn escaped(character: char, quote: char, left: Left) -> String {
    match character {
        '\\' => "\\\\".to_owned(),
        c if c == quote => format!("\\{c}"),
        c if is_shown(c) && (c.is_ascii() || left == Left::Shown) => c.to_string(),
        '\u{7}' => "\\a".to_owned(),
        '\u{8}' => "\\b".to_owned(),
        '\u{c}' => "\\f".to_owned(),
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        '\u{b}' => "\\v".to_owned(),
        c if c < ' ' || c == '\u{7f}' => format!("\\x{:02x}", u32::from(c)),
        c if u32::from(c) < 0x1_0000 => format!("\\u{:04x}", u32::from(c)),
        c => format!("\\U{:08x}", u32::from(c)),
    }
}

/// Letters, marks, numbers, punctuation, symbols, and the space.
pub(crate) fn is_shown(character: char) -> bool {
    static SHOWN: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^[\p{L}\p{M}\p{N}\p{P}\p{S}]$").ok());
    if character.is_ascii() {
        return character == ' ' || character.is_ascii_graphic();
    }
    let mut buffer = [0; 4];
    SHOWN.as_ref().is_some_and(|shown| shown.is_match(character.encode_utf8(&mut buffer)))
}
