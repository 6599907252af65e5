//! `<`, `below`, `at most`, `no more than`, `95 %+`: how a value stands to its limit.

use crate::Comparator;
use crate::words::amount;
use crate::words::token::{Kind, Tokens};

impl Comparator {
    /// What holds where this does not.
    pub(crate) fn inverted(self) -> Self {
        match self {
            Self::Below => Self::AtLeast,
            Self::AtMost => Self::Above,
            Self::Above => Self::AtMost,
            Self::AtLeast => Self::Below,
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
        }
    }
}

impl Comparator {
    /// The same of what goes the other way.
    pub(crate) fn mirrored(self) -> Self {
        match self {
            Self::Below => Self::Above,
            Self::AtMost => Self::AtLeast,
            Self::Above => Self::Below,
            Self::AtLeast => Self::AtMost,
            same @ (Self::Equal | Self::NotEqual) => same,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) comparator: Comparator,
    /// `within`: at most so much, or so far away.
    pub(crate) is_within: bool,
    /// The first token behind it.
    pub(crate) end: usize,
}

/// The comparator that begins at a token.
pub(crate) fn read(tokens: &Tokens, at: usize) -> Option<Found> {
    let found = |comparator, length| Some(Found { comparator, is_within: false, end: at + length });
    match tokens.kind(at)? {
        Kind::Comparator => {
            let comparator = sign(tokens, at)?;
            found(comparator, 1)
        }
        Kind::Word => {
            if matches!(tokens.word(at), "within" | "innerhalb") {
                let of = usize::from(tokens.is_any(at + 1, &["of", "von"]));
                let end = at + 1 + of;
                return Some(Found { comparator: Comparator::AtMost, is_within: true, end });
            }
            let (comparator, length) = word(tokens, at)?;
            found(comparator, length)
        }
        Kind::Mark if tokens.is(at, "±") => {
            Some(Found { comparator: Comparator::AtMost, is_within: true, end: at + 1 })
        }
        Kind::Mark | Kind::Number | Kind::Clock | Kind::Arrow | Kind::Code => None,
    }
}

fn sign(tokens: &Tokens, at: usize) -> Option<Comparator> {
    let comparator = match tokens.word(at) {
        "<" => Comparator::Below,
        "<=" | "=<" | "≤" => Comparator::AtMost,
        ">" => Comparator::Above,
        ">=" | "≥" => Comparator::AtLeast,
        "==" => Comparator::Equal,
        "!=" | "≠" => Comparator::NotEqual,
        // `weight=0` is a setting.
        "=" if !tokens.is_joined(at) && !tokens.is_joined(at + 1) => Comparator::Equal,
        _ => return None,
    };
    Some(comparator)
}

fn word(tokens: &Tokens, at: usize) -> Option<(Comparator, usize)> {
    use Comparator::{Above, AtLeast, AtMost, Below, Equal};
    let next = tokens.word(at + 1);
    let found = match tokens.word(at) {
        "below" | "under" | "unter" | "beneath" => (Below, 1),
        "less" | "fewer" | "lower" | "smaller" | "younger" | "shorter" | "faster"
            if next == "than" =>
        {
            (Below, 2)
        }
        "weniger" | "niedriger" | "kleiner" | "geringer" if next == "als" => (Below, 2),
        "above" | "over" | "über" | "Über" => (Above, 1),
        "exceeds" | "exceed" | "exceeding" | "exceeded" | "übersteigt" | "überschreitet"
        | "übersteigen" | "überschreiten" => (Above, 1),
        "more" | "greater" | "higher" | "larger" | "bigger" | "older" | "longer" | "slower"
        | "later"
            if next == "than" =>
        {
            (Above, 2)
        }
        "mehr" | "größer" | "höher" | "länger" if next == "als" => (Above, 2),
        "at" if next == "most" => (AtMost, 2),
        "at" if next == "least" => (AtLeast, 2),
        "max" | "maximum" | "maximal" => (AtMost, 1 + usize::from(matches!(next, "of" | "."))),
        "up" if next == "to" => (AtMost, 2),
        "bis" if next == "zu" => (AtMost, 2),
        "höchstens" => (AtMost, 1),
        "min" | "minimum" | "minimal" if !follows_number(tokens, at) => {
            (AtLeast, 1 + usize::from(matches!(next, "of" | ".")))
        }
        "mindestens" => (AtLeast, 1),
        // A date, a time of day or a version has no unit.
        "ab" if has_unit(tokens, at + 1) => (AtLeast, 1),
        "starting" if next == "at" && has_unit(tokens, at + 2) => (AtLeast, 2),
        "reaches" | "reach" | "hits" | "erreicht" => (AtLeast, 1),
        "equals" | "exactly" | "genau" => (Equal, 1),
        "equal" if next == "to" => (Equal, 2),
        "no" | "not" | "nicht" => negated(tokens, at)?,
        _ => return None,
    };
    Some(found)
}

fn has_unit(tokens: &Tokens, at: usize) -> bool {
    tokens.kind(at) == Some(Kind::Number) && amount::unit(tokens, at + 1).0.is_some()
}

/// `no more than`, `not below`, `nicht über`
fn negated(tokens: &Tokens, at: usize) -> Option<(Comparator, usize)> {
    if tokens.is_any(at + 1, &["no", "not", "nicht"]) {
        return None;
    }
    let found = read(tokens, at + 1)?;
    let longer = tokens.is(at + 1, "longer");
    (!longer && !found.is_within).then(|| (found.comparator.inverted(), found.end - at))
}

fn follows_number(tokens: &Tokens, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| tokens.kind(before) == Some(Kind::Number))
}

/// What follows an amount and says how it is meant: `95 %+`, `20 or more`, `5 minutes max`.
pub(crate) fn suffix(tokens: &Tokens, at: usize) -> Option<(Comparator, usize)> {
    const LEAST: [&str; 12] = [
        "or more",
        "or higher",
        "or above",
        "or better",
        "or greater",
        "and above",
        "and more",
        "oder mehr",
        "minimum",
        "or longer",
        "at least",
        "oder höher",
    ];
    const MOST: [&str; 10] = [
        "or less",
        "or fewer",
        "or lower",
        "or below",
        "and below",
        "max",
        "maximum",
        "oder weniger",
        "maximal",
        "at most",
    ];
    if tokens.is(at, "+") && tokens.is_joined(at) {
        return Some((Comparator::AtLeast, 1));
    }
    if let Some(length) = tokens.phrase(at, &LEAST) {
        return Some((Comparator::AtLeast, length));
    }
    tokens.phrase(at, &MOST).map(|length| (Comparator::AtMost, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_compare_as_signs_do() {
        let check = |text: &str, expected: Option<Comparator>| {
            let mut tokens = Tokens::default();
            tokens.read(text);
            let found = read(&tokens, 0).map(|found| found.comparator);
            assert_eq!(found, expected, "{text}");
        };
        check("< 5", Some(Comparator::Below));
        check("fewer than 5", Some(Comparator::Below));
        check("unter 5", Some(Comparator::Below));
        check("no more than 5", Some(Comparator::AtMost));
        check("not below 5", Some(Comparator::AtLeast));
        check("nicht mehr als 5", Some(Comparator::AtMost));
        check("at least 5", Some(Comparator::AtLeast));
        check("within 5 s", Some(Comparator::AtMost));
        check("exceeds 5", Some(Comparator::Above));
        check("ab 80 %", Some(Comparator::AtLeast));
        check("starting at 300 ms", Some(Comparator::AtLeast));
        check("ab 2026", None);
        check("no errors", None);
        check("no no no", None);
        check("more errors", None);
    }
}
