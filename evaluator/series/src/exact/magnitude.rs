//! From the leading bits of a wide number to the nearest `f64`.

/// What the least `f64` is worth, as a power of two.
const LEAST: i32 = -1074;

/// What a bit at this position above the least one is worth, as a power of two.
pub(super) fn weight(position: u32) -> i32 {
    LEAST.wrapping_add(position as i32)
}

/// `top × 2^weight`, and a little more when `more`; the highest bit of `top` is set, unless
/// all of it is 0.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Magnitude {
    top: u128,
    weight: i32,
    more: bool,
}

impl Magnitude {
    #[inline]
    pub(super) fn new(top: u128, weight: i32) -> Self {
        let free = top.leading_zeros();
        let top = top.unbounded_shl(free);
        Self { top, weight: weight.wrapping_sub(free as i32), more: false }
    }

    pub(super) fn and_more(self, more: bool) -> Self {
        Self { more, ..self }
    }

    /// By long division, digits of 64 and 32 bits: what comes out has at least 63 bits.
    #[inline]
    pub(super) fn divided(self, count: u64) -> Self {
        let divide = |value: u64| {
            (value.checked_div(count).unwrap_or(0), value.checked_rem(count).unwrap_or(0))
        };
        let (first, rest) = divide((self.top >> 64) as u64);
        let (second, rest) = divide(rest << 32 | (self.top as u64) >> 32);
        let quotient = (u128::from(first) << 32).wrapping_add(u128::from(second));
        let more = self.more || rest != 0 || self.top as u32 != 0;
        Self::new(quotient, self.weight.wrapping_add(32)).and_more(more)
    }

    /// To the nearest, ties to even, as IEEE 754 rounds.
    #[inline]
    pub(super) fn rounded(self) -> f64 {
        let lowest = self.weight.wrapping_add(128 - 53).max(LEAST);
        let dropped = lowest.wrapping_sub(self.weight) as u32;
        let kept = self.top.unbounded_shr(dropped) as u64;
        let rest = self.top.unbounded_shl(128_u32.saturating_sub(dropped));
        let half = 1_u128 << 127;
        let beyond = rest > half || rest == half && (self.more || kept & 1 == 1);
        let up = dropped <= 128 && beyond;
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
