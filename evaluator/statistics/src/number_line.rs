//! Finite numbers as integers of the same order, so that any stretch of them can be halved.

/// Neighbouring numbers have neighbouring places; both zeros have place 0.
pub(crate) fn place(number: f64) -> i64 {
    let size = number.abs().to_bits().cast_signed();
    if number < 0.0 { size.wrapping_neg() } else { size }
}

pub(crate) fn at_place(place: i64) -> f64 {
    let size = f64::from_bits(place.unsigned_abs());
    if place < 0 { -size } else { size }
}

/// The number with as many numbers below it, down to `low`, as above it, up to `high`.
pub(crate) fn halfway(low: f64, high: f64) -> f64 {
    at_place(place(low).midpoint(place(high)))
}

/// How many steps from number to number lie between the two.
pub(crate) fn steps(low: f64, high: f64) -> u64 {
    place(low).abs_diff(place(high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_keep_the_order() {
        let numbers = [-f64::MAX, -1.0, -5e-324, 0.0, 5e-324, 1.0, 1.0f64.next_up(), f64::MAX];
        for pair in numbers.windows(2) {
            assert!(place(pair[0]) < place(pair[1]), "{pair:?}");
        }
        for number in numbers {
            assert_eq!(at_place(place(number)), number);
        }
        assert_eq!(steps(1.0, 1.0f64.next_up()), 1);
        assert_eq!(halfway(-7.0, 7.0), 0.0);
    }
}
