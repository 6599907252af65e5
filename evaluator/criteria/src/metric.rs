//! What is measured: the words around a comparison, without those that only hold them together.

mod better;

use std::ops::Range;

use super::Statistic;
use super::statistic;
use crate::words::list::{Words, small};
use crate::words::token::{Kind, Tokens};

pub use better::{Better, better, better_in, implied};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metric {
    pub name: String,
    pub statistic: Option<Statistic>,
    /// `does not exceed`
    pub is_negated: bool,
}

/// Words that say nothing about what is measured, in front of it.
const BEFORE: Words = Words::of(
    "if when whenever any the a an all verify check ensure confirm that keep our and or but \
     only while until unless alert make sure wenn falls die der das prüfen und oder bei with \
     has have having expect expected monitor watch every each should must",
);
/// And behind it.
const AFTER: Words = Words::of(
    "is are was were be must should shall will stay stays remain remains goes go going to of \
     at by not never has have been always ever with a an the does do doesn't don't mustn't \
     cannot can't ist sind liegt liegen bleibt bleiben nicht consistently still than kept \
     keeps held rises drops falls climbs steigt fällt sinkt complete completes takes target \
     targets threshold thresholds limit for in im auf and or may it returns responds show \
     shows report reports team",
);
const NEGATIONS: Words = Words::of("not never doesn't don't mustn't cannot can't nicht");
/// Labels that name a part of a criterion, not what is measured.
const LABELS: Words = Words::of(
    "target targets threshold thresholds limit limits goal condition event expected expect \
     trigger ziel grenzwert bedingung normal warning warn critical ok good bad green yellow \
     amber red total acceptance slo sla criterion criteria gate requirement success verify \
     value required alert kritisch warnung grün gelb rot pass fail minimum maximum baseline",
);

/// The metric that a range of tokens names; its name is empty if it names none.
pub fn read(tokens: &Tokens, range: Range<usize>) -> Metric {
    let mut metric = Metric::default();
    let mut ends = range.clone();
    // `Error rate (5xx)`: what stands in parentheses explains.
    if let Some(opened) = last_parentheses(tokens, &range) {
        metric.statistic = part(tokens, opened..range.end).statistic;
        ends.end = opened;
    }
    // From the part next to the comparison outwards, until one names something.
    while metric.name.is_empty() && ends.start < ends.end {
        let start = part_start(tokens, &ends);
        let part = part(tokens, start..ends.end);
        metric.statistic = metric.statistic.or(part.statistic);
        metric.is_negated |= part.is_negated;
        metric.name = part.name;
        ends.end = start.saturating_sub(1).max(range.start);
    }
    metric
}

/// Where the parentheses open that end a range, if something stands before them.
fn last_parentheses(tokens: &Tokens, range: &Range<usize>) -> Option<usize> {
    let last = range.end.checked_sub(1).filter(|last| *last > range.start)?;
    let opened = range.clone().rev().find(|at| tokens.is(*at, "("))?;
    (tokens.is(last, ")") && opened > range.start).then_some(opened)
}

/// Where the last part of a range begins, behind a mark or a word between statements.
fn part_start(tokens: &Tokens, range: &Range<usize>) -> usize {
    let is_break = |at: &usize| match tokens.kind(*at) {
        Some(Kind::Mark) => {
            let is_slash = tokens.is_any(*at, &["/", "-", "&", "'", "’", "_", "%"]);
            !is_slash || (tokens.is(*at, "-") && !tokens.is_joined(*at))
        }
        Some(Kind::Arrow | Kind::Comparator) => true,
        Some(Kind::Word) => tokens
            .is_any(*at, &["and", "but", "while", "und", "wenn", "if", "when", "falls", "then"]),
        Some(Kind::Number | Kind::Clock | Kind::Code) | None => false,
    };
    range.clone().rev().find(is_break).map_or(range.start, |at| at + 1)
}

fn part(tokens: &Tokens, range: Range<usize>) -> Metric {
    let mut from = range.start;
    let mut end = range.end;
    let is_filler = |at: usize, words: &Words| {
        tokens.kind(at) == Some(Kind::Mark) || words.has(tokens.word(at))
    };
    let mut is_negated = false;
    while from < end && is_filler(end - 1, &AFTER) {
        is_negated |= NEGATIONS.has(tokens.word(end - 1));
        end -= 1;
    }
    while from < end && is_filler(from, &BEFORE) {
        from += 1;
    }
    let mut metric = named(tokens, from..end);
    metric.is_negated = is_negated;
    if is_label(&metric.name) {
        metric.name.clear();
    }
    metric
}

fn is_label(name: &str) -> bool {
    let lower = small(name);
    lower == "approval gate" || LABELS.has(&lower)
}

/// The name without its statistics.
fn named(tokens: &Tokens, range: Range<usize>) -> Metric {
    let mut metric = Metric::default();
    let mut at = range.start;
    let mut from = at;
    while at < range.end {
        let found = statistic::read(tokens, at).filter(|(_, end)| *end <= range.end);
        let Some((found, end)) = found else {
            at += 1;
            continue;
        };
        metric.statistic = metric.statistic.or(Some(found));
        push(&mut metric.name, tokens.written(from..at));
        at = end;
        from = end;
    }
    push(&mut metric.name, tokens.written(from..range.end));
    if metric.statistic.is_none() {
        metric.statistic = statistic::in_name(&metric.name);
    }
    metric
}

fn push(name: &mut String, text: &str) {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '%' | '_'));
    if !text.is_empty() && !name.is_empty() {
        name.push(' ');
    }
    name.push_str(text);
}

/// Words for what has values that go up and down.
const MEASURED: Words = Words::of(
    "rate rates latency latencies time times depth queue backlog lag memory cpu usage space \
     disk load throughput errors connections count size sessions traffic volume types \
     utilization utilisation saturation failures temperature age cost orders requests tickets \
     heap length fehlerquote fehlerrate antwortzeit antwortzeiten last speicher warteschlange \
     durchsatz rückstand",
);

/// Whether a range names a single thing with values.
pub fn is_measured(tokens: &Tokens, range: &Range<usize>) -> bool {
    range.clone().any(|at| MEASURED.has(tokens.word(at)))
}

pub fn is_measured_name(name: &str) -> bool {
    let lower = small(name);
    lower.split([' ', '_', '/']).any(|word| MEASURED.has(word))
}
