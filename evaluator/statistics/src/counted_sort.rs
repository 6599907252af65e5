//! Sorting that counts the pairs out of order, in n log n instead of n² steps.

/// Sorts, keeping the order of equals, and gives the number of pairs that stood in the wrong
/// order. `is_after` is asked of two items in the order in which they came; where it
/// contradicts itself, as rounding makes it, the count is off by the pairs concerned.
pub(crate) fn sort_counting<T: Copy>(items: &mut Vec<T>, is_after: impl Fn(&T, &T) -> bool) -> u64 {
    let mut merged = Vec::with_capacity(items.len());
    let mut inversions: u64 = 0;
    let mut width: usize = 1;
    while width < items.len() {
        merged.clear();
        for pair in items.chunks(width.saturating_mul(2)) {
            let (left, right) = pair.split_at(width.min(pair.len()));
            inversions = inversions.saturating_add(merge(left, right, &mut merged, &is_after));
        }
        std::mem::swap(items, &mut merged);
        width = width.saturating_mul(2);
    }
    inversions
}

fn merge<T: Copy>(
    mut left: &[T],
    mut right: &[T],
    merged: &mut Vec<T>,
    is_after: &impl Fn(&T, &T) -> bool,
) -> u64 {
    let mut inversions: u64 = 0;
    while let (Some((first, others)), Some((second, rest))) =
        (left.split_first(), right.split_first())
    {
        if is_after(first, second) {
            inversions = inversions.saturating_add(left.len() as u64);
            merged.push(*second);
            right = rest;
        } else {
            merged.push(*first);
            left = others;
        }
    }
    merged.extend_from_slice(left);
    merged.extend_from_slice(right);
    inversions
}

/// The lengths of the runs in which each item is `same` as the one before.
pub(crate) fn runs<T>(items: &[T], same: impl Fn(&T, &T) -> bool) -> impl Iterator<Item = u64> {
    items.chunk_by(same).map(|run| run.len() as u64)
}

/// The pairs among so many.
pub(crate) fn pairs(count: u64) -> u64 {
    count.saturating_mul(count.saturating_sub(1)) / 2
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn inversions_agree_with_their_definition(items in prop::collection::vec(0_u8..9, 0..60)) {
            let mut sorted = items.clone();
            let count = sort_counting(&mut sorted, |a, b| a > b);
            let later = |i: usize| items[i + 1..].iter().filter(|b| items[i] > **b).count() as u64;
            prop_assert_eq!(count, (0..items.len()).map(later).sum::<u64>());
            let mut expected = items;
            expected.sort_unstable();
            prop_assert_eq!(sorted, expected);
        }
    }
}
