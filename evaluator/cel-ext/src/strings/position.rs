//! From characters to bytes.

use gonogo_cel::{ErrorKind, Fault};

/// The byte at which the character begins; the one after the last is where the text ends.
/// An error when there are not so many.
pub(super) fn byte_of(text: &str, index: i64) -> Result<usize, Fault> {
    let mut starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let found = usize::try_from(index).ok().and_then(|index| starts.nth(index));
    found.ok_or_else(|| {
        let length = text.chars().count();
        let message = format!("index {index} is outside of a text of {length} characters");
        Fault::error(ErrorKind::IndexOutOfRange, message)
    })
}

/// The character that begins at this byte.
pub(super) fn index_of(text: &str, byte: usize) -> i64 {
    let before = text.get(..byte).unwrap_or(text).chars().count();
    i64::try_from(before).unwrap_or(i64::MAX)
}
