//! Lists of words to look one up in.

/// Words in small letters with spaces between them.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    all: &'static str,
    /// A bit for each of its words, by their ends and lengths: most words that are asked for are
    /// none of them.
    bits: [u64; 8],
}

impl Words {
    #[expect(
        clippy::indexing_slicing,
        reason = "a place outside would not compile: lists are constants"
    )]
    pub const fn of(all: &'static str) -> Self {
        let bytes = all.as_bytes();
        let mut bits = [0; 8];
        let mut start = 0;
        let mut at = 0;
        while at <= bytes.len() {
            if at == bytes.len() || bytes[at] == b' ' {
                bits = with(bits, bytes, (start, at));
                start = at + 1;
            }
            at += 1;
        }
        Self { all, bits }
    }

    pub fn has(&self, word: &str) -> bool {
        let bytes = word.as_bytes();
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return false };
        let second = bytes.get(1).copied().unwrap_or(0);
        let bit = bit(*first, second, (*last, bytes.len()));
        let is_likely = self.bits.get(bit / 64).is_some_and(|bits| bits & (1 << (bit % 64)) != 0);
        is_likely && self.all.split(' ').any(|known| known == word)
    }

    /// Whether it has one of these.
    pub fn has_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.has(word))
    }
}

/// With the bit of the word between two places, if there is one.
#[expect(
    clippy::indexing_slicing,
    reason = "a place outside would not compile: lists are constants"
)]
const fn with(mut bits: [u64; 8], bytes: &[u8], (start, end): (usize, usize)) -> [u64; 8] {
    if end > start {
        let second = if end - start > 1 { bytes[start + 1] } else { 0 };
        let bit = bit(bytes[start], second, (bytes[end - 1], end - start));
        bits[bit / 64] |= 1 << (bit % 64);
    }
    bits
}

/// One of 512.
const fn bit(first: u8, second: u8, (last, length): (u8, usize)) -> usize {
    (first as usize * 7 + second as usize * 31 + last as usize * 61 + length * 131) % 512
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
