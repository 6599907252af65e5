//! Lists of words to look one up in.

/// Words in small letters with spaces between them.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    all: &'static str,
    /// For each first letter, how long its words are: most words that are asked for are none of them.
    lengths: [u32; 32],
}

impl Words {
    #[expect(
        clippy::indexing_slicing,
        reason = "a place outside would not compile: lists are constants"
    )]
    pub const fn of(all: &'static str) -> Self {
        let bytes = all.as_bytes();
        let mut lengths = [0; 32];
        let mut start = 0;
        let mut at = 0;
        while at <= bytes.len() {
            if at == bytes.len() || bytes[at] == b' ' {
                if at > start {
                    lengths[letter(bytes[start])] |= length(at - start);
                }
                start = at + 1;
            }
            at += 1;
        }
        Self { all, lengths }
    }

    pub fn has(&self, word: &str) -> bool {
        let Some(first) = word.bytes().next() else { return false };
        let lengths = self.lengths.get(letter(first)).copied().unwrap_or_default();
        lengths & length(word.len()) != 0 && self.all.split(' ').any(|known| known == word)
    }

    /// Whether it has one of these.
    pub fn has_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.has(word))
    }
}

const fn letter(byte: u8) -> usize {
    (byte & 31) as usize
}

/// A bit for each length; longer ones share the last.
const fn length(bytes: usize) -> u32 {
    1 << if bytes < 31 { bytes } else { 31 }
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
        let words = Words::of("go no-go stop");
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
