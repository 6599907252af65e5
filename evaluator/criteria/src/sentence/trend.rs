//! `not increasing`, `stable`, `trending up`: where a value goes.

use std::ops::Range;

use crate::Trend;
use crate::metric::is_measured;
use crate::words::token::{Kind, Tokens};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) trend: Trend,
    pub(crate) end: usize,
    /// What is said to go there, if it comes behind: `no increase in error rates`.
    pub(crate) thing: Option<Range<usize>>,
}

/// The trend that begins at a token.
pub(crate) fn read(tokens: &Tokens, at: usize) -> Option<Found> {
    let is_not = tokens.is_any(at, &["not", "no", "never", "nicht", "kein", "keine", "without"]);
    let from = at + usize::from(is_not);
    // `no longer increasing`
    let from = from + usize::from(is_not && tokens.is(from, "longer"));
    let from =
        from + usize::from(tokens.is_any(from, &["continuous", "steady", "steadily", "any"]));
    let (trend, end) = word(tokens, from)?;
    // `growing > 2 %/hour`, `increases by 20 %`: it is the growth that has a limit.
    let has_number = |found: super::comparator::Found| tokens.kind(found.end) == Some(Kind::Number);
    let is_limited = super::comparator::read(tokens, end).is_some_and(has_number)
        || tokens.is_any(end, &["by", "to", "um", "auf"]);
    if is_limited {
        return None;
    }
    // `steigt nicht`
    let is_after = !is_not && tokens.is_any(end, &["nicht", "not"]);
    let end = end + usize::from(is_after);
    let trend = if is_not || is_after { opposite(trend) } else { trend };
    let thing = thing(tokens, end);
    let end = thing.as_ref().map_or(end, |thing| thing.end);
    Some(Found { trend, end, thing })
}

fn word(tokens: &Tokens, at: usize) -> Option<(Trend, usize)> {
    let next = tokens.word(at + 1);
    let found = match tokens.word(at) {
        "increasing" | "rising" | "growing" | "climbing" | "increases" | "rises" | "grows"
        | "increase" | "rise" | "growth" | "steigt" | "steigend" | "steigen" | "wächst"
        | "anstieg" => (Trend::Rising, at + 1),
        "decreasing" | "falling" | "dropping" | "declining" | "shrinking" | "draining"
        | "drops" | "falls" | "decreases" | "drop" | "decrease" | "decline" | "sinkt"
        | "sinkend" | "fällt" | "fallend" | "rückgang" => (Trend::Falling, at + 1),
        "trending" | "trends" if matches!(next, "up" | "upward" | "upwards") => {
            (Trend::Rising, at + 2)
        }
        "trending" | "trends" if matches!(next, "down" | "downward" | "downwards") => {
            (Trend::Falling, at + 2)
        }
        "upward" if next == "trend" => (Trend::Rising, at + 2),
        "downward" if next == "trend" => (Trend::Falling, at + 2),
        "stable" | "steady" | "stabil" => (Trend::NotRising, at + 1),
        _ => return None,
    };
    Some(found)
}

fn opposite(trend: Trend) -> Trend {
    match trend {
        Trend::Rising => Trend::NotRising,
        Trend::Falling => Trend::NotFalling,
        Trend::NotRising => Trend::Rising,
        Trend::NotFalling => Trend::Falling,
    }
}

/// `increase in error rates`
fn thing(tokens: &Tokens, at: usize) -> Option<Range<usize>> {
    if !tokens.is_any(at, &["in", "of", "der", "bei"]) {
        return None;
    }
    let from = at + 1 + usize::from(tokens.is_any(at + 1, &["the", "our"]));
    let length = (from..from + 5).take_while(|at| is_name(tokens, *at)).count();
    let name = from..from + length;
    is_measured(tokens, &name).then_some(name)
}

fn is_name(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.word(at);
    word.starts_with(char::is_alphabetic)
        && !matches!(
            word,
            "over" | "during" | "for" | "in" | "after" | "and" | "or" | "than" | "by"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trends_are_known_by_their_words() {
        let check = |text: &str, expected: Option<Trend>| {
            let mut tokens = Tokens::default();
            tokens.read(text);
            assert_eq!(read(&tokens, 0).map(|found| found.trend), expected, "{text}");
        };
        check("not increasing", Some(Trend::NotRising));
        check("no increase in error rates", Some(Trend::NotRising));
        check("trending up", Some(Trend::Rising));
        check("no longer falling", Some(Trend::NotFalling));
        check("continuous increase", Some(Trend::Rising));
        check("stable", Some(Trend::NotRising));
        check("up", None);
    }
}
