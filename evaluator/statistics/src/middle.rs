//! Means and medians.

/// The middle one, or the mean of the two middle ones; reorders the numbers.
pub fn median_of(numbers: &mut [f64]) -> Option<f64> {
    let upper = numbers.len() / 2;
    if numbers.is_empty() {
        return None;
    }
    let is_odd = numbers.len() % 2 == 1;
    let (below, middle, _) = numbers.select_nth_unstable_by(upper, f64::total_cmp);
    let middle = *middle;
    if is_odd {
        return Some(middle);
    }
    below.iter().copied().reduce(f64::max).map(|lower| lower.midpoint(middle))
}

pub fn median(numbers: &[f64]) -> Option<f64> {
    median_of(&mut numbers.to_vec())
}

/// Kept between the least and the greatest number, which rounding may leave. Summed in parts
/// of the count, so that it fits wherever the numbers do, with Neumaier's compensation (1974).
pub fn mean(numbers: &[f64]) -> Option<f64> {
    let least = numbers.iter().copied().reduce(f64::min)?;
    let greatest = numbers.iter().copied().reduce(f64::max)?;
    let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
    let scale = if least.abs().max(greatest.abs()) > 1e290 { 2.0_f64.powi(-64) } else { 1.0 };
    for number in numbers.iter().map(|number| number * scale) {
        let next = sum + number;
        let is_larger = sum.abs() >= number.abs();
        lost += if is_larger { (sum - next) + number } else { (number - next) + sum };
        sum = next;
    }
    Some(((sum + lost) / numbers.len() as f64 / scale).max(least).min(greatest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_of_even_and_odd_counts() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3.0]), Some(3.0));
        assert_eq!(median(&[3.0, 1.0]), Some(2.0));
        assert_eq!(median(&[3.0, 1.0, 10.0]), Some(3.0));
        assert_eq!(median(&[3.0, 1.0, 10.0, 4.0]), Some(3.5));
        assert_eq!(median(&[f64::MAX, f64::MAX]), Some(f64::MAX));
    }

    #[test]
    fn means_neither_lose_digits_nor_overflow() {
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[0.1; 10]), Some(0.1));
        assert_eq!(mean(&[1e100, 3.0, -1e100]), Some(1.0));
        assert_eq!(mean(&[f64::MAX, f64::MAX, f64::MAX]), Some(f64::MAX));
    }
}
