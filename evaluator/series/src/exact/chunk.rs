//! Short slices summed exactly in a few floating-point steps for each value, many at once.
//!
//! Each value is split at a fixed place below the largest one, so that the upper parts, and
//! then the next parts, are few bits wide and add up without rounding (the extraction of
//! Rump, Ogita and Oishi 2008, "Accurate floating-point summation").

/// At most so many values in a chunk: 2^8.
pub(super) const CHUNK: usize = 256;
const CHUNK_BITS: u64 = 8;
const LANES: usize = 4;

/// Numbers whose exact sum is that of a chunk.
#[derive(Debug)]
pub(super) struct Parts {
    upper: [f64; LANES],
    lower: [f64; LANES],
}

impl Parts {
    /// Of finite values; `None` when they lie too far apart, or too near to the ends of what
    /// a number can be.
    pub(super) fn of(chunk: &[f64]) -> Option<Self> {
        let (groups, rest) = chunk.as_chunks::<LANES>();
        let mut tail = [0.0; LANES];
        for (slot, value) in tail.iter_mut().zip(rest) {
            *slot = *value;
        }
        let exponent = largest(groups, &tail).to_bits() >> 52;
        // The values times 2^8 stay below twice the first splitter; what is left of them, at
        // most 2^-53 of it each, below twice the second.
        let first = splitter(exponent.checked_add(CHUNK_BITS)?)?;
        let second = splitter(exponent.checked_add(2 * CHUNK_BITS)?.checked_sub(53)?)?;
        let mut parts = Self { upper: [0.0; LANES], lower: [0.0; LANES] };
        let mut left = [0.0; LANES];
        for group in groups {
            parts.take(group, (first, second), &mut left);
        }
        parts.take(&tail, (first, second), &mut left);
        left.iter().all(|left| *left == 0.0).then_some(parts)
    }

    pub(super) fn values(&self) -> impl Iterator<Item = f64> {
        self.upper.iter().chain(&self.lower).copied()
    }

    /// `left` grows by what neither part could take.
    #[inline]
    fn take(&mut self, group: &[f64; LANES], (first, second): (f64, f64), left: &mut [f64; LANES]) {
        let sums = self.upper.iter_mut().zip(&mut self.lower).zip(left);
        for (((upper, lower), left), value) in sums.zip(group) {
            let high = (value + first) - first;
            let rest = value - high;
            let low = (rest + second) - second;
            *upper += high;
            *lower += low;
            *left += (rest - low).abs();
        }
    }
}

fn largest(groups: &[[f64; LANES]], tail: &[f64; LANES]) -> f64 {
    let mut most = [0.0_f64; LANES];
    for group in groups.iter().chain([tail]) {
        for (most, value) in most.iter_mut().zip(group) {
            *most = if value.abs() > *most { value.abs() } else { *most };
        }
    }
    most.into_iter().fold(0.0, f64::max)
}

/// 1.5 × 2^`exponent` (biased): adding it to something below a quarter of it rounds that to
/// a fixed number of digits, of either sign. The digits must be normal numbers.
fn splitter(exponent: u64) -> Option<f64> {
    (64..2046).contains(&exponent).then(|| f64::from_bits(exponent << 52 | 1 << 51))
}
