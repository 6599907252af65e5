//! Times of the day and stretches of it: `02:00`, `2:00 AM - 6:00 AM UTC`.

use super::amount::{self, Decimals};
use super::token::{Kind, Tokens};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    /// `02:00`
    pub from: String,
    pub to: String,
    /// `UTC` or `Europe/Berlin`
    pub zone: Option<String>,
    /// What stands where a zone would, and is none that is known.
    pub odd_zone: Option<String>,
    /// Minutes between both.
    pub minutes: u32,
}

/// The first stretch of a day in a line.
pub fn hours(tokens: &Tokens) -> Option<Hours> {
    (0..tokens.count()).find_map(|at| read(tokens, at))
}

fn read(tokens: &Tokens, at: usize) -> Option<Hours> {
    let (first, half, next) = time(tokens, at)?;
    if !tokens.is_any(next, &["-", "–", "—", "to", "bis", "until", "and"]) {
        return None;
    }
    let (second, other, end) = time(tokens, next + 1)?;
    let is_clock = tokens.kind(at) == Some(Kind::Clock);
    if !is_clock && half.or(other).is_none() {
        return None;
    }
    // `2 - 6 AM`: said once for both.
    let from = minutes(first, half.or(other))?;
    let to = minutes(second, other)?;
    let (zone, odd_zone) = zone(tokens, end);
    let length = (to + DAY - from) % DAY;
    Some(Hours { from: shown(from), to: shown(to), zone, odd_zone, minutes: length })
}

/// Minutes of a day.
const DAY: u32 = 24 * 60;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

/// Hours and minutes, the half of the day, and the token behind them.
fn time(tokens: &Tokens, at: usize) -> Option<((u32, u32), Option<Half>, usize)> {
    let time = match tokens.kind(at)? {
        Kind::Clock => {
            let mut parts = tokens.word(at).split(':');
            let hour = parts.next()?.parse().ok()?;
            (hour, parts.next()?.parse().ok()?)
        }
        Kind::Number => (amount::number(tokens, at, Decimals::Point)?.parse().ok()?, 0),
        Kind::Word | Kind::Comparator | Kind::Arrow | Kind::Code | Kind::Mark => return None,
    };
    let half = match tokens.word(at + 1) {
        "am" | "a.m" => Some(Half::Morning),
        "pm" | "p.m" => Some(Half::Afternoon),
        _ => None,
    };
    let said = usize::from(half.is_some() || tokens.is(at + 1, "uhr"));
    Some((time, half, at + 1 + said))
}

fn minutes((hour, minute): (u32, u32), half: Option<Half>) -> Option<u32> {
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(Half::Morning) => hour % 12,
        Some(Half::Afternoon) => hour % 12 + 12,
    };
    (hour <= 24 && minute < 60).then_some((hour * 60 + minute) % DAY)
}

fn shown(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The zone, or what cannot be one.
fn zone(tokens: &Tokens, at: usize) -> (Option<String>, Option<String>) {
    let opened = usize::from(tokens.is(at, "("));
    let at = at + opened;
    let written = tokens.written(at..at + 1);
    match tokens.word(at) {
        "utc" | "gmt" | "z" => (Some("UTC".to_owned()), None),
        _ if tokens.is(at + 1, "/") && tokens.is_joined(at + 1) => {
            let end = if tokens.is(at + 3, "/") { at + 5 } else { at + 3 };
            (Some(tokens.written(at..end).to_owned()), None)
        }
        _ => {
            let is_short = (2..=5).contains(&written.len());
            let is_name = is_short && written.bytes().all(|byte| byte.is_ascii_uppercase());
            (None, is_name.then(|| written.to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_of_a_day_are_found() {
        let check = |text: &str, expected: Option<(&str, &str, Option<&str>)>| {
            let mut tokens = Tokens::default();
            tokens.read(text);
            let found = hours(&tokens);
            let found = found.as_ref();
            let found = found.map(|h| (h.from.as_str(), h.to.as_str(), h.zone.as_deref()));
            assert_eq!(found, expected, "{text}");
        };
        check("Window: 2:00 AM - 6:00 AM UTC", Some(("02:00", "06:00", Some("UTC"))));
        check("22:00 to 02:00 Europe/Berlin", Some(("22:00", "02:00", Some("Europe/Berlin"))));
        check("2-6 AM", Some(("02:00", "06:00", None)));
        check("11:30 PM - 12:15 AM", Some(("23:30", "00:15", None)));
        check("21:00 bis 23:00 Uhr CET", Some(("21:00", "23:00", None)));
        check("Day 1-2", None);
        check("25:00 - 26:00", None);
    }
}
