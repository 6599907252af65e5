//! What keeps hostile plans cheap. A real plan is far below all of them.

/// Items and sign-offs of a plan, each. With more, no checklist is given at all.
pub const ITEMS: usize = 100_000;
/// Of a heading, label, text, name or role; what is longer is cut, and ends with `…`.
pub const TEXT_CHARACTERS: usize = 300;
/// Labels and items inside each other that make sections; deeper ones count to the last.
pub(crate) const LABELS: usize = 12;
/// Bytes of a line that may have criteria; a longer one is said to be too long.
pub(crate) const LINE: usize = 4_000;
/// Containers (lists, quotes) at the start of a line; the rest of such a line is not looked at.
pub(crate) const CONTAINERS: usize = 64;

/// As [`cut`], for a text that is mostly short enough.
pub(crate) fn cut_owned(text: String) -> String {
    if text.len() > TEXT_CHARACTERS { cut(&text) } else { text }
}

/// At most so many characters, the last of them `…` when something was cut.
pub(crate) fn cut(text: &str) -> String {
    // A character has at least one byte.
    let long = (text.len() > TEXT_CHARACTERS).then(|| text.char_indices().nth(TEXT_CHARACTERS));
    match long.flatten() {
        None => text.to_owned(),
        Some(_) => text.chars().take(TEXT_CHARACTERS - 1).chain(['…']).collect(),
    }
}
