//! `p95`, `99th percentile`, `average`: what is taken of many values.

use super::Statistic;
use crate::words::token::{Kind, Tokens};

/// The statistic that begins at a token, and the first token behind it.
pub fn read(tokens: &Tokens, at: usize) -> Option<(Statistic, usize)> {
    match tokens.kind(at)? {
        Kind::Word => word(tokens.word(at)).map(|found| (found, at + 1)),
        Kind::Number => ordinal(tokens, at),
        Kind::Code => None,
        Kind::Clock | Kind::Comparator | Kind::Arrow | Kind::Mark => None,
    }
}

fn word(word: &str) -> Option<Statistic> {
    let found = match word {
        "avg" | "average" | "mean" | "durchschnitt" | "durchschnittlich" | "durchschnittliche"
        | "mittlere" => Statistic::Average,
        "median" => Statistic::Median,
        "max" | "maximum" | "peak" | "maximale" => Statistic::Maximum,
        "minimale" => Statistic::Minimum,
        _ => return word.strip_prefix('p').and_then(percentile),
    };
    Some(found)
}

/// `95th percentile`
fn ordinal(tokens: &Tokens, at: usize) -> Option<(Statistic, usize)> {
    let mark = tokens.is_any(at + 1, &["th", ".", "st", "nd", "rd"]);
    if mark && tokens.is_any(at + 2, &["percentile", "perzentil"]) {
        return percentile(tokens.word(at)).map(|found| (found, at + 3));
    }
    None
}

/// In tenths; finer ones are not known.
pub(crate) fn percentile(digits: &str) -> Option<Statistic> {
    let (whole, tenth) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_short = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !is_short(whole, 2) || !is_short(tenth, 1) {
        return None;
    }
    let tenths = whole.parse::<u16>().ok()?.checked_mul(10)? + tenth.parse::<u16>().ok()?;
    (tenths > 0).then_some(Statistic::Percentile(tenths))
}

/// In a name such as `p95_response_time_ms`.
pub fn in_name(name: &str) -> Option<Statistic> {
    let lower = name.to_ascii_lowercase();
    lower.split(['_', '.', '-']).filter(|part| !part.starts_with("max")).find_map(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statistics_are_known_in_words_and_names() {
        let check = |text: &str, expected: Option<Statistic>| {
            let mut tokens = Tokens::default();
            tokens.read(text);
            assert_eq!(read(&tokens, 0).map(|(found, _)| found), expected, "{text}");
        };
        check("P95 latency", Some(Statistic::Percentile(950)));
        check("p99.9", Some(Statistic::Percentile(999)));
        check("95th percentile", Some(Statistic::Percentile(950)));
        check("average", Some(Statistic::Average));
        check("p99.99", None);
        check("p1000", None);
        check("pods", None);
        assert_eq!(in_name("p95_response_ms"), Some(Statistic::Percentile(950)));
        assert_eq!(in_name("total_requests"), None);
    }
}
