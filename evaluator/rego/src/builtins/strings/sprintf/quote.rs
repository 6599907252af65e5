//! Texts and characters in quotes, as Go's source has them.

use super::layout::Layout;
use crate::value::{Left, escaped};

pub(super) fn print(out: &mut String, text: &str, layout: Layout) {
    let text = layout.cut(text);
    let raw = |c: char| c == '\t' || !(c < ' ' || c == '\u{7f}' || c == '`' || c == '\u{feff}');
    if layout.sharp && text.chars().all(raw) {
        return layout.pad(out, &format!("`{text}`"));
    }
    let quoted: String = text.chars().map(|c| escaped(c, '"', left(layout))).collect();
    layout.pad(out, &format!("\"{quoted}\""));
}

pub(super) fn print_char(out: &mut String, character: char, layout: Layout) {
    layout.pad(out, &format!("'{}'", escaped(character, '\'', left(layout))));
}

/// `%+q` leaves ASCII only.
fn left(layout: Layout) -> Left {
    if layout.plus { Left::Ascii } else { Left::Shown }
}
