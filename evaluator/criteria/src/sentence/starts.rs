//! Tokens at which something can begin: the others are passed over, and most words are others.

use crate::statement::Draft;
use crate::words::list::Words;
use crate::words::token::{Kind, Tokens};

/// Where a comparison begins.
const COMPARISONS: Words = Words::of(
    "within innerhalb ± below under unter beneath less fewer lower smaller younger shorter faster \
     weniger niedriger kleiner geringer above over über exceeds exceed exceeding exceeded \
     übersteigt überschreitet übersteigen überschreiten more greater higher larger bigger older \
     longer slower later mehr größer höher länger at max maximum maximal up bis höchstens min \
     minimum minimal mindestens ab starting reaches reach hits erreicht equals exactly genau equal no not \
     nicht all alle zero without kein keine keinen keiner keinerlei ohne none null any jeder jede \
     5xx 4xx twice double stable stabil steady ~ ≈ about approximately ca never continuous \
     steadily",
);
/// Of the words for a trend.
const TRENDS: Words = Words::of(
    "increasing rising growing climbing increases rises grows increase rise growth steigt steigend \
     steigen wächst anstieg decreasing falling dropping declining shrinking draining drops falls \
     decreases drop decrease decline sinkt sinkend fällt fallend rückgang trending trends upward \
     downward",
);
/// Where something begins that belongs to the comparison before.
const TAILS: Words = Words::of(
    "for lasting lasts longer für länger sustained über seit ( in within per every over during \
     across pro innerhalb je / binnen avg average mean durchschnitt durchschnittlich \
     durchschnittliche mittlere median max maximum peak maximale minimale out of von der des vom \
     percentage pp prozentpunkte points x × times fold -fach above higher more greater slower \
     worse below under lower less faster unter from vs versus compared relative against than \
     gegenüber the our its a an usual die das on auf",
);
/// What a value is compared with.
const REFERENCES: Words = Words::of(
    "baseline normal norm baselines basiswert ausgangswert staging performance historical average \
     previous prior last pre-deployment pre-deploy pre-release before yesterday previously vorher \
     vorwert blue stable control production old current existing stabile",
);

/// Whether a comparison may begin at a token, or the one before go on there.
pub(super) fn may(tokens: &Tokens, at: usize, before: Option<&Draft>) -> bool {
    let word = tokens.word(at);
    match tokens.kind(at) {
        Some(Kind::Number | Kind::Comparator) => true,
        Some(Kind::Word | Kind::Mark) => {
            COMPARISONS.has(word)
                || TRENDS.has(word)
                // Any letter may be large that is not one of ASCII: `Über`.
                || word.bytes().any(|byte| !byte.is_ascii())
                || (before.is_some() && may_go_on(word))
        }
        Some(Kind::Clock | Kind::Arrow | Kind::Code) | None => false,
    }
}

/// Percentiles have too many names for a list.
fn may_go_on(word: &str) -> bool {
    let is_percentile = || {
        word.strip_prefix('p').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    TAILS.has(word) || REFERENCES.has(word) || is_percentile()
}

#[cfg(test)]
mod tests {
    use super::super::{Expected, Manner, Reader};
    use crate::words::amount::Decimals;
    use crate::words::token::Tokens;

    /// All that is compared with a word anywhere.
    const SOURCES: [&str; 13] = [
        include_str!("comparator.rs"),
        include_str!("figure.rs"),
        include_str!("level.rs"),
        include_str!("quorum.rs"),
        include_str!("reference.rs"),
        include_str!("tail.rs"),
        include_str!("trend.rs"),
        include_str!("zero.rs"),
        include_str!("../sentence.rs"),
        include_str!("../statistic.rs"),
        include_str!("../words/amount.rs"),
        include_str!("../words/duration.rs"),
        include_str!("../phase/traffic.rs"),
    ];

    fn words() -> Vec<&'static str> {
        let literals = SOURCES.iter().flat_map(|source| source.split('"').skip(1).step_by(2));
        let mut words: Vec<&str> =
            literals.flat_map(|literal| literal.split([' ', '\\', '\n'])).collect();
        words.extend(["Über", "p95", "p", "12:00", "`no`", "->", "wörter"]);
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Whatever stands around a word at which nothing can begin, nothing begins there.
    #[test]
    fn no_beginning_is_passed_over() {
        const BEFORE: [&str; 4] = ["", "errors < 5", "errors < 5 %", "errors < 5 (as"];
        const BEHIND: [&str; 12] = [
            "5 %",
            "5 minutes",
            "than 5",
            "of baseline",
            "the previous version",
            "errors",
            "20 tests pass",
            "increasing",
            "upward",
            "for 5 minutes window",
            "to 200 or 302",
            "",
        ];
        let mut count = 0;
        for word in words() {
            for (before, behind) in BEFORE.iter().flat_map(|b| BEHIND.iter().map(move |c| (b, c))) {
                count += check(&format!("{before} {word} {behind}"));
            }
        }
        assert!(count > 10_000, "{count}");
    }

    /// The number of tokens that are passed over.
    fn check(text: &str) -> usize {
        let mut tokens = Tokens::default();
        tokens.read(text);
        let mut count = 0;
        for expected in [Expected::Statements, Expected::Criteria, Expected::Figures] {
            let mut reader = Reader::new(&tokens, Manner { expected, decimals: Decimals::Point });
            let mut at = 0;
            while at < reader.end {
                let is_passed = !super::may(&tokens, at, reader.drafts.last());
                if !is_passed {
                    at = reader.begin(at);
                    continue;
                }
                let before = format!("{:?} {:?}", reader.drafts, reader.said);
                let next = reader.begin(at);
                let after = format!("{:?} {:?}", reader.drafts, reader.said);
                assert_eq!((next, after), (at + 1, before), "{text}: {}", tokens.word(at));
                count += 1;
                at = next;
            }
        }
        count
    }
}
