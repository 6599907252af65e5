//! Plain decimal numbers, exact.

/// Places after the point.
const PLACES: usize = 9;
/// Digits before the point.
const DIGITS: usize = 7;

/// A number from 0 to 9999999.999999999, in billionths: 0.1 and 0.2 are 0.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(u64);

impl Decimal {
    pub fn billionths(self) -> u64 {
        self.0
    }

    /// `12`, `0.25`: digits and a point; no sign, no exponent, no zeros ahead.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (whole, part) = match text.split_once('.') {
            Some((_, "")) => return None,
            Some(halves) => halves,
            None => (text, ""),
        };
        let is_plain = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
        let has_zeros_ahead = whole.len() > 1 && whole.starts_with('0');
        let is_short = (1..=DIGITS).contains(&whole.len()) && part.len() <= PLACES;
        if !is_short || has_zeros_ahead || !is_plain(whole) || !is_plain(part) {
            return None;
        }
        format!("{whole}{part:0<PLACES$}").parse().ok().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_decimals_are_numbers() {
        for (text, expected) in [
            ("0", Some(0)),
            ("1", Some(1_000_000_000)),
            ("0.1", Some(100_000_000)),
            ("12.50", Some(12_500_000_000)),
            ("0.000000001", Some(1)),
            ("9999999.999999999", Some(9_999_999_999_999_999)),
            ("0.0000000001", None),
            ("10000000", None),
            ("01", None),
            ("1.", None),
            (".5", None),
            ("", None),
            ("-1", None),
            ("+1", None),
            ("1e3", None),
            ("1_000", None),
            ("1.2.3", None),
            ("nan", None),
            (".inf", None),
            ("١", None),
        ] {
            assert_eq!(Decimal::parse(text).map(Decimal::billionths), expected, "{text}");
        }
    }
}
