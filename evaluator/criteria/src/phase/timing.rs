//! How long a phase is watched, and how often.

use crate::Time;
use crate::words::amount::{self, Decimals};
use crate::words::duration;
use crate::words::list::{Words, any_word};
use crate::words::token::{Kind, Tokens};

/// Worth a closer look: a number, or a word for one.
pub fn may_say(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit()) || any_word(text, is_about_phases)
}

fn is_about_phases(word: &str) -> bool {
    matches!(
        word,
        "percent"
            | "everybody"
            | "everyone"
            | "phase"
            | "stage"
            | "canary"
            | "wave"
            | "full"
            | "prozent"
            | "stufe"
            | "remaining"
            | "alle"
            | "etappe"
            | "all"
    )
}

/// Any word for a unit of time.
fn has_time(tokens: &Tokens) -> bool {
    has(tokens, |tokens, at| amount::is_time(amount::plain(tokens.word(at))))
}

/// `Duration: 30 minutes`, `Monitor for 5 minutes`, `Wait 30 minutes`
pub fn bake(tokens: &Tokens, decimals: Decimals) -> Option<Time> {
    if !has_time(tokens) {
        return None;
    }
    const LASTS: Words = Words::of("duration bake soak dauer dwell");
    const WATCHES: Words = Words::of(
        "monitor monitored watch wait hold observe stay beobachten warten überwachen monitoring \
         pause run runs",
    );
    const BEFORE: Words =
        Words::of("for : für wait hold warten pause watch observe another um continuously");
    if has(tokens, |tokens, at| tokens.kind(at) == Some(Kind::Comparator)) {
        return None;
    }
    let is_lasting = has(tokens, |tokens, at| LASTS.has(tokens.word(at)));
    if !is_lasting && !has(tokens, |tokens, at| WATCHES.has(tokens.word(at))) {
        return None;
    }
    let is_meant = |at: &usize| {
        let before = at.checked_sub(1).map_or("", |before| tokens.word(before));
        tokens.kind(*at) != Some(Kind::Arrow) && (is_lasting || BEFORE.has(before))
    };
    let mut times = (0..tokens.count()).filter(is_meant);
    times.find_map(|at| time(tokens, at, decimals))
}

/// With a number: `every minute` is no length.
fn time(tokens: &Tokens, at: usize, decimals: Decimals) -> Option<Time> {
    let (time, end) = duration::read(tokens, at, decimals)?;
    (end > at + 1).then_some(time)
}

/// `(30 minutes)`, `for 24 hours`, `Day 1-2`
pub fn bake_of_title(tokens: &Tokens, decimals: Decimals) -> Option<Time> {
    if has(tokens, |tokens, at| tokens.kind(at) == Some(Kind::Comparator)) {
        return None;
    }
    let found = (0..tokens.count()).find_map(|at| {
        let opens = tokens.is_any(at, &["(", "for", "für", ","]);
        let found = opens.then(|| duration::read(tokens, at + 1, decimals)).flatten();
        let (time, end) = found.filter(|(_, end)| *end > at + 2)?;
        let is_length = !tokens.is_any(end, &["before", "after", "vor", "nach", "ago"]);
        is_length.then_some(time)
    });
    found.or_else(|| days(tokens, decimals))
}

/// `Day 1-2`: both included.
fn days(tokens: &Tokens, decimals: Decimals) -> Option<Time> {
    let number = |at| crate::words::amount::number(tokens, at, decimals)?.parse::<u64>().ok();
    (0..tokens.count()).find_map(|at| {
        let is_range =
            tokens.is_any(at, &["day", "days", "tag"]) && tokens.is_any(at + 2, &["-", "–"]);
        let (first, last) = is_range.then(|| number(at + 1).zip(number(at + 3))).flatten()?;
        let days = last.checked_sub(first)?.checked_add(1)?;
        Some(Time { seconds: days.checked_mul(86_400)? })
    })
}

/// `every 5 minutes`
pub fn every(tokens: &Tokens, decimals: Decimals) -> Option<Time> {
    (0..tokens.count()).find_map(|at| {
        let is_every = tokens.is_any(at, &["every", "alle", "jede"]);
        let found = is_every.then(|| duration::read(tokens, at + 1, decimals)).flatten();
        found.map(|(time, _)| time)
    })
}

/// `Maintenance window: …`
pub fn has_window(tokens: &Tokens) -> bool {
    has(tokens, |tokens, at| {
        tokens.is_any(
            at,
            &["window", "fenster", "zeitfenster", "wartungsfenster", "between", "zwischen"],
        )
    })
}

fn has(tokens: &Tokens, is: impl Fn(&Tokens, usize) -> bool) -> bool {
    (0..tokens.count()).any(|at| is(tokens, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phases_last() {
        let check = |text: &str, expected: Option<u64>| {
            let mut tokens = Tokens::default();
            tokens.read(text);
            let found =
                bake(&tokens, Decimals::Point).or_else(|| bake_of_title(&tokens, Decimals::Point));
            assert_eq!(found.map(|time| time.seconds), expected, "{text}");
        };
        check("Duration: 30 minutes", Some(1_800));
        check("Monitor error rates for 15 minutes", Some(900));
        check("Wait 30 minutes", Some(1_800));
        check("Phase 2 (45 minutes)", Some(2_700));
        check("Phase 1 (1.5 hours before)", None);
        check("Canary - Day 1-2", Some(172_800));
        check("1 % of users for 24 hours", Some(86_400));
        check("Watch the error rate: > 1 % for 5 minutes", None);
        check("Check the logs every 15 minutes", None);
    }
}
