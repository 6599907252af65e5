//! A fixed-point number as wide as every finite `f64` together (Kulisch 1971), in digits of
//! 32 bits held by limbs of 64, so that carries can wait (Neal 2015, "Fast exact summation
//! using small and large superaccumulators").

use super::Fixed;
use super::magnitude::{Magnitude, weight};

/// Digits of 32 bits; the lowest bit of the first one is worth 2^-1074, the least `f64`. The
/// largest value ends in digit 65, and sums have two more to grow into.
const LIMBS: usize = 68;
const DIGIT_BITS: u32 = 32;

#[derive(Debug, Clone)]
pub(super) struct Wide {
    limbs: [i64; LIMBS],
    /// The limbs that were ever touched; the others are 0.
    low: usize,
    high: usize,
}

impl Wide {
    pub(super) fn new() -> Self {
        Self { limbs: [0; LIMBS], low: LIMBS, high: 0 }
    }

    #[inline]
    pub(super) fn is_untouched(&self) -> bool {
        self.high == 0
    }

    /// Untouched again, if all of it is 0.
    pub(super) fn settle(&mut self) {
        if self.limbs.iter().all(|limb| *limb == 0) {
            (self.low, self.high) = (LIMBS, 0);
        }
    }

    pub(super) fn put(&mut self, value: Fixed) {
        let index = (value.position / DIGIT_BITS) as usize;
        let wide = u128::from(value.fraction) << (value.position % DIGIT_BITS);
        if let Some([first, second, third]) =
            self.limbs.get_mut(index..).and_then(<[i64]>::first_chunk_mut)
        {
            let digit = |shift: u32| {
                (i64::from((wide >> shift) as u32) ^ value.sign).wrapping_sub(value.sign)
            };
            *first = first.wrapping_add(digit(0));
            *second = second.wrapping_add(digit(DIGIT_BITS));
            *third = third.wrapping_add(digit(2 * DIGIT_BITS));
        }
        self.low = self.low.min(index);
        self.high = self.high.max(index.wrapping_add(3));
    }

    /// Adds `value` times 2^(position - 1074).
    pub(super) fn put_wide(&mut self, value: i128, position: u32) {
        let sign = if value < 0 { -1 } else { 0 };
        let mut rest = value.unsigned_abs();
        let mut position = position;
        while rest != 0 {
            self.put(Fixed { sign, fraction: u64::from(rest as u32), position });
            rest >>= DIGIT_BITS;
            position = position.wrapping_add(DIGIT_BITS);
        }
    }

    /// And whether it is negative.
    pub(super) fn magnitude(&self) -> (Magnitude, bool) {
        match self.carried(1) {
            Some(magnitude) => (magnitude, false),
            None => (self.carried(-1).unwrap_or_default(), true),
        }
    }

    /// The leading digits of the sum times `sign`, carries done; `None` when negative.
    fn carried(&self, sign: i64) -> Option<Magnitude> {
        let mut top: u128 = 0;
        let mut below: u32 = 0;
        let mut leading = Magnitude::default();
        let mut carry: i64 = 0;
        let touched = self.limbs.get(self.low.min(self.high)..self.high)?;
        // One more, for the carry; further ones would only repeat its sign.
        for (index, limb) in (self.low..).zip(touched.iter().chain(&[0])) {
            let total = limb.wrapping_mul(sign).wrapping_add(carry);
            carry = total >> DIGIT_BITS;
            below |= top as u32;
            top = top >> DIGIT_BITS | u128::from(total as u32) << 96;
            if total as u32 != 0 {
                let lowest =
                    weight(0).wrapping_add((index as i32).wrapping_sub(3).wrapping_mul(32));
                leading = Magnitude::new(top, lowest).above(below);
            }
        }
        (carry >= 0).then_some(leading)
    }
}
