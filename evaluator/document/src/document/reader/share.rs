//! Shares of a whole, written in percent.

use gonogo_series::quantity::{Quantity, Unit, number_text};

use crate::document::text::Text;

/// A share from 0% to 100%.
#[derive(Clone, Debug, PartialEq)]
pub struct ShareNode {
    pub text: Text,
    /// 0 to 1.
    pub ratio: f64,
}

/// The ratio of `12.5%`.
pub(super) fn parse(text: &str) -> Option<f64> {
    let share = Quantity::parse(text).ok().filter(|share| share.unit == Unit::Percent)?;
    let ratio = share.convert_to(Unit::Ratio)?;
    (0.0..=1.0).contains(&ratio).then_some(ratio)
}

/// A number up to 1 was meant as a ratio: with a percent sign alone, `0.8` would be a limit that
/// anything reaches.
pub(super) fn help(text: &str) -> String {
    let ratio = Quantity::parse(&format!("{text} ratio")).ok();
    let percent = ratio.filter(|ratio| ratio.value > 0.0 && ratio.value <= 1.0);
    if let Some(percent) = percent.and_then(|ratio| ratio.convert_to(Unit::Percent)) {
        return format!("write it in percent: `{}%`", number_text(percent));
    }
    match parse(&format!("{text}%")) {
        Some(_) => format!("add the percent sign: `{text}%`"),
        None => "write a number and a percent sign, such as `80%`".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_becomes_its_percentage() {
        for (text, expected) in [
            ("0.8", "write it in percent: `80%`"),
            ("1", "write it in percent: `100%`"),
            ("0.999", "write it in percent: `99.9%`"),
            ("80", "add the percent sign: `80%`"),
            ("0", "add the percent sign: `0%`"),
            ("most", "write a number and a percent sign, such as `80%`"),
        ] {
            assert_eq!(help(text), expected, "{text}");
        }
    }

    #[test]
    fn only_percentages_up_to_a_hundred_are_shares() {
        for (text, expected) in [
            ("0%", Some(0.0)),
            ("80%", Some(0.8)),
            ("12.5%", Some(0.125)),
            ("100%", Some(1.0)),
            ("100.1%", None),
            ("-1%", None),
            ("0.8", None),
            ("80", None),
            ("080%", None),
            ("8 %", Some(0.08)),
            ("1e1%", Some(0.1)),
            ("nan%", None),
            (".5%", None),
            ("%", None),
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
    }
}
