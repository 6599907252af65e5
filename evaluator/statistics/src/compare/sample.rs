//! A sample in order of size, which all comparisons start from.

/// Finite numbers, at least one, ascending.
#[derive(Debug, Clone, PartialEq)]
pub struct Sorted(Vec<f64>);

impl Sorted {
    /// `None` for no numbers.
    pub fn new(numbers: &[f64]) -> Option<Self> {
        let mut sorted = numbers.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        (!sorted.is_empty()).then_some(Self(sorted))
    }

    pub fn numbers(&self) -> &[f64] {
        &self.0
    }

    pub(super) fn count(&self) -> u64 {
        self.0.len() as u64
    }
}
