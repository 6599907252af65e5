//! Sums of `f64` without rounding, so that order does not matter and what was added can be
//! taken away again.
//!
//! Values of about one size are summed in a fixed-point number of 128 bits; those that do
//! not fit into it in one that is as wide as all `f64` together. What counts is the two
//! together, so that it does not matter where a value was added or taken away.

mod chunk;
mod magnitude;
mod wide;

use chunk::{CHUNK, Parts};
use magnitude::Magnitude;
use wide::Wide;

/// Bits to the left of the lowest one that may start a value. With the 53 of a value and the
/// 31 of their number they fill an `i128`.
const REACH: u32 = 43;

/// The exact sum of fewer than 2^31 finite values.
#[derive(Debug, Clone)]
pub(crate) struct ExactSum {
    /// In units of 2^(base - 1074).
    near: i128,
    base: u32,
    far: Wide,
    /// Values added to it, less those taken away.
    far_values: i64,
}

impl ExactSum {
    pub(crate) fn new() -> Self {
        Self { near: 0, base: 0, far: Wide::new(), far_values: 0 }
    }

    pub(crate) fn of(values: &[f64]) -> Self {
        let mut sum = Self::new();
        sum.extend(values);
        sum
    }

    #[inline]
    pub(crate) fn add(&mut self, value: f64) {
        self.put(Fixed::of(value), 1);
    }

    /// Takes away what was added before.
    #[inline]
    pub(crate) fn remove(&mut self, value: f64) {
        self.put(Fixed::of(-value), -1);
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
    #[inline(always)]
    pub(crate) fn rounded(&self) -> f64 {
        let (magnitude, negative) = self.magnitude();
        signed(magnitude.rounded(), negative)
    }

    /// The `f64` nearest to the sum divided by `count`, which is not 0 and below 2^32.
    #[inline(always)]
    pub(crate) fn divided(&self, count: u64) -> f64 {
        let (magnitude, negative) = self.magnitude();
        signed(magnitude.divided(count).rounded(), negative)
    }

    #[inline]
    fn put(&mut self, value: Fixed, count: i64) {
        if value.fraction == 0 {
            return;
        }
        if self.near == 0 {
            self.base = value.position.saturating_sub(REACH / 2);
        }
        let shift = value.position.wrapping_sub(self.base);
        if shift > REACH {
            self.put_far(value, count);
            return;
        }
        let wide = i128::from(value.fraction) << shift;
        let sign = i128::from(value.sign);
        self.near = self.near.wrapping_add((wide ^ sign).wrapping_sub(sign));
    }

    #[cold]
    fn put_far(&mut self, value: Fixed, count: i64) {
        self.far.put(value);
        self.far_values = self.far_values.wrapping_add(count);
        if self.far_values == 0 {
            self.far.settle();
        }
    }

    #[inline(always)]
    fn magnitude(&self) -> (Magnitude, bool) {
        if self.far.is_untouched() {
            let weight = magnitude::weight(self.base);
            return (Magnitude::new(self.near.unsigned_abs(), weight), self.near < 0);
        }
        self.together()
    }

    #[cold]
    fn together(&self) -> (Magnitude, bool) {
        let mut all = self.far.clone();
        all.put_wide(self.near, self.base);
        all.magnitude()
    }
}

/// A number taken apart: its sign as 0 or -1, times `fraction`, times 2^(position - 1074).
#[derive(Debug, Clone, Copy)]
struct Fixed {
    sign: i64,
    fraction: u64,
    position: u32,
}

impl Fixed {
    #[inline]
    fn of(value: f64) -> Self {
        let bits = value.to_bits();
        let fraction = bits & ((1 << 52) - 1);
        let exponent = ((bits >> 52) & 0x7ff) as u32;
        let leading = u64::from(exponent != 0) << 52;
        Self {
            sign: (bits as i64) >> 63,
            fraction: fraction | leading,
            position: exponent.saturating_sub(1),
        }
    }
}

fn signed(value: f64, negative: bool) -> f64 {
    if negative { -value } else { value }
}

#[cfg(test)]
mod tests;
