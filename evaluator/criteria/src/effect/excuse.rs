//! Words by which a sentence with a limit takes it back: `do not roll back if`, `e.g.`, `TBD`.

use super::{is_between, is_rollback};
use crate::Effect;
use crate::words::list::{Words, small};
use crate::words::phrases::Phrases;

/// Why what a sentence compares is no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excuse {
    /// `never`, `ignore`, `is acceptable`: nothing follows from it.
    Refused,
    /// `TBD`: it is not decided yet.
    Open,
    /// `e.g. …`
    Example,
}

const NOT: Words = Words::of("not never cannot nicht nie niemals");
const NONE: Words = Words::of("no without kein keine keinen ohne");
const IS: Words = Words::of("is are ist sind");
const UNDECIDED: Words = Words::of("tbd tba tbc");
/// All of these, and `example`: looked up at once.
const HINTS: Words = Words::of(
    "not never cannot nicht nie niemals no without kein keine keinen ohne is are ist sind tbd tba \
     tbc example ignore ignored ignores ignoring ignorieren ignoriert acceptable tolerable tolerate \
     tolerated tolerates akzeptabel toleriert tolerieren",
);
const BACK: Words = Words::of("rollback rollbacks roll rolling revert reverting roll-back action");

/// What of the words of a sentence takes back an effect that was read from it.
pub fn excuse(text: &str, effect: Effect) -> Option<Excuse> {
    let mut lower = small(text);
    if !may_excuse(&lower) {
        return None;
    }
    if lower.contains(['\'', '’']) {
        lower = lower.replace("n't", " not").replace("n’t", " not").into();
    }
    let words: Vec<&str> = lower.split(is_between).filter(|word| !word.is_empty()).collect();
    const TO_BE: Phrases = Phrases::of(&["to be de", "to be confirmed"]);
    if UNDECIDED.has_any(&words) || TO_BE.are_in(&lower) {
        return Some(Excuse::Open);
    }
    const EXAMPLES: Phrases = Phrases::of(&[
        "e.g",
        "for example",
        "for instance",
        "z. b",
        "z.b",
        "zum beispiel",
        "beispielsweise",
    ]);
    if words.first() == Some(&"example") || EXAMPLES.are_in(&lower) {
        return Some(Excuse::Example);
    }
    let is_refused = match effect {
        Effect::RollbackIf => is_tolerated(&words) || is_denied(&words, is_state),
        Effect::NoGoIf => is_tolerated(&words) || is_denied(&words, is_going),
        Effect::WarnIf => words.first().is_some_and(|word| TOLERATED.has(word)),
        Effect::Require => false,
    };
    is_refused.then_some(Excuse::Refused)
}

/// Most sentences have none of the words and phrases that can take something back.
fn may_excuse(lower: &str) -> bool {
    const PHRASES: Phrases = Phrases::of(&[
        "to be",
        "e.g",
        "for example",
        "for instance",
        "z. b",
        "z.b",
        "zum beispiel",
        "beispielsweise",
        "n't",
        "n’t",
    ]);
    lower.split(is_between).any(|word| HINTS.has(word)) || PHRASES.are_in(lower)
}

/// Whether a title or an action says that nothing is taken back.
pub(super) fn refuses_rollback(lower: &str, words: &[&str]) -> bool {
    is_rollback(lower, words) && is_denied(words, |_| false)
}

/// `Acceptable:`, `Ignore:`, `Examples`, `Do not roll back if`: what stands below is no limit.
pub(super) fn is_title(lower: &str, words: &[&str]) -> bool {
    const OTHERS: Words = Words::of(
        "exception exceptions ausnahme ausnahmen example examples beispiel beispiele tbd",
    );
    let is_other = |word: &&str| TOLERATED.has(word) || OTHERS.has(word);
    words.first().is_some_and(is_other) || refuses_rollback(lower, words)
}

const TOLERATED: Words = Words::of(
    "ignore ignored ignores ignoring ignorieren ignoriert acceptable tolerable tolerate tolerated \
     tolerates akzeptabel toleriert tolerieren",
);

fn is_tolerated(words: &[&str]) -> bool {
    const USUAL: Words = Words::of("fine ok okay normal expected harmless accepted");
    let is_usual = |pair: &[&str]| match pair {
        [is, usual] => IS.has(is) && USUAL.has(usual),
        _ => false,
    };
    TOLERATED.has_any(words) || words.windows(2).any(is_usual)
}

/// A word for not, but before what may be so: `not responding`.
fn is_denied(words: &[&str], is_meant: fn(&[&str]) -> bool) -> bool {
    (0..words.len()).any(|at| {
        let (Some(word), Some(rest)) = (words.get(at), words.get(at + 1..)) else { return false };
        let is_none = NONE.has(word) && rest.first().is_some_and(|next| BACK.has(next));
        is_none || (NOT.has(word) && !is_meant(rest))
    })
}

/// `not passing`, `does not recover`: a state that is bad.
fn is_state(rest: &[&str]) -> bool {
    const STATES: Words = Words::of(
        "pass passing passed respond responding return returning returned recover recovering \
         recovered resolve resolved available reachable ready healthy met meet below above under \
         working work start starting found wait hesitate delay erreichbar verfügbar bereit gesund",
    );
    rest.first().is_some_and(|word| STATES.has(word))
}

/// `do not proceed`
fn is_going(rest: &[&str]) -> bool {
    const MOVES: Words = Words::of(
        "go proceed continue promote advance start release released deploy deployed ship weiter \
         fortfahren",
    );
    is_state(rest) || rest.iter().take(2).any(|word| MOVES.has(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_that_takes_back_is_a_hint() {
        for list in [NOT, NONE, IS, UNDECIDED, TOLERATED] {
            assert!(list.all().all(|word| HINTS.has(word)), "{list:?}");
        }
    }

    #[test]
    fn words_take_back_what_a_sentence_compares() {
        let check = |text: &str, expected: Option<Excuse>| {
            assert_eq!(excuse(text, Effect::RollbackIf), expected, "{text}");
        };
        for text in [
            "We do NOT roll back if error rate > 0.05 %",
            "Latency > 2 s — no rollback, only watch",
            "Don't roll back for CPU > 90 %",
            "Never roll back because of memory > 95 %",
            "Error rate > 4 % is acceptable in the first 5 minutes",
            "Ignore 5xx rate > 1 % on /health",
            "Error rate > 4 % is expected after the start",
            "Bei CPU > 90 % nicht zurückrollen",
        ] {
            check(text, Some(Excuse::Refused));
        }
        check("TBD: disk > 95 %", Some(Excuse::Open));
        check("e.g. saturation > 80 %", Some(Excuse::Example));
        check("For example, saturation > 80 %", Some(Excuse::Example));
        check("Health checks not passing for > 5 minutes", None);
        check("Do not wait: roll back if errors > 5 %", None);
        check("Error rate > 5 %", None);
        let others = |text: &str, effect: Effect| excuse(text, effect);
        assert_eq!(others("Do not proceed if errors > 1 %", Effect::NoGoIf), None);
        assert_eq!(others("Not a reason: errors > 1 %", Effect::NoGoIf), Some(Excuse::Refused));
        assert_eq!(others("Ignore CPU > 90 %", Effect::WarnIf), Some(Excuse::Refused));
        assert_eq!(others("must not exceed 1 %", Effect::Require), None);
    }
}
