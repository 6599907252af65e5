//! A line before it is taken apart: its box, label and tone.

use gonogo_criteria::effect::{self, Meaning};
use gonogo_criteria::sentence::Said;
use gonogo_criteria::words::amount::Decimals;
use gonogo_criteria::words::list::any_word;

use crate::item::State;
use crate::markdown::{Block, Line, Paragraph};
use crate::words::checkbox::{Kind, mark};

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spoken<'t> {
    /// Without box and signs in front.
    pub(super) text: &'t str,
    pub(super) is_item: bool,
    /// Its box is ticked.
    pub(super) is_ticked: bool,
    pub(super) label: Option<Meaning>,
}

pub(super) fn read(text: &str) -> Spoken<'_> {
    let boxed = mark(text);
    let is_item = boxed.as_ref().is_some_and(|mark| mark.kind != Kind::Tick);
    let is_ticked = is_item && boxed.as_ref().is_some_and(|mark| mark.state == State::Done);
    let rest = boxed.map_or(text, |mark| mark.rest);
    let band = effect::band_sign(rest);
    let text = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !is_sign(c));
    let label = band
        .map(effect::of_band)
        .or_else(|| effect::of_label(text))
        .or_else(|| effect::of_command(text));
    Spoken { text, is_item, is_ticked, label }
}

fn is_sign(c: char) -> bool {
    matches!(c, '<' | '>' | '≤' | '≥' | '=' | '`' | '±' | '~' | '(')
}

/// Worth a closer look: there is a number, or a word for none or for a trend.
pub(super) fn may_say(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit() || matches!(byte, b'<' | b'>'))
        || any_word(text, is_start)
        || text.contains(['≤', '≥'])
}

/// A word that a statement without a number may have.
fn is_start(word: &str) -> bool {
    matches!(
        word,
        "no" | "not"
            | "zero"
            | "without"
            | "none"
            | "kein"
            | "keine"
            | "keinen"
            | "ohne"
            | "any"
            | "increasing"
            | "rising"
            | "growing"
            | "increases"
            | "rises"
            | "grows"
            | "increase"
            | "decreasing"
            | "falling"
            | "dropping"
            | "drops"
            | "falls"
            | "trending"
            | "upward"
            | "stable"
            | "steady"
            | "steigt"
            | "sinkt"
            | "fällt"
            | "stabil"
            | "twice"
            | "above"
            | "exceeds"
            | "below"
    )
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
pub(super) fn continued(first: &str, rest: &[Line<'_>]) -> usize {
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
pub(crate) fn decimals(blocks: &[Block<'_>]) -> Decimals {
    let is_comma = |block: &Block<'_>| match block {
        Block::Heading { line, .. } => has_decimal_comma(&line.text),
        Block::Paragraph(Paragraph { lines, .. }) => {
            lines.iter().any(|line| has_decimal_comma(&line.text))
        }
        Block::Table(table) => {
            table.rows.iter().flat_map(|row| &row.cells).any(|cell| has_decimal_comma(cell))
        }
        Block::Code(_) | Block::Rule | Block::Open | Block::Close => false,
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
