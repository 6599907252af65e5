//! Phrases to be found in a text, also as a part of its words.

/// Several words each.
#[derive(Clone, Copy, Debug)]
pub struct Phrases {
    all: &'static [&'static str],
    /// A bit for the two letters that each begins with: most places of a text begin none.
    bits: [u64; 4],
}

impl Phrases {
    #[expect(
        clippy::indexing_slicing,
        reason = "a phrase of one letter would not compile: phrases are constants"
    )]
    pub const fn of(all: &'static [&'static str]) -> Self {
        let mut bits = [0; 4];
        let mut at = 0;
        while at < all.len() {
            let bytes = all[at].as_bytes();
            let bit = bit(bytes[0], bytes[1]);
            bits[bit / 64] |= 1 << (bit % 64);
            at += 1;
        }
        Self { all, bits }
    }

    /// Whether one of them is a part of the text.
    pub fn are_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        bytes.windows(2).enumerate().any(|(at, pair)| {
            let [first, second] = pair else { return false };
            let bit = bit(*first, *second);
            self.bits.get(bit / 64).is_some_and(|bits| bits & (1 << (bit % 64)) != 0)
                && self.begin(bytes.get(at..).unwrap_or_default())
        })
    }

    fn begin(&self, text: &[u8]) -> bool {
        self.all.iter().any(|phrase| text.starts_with(phrase.as_bytes()))
    }
}

/// One of 256.
const fn bit(first: u8, second: u8) -> usize {
    (first as usize * 7 + second as usize * 31) % 256
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_anywhere() {
        let phrases = Phrases::of(&["any of", "z.b", "n’t"]);
        for text in ["any of", "in many offers", "z.b. 5", "don’t", "aany of"] {
            assert!(phrases.are_in(text), "{text}");
        }
        for text in ["", "a", "any", "any o", "any  of", "z b", "n't"] {
            assert!(!phrases.are_in(text), "{text}");
        }
    }
}
