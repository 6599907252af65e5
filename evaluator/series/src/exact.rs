//! Sums of `f64` without rounding, so that order does not matter and what was added can be
//! taken away again.
//!
//! A fixed-point number as wide as every finite `f64` together (Kulisch 1971), in digits of
//! 32 bits held by limbs of 64, so that carries can wait (Neal 2015, "Fast exact summation
//! using small and large superaccumulators").

mod chunk;
mod rounding;

use chunk::{CHUNK, Parts};
use rounding::Magnitude;

/// Digits of 32 bits; the lowest bit of the first one is worth 2^-1074, the least `f64`. The
/// largest value ends in digit 65, and sums have one more to grow into.
const LIMBS: usize = 67;
const DIGIT_BITS: u32 = 32;

/// The exact sum of fewer than 2^31 finite values.
#[derive(Debug, Clone)]
pub(crate) struct ExactSum {
    limbs: [i64; LIMBS],
    /// The limbs that were ever touched; the others are 0.
    low: usize,
    high: usize,
}

impl ExactSum {
    pub(crate) fn new() -> Self {
        Self { limbs: [0; LIMBS], low: LIMBS, high: 0 }
    }

    pub(crate) fn of(values: &[f64]) -> Self {
        let mut sum = Self::new();
        sum.extend(values);
        sum
    }

    #[inline]
    pub(crate) fn add(&mut self, value: f64) {
        self.put(value.to_bits());
    }

    /// Takes away what was added before.
    #[inline]
    pub(crate) fn remove(&mut self, value: f64) {
        self.put((-value).to_bits());
    }

    pub(crate) fn extend(&mut self, values: &[f64]) {
        for chunk in values.chunks(CHUNK) {
            match Parts::of(chunk) {
                Some(parts) => parts.values().for_each(|part| self.add(part)),
                None => chunk.iter().for_each(|value| self.add(*value)),
            }
        }
    }

    /// The nearest `f64`, the even one of two; infinite when too large.
    pub(crate) fn rounded(&self) -> f64 {
        let (magnitude, negative) = self.magnitude();
        signed(magnitude.rounded(), negative)
    }

    /// The `f64` nearest to the sum divided by `count`, which is not 0 and below 2^32.
    pub(crate) fn divided(&self, count: u64) -> f64 {
        let (magnitude, negative) = self.magnitude();
        signed(magnitude.divided(count).rounded(), negative)
    }

    #[inline]
    fn put(&mut self, bits: u64) {
        let fraction = bits & ((1 << 52) - 1);
        let exponent = (bits >> 52) & 0x7ff;
        if exponent == 0 && fraction == 0 {
            return;
        }
        let whole = if exponent == 0 { fraction } else { fraction | 1 << 52 };
        let position = exponent.saturating_sub(1);
        let index = (position >> 5) as usize;
        let wide = u128::from(whole) << (position & 31);
        let sign = (bits as i64) >> 63;
        if let Some([first, second, third]) =
            self.limbs.get_mut(index..).and_then(<[i64]>::first_chunk_mut)
        {
            // Flipping all bits and taking away -1 negates.
            let digit = |shift: u32| (i64::from((wide >> shift) as u32) ^ sign).wrapping_sub(sign);
            *first = first.wrapping_add(digit(0));
            *second = second.wrapping_add(digit(DIGIT_BITS));
            *third = third.wrapping_add(digit(2 * DIGIT_BITS));
        }
        self.low = self.low.min(index);
        self.high = self.high.max(index.wrapping_add(3));
    }

    fn magnitude(&self) -> (Magnitude, bool) {
        match self.carried(1) {
            Some(magnitude) => (magnitude, false),
            None => (self.carried(-1).unwrap_or_default(), true),
        }
    }

    /// The leading digits of the sum times `sign`, carries done; `None` when negative.
    fn carried(&self, sign: i64) -> Option<Magnitude> {
        let mut top = Magnitude::default();
        let mut leading = top;
        let mut carry: i64 = 0;
        let touched = self.limbs.get(self.low.min(self.high)..self.high)?;
        for (index, limb) in (self.low..).zip(touched) {
            let total = limb.wrapping_mul(sign).wrapping_add(carry);
            carry = total >> DIGIT_BITS;
            top.push(total as u32, index);
            if total as u32 != 0 {
                leading = top;
            }
        }
        let carry = u32::try_from(carry).ok()?;
        if carry != 0 {
            top.push(carry, self.high);
            leading = top;
        }
        Some(leading)
    }
}

fn signed(value: f64, negative: bool) -> f64 {
    if negative { -value } else { value }
}

#[cfg(test)]
mod tests;
