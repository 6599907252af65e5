//! `of baseline`, `above the previous version`: what a value is compared with.

use crate::words::list::small;
use crate::words::token::Tokens;
use crate::{Reference, Relation};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) to: Reference,
    /// Nothing where it could be a share as well as a growth: `20 % compared with baseline`.
    pub(crate) relation: Option<Relation>,
    pub(crate) end: usize,
}

/// What stands behind an amount.
pub(crate) fn read(tokens: &Tokens, at: usize) -> Option<Found> {
    const MORE: [&str; 8] = [
        "above",
        "over",
        "higher than",
        "more than",
        "greater than",
        "slower than",
        "über",
        "worse than",
    ];
    const LESS: [&str; 6] = ["below", "under", "lower than", "less than", "faster than", "unter"];
    const OPEN: [&str; 10] = [
        "from",
        "vs",
        "vs .",
        "versus",
        "compared to",
        "compared with",
        "relative to",
        "against",
        "than",
        "gegenüber",
    ];
    let found = |relation, length| {
        let (to, end) = noun(tokens, at + length)?;
        Some(Found { to, relation, end })
    };
    if let Some(length) = tokens.phrase(at, &MORE) {
        return found(Some(Relation::More), length);
    }
    if let Some(length) = tokens.phrase(at, &LESS) {
        return found(Some(Relation::Less), length);
    }
    if let Some(length) = tokens.phrase(at, &OPEN) {
        return found(None, length);
    }
    found(
        Some(Relation::Share),
        usize::from(tokens.is_any(at, &["of", "des", "der", "vom", "von"])),
    )
}

/// A value to compare with, and the first token behind it.
pub(crate) fn noun(tokens: &Tokens, at: usize) -> Option<(Reference, usize)> {
    const ARTICLES: [&str; 9] = ["the", "our", "its", "a", "an", "usual", "der", "die", "das"];
    let from = at + usize::from(tokens.is_any(at, &ARTICLES));
    let next = tokens.word(from + 1);
    let is_version =
        matches!(next, "version" | "release" | "deployment" | "value" | "values" | "week");
    let (to, length) = match tokens.word(from) {
        "baseline" | "normal" | "norm" | "baselines" | "basiswert" | "ausgangswert" => {
            (Reference::Baseline, 1)
        }
        "staging" | "performance" | "historical" if next == "baseline" => (Reference::Baseline, 2),
        "average" if next != "of" => (Reference::Baseline, 1),
        "previous" | "prior" | "last" if is_version => (Reference::Before, 2),
        "pre-deployment" | "pre-deploy" | "pre-release" | "before" | "yesterday" | "previously"
        | "vorher" | "vorwert" => (Reference::Before, 1),
        "blue" | "stable" | "control" | "production" => (Reference::Other, 1),
        "old" | "current" | "existing" | "stabile" if is_version => (Reference::Other, 2),
        _ => return None,
    };
    Some((to, from + length))
}

/// Of `20 % compared with baseline`, what the words before it say.
pub(crate) fn relation_of(words: &str) -> Option<Relation> {
    let lower = small(words);
    let has = |parts: &[&str]| parts.iter().any(|part| lower.contains(part));
    if has(&["increas", "rise", "rising", "grow", "higher", "slower", "anstieg"]) {
        return Some(Relation::More);
    }
    if has(&["decreas", "drop", "fall", "lower", "declin", "rückgang"]) {
        return Some(Relation::Less);
    }
    has(&["deviat", "differ", "change", "abweich", "regress"]).then_some(Relation::Around)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_say_how_they_are_meant() {
        let check = |text: &str, expected: Option<(Reference, Option<Relation>)>| {
            let mut tokens = Tokens::default();
            tokens.read(text);
            let found = read(&tokens, 0).map(|found| (found.to, found.relation));
            assert_eq!(found, expected, "{text}");
        };
        check("of baseline", Some((Reference::Baseline, Some(Relation::Share))));
        check("baseline", Some((Reference::Baseline, Some(Relation::Share))));
        check("above the previous version", Some((Reference::Before, Some(Relation::More))));
        check("below blue", Some((Reference::Other, Some(Relation::Less))));
        check("compared to baseline", Some((Reference::Baseline, None)));
        check("of requests", None);
        check("than staging", None);
    }
}
