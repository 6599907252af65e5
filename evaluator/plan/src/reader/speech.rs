//! A line before it is taken apart: its box, label and tone.

use gonogo_criteria::effect::{self, Meaning, Topic};
use gonogo_criteria::sentence::Said;
use gonogo_criteria::words::amount::Decimals;

use crate::markdown::{Block, Line, Paragraph};
use crate::words::checkbox::{Kind, mark};

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spoken<'t> {
    /// Without box and signs in front.
    pub(super) text: &'t str,
    pub(super) is_item: bool,
    /// `must`, or a label of its own that asks for something.
    pub(super) is_demand: bool,
    /// A label such as `Target:`, behind which every figure counts.
    pub(super) is_limit: bool,
    pub(super) is_past: bool,
    pub(super) is_left: bool,
    /// `unless …`
    pub(super) is_exception: bool,
    pub(super) label: Option<Meaning>,
}

pub(super) fn read(text: &str) -> Spoken<'_> {
    let boxed = mark(text);
    let is_item = boxed.as_ref().is_some_and(|mark| mark.kind != Kind::Tick);
    let rest = boxed.map_or(text, |mark| mark.rest);
    let band = effect::band_sign(rest);
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !is_sign(c));
    let label = band.map(effect::of_band).or_else(|| label(rest)).or_else(|| command(rest));
    let lower = rest.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| contains_word(&lower, word));
    let is_limit = LIMITS.iter().any(|word| {
        let is_label =
            |at: usize| lower.get(at + word.len()..).is_some_and(|rest| rest.starts_with(':'));
        lower.find(word).is_some_and(is_label)
    });
    Spoken {
        text: rest,
        is_item,
        is_demand: is_limit
            || has(&["must", "has to", "have to", "shall", "muss", "müssen", "darf", "dürfen"]),
        is_limit,
        is_past: has(PAST),
        is_exception: has(&["unless", "except", "außer"]),
        is_left: has(&["available", "free", "remaining", "left", "frei", "verfügbar"]),
        label,
    }
}

const LIMITS: [&str; 9] =
    ["threshold", "target", "goal", "limit", "slo", "ziel", "zielwert", "acceptance", "expected"];
const PAST: &[&str] = &[
    "achieved",
    "last time",
    "previously measured",
    "was measured",
    "were measured",
    "we measured",
    "we saw",
    "so far",
    "erreicht wurden",
    "gemessen wurden",
    "in staging we",
    "came out at",
];

fn is_sign(c: char) -> bool {
    matches!(c, '<' | '>' | '≤' | '≥' | '=' | '`' | '±' | '~' | '(')
}

fn contains_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|text| text.chars().next());
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !is_letter(before) && !is_letter(after)
    })
}

/// `Warning: 100 jobs`, `Verify: …`: what the words before the colon say.
fn label(text: &str) -> Option<Meaning> {
    /// A longer one is a sentence.
    const LONGEST: usize = 40;
    let (before, after) = text.split_once(':')?;
    let is_label = before.len() <= LONGEST
        && !before.contains(['(', '<', '>', '`'])
        && !before.contains(|c: char| c.is_ascii_digit());
    if !is_label || after.trim().is_empty() {
        return None;
    }
    let meaning = effect::of_title(before);
    (meaning != Meaning::default()).then_some(meaning)
}

/// `Roll back if …`, `Alert when …`: what the words before say.
fn command(text: &str) -> Option<Meaning> {
    /// Words before the condition; more of them are a story.
    const LONGEST: usize = 4;
    let is_if = |word: &str| matches!(word, "if" | "when" | "wenn" | "falls" | "once");
    let words: Vec<String> =
        text.split_whitespace().take(LONGEST + 1).map(str::to_lowercase).collect();
    let at = words.iter().position(|word| is_if(word)).filter(|at| *at > 0)?;
    let prefix = words.get(..=at)?.join(" ");
    let meaning = effect::of_title(&prefix);
    if meaning.effect.is_some() {
        return Some(Meaning { topic: Topic::Any, ..meaning });
    }
    let is_not =
        words.iter().any(|word| matches!(word.as_str(), "not" | "never" | "don't" | "nicht"));
    let asked = effect::of_action(&prefix).filter(|_| !is_not)?;
    Some(Meaning { effect: Some(asked), ..Meaning::default() })
}

/// Worth a closer look: there is a number, or a word for none or for a trend.
pub(super) fn may_say(text: &str) -> bool {
    if text.bytes().any(|byte| byte.is_ascii_digit()) {
        return true;
    }
    const STARTS: [&str; 34] = [
        "no",
        "not",
        "zero",
        "without",
        "none",
        "kein",
        "keine",
        "keinen",
        "ohne",
        "any",
        "increasing",
        "rising",
        "growing",
        "increases",
        "rises",
        "grows",
        "increase",
        "decreasing",
        "falling",
        "dropping",
        "drops",
        "falls",
        "trending",
        "upward",
        "stable",
        "steady",
        "steigt",
        "sinkt",
        "fällt",
        "stabil",
        "twice",
        "above",
        "exceeds",
        "below",
    ];
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .into_iter()
        .filter(|word| word.len() > 1)
        .any(|word| STARTS.iter().any(|start| word.eq_ignore_ascii_case(start)))
        || text.contains(['<', '>', '≤', '≥'])
}

/// `✅ …`, `• …`
pub(super) fn has_sign(text: &str) -> bool {
    text.starts_with(|c: char| !c.is_alphanumeric() && !c.is_ascii())
}

/// A comparator and a number.
pub(super) fn may_compare(text: &str) -> bool {
    text.contains(['<', '>', '≤', '≥', '%']) && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// How many of the lines that follow go on with the sentence.
pub(super) fn continued(first: &str, rest: &[Line]) -> usize {
    let mut before = first.trim_end();
    let mut count = 0;
    for line in rest {
        let text = line.text.trim();
        let begins =
            text.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || is_sign(c));
        // `latency < 2 s` below `errors < 1 %` is a sentence of its own.
        let is_own = text.trim_start_matches(is_sign).contains(['<', '>', '≤', '≥']);
        if !begins || is_own || before.ends_with(['.', ':', ';', '!', '?']) {
            break;
        }
        count += 1;
        before = text;
    }
    count
}

/// Decimal commas anywhere mean that all commas are such.
pub(crate) fn decimals(blocks: &[Block]) -> Decimals {
    let is_comma = |block: &Block| match block {
        Block::Heading { line, .. } => has_decimal_comma(&line.text),
        Block::Paragraph(Paragraph { lines, .. }) => {
            lines.iter().any(|line| has_decimal_comma(&line.text))
        }
        Block::Table(table) => {
            table.rows.iter().flat_map(|row| &row.cells).any(|cell| has_decimal_comma(cell))
        }
        Block::Code { .. } | Block::Rule | Block::Open | Block::Close => false,
    };
    if blocks.iter().any(is_comma) { Decimals::Comma } else { Decimals::Point }
}

/// `0,5 %`, `1,2 s`: one or two digits behind the comma, and a unit.
fn has_decimal_comma(text: &str) -> bool {
    text.match_indices(',').any(|(at, _)| {
        let before =
            text.get(..at).is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()));
        let after = text.get(at + 1..).unwrap_or_default();
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let unit =
            after.get(digits..).unwrap_or_default().trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let word: String =
            unit.chars().take_while(|c| c.is_alphabetic() || *c == '%').take(12).collect();
        let is_unit = gonogo_criteria::words::amount::plain(&word.to_lowercase()).is_some();
        before && (1..=2).contains(&digits) && is_unit
    })
}

/// Why a line that compares says nothing that could be read.
pub(super) fn doubt(said: &Said) -> Option<&'static str> {
    if said.has_odd_number {
        return Some(
            "its number can be read in two ways; write it with a point and without other marks",
        );
    }
    if said.has_alternatives {
        return Some("it names alternatives; write one criterion that covers both");
    }
    said.lacks_number.then_some("it compares without a number; write the limit")
}
