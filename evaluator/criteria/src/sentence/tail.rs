//! What stands behind a limit and says how long, over which time, or compared with what.

use super::reference;
use crate::statement::{Draft, Unclear};
use crate::words::amount::Decimals;
use crate::words::duration;
use crate::words::list::Words;
use crate::words::token::{Kind, Tokens};
use crate::{Comparison, Relation, Statistic, Time, statistic};

/// Takes what stands at a token into the statement before it; the first token behind it.
pub fn take(tokens: &Tokens, at: usize, draft: &mut Draft, decimals: Decimals) -> Option<usize> {
    if draft.sustained.is_none()
        && let Some((time, end)) = sustained(tokens, at, decimals)
    {
        draft.sustained = Some(time);
        return Some(end);
    }
    if is_bare_time(tokens, at, draft, decimals) {
        draft.unclear = Some(Unclear::Span);
        return Some(at + 1);
    }
    if is_odd_time(tokens, at) || is_repeated(tokens, at, decimals) {
        draft.unclear = Some(Unclear::Time);
        return Some(at + 1);
    }
    if let Some((share, end)) = most_of(tokens, at, decimals) {
        draft.statistic = draft.statistic.or(Some(share));
        return Some(end);
    }
    if draft.window.is_none()
        && let Some((time, end)) = window(tokens, at, decimals)
    {
        if is_deadline(tokens, at, draft) {
            draft.unclear = Some(Unclear::Time);
        }
        draft.window = Some(time);
        return Some(end);
    }
    if draft.statistic.is_none()
        && is_about(tokens, at, draft)
        && let Some((found, end)) = statistic::read(tokens, at)
    {
        draft.statistic = Some(found);
        return Some(end);
    }
    if is_ratio(tokens, at, draft, decimals) {
        draft.unclear = Some(Unclear::Ratio);
        return Some(at + 1);
    }
    if is_of_another(tokens, at, draft) {
        draft.unclear = Some(Unclear::Reference);
        return Some(at + 1);
    }
    if at == draft.end {
        return points(tokens, at, draft).or_else(|| refer(tokens, at, draft));
    }
    // `5 errors more than the stable version`
    let found = reference::read(tokens, at)?;
    let is_far = found.relation != Some(Relation::Share);
    draft.unclear = draft.unclear.or(is_far.then_some(Unclear::Reference));
    is_far.then_some(found.end)
}

/// A statistic further behind belongs to what follows: `p50 < 200 ms, p95 < 500 ms`.
fn is_about(tokens: &Tokens, at: usize, draft: &Draft) -> bool {
    let is_before = |before: usize| tokens.is_any(before, &["(", "at", "as", "im"]);
    at == draft.end || at.checked_sub(1).is_some_and(is_before)
}

/// `(10 min)` behind a limit.
fn is_bare_time(tokens: &Tokens, at: usize, draft: &Draft, decimals: Decimals) -> bool {
    let is_first = at == draft.end && tokens.is(at, "(");
    let found = is_first.then(|| duration::read(tokens, at + 1, decimals)).flatten();
    found.is_some_and(|(_, end)| tokens.is(end, ")") && end > at + 2)
}

/// `for two checks in a row`: it lasts, and how long is not known.
fn is_odd_time(tokens: &Tokens, at: usize) -> bool {
    const COUNTS: Words = Words::of(
        "consecutive checks cycles samples intervals evaluations probes minutes minute hours hour \
         seconds datapoints polls row while minuten stunden",
    );
    let is_for = tokens.is_any(at, &["for", "für", "lasting"]);
    let is_counted = is_for && (at + 1..at + 6).any(|at| COUNTS.has(tokens.word(at)));
    // `for 1h30`
    is_counted || is_for && duration::is_compact(tokens, at + 1)
}

/// `in two consecutive 1-minute windows`
fn is_repeated(tokens: &Tokens, at: usize, decimals: Decimals) -> bool {
    tokens.is_any(at, &["in", "over", "during", "across"])
        && (at + 2..at + 4).any(|at| tokens.is_any(at, &["consecutive", "successive", "straight"]))
        && duration::read(tokens, at + 1, decimals).is_none()
}

/// `returns to < 100 within 10 minutes`: by then, and not over that time.
fn is_deadline(tokens: &Tokens, at: usize, draft: &Draft) -> bool {
    const BACK: Words =
        Words::of("return returns recover recovers back drain drains settle settles");
    let is_back = draft.before.clone().any(|at| BACK.has(tokens.word(at)));
    is_back && tokens.is_any(at, &["within", "in", "after"])
}

/// `for 95 % of requests`: the percentile, in other words.
fn most_of(tokens: &Tokens, at: usize, decimals: Decimals) -> Option<(Statistic, usize)> {
    let is_for = tokens.is_any(at, &["for", "für", "in"]);
    let found = is_for.then(|| share_of(tokens, at + 1, decimals)).flatten()?;
    Some((found, at + 4))
}

/// `95 % of`
pub(crate) fn share_of(tokens: &Tokens, at: usize, decimals: Decimals) -> Option<Statistic> {
    if !tokens.is(at + 1, "%") || !tokens.is_any(at + 2, &["of", "der"]) {
        return None;
    }
    statistic::percentile(&crate::words::amount::number(tokens, at, decimals)?)
}

/// `1 in 200`, `3 per 10,000`: a share that is written as two numbers.
fn is_ratio(tokens: &Tokens, at: usize, draft: &Draft, decimals: Decimals) -> bool {
    const PER: [&str; 5] = ["per", "pro", "je", "out of", "in every"];
    let near = tokens.is_any(at, &["in", "of", "von"]) && at == draft.end;
    let length = tokens.phrase(at, &PER).or_else(|| near.then_some(1));
    length.is_some_and(|length| {
        tokens.kind(at + length) == Some(Kind::Number)
            && duration::read(tokens, at + length, decimals).is_none()
    })
}

/// `for at least 5 minutes`, `lasting 2 min`, `(> 2 min)`
fn sustained(tokens: &Tokens, at: usize, decimals: Decimals) -> Option<(Time, usize)> {
    const LASTS: [&str; 11] = [
        "for",
        "lasting",
        "lasts",
        "longer than",
        "für",
        "länger als",
        "sustained over",
        "sustained for",
        "sustained",
        "über mehr als",
        "seit",
    ];
    let length = match tokens.phrase(at, &LASTS) {
        Some(length) => length,
        None if tokens.is(at, "(") && is_longer(tokens, at + 1) => 1,
        None if tokens.is(at + 1, "consecutive") => 0,
        None => return None,
    };
    let from = skip(
        tokens,
        at + length,
        const {
            &Words::of(
                "at least more than over longer a the total of > >= ≥ mindestens mehr als another continuous",
            )
        },
    );
    let found = duration::read(tokens, from, decimals)?;
    // `(> 300 ms)` is no time that something lasts.
    (tokens.kind(from) != Some(Kind::Arrow)).then_some(found)
}

/// How long, and over which time, a sentence says of all that follows it.
pub fn of_title(tokens: &Tokens, decimals: Decimals) -> Option<(Option<Time>, Option<Time>)> {
    let is_cadence = |at: usize| tokens.is_any(at, &["every", "per", "/", "within"]);
    (0..tokens.count()).find_map(|at| {
        let over = window(tokens, at, decimals).filter(|_| !is_cadence(at));
        if let Some((time, _)) = over {
            return Some((None, Some(time)));
        }
        if !tokens.is_any(at, &["for", "lasting", "für"]) {
            return None;
        }
        let from = skip(tokens, at + 1, const { &Words::of("at least more than mindestens") });
        duration::read(tokens, from, decimals).map(|(time, _)| (Some(time), None))
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
    if let Some(found) = window_alone(tokens, at, decimals) {
        return Some(found);
    }
    if !tokens.is_any(at, &WITHIN) {
        return None;
    }
    let from = skip(
        tokens,
        at + 1,
        const {
            &Words::of(
                "the any a an last first past rolling previous each von den letzten ersten every of ( each",
            )
        },
    );
    let (time, end) = duration::read(tokens, from, decimals)?;
    let named = skip(tokens, end, const { &Words::of("window windows interval period -") });
    Some((time, named))
}

/// `(1h window)`, `5-minute average`
fn window_alone(tokens: &Tokens, at: usize, decimals: Decimals) -> Option<(Time, usize)> {
    if tokens.kind(at) != Some(Kind::Number) {
        return None;
    }
    let (time, end) = duration::read(tokens, at, decimals)?;
    let named = skip(tokens, end, const { &Words::of("- rolling moving sliding") });
    let is_window = tokens.is_any(named, &["window", "average", "avg", "mean", "fenster"]);
    is_window.then_some((time, named + 1))
}

/// Past at most a few words that only hold others together.
fn skip(tokens: &Tokens, from: usize, words: &Words) -> usize {
    const MOST: usize = 4;
    from + (from..from + MOST).take_while(|at| words.has(tokens.word(*at))).count()
}

/// `80 % of the same hour last week`
fn is_of_another(tokens: &Tokens, at: usize, draft: &Draft) -> bool {
    const OTHERS: Words = Words::of(
        "last previous same yesterday week usual typical expected peak forecast normal average \
         historical vorwoche vortag üblichen",
    );
    let is_of = at == draft.end && tokens.is_any(at, &["of", "der", "des", "von", "vom"]);
    is_of
        && reference::noun(tokens, at + 1).is_none()
        && (at + 1..at + 7).any(|at| OTHERS.has(tokens.word(at)))
}

fn points(tokens: &Tokens, at: usize, draft: &mut Draft) -> Option<usize> {
    let is_points = tokens.is_any(at, &["percentage", "pp", "prozentpunkte", "points"]);
    draft.unclear = draft.unclear.or(is_points.then_some(Unclear::Points));
    is_points.then_some(at + 1)
}

/// `of baseline`: the limit is one to a reference.
fn refer(tokens: &Tokens, at: usize, draft: &mut Draft) -> Option<usize> {
    let Comparison::Limit { comparator, amount } = &draft.comparison else { return None };
    let is_factor = tokens.is_any(at, &["x", "×", "times", "fold", "-fach"]);
    let from = at + usize::from(is_factor);
    let Some(found) = reference::read(tokens, from) else {
        // `1.5 x the error rate of the other`
        let is_open = tokens.is_any(at, &["x", "×"]);
        draft.unclear = draft.unclear.or(is_open.then_some(Unclear::Reference));
        return is_open.then_some(from);
    };
    let is_share = amount.unit.as_deref() == Some("%") || is_factor;
    if !is_share && amount.unit.is_none() && found.relation == Some(Relation::Share) {
        return None;
    }
    let around = draft.is_within && found.relation != Some(Relation::More);
    let mut amount = amount.clone();
    amount.unit = amount.unit.filter(|unit| unit != "x");
    let relation = match found.relation {
        _ if around => Some(Relation::Around),
        _ if is_factor => Some(Relation::Share),
        Some(relation) => Some(relation),
        None => reference::relation_of(tokens.written(draft.before.clone())),
    };
    draft.comparison = Comparison::Reference {
        comparator: *comparator,
        amount,
        relation: relation.unwrap_or(Relation::Share),
        to: found.to,
    };
    draft.unclear = relation.is_none().then_some(Unclear::Reference);
    draft.end = found.end;
    Some(found.end)
}
