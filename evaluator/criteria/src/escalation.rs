//! Lines about who is told when: `if it persists 2 minutes: page the ops lead`.

use crate::Time;
use crate::words::amount::Decimals;
use crate::words::duration;
use crate::words::list::Words;
use crate::words::token::{Kind, Tokens};

/// Who, and after which time if it is said.
pub type Told = (String, Option<Time>);

/// Of a line below a title about alerts or escalation.
pub fn read(tokens: &Tokens, decimals: Decimals) -> Option<Told> {
    let after = after(tokens, decimals);
    let to = told(tokens).or_else(|| level(tokens)).or_else(|| timed(tokens, decimals))?;
    Some((to, after))
}

/// A time, or at once, of a text that is nothing else.
pub fn time(tokens: &Tokens, decimals: Decimals) -> Option<Time> {
    let first = (0..tokens.count()).find_map(|at| duration::read(tokens, at, decimals));
    first.map(|(time, _)| time).or_else(|| after(tokens, decimals))
}

/// Whom a sentence says to tell, behind the verb.
fn told(tokens: &Tokens) -> Option<String> {
    const VERBS: Words =
        Words::of("page notify call escalate inform alert contact benachrichtigen informieren");
    let verb = (0..tokens.count()).find(|at| {
        VERBS.has(tokens.word(*at)) && !matches!(tokens.word(at + 1), ":" | "" | ")" | ",")
    })?;
    let from = verb
        + 1
        + usize::from(
            tokens.is_any(verb + 1, &["to", "the", "an", "all"]) && !tokens.is(verb + 1, "all"),
        );
    let from = from + usize::from(tokens.is(from, "the"));
    name(tokens, from)
}

/// `Level 2: engineering lead (30 min)`
fn level(tokens: &Tokens) -> Option<String> {
    let is_level =
        tokens.is_any(0, &["level", "tier", "l", "stufe"]) && tokens.kind(1) == Some(Kind::Number);
    let is_short = matches!(tokens.word(0), "l1" | "l2" | "l3" | "l4" | "l5");
    let colon = if is_level { 2 } else { 1 };
    let is_named = (is_level || is_short) && tokens.is_any(colon, &[":", "–", "-"]);
    is_named.then(|| name(tokens, colon + 1)).flatten()
}

/// `After 15 minutes: engineering manager`
fn timed(tokens: &Tokens, decimals: Decimals) -> Option<String> {
    let at = usize::from(tokens.is_any(0, &["after", "nach", "at", "+"]));
    let (_, end) = duration::read(tokens, at, decimals).filter(|(_, end)| *end > at + 1)?;
    let is_parted =
        tokens.is_any(end, &[":", "–", "—", "-"]) || tokens.kind(end) == Some(Kind::Arrow);
    let to = is_parted.then(|| name(tokens, end + 1)).flatten()?;
    // Who is told is all that is left.
    tokens.written(end + 1..tokens.count()).trim_end_matches('.').ends_with(&to).then_some(to)
}

/// Words up to a mark or a time.
fn name(tokens: &Tokens, from: usize) -> Option<String> {
    const ENDS: Words = Words::of(
        "immediately if when after within and for about sofort wenn nach at in once via on-page",
    );
    let is_name = |at: &usize| match tokens.kind(*at) {
        Some(Kind::Word) => !ENDS.has(tokens.word(*at)),
        Some(Kind::Mark) => tokens.is_any(*at, &["-", "/", "@", "&", "#"]),
        Some(Kind::Number | Kind::Clock | Kind::Comparator | Kind::Arrow | Kind::Code) | None => {
            false
        }
    };
    let length = (from..from + 8).take_while(is_name).count();
    let name = tokens.written(from..from + length);
    name.contains(char::is_alphabetic).then(|| name.to_owned())
}

/// `immediately`, `persists 2 minutes`, `after 15 min`, `(30 min)`
fn after(tokens: &Tokens, decimals: Decimals) -> Option<Time> {
    const NOW: [&str; 4] = ["immediately", "immediate", "sofort", "instantly"];
    const BEFORE: Words = Words::of("after persists persist for within nach over (");
    let timed = (1..tokens.count()).find_map(|at| {
        let is_meant = BEFORE.has(tokens.word(at - 1));
        let (time, end) = is_meant.then(|| duration::read(tokens, at, decimals)).flatten()?;
        (end > at + 1).then_some(time)
    });
    let is_now = (0..tokens.count()).any(|at| tokens.is_any(at, &NOW));
    timed.or_else(|| is_now.then_some(Time { seconds: 0 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_say_whom_to_tell() {
        let check = |text: &str, expected: Option<(&str, Option<u64>)>| {
            let mut tokens = Tokens::default();
            tokens.read(text);
            let found = read(&tokens, Decimals::Point);
            let found = found.as_ref().map(|(to, after)| (to.as_str(), after.map(|a| a.seconds)));
            assert_eq!(found, expected, "{text}");
        };
        check("Notify on-call engineer immediately", Some(("on-call engineer", Some(0))));
        check("If persists 2 minutes: Page ops lead", Some(("ops lead", Some(120))));
        check("Level 2: Engineering lead (30 min)", Some(("Engineering lead", Some(1_800))));
        check("After 15 minutes escalate to the CTO", Some(("CTO", Some(900))));
        check("IMMEDIATE: Page all on-call", Some(("all on-call", Some(0))));
        check("After 15 minutes: engineering manager", Some(("engineering manager", Some(900))));
        check("Nach 5 Minuten: Rufbereitschaft", Some(("Rufbereitschaft", Some(300))));
        check("After 15 minutes: error rate < 1 %", None);
        check("Check logs for error types", None);
        check("Alert: high error rate", None);
    }
}
