//! `19/20 pass`, `all 20 tests green`: so many of so many.

use crate::words::amount::{self, Decimals};
use crate::words::token::{Kind, Tokens};
use crate::{Comparator, Comparison};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) comparison: Comparison,
    pub(crate) end: usize,
}

/// `19/20`, `19 of 20`, behind a comparator or alone.
pub(crate) fn read(tokens: &Tokens, at: usize, comparator: Option<Comparator>) -> Option<Found> {
    let found = pair(tokens, at, comparator)?;
    let is_said = comparator.is_some() || is_about_passing(tokens, at.saturating_sub(NEAR));
    is_said.then_some(found)
}

/// Two numbers, whatever is said of them: in a column of targets.
pub(crate) fn pair(tokens: &Tokens, at: usize, comparator: Option<Comparator>) -> Option<Found> {
    let passed = count(tokens, at)?;
    if !tokens.is_any(at + 1, &["/", "of", "von", "out"]) {
        return None;
    }
    let article = usize::from(tokens.is_any(at + 2, &["the", "den", "all", "of"]));
    let of = count(tokens, at + 2 + article)?;
    let is_share = (2..=100_000).contains(&of) && passed <= of;
    let end = at + 3 + article;
    let comparator = comparator.unwrap_or(Comparator::Equal);
    let comparison = Comparison::Quorum { comparator, passed, of };
    is_share.then_some(Found { comparison, end })
}

/// `all 20 smoke tests pass`; what passes stands behind the number.
pub(crate) fn all(tokens: &Tokens, at: usize) -> Option<Found> {
    if !tokens.is_any(at, &["all", "alle"]) {
        return None;
    }
    let of = count(tokens, at + 1).filter(|of| *of >= 2)?;
    let comparison = Comparison::Quorum { comparator: Comparator::Equal, passed: of, of };
    is_about_passing(tokens, at + 2).then_some(Found { comparison, end: at + 2 })
}

fn count(tokens: &Tokens, at: usize) -> Option<u32> {
    amount::number(tokens, at, Decimals::Point)?.parse().ok()
}

/// Words before and behind that are looked at.
const NEAR: usize = 6;

/// Within the next words something passes.
fn is_about_passing(tokens: &Tokens, from: usize) -> bool {
    const WORDS: [&str; 17] = [
        "pass",
        "passes",
        "passed",
        "passing",
        "green",
        "healthy",
        "ok",
        "succeed",
        "succeeded",
        "successful",
        "ready",
        "up",
        "approve",
        "approved",
        "bestanden",
        "bestehen",
        "erfolgreich",
    ];
    let words = (from..from + 3 * NEAR).take_while(|at| tokens.kind(*at) != Some(Kind::Arrow));
    words.into_iter().any(|at| tokens.is_any(at, &WORDS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_of_so_many_pass() {
        let check = |text: &str, expected: Option<(u32, u32)>| {
            let mut tokens = Tokens::default();
            tokens.read(text);
            let found = read(&tokens, 0, None).or_else(|| all(&tokens, 0));
            let counts = found.map(|found| match found.comparison {
                Comparison::Quorum { passed, of, .. } => (passed, of),
                other => panic!("{other:?}"),
            });
            assert_eq!(counts, expected, "{text}");
        };
        check("19/20 tests pass", Some((19, 20)));
        check("3 of the 4 replicas are healthy", Some((3, 4)));
        check("all 20 smoke tests pass", Some((20, 20)));
        check("24/7 monitoring is up", None);
        check("96/100 readiness", None);
        check("all tests pass", None);
    }
}
