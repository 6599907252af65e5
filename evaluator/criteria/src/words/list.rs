//! Lists of words to look one up in.

use std::borrow::Cow;

/// Words in small letters with spaces between them.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    all: &'static str,
    /// For each word one more than the place where it begins, by its letters and length, or behind
    /// that where another one stands there: each line of a plan is asked for hundreds of words.
    places: [u16; PLACES],
}

/// Far more than the longest list has words.
const PLACES: usize = 256;

impl Words {
    #[expect(
        clippy::indexing_slicing,
        reason = "a place outside would not compile: lists are constants"
    )]
    pub const fn of(all: &'static str) -> Self {
        let bytes = all.as_bytes();
        let mut places = [0; PLACES];
        let mut start = 0;
        let mut at = 0;
        while at <= bytes.len() {
            if at == bytes.len() || bytes[at] == b' ' {
                places = with(places, bytes, (start, at));
                start = at + 1;
            }
            at += 1;
        }
        Self { all, places }
    }

    pub fn has(&self, word: &str) -> bool {
        let bytes = word.as_bytes();
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return false };
        let second = bytes.get(1).copied().unwrap_or(0);
        let wanted = place(*first, second, (*last, bytes.len()));
        for at in wanted..wanted + PLACES {
            let start = self.places.get(at % PLACES).copied().unwrap_or(0);
            let Some(start) = usize::from(start).checked_sub(1) else { return false };
            let from = self.all.as_bytes().get(start..).unwrap_or_default();
            if from.starts_with(bytes) && matches!(from.get(bytes.len()), None | Some(b' ')) {
                return !bytes.contains(&b' ');
            }
        }
        false
    }

    pub fn all(&self) -> impl Iterator<Item = &'static str> {
        self.all.split(' ')
    }

    /// Whether it has one of these.
    pub fn has_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.has(word))
    }
}

/// With the word between two places, if there is one.
#[expect(
    clippy::indexing_slicing,
    reason = "a place outside would not compile: lists are constants"
)]
const fn with(
    mut places: [u16; PLACES],
    bytes: &[u8],
    (start, end): (usize, usize),
) -> [u16; PLACES] {
    if end > start {
        let second = if end - start > 1 { bytes[start + 1] } else { 0 };
        let mut at = place(bytes[start], second, (bytes[end - 1], end - start));
        while places[at] != 0 {
            at = (at + 1) % PLACES;
        }
        places[at] = start as u16 + 1;
    }
    places
}

const fn place(first: u8, second: u8, (last, length): (u8, usize)) -> usize {
    (first as usize * 7 + second as usize * 31 + last as usize * 61 + length * 131) % PLACES
}

/// In small letters; most texts of one or two words are so anyway.
pub fn small(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.to_lowercase())
}

/// Whether a text has a word of letters and digits that is known in small letters. Nothing is
/// allocated: every line of a plan is asked.
pub fn any_word(text: &str, is_known: fn(&str) -> bool) -> bool {
    if text.is_ascii() {
        let words = text.as_bytes().split(|byte| !byte.is_ascii_alphanumeric());
        return words.into_iter().any(|word| is_small(word, is_known));
    }
    text.split(|c: char| !c.is_alphanumeric()).any(|word| is_small(word.as_bytes(), is_known))
}

fn is_small(word: &[u8], is_known: fn(&str) -> bool) -> bool {
    /// Longer words are none that are asked for.
    const LONGEST: usize = 16;
    if !(2..=LONGEST).contains(&word.len()) {
        return false;
    }
    let mut small = [0_u8; LONGEST];
    let Some(place) = small.get_mut(..word.len()) else { return false };
    for (to, from) in place.iter_mut().zip(word) {
        *to = from.to_ascii_lowercase();
    }
    std::str::from_utf8(place).is_ok_and(is_known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole() {
        let words = Words::of("go no-go stop");
        for word in ["go", "no-go", "stop"] {
            assert!(words.has(word), "{word}");
        }
        for word in ["", "no", "st", "op", "go stop", "go stop x"] {
            assert!(!words.has(word), "{word}");
        }
        assert!(any_word("We GO.", |word| word == "go"));
        assert!(!any_word("We gone", |word| word == "go"));
    }
}
