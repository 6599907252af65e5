//! Lists of words to look one up in.

/// Words in small letters with spaces between them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words(pub(crate) &'static str);

impl Words {
    pub(crate) fn has(self, word: &str) -> bool {
        self.0.split_ascii_whitespace().any(|known| known == word)
    }

    /// Whether it has one of these.
    pub(crate) fn has_any(self, words: &[&str]) -> bool {
        words.iter().any(|word| self.has(word))
    }
}
