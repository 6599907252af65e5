//! Shares of a whole, written in percent.

use gonogo_series::quantity::{Quantity, Unit};

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

pub(super) fn help(text: &str) -> String {
    match parse(&format!("{text}%")) {
        Some(_) => format!("add the percent sign: `{text}%`"),
        None => "write a number and a percent sign, such as `80%`".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
