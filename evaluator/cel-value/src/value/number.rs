//! Numbers of different kinds compared by their mathematical value, never by a cast.

use std::cmp::Ordering;

#[derive(Clone, Copy, Debug)]
pub enum Number {
    Int(i64),
    Uint(u64),
    Double(f64),
}

impl Number {
    /// The order of `<`: like `compare`, but an integer beside a double is first rounded to
    /// one, as the specification's cases at the ends of the ranges ask.
    pub fn order(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Double(a), b) => a.partial_cmp(&b.rounded()),
            (a, Self::Double(b)) => a.rounded().partial_cmp(&b),
            (a, b) => a.compare(b),
        }
    }

    fn rounded(self) -> f64 {
        match self {
            Self::Int(value) => value as f64,
            Self::Uint(value) => value as f64,
            Self::Double(value) => value,
        }
    }

    /// The exact order, for equality and keys. `None` when one of them is NaN.
    pub fn compare(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Double(a), Self::Double(b)) => a.partial_cmp(&b),
            (Self::Int(a), Self::Int(b)) => Some(a.cmp(&b)),
            (Self::Double(a), exact) => exact.compare_to_double(a).map(Ordering::reverse),
            (exact, Self::Double(b)) => exact.compare_to_double(b),
            (a, b) => Some(a.wide().cmp(&b.wide())),
        }
    }

    fn wide(self) -> i128 {
        match self {
            Self::Int(value) => i128::from(value),
            Self::Uint(value) => i128::from(value),
            Self::Double(_) => 0,
        }
    }

    /// `self` is exact. Beyond the range of 64 bits the double decides by its size alone.
    fn compare_to_double(self, double: f64) -> Option<Ordering> {
        const BEYOND: f64 = 18_446_744_073_709_551_616.0;
        if double.is_nan() {
            return None;
        }
        if double >= BEYOND {
            return Some(Ordering::Less);
        }
        if double <= -BEYOND {
            return Some(Ordering::Greater);
        }
        let whole = double.trunc();
        let order = self.wide().cmp(&(whole as i128));
        let fraction = || 0.0f64.partial_cmp(&(double - whole)).unwrap_or(Ordering::Equal);
        Some(order.then_with(fraction))
    }

    /// The integer it equals, if there is one in the range of both kinds together.
    pub fn as_integer(self) -> Option<i128> {
        match self {
            Self::Double(value) => {
                let fits = value.is_finite() && value.trunc() == value && value.abs() < 1e30;
                fits.then_some(value as i128)
            }
            exact => Some(exact.wide()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_not_cast() {
        let int = Number::Int(9_007_199_254_740_993);
        let double = Number::Double(9_007_199_254_740_992.0);
        assert_eq!(int.compare(double), Some(Ordering::Greater));
        assert_eq!(double.compare(int), Some(Ordering::Less));
        assert_eq!(
            Number::Uint(u64::MAX).compare(Number::Double(1.8446744073709552e19)),
            Some(Ordering::Less)
        );
        assert_eq!(Number::Int(-1).compare(Number::Uint(0)), Some(Ordering::Less));
        assert_eq!(Number::Int(1).compare(Number::Double(1.5)), Some(Ordering::Less));
        assert_eq!(Number::Int(-1).compare(Number::Double(-1.5)), Some(Ordering::Greater));
        assert_eq!(Number::Int(1).compare(Number::Double(f64::NAN)), None);
    }
}
