//! Lists of words to look one up in.

/// Words in small letters with spaces between them.
#[derive(Clone, Copy, Debug)]
pub struct Words(pub &'static str);

impl Words {
    pub fn has(self, word: &str) -> bool {
        let bytes = self.0.as_bytes();
        let is_end = |at: usize| bytes.get(at).is_none_or(|byte| *byte == b' ');
        let is_whole = |at: usize| at.checked_sub(1).is_none_or(is_end) && is_end(at + word.len());
        !word.is_empty() && self.0.match_indices(word).any(|(at, _)| is_whole(at))
    }

    /// Whether it has one of these.
    pub fn has_any(self, words: &[&str]) -> bool {
        words.iter().any(|word| self.has(word))
    }
}

/// Whether a text has a word of letters and digits that is known in small letters. Nothing is
/// allocated: every line of a plan is asked.
pub fn any_word(text: &str, is_known: fn(&str) -> bool) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| is_small(word, is_known))
}

fn is_small(word: &str, is_known: fn(&str) -> bool) -> bool {
    /// Longer words are none that are asked for.
    const LONGEST: usize = 16;
    let mut small = [0_u8; LONGEST];
    let Some(place) = small.get_mut(..word.len()).filter(|place| place.len() > 1) else {
        return false;
    };
    for (to, from) in place.iter_mut().zip(word.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    std::str::from_utf8(place).is_ok_and(is_known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole() {
        let words = Words("go no-go stop");
        for word in ["go", "no-go", "stop"] {
            assert!(words.has(word), "{word}");
        }
        for word in ["", "no", "st", "op", "go stop x"] {
            assert!(!words.has(word), "{word}");
        }
        assert!(any_word("We GO.", |word| word == "go"));
        assert!(!any_word("We gone", |word| word == "go"));
    }
}
