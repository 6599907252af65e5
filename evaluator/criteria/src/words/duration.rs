//! Stretches of time: `5 minutes`, `24h`, `1.5 hours`.

use super::amount::{self, Decimals};
use super::token::{Kind, Tokens};
use crate::Time;

/// The time, and the first token behind it.
pub fn read(tokens: &Tokens, at: usize, decimals: Decimals) -> Option<(Time, usize)> {
    if let Some(one) = unit_alone(tokens, at) {
        return Some((one, at + 1));
    }
    if let Some(found) = spelled(tokens, at).or_else(|| compact(tokens, at)) {
        return Some(found);
    }
    let mut first = amount::read(tokens, at, decimals)?;
    // `10+ minutes`, `two consecutive minutes`
    if first.amount.unit.is_none() && tokens.is_any(first.end, &["+", "consecutive", "full", "or"])
    {
        let more = if tokens.is(first.end, "or") { 2 } else { 1 };
        let (unit, end) = amount::unit(tokens, first.end + more);
        first.amount.unit = unit.map(str::to_owned);
        first.end = end;
    }
    let mut seconds = seconds(&first.amount.number, first.amount.unit.as_deref()?)?;
    let mut end = first.end;
    // `4m 32s`, `2 hours and 30 minutes`
    let and = usize::from(tokens.is_any(end, &["and", "und"]));
    if let Some(more) = amount::read(tokens, end + and, decimals)
        && let Some(unit) = more.amount.unit.as_deref()
        && amount::is_time(Some(unit))
        && !tokens.is_joined(more.end)
    {
        let added = self::seconds(&more.amount.number, unit)?;
        if added < seconds {
            seconds = seconds.checked_add(added)?;
            end = more.end;
        }
    }
    Some((Time { seconds }, end))
}

/// `1h30m`
fn compact(tokens: &Tokens, at: usize) -> Option<(Time, usize)> {
    if !is_compact(tokens, at) {
        return None;
    }
    let text = format!("{}{}", tokens.word(at), tokens.word(at + 1));
    let (mut sum, mut before, mut rest) = (0_u64, u64::MAX, text.as_str());
    while !rest.is_empty() {
        let (number, behind) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit())?);
        let end = behind.find(|c: char| c.is_ascii_digit()).unwrap_or(behind.len());
        let (unit, behind) = behind.split_at(end);
        let part = seconds(number, amount::plain(unit)?)?;
        if part >= before {
            return None;
        }
        sum = sum.checked_add(part)?;
        (before, rest) = (part, behind);
    }
    Some((Time { seconds: sum }, at + 2))
}

/// Several numbers and units without a space between them.
pub fn is_compact(tokens: &Tokens, at: usize) -> bool {
    tokens.kind(at) == Some(Kind::Number)
        && tokens.is_joined(at + 1)
        && tokens.kind(at + 1) == Some(Kind::Word)
        && tokens.word(at + 1).contains(|c: char| c.is_ascii_digit())
}

/// `per minute`, `every hour`
fn unit_alone(tokens: &Tokens, at: usize) -> Option<Time> {
    let seconds = match tokens.word(at) {
        "minute" | "min" => 60,
        "hour" | "hr" | "stunde" => 3_600,
        "day" | "tag" => 86_400,
        "second" | "sec" | "sekunde" => 1,
        _ => return None,
    };
    Some(Time { seconds })
}

/// `five minutes`
fn spelled(tokens: &Tokens, at: usize) -> Option<(Time, usize)> {
    let count = word_number(tokens.word(at))?;
    let between = usize::from(tokens.is_any(at + 1, &["consecutive", "full", "whole"]));
    let at = at + between;
    let unit = amount::plain(tokens.word(at + 1)).filter(|unit| amount::is_time(Some(unit)))?;
    Some((Time { seconds: seconds(&count.to_string(), unit)? }, at + 2))
}

pub fn word_number(word: &str) -> Option<u32> {
    let number = match word {
        "one" | "eine" | "einer" | "eins" => 1,
        "two" | "zwei" => 2,
        "three" | "drei" => 3,
        "four" | "vier" => 4,
        "five" | "fünf" => 5,
        "six" | "sechs" => 6,
        "seven" | "sieben" => 7,
        "eight" | "acht" => 8,
        "nine" | "neun" => 9,
        "ten" | "zehn" => 10,
        "twelve" | "zwölf" => 12,
        "fifteen" | "fünfzehn" => 15,
        "twenty" | "zwanzig" => 20,
        "thirty" | "dreißig" => 30,
        "sixty" | "sechzig" => 60,
        _ => return None,
    };
    Some(number)
}

/// Whole seconds, or nothing.
pub fn seconds(number: &str, unit: &str) -> Option<u64> {
    let size: u64 = match unit {
        "s" => 1,
        "min" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return None,
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let whole = whole.parse::<u64>().ok()?.checked_mul(size)?;
    if fraction.is_empty() {
        return Some(whole);
    }
    let scale = 10_u64.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let part = fraction.parse::<u64>().ok()?.checked_mul(size)?;
    (part % scale == 0).then(|| whole.checked_add(part / scale)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_whole_seconds() {
        let check = |text: &str, expected: Option<u64>| {
            let mut tokens = Tokens::default();
            tokens.read(text);
            let found = read(&tokens, 0, Decimals::Point).map(|(time, _)| time.seconds);
            assert_eq!(found, expected, "{text}");
        };
        check("5 minutes", Some(300));
        check("2m", Some(120));
        check("24-hour", Some(86_400));
        check("1.5 hours", Some(5_400));
        check("4m 32s", Some(272));
        check("2 hours and 30 minutes", Some(9_000));
        check("1h30m", Some(5_400));
        check("1m30s", Some(90));
        check("1h30", None);
        check("1m2h", None);
        check("1 day", Some(86_400));
        check("five minutes", Some(300));
        check("minute", Some(60));
        check("0.3 s", None);
        check("5 %", None);
        check("99999999999999999999 h", None);
        check("many hours", None);
    }
}
