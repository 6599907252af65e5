//! A bit for each sample of a series, 64 to a word, the first one lowest.

use std::iter;

pub(super) const WORD: usize = 64;

#[derive(Debug, Clone)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn of_words(words: impl Iterator<Item = u64>) -> Self {
        Self(words.collect())
    }

    pub(super) fn words(&self) -> &[u64] {
        &self.0
    }

    /// Sets those that are set in the words.
    pub(super) fn add(&mut self, words: impl Iterator<Item = u64>) {
        for (word, more) in self.0.iter_mut().zip(words) {
            *word |= more;
        }
    }

    pub(super) fn set(&mut self, index: usize) {
        if let Some(word) = self.0.get_mut(index / WORD) {
            *word |= 1 << (index % WORD);
        }
    }

    #[inline]
    pub(super) fn is_set(&self, index: usize) -> bool {
        self.0.get(index / WORD).is_some_and(|word| word >> (index % WORD) & 1 == 1)
    }

    /// Indexes of those that are set, ascending.
    #[inline]
    pub(super) fn ones(&self) -> impl DoubleEndedIterator<Item = usize> {
        let of_word = |(index, bits): (usize, &u64)| Ones { bits: *bits, start: index * WORD };
        self.0.iter().enumerate().flat_map(of_word)
    }
}

/// The bit of each place in a word. Read, it costs half of what shifting a bit there does,
/// as long as processors shift all lanes of a vector alike.
#[expect(clippy::indexing_slicing, reason = "the compiler checks it")]
const BITS: [u64; WORD] = {
    let mut bits = [1; WORD];
    let mut place = 1;
    while place < WORD {
        bits[place] = bits[place - 1] << 1;
        place += 1;
    }
    bits
};

/// A bit for each item; of more than 64 the first ones.
#[inline]
pub(super) fn word<T>(items: impl Iterator<Item = T>, is_set: impl Fn(T) -> bool) -> u64 {
    items
        .zip(&BITS)
        .fold(0, |word, (item, bit)| word | u64::from(is_set(item)).wrapping_neg() & bit)
}

/// What is left of a word, whose first bit has the index `start`.
struct Ones {
    bits: u64,
    start: usize,
}

impl Iterator for Ones {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let at = self.bits.trailing_zeros();
        (self.bits != 0).then(|| {
            self.bits &= self.bits.wrapping_sub(1);
            self.start.wrapping_add(at as usize)
        })
    }
}

impl DoubleEndedIterator for Ones {
    #[inline]
    fn next_back(&mut self) -> Option<usize> {
        let at = self.bits.checked_ilog2()?;
        self.bits ^= 1 << at;
        Some(self.start.wrapping_add(at as usize))
    }
}

/// Each word with the one after it, 0 after the last.
pub(super) fn with_next(words: &[u64]) -> impl Iterator<Item = (u64, u64)> {
    let after = words.iter().skip(1).chain(iter::once(&0));
    words.iter().copied().zip(after.copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ones_are_found_from_both_ends() {
        let items = [0, 1, 2, 63, 64, 127, 200];
        let is_one = |index: usize| items.contains(&index);
        let bits =
            Bits::of_words((0..4).map(|start| word(start * WORD..(start + 1) * WORD, is_one)));
        assert_eq!(bits.ones().collect::<Vec<_>>(), items);
        assert!(bits.ones().rev().eq(items.into_iter().rev()));
        assert!((0..300).all(|index| bits.is_set(index) == is_one(index)));
    }
}
