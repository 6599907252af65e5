//! What stands behind a limit and says how long, over which time, or compared with what.

use super::reference;
use crate::statement::Draft;
use crate::words::amount::{self, Decimals};
use crate::words::duration;
use crate::words::token::{Kind, Tokens};
use crate::{Comparison, Relation, Time, statistic};

/// Takes what stands at a token into the statement before it; the first token behind it.
pub fn take(tokens: &Tokens, at: usize, draft: &mut Draft, decimals: Decimals) -> Option<usize> {
    if draft.sustained.is_none()
        && let Some((time, end)) = sustained(tokens, at, draft, decimals)
    {
        draft.sustained = Some(time);
        return Some(end);
    }
    if draft.window.is_none()
        && let Some((time, end)) = window(tokens, at, decimals)
    {
        draft.window = Some(time);
        return Some(end);
    }
    if draft.statistic.is_none()
        && !continues(tokens, at)
        && let Some((found, end)) = statistic::read(tokens, at)
    {
        draft.statistic = Some(found);
        return Some(end);
    }
    let is_next = at == draft.end;
    is_next.then(|| refer(tokens, at, draft)).flatten()
}

/// A statistic behind a comma belongs to what follows: `p50 < 200 ms, p95 < 500 ms`.
fn continues(tokens: &Tokens, at: usize) -> bool {
    let is_before = |before: &usize| tokens.is_any(*before, &[",", ";", "and", "und", "|"]);
    at.checked_sub(1).filter(is_before).is_some()
}

/// `for at least 5 minutes`, `lasting 2 min`, `(> 2 min)`
fn sustained(
    tokens: &Tokens,
    at: usize,
    draft: &Draft,
    decimals: Decimals,
) -> Option<(Time, usize)> {
    const LASTS: [&str; 10] = [
        "for",
        "lasting",
        "lasts",
        "longer than",
        "für",
        "länger als",
        "sustained over",
        "sustained for",
        "über mehr als",
        "seit",
    ];
    let is_other = !amount::is_time(draft.unit()) || at > draft.end;
    let length = match tokens.phrase(at, &LASTS) {
        Some(length) => length,
        None if tokens.is(at, "(") && is_other && is_longer(tokens, at + 1) => 1,
        None => return None,
    };
    let from = skip(
        tokens,
        at + length,
        &[
            "at",
            "least",
            "more",
            "than",
            "over",
            "longer",
            "a",
            "the",
            "total",
            "of",
            ">",
            ">=",
            "≥",
            "mindestens",
            "mehr",
            "als",
            "another",
            "continuous",
        ],
    );
    duration::read(tokens, from, decimals).filter(|_| tokens.kind(from) != Some(Kind::Arrow))
}

/// How long, and over which time, a sentence says of all that follows it.
pub fn of_title(tokens: &Tokens, decimals: Decimals) -> Option<(Option<Time>, Option<Time>)> {
    let is_cadence = |at: usize| tokens.is_any(at, &["every", "per", "/", "within"]);
    (0..tokens.len()).find_map(|at| {
        let over = window(tokens, at, decimals).filter(|_| !is_cadence(at));
        if let Some((time, _)) = over {
            return Some((None, Some(time)));
        }
        let lasts = tokens.is_any(at, &["for", "lasting", "für"]);
        let from = skip(tokens, at + 1, &["at", "least", "more", "than", "mindestens"]);
        let time = duration::read(tokens, from, decimals).filter(|_| lasts);
        time.map(|(time, _)| (Some(time), None))
    })
}

fn is_longer(tokens: &Tokens, at: usize) -> bool {
    tokens.is_any(at, &[">", ">=", "≥", "over"])
}

/// `per 5 minutes`, `in the first hour`, `/ 5 min`, `5-minute window`
fn window(tokens: &Tokens, at: usize, decimals: Decimals) -> Option<(Time, usize)> {
    const WITHIN: [&str; 13] = [
        "in",
        "within",
        "per",
        "every",
        "over",
        "during",
        "across",
        "pro",
        "innerhalb",
        "über",
        "je",
        "/",
        "binnen",
    ];
    if !tokens.is_any(at, &WITHIN) {
        return None;
    }
    let from = skip(
        tokens,
        at + 1,
        &[
            "the", "any", "a", "an", "last", "first", "past", "rolling", "previous", "each", "von",
            "den", "letzten", "ersten", "every", "of", "(", "each",
        ],
    );
    let (time, end) = duration::read(tokens, from, decimals)?;
    let named = skip(tokens, end, &["window", "windows", "interval", "period", "-"]);
    Some((time, named))
}

/// Past at most a few words that only hold others together.
fn skip(tokens: &Tokens, from: usize, words: &[&str]) -> usize {
    const MOST: usize = 4;
    from + (from..from + MOST).take_while(|at| tokens.is_any(*at, words)).count()
}

/// `of baseline`: the limit is one to a reference.
fn refer(tokens: &Tokens, at: usize, draft: &mut Draft) -> Option<usize> {
    let Comparison::Limit { comparator, amount } = &draft.comparison else { return None };
    let is_factor = tokens.is_any(at, &["x", "×", "times", "fold", "-fach"]);
    let from = at + usize::from(is_factor);
    let found = reference::read(tokens, from)?;
    let is_share = amount.unit.as_deref() == Some("%") || is_factor;
    if !is_share && amount.unit.is_none() && found.relation == Some(Relation::Share) {
        return None;
    }
    let around = draft.is_within && found.relation != Some(Relation::More);
    let relation = match found.relation {
        _ if around => Some(Relation::Around),
        _ if is_factor => Some(Relation::Share),
        Some(relation) => Some(relation),
        None => reference::relation_of(tokens.written(draft.before.clone())),
    };
    draft.comparison = Comparison::Reference {
        comparator: *comparator,
        amount: amount.clone(),
        relation: relation.unwrap_or(Relation::Share),
        to: found.to,
    };
    draft.is_unclear |= relation.is_none();
    draft.end = found.end;
    Some(found.end)
}
