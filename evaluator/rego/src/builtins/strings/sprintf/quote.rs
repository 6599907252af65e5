//! Texts and characters in quotes, as Go's source has them.

use std::sync::LazyLock;

use regex::Regex;

use super::layout::Layout;

pub(super) fn print(out: &mut String, text: &str, layout: Layout) {
    let text = layout.cut(text);
    let raw = |c: char| c == '\t' || !(c < ' ' || c == '\u{7f}' || c == '`' || c == '\u{feff}');
    if layout.sharp && text.chars().all(raw) {
        return layout.pad(out, &format!("`{text}`"));
    }
    let quoted: String = text.chars().map(|c| escaped(c, '"', layout.plus)).collect();
    layout.pad(out, &format!("\"{quoted}\""));
}

pub(super) fn print_char(out: &mut String, character: char, layout: Layout) {
    layout.pad(out, &format!("'{}'", escaped(character, '\'', layout.plus)));
}

fn escaped(character: char, quote: char, ascii: bool) -> String {
    match character {
        '\\' => "\\\\".to_owned(),
        c if c == quote => format!("\\{c}"),
        c if is_shown(c) && (c.is_ascii() || !ascii) => c.to_string(),
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
pub(super) fn is_shown(character: char) -> bool {
    static SHOWN: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"^[\p{L}\p{M}\p{N}\p{P}\p{S}]$").ok());
    if character.is_ascii() {
        return character == ' ' || character.is_ascii_graphic();
    }
    let mut buffer = [0; 4];
    SHOWN.as_ref().is_some_and(|shown| shown.is_match(character.encode_utf8(&mut buffer)))
}
