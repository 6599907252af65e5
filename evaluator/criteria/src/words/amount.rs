//! Numbers with units, exactly as decimal text.

use super::token::{Kind, Tokens};
use crate::Amount;

/// How a plan writes numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decimals {
    /// `1,000.5`
    #[default]
    Point,
    /// `1.000,5`
    Comma,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    pub amount: Amount,
    /// The first token behind it.
    pub end: usize,
}

/// The number and its unit, from a token on.
pub fn read(tokens: &Tokens, at: usize, decimals: Decimals) -> Option<Read> {
    let start = at + usize::from(tokens.is_any(at, &["~", "≈", "about", "approximately", "ca"]));
    if tokens.kind(start) != Some(Kind::Number) {
        return None;
    }
    let mut number = decimal(tokens.word(start), decimals)?;
    let mut at = start + 1;
    let power = match tokens.word(at) {
        "k" => 3,
        "million" => 6,
        _ => 0,
    };
    if power > 0 {
        number = shifted(&number, power);
        at += 1;
    }
    let (unit, end) = unit(tokens, at);
    Some(Read { amount: Amount { number, unit: unit.map(str::to_owned) }, end })
}

/// The number alone.
pub fn number(tokens: &Tokens, at: usize, decimals: Decimals) -> Option<String> {
    let is_number = tokens.kind(at) == Some(Kind::Number);
    is_number.then(|| decimal(tokens.word(at), decimals)).flatten()
}

/// With a point and without marks of thousands; nothing if it may be read in two ways.
fn decimal(text: &str, decimals: Decimals) -> Option<String> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(whole(text).to_owned());
    }
    let (group, point) = match decimals {
        Decimals::Point => (',', '.'),
        Decimals::Comma => ('.', ','),
    };
    if text.matches(point).count() > 1 {
        return None;
    }
    let (whole, fraction) = text.split_once(point).unwrap_or((text, ""));
    if fraction.contains(group) {
        return None;
    }
    let mut groups = whole.split(group);
    let first = groups.next().unwrap_or_default();
    let is_grouped = whole.contains(group);
    let fits = groups.clone().all(|digits| digits.len() == 3);
    if is_grouped && !(fits && first.len() <= 3 && !first.starts_with('0')) {
        return None;
    }
    // `1,500` of a plan with decimal commas is more likely one and a half than not, and
    // nobody knows.
    if decimals == Decimals::Comma && fraction.len() == 3 && whole != "0" && !is_grouped {
        return None;
    }
    let digits = whole.replace(group, "");
    let whole = self::whole(&digits);
    let fraction = fraction.trim_end_matches('0');
    Some(if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") })
}

/// Without zeros in front.
fn whole(digits: &str) -> &str {
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() { "0" } else { digits }
}

/// Times a power of ten.
fn shifted(number: &str, power: usize) -> String {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let taken: String = fraction.chars().chain(std::iter::repeat('0')).take(power).collect();
    let rest: String = fraction.chars().skip(power).collect();
    let digits = format!("{whole}{taken}");
    let whole = self::whole(&digits);
    if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") }
}

/// The unit that stands at a token, and the token behind it.
pub fn unit(tokens: &Tokens, at: usize) -> (Option<&'static str>, usize) {
    let hyphen =
        usize::from(tokens.is(at, "-") && tokens.is_joined(at) && tokens.is_joined(at + 1));
    if let Some(per) = rate(tokens, at) {
        return per;
    }
    let word = tokens.word(at + hyphen);
    match plain(word) {
        Some(unit) => (Some(unit), at + hyphen + 1),
        None => (None, at),
    }
}

/// `/s`, `req/s`, `requests per minute`, `rps`
fn rate(tokens: &Tokens, at: usize) -> Option<(Option<&'static str>, usize)> {
    const COUNTED: [&str; 16] = [
        "req",
        "reqs",
        "request",
        "requests",
        "query",
        "queries",
        "error",
        "errors",
        "message",
        "messages",
        "job",
        "jobs",
        "event",
        "events",
        "emails",
        "transactions",
    ];
    if matches!(tokens.word(at), "rps" | "qps" | "tps") {
        return Some((Some("/s"), at + 1));
    }
    let noun = usize::from(tokens.is_any(at, &COUNTED));
    let per = at + noun;
    if !tokens.is_any(per, &["/", "per", "pro", "a"]) || (tokens.is(per, "a") && noun == 0) {
        return None;
    }
    let unit = match tokens.word(per + 1) {
        "s" | "sec" | "second" | "sekunde" => "/s",
        "min" | "minute" => "/min",
        "h" | "hr" | "hour" | "stunde" => "/h",
        _ => return None,
    };
    Some((Some(unit), per + 2))
}

/// As gates write it.
pub fn plain(word: &str) -> Option<&'static str> {
    let unit = match word {
        "%" | "percent" | "pct" | "prozent" => "%",
        "ns" | "nanoseconds" => "ns",
        "us" | "µs" | "μs" | "microseconds" | "microsecond" => "us",
        "ms" | "msec" | "millisecond" | "milliseconds" | "millisekunden" => "ms",
        "s" | "sec" | "secs" | "second" | "seconds" | "sek" | "sekunde" | "sekunden" => "s",
        "m" | "min" | "mins" | "minute" | "minutes" | "minuten" => "min",
        "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunde" | "stunden" => "h",
        "d" | "day" | "days" | "tag" | "tage" | "tagen" => "d",
        "b" | "byte" | "bytes" => "B",
        "kb" => "kB",
        "mb" => "MB",
        "gb" => "GB",
        "tb" => "TB",
        "kib" => "KiB",
        "mib" => "MiB",
        "gib" => "GiB",
        "tib" => "TiB",
        _ => return None,
    };
    Some(unit)
}

/// Whether a unit is one of time.
pub fn is_time(unit: Option<&str>) -> bool {
    matches!(unit, Some("ns" | "us" | "ms" | "s" | "min" | "h" | "d"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, decimals: Decimals, expected: Option<(&str, Option<&str>)>) {
        let mut tokens = Tokens::default();
        tokens.read(text);
        let found = read(&tokens, 0, decimals).map(|read| read.amount);
        let expected = expected.map(|(number, unit)| Amount {
            number: number.to_owned(),
            unit: unit.map(str::to_owned),
        });
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn amounts_have_units_as_gates_write_them() {
        let english = |text: &str, number, unit| check(text, Decimals::Point, Some((number, unit)));
        english("0.10%", "0.1", Some("%"));
        english("1,000 jobs", "1000", None);
        english("2.5 seconds", "2.5", Some("s"));
        english("10k", "10000", None);
        english("1.5k", "1500", None);
        english("500/min", "500", Some("/min"));
        english("2500 req/sec", "2500", Some("/s"));
        english("100GB", "100", Some("GB"));
        english("5-minute", "5", Some("min"));
        english("~ 7 days", "7", Some("d"));
        english("1.000", "1", None);
    }

    #[test]
    fn what_may_be_read_in_two_ways_is_not_read() {
        check("0,5 %", Decimals::Comma, Some(("0.5", Some("%"))));
        check("1.000 ms", Decimals::Comma, Some(("1000", Some("ms"))));
        check("1,500 ms", Decimals::Comma, None);
        check("0,5 %", Decimals::Point, None);
        check("1,00", Decimals::Point, None);
        check("1,2,3", Decimals::Point, None);
    }
}
