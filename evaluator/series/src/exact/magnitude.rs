//! From the leading bits of a wide number to the nearest `f64`.

/// What the least `f64` is worth, as a power of two.
const LEAST: i32 = -1074;

/// What a bit at this position above the least one is worth, as a power of two.
pub(super) fn weight(position: u32) -> i32 {
    LEAST.wrapping_add(position as i32)
}

/// `(high + low / 2^64) × 2^weight`, and a little more when `more`; the highest bit of `high`
/// is set, unless all of it is 0. Halves of 64 bits stay in registers.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Magnitude {
    high: u64,
    low: u64,
    weight: i32,
    more: bool,
}

impl Magnitude {
    /// `value × 2^weight`.
    #[inline(always)]
    pub(super) fn new(value: u128, weight: i32) -> Self {
        let free = value.leading_zeros();
        let value = value.unbounded_shl(free);
        let weight = weight.wrapping_add(64).wrapping_sub(free as i32);
        Self { high: (value >> 64) as u64, low: value as u64, weight, more: false }
    }

    /// And a little more, unless the digits below are 0.
    pub(super) fn above(self, digits: u32) -> Self {
        Self { more: digits != 0, ..self }
    }

    /// By long division, digits of 64 and 32 bits: what comes out has at least 63 bits.
    #[inline(always)]
    pub(super) fn divided(self, count: u64) -> Self {
        let divide = |value: u64| {
            (value.checked_div(count).unwrap_or(0), value.checked_rem(count).unwrap_or(0))
        };
        let (first, rest) = divide(self.high);
        let (second, rest) = divide(rest << 32 | self.low >> 32);
        let quotient = (u128::from(first) << 32).wrapping_add(u128::from(second));
        let more = self.more || rest != 0 || self.low as u32 != 0;
        Self { more, ..Self::new(quotient, self.weight.wrapping_sub(32)) }
    }

    /// To the nearest, ties to even, as IEEE 754 rounds.
    #[inline(always)]
    pub(super) fn rounded(self) -> f64 {
        let lowest = self.weight.wrapping_add(64 - 53).max(LEAST);
        let dropped = lowest.wrapping_sub(self.weight) as u32;
        let kept = self.high.unbounded_shr(dropped);
        let rest = self.high.unbounded_shl(64_u32.saturating_sub(dropped));
        let half = 1_u64 << 63;
        let more = self.more || self.low != 0;
        let beyond = rest > half || rest == half && (more || kept & 1 == 1);
        let up = dropped <= 64 && beyond;
        let kept = kept.wrapping_add(u64::from(up));
        if kept < 1 << 52 {
            return f64::from_bits(kept);
        }
        // The leading bit of `kept` is not stored: it counts as one step of the exponent.
        let exponent = lowest.wrapping_sub(LEAST) as u64;
        if exponent > 2045 {
            return f64::INFINITY;
        }
        f64::from_bits((exponent << 52).wrapping_add(kept))
    }
}
