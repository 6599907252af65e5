//! Lists of words to look one up in.

/// Words in small letters with spaces between them.
#[derive(Clone, Copy, Debug)]
pub struct Words(pub &'static str);

impl Words {
    pub fn has(self, word: &str) -> bool {
        self.0.split_ascii_whitespace().any(|known| known == word)
    }

    /// Whether it has one of these.
    pub fn has_any(self, words: &[&str]) -> bool {
        words.iter().any(|word| self.has(word))
    }
}
