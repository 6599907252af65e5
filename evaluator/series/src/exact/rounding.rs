//! From the leading digits of a wide number to the nearest `f64`.

/// What the lowest bit of digit 0 is worth, as a power of two.
const LEAST: i32 = -1074;

/// `top × 2^weight`, and a little more when `more`. Of a number that is not 0 either the
/// first of four digits is set, or `top` holds all of it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Magnitude {
    top: u128,
    weight: i32,
    more: bool,
}

impl Magnitude {
    /// Shifts in the next higher digit.
    #[inline]
    pub(super) fn push(&mut self, digit: u32, index: usize) {
        self.more |= self.top as u32 != 0;
        self.top = self.top >> 32 | u128::from(digit) << 96;
        self.weight = (index as i32).wrapping_sub(3).wrapping_mul(32).wrapping_add(LEAST);
    }

    /// Keeps at least 64 bits, more than rounding needs.
    #[inline]
    pub(super) fn divided(self, count: u64) -> Self {
        let count = u128::from(count);
        let top = self.top.checked_div(count).unwrap_or(0);
        let rest = self.top.checked_rem(count).unwrap_or(0);
        Self { top, more: self.more || rest != 0, ..self }
    }

    /// To the nearest, ties to even, as IEEE 754 rounds.
    #[inline]
    pub(super) fn rounded(self) -> f64 {
        let bits = 128_i32.wrapping_sub(self.top.leading_zeros() as i32);
        let lowest = self.weight.wrapping_add(bits).wrapping_sub(53).max(LEAST);
        let dropped = lowest.wrapping_sub(self.weight) as u32;
        let kept = self.top.unbounded_shr(dropped) as u64;
        let rest = self.top.unbounded_shl(128_u32.saturating_sub(dropped));
        let half = 1_u128 << 127;
        let up = rest > half || rest == half && (self.more || kept & 1 == 1);
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
