//! The statements of one line.

mod comparator;
mod quorum;
mod reference;
pub mod tail;
mod trend;
mod zero;

use crate::statement::{Draft, How, Statement};
use crate::words::amount::{self, Decimals};
use crate::words::token::{Kind, Tokens};
use crate::{Amount, Comparator, Comparison, metric};

/// What may count as a statement where the line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// What says that it compares.
    Statements,
    /// Times in parentheses as well: `traffic is back (5 seconds)`.
    Criteria,
    /// Every figure: a column of targets, a band.
    Figures,
}

#[derive(Clone, Copy, Debug)]
pub struct Manner {
    pub expected: Expected,
    pub decimals: Decimals,
}

#[derive(Clone, Debug, Default)]
pub struct Said {
    pub statements: Vec<Statement>,
    /// Where the words begin that say what follows from them.
    pub consequence: Option<usize>,
    /// They stand behind an arrow.
    pub is_arrow: bool,
    /// A comparator has a number that can be read in two ways.
    pub has_odd_number: bool,
    /// A comparator has no number: `above normal`.
    pub lacks_number: bool,
    /// `200 or 302`
    pub has_alternatives: bool,
}

pub fn read(tokens: &Tokens, manner: Manner) -> Said {
    let mut reader = Reader {
        tokens,
        manner,
        end: condition_end(tokens),
        before: 0,
        drafts: Vec::new(),
        said: Said::default(),
        is_wanted: (0..tokens.count())
            .any(|at| tokens.is_any(at, &["required", "erforderlich", "needed"])),
    };
    let mut at = 0;
    while at < reader.end {
        at = reader.step(at);
    }
    reader.finish()
}

/// Up to an arrow behind some comparison.
fn condition_end(tokens: &Tokens) -> usize {
    let is_arrow = |at: &usize| tokens.kind(*at) == Some(Kind::Arrow);
    (0..tokens.count()).find(is_arrow).unwrap_or(tokens.count())
}

struct Reader<'t> {
    tokens: &'t Tokens,
    manner: Manner,
    end: usize,
    /// Where the words of the next statement begin.
    before: usize,
    drafts: Vec<Draft>,
    said: Said,
    /// The line has a word such as `required`.
    is_wanted: bool,
}

impl Reader<'_> {
    /// The first token that is not read yet.
    fn step(&mut self, at: usize) -> usize {
        if let Some(last) = self.drafts.last_mut()
            && let Some(end) = tail::take(self.tokens, at, last, self.manner.decimals)
        {
            self.before = end;
            return end;
        }
        let Some(mut draft) = self.comparison(at) else { return at + 1 };
        let end = draft.end;
        draft.before = self.before..draft.from;
        self.before = end;
        self.drafts.push(draft);
        end.max(at + 1)
    }

    fn comparison(&mut self, at: usize) -> Option<Draft> {
        if let Some(found) = comparator::read(self.tokens, at) {
            return self.compared(at, found);
        }
        let tokens = self.tokens;
        if let Some(found) = quorum::all(tokens, at) {
            let mut draft = Draft::new(found.comparison, How::Quorum, at..found.end);
            let name = (found.end..found.end + 4).take_while(|at| is_plain(tokens, *at)).count();
            draft.thing = Some(found.end..found.end + name);
            return Some(draft);
        }
        if let Some(found) = zero::read(tokens, at) {
            return Some(thing(zero_of(Comparator::Equal), How::Zero, at..found.end, found.thing));
        }
        let is_explained = at.checked_sub(1).is_some_and(|before| tokens.is(before, "("));
        if let Some(found) = zero::any(tokens, at).filter(|_| !is_explained) {
            return Some(thing(zero_of(Comparator::Above), How::Any, at..found.end, found.thing));
        }
        if let Some(found) = self.held(at) {
            return Some(found);
        }
        if let Some(found) = trend::read(tokens, at) {
            let mut draft = Draft::new(Comparison::Trend(found.trend), How::Trend, at..found.end);
            draft.thing = found.thing;
            return Some(draft);
        }
        self.status(at).or_else(|| self.figure(at))
    }

    /// A comparator, and what it compares with.
    fn compared(&mut self, at: usize, found: comparator::Found) -> Option<Draft> {
        let tokens = self.tokens;
        if let Some(quorum) = quorum::read(tokens, found.end, Some(found.comparator)) {
            return Some(Draft::new(quorum.comparison, How::Quorum, at..quorum.end));
        }
        let (amount, end) = match self.limit(found.end) {
            Some(limit) => limit,
            None => return self.by_reference(at, found),
        };
        // `for at least 10 minutes` says how long something else lasts.
        let is_span =
            |before: usize| tokens.is_any(before, &["for", "für", "lasting", "every", "after"]);
        if amount::is_time(amount.unit.as_deref()) && at.checked_sub(1).is_some_and(is_span) {
            return None;
        }
        let comparator = found.comparator;
        let comparison = Comparison::Limit { comparator, amount };
        let mut draft = Draft::new(comparison, How::Compared, at..end);
        draft.is_within = found.is_within;
        Some(draft)
    }

    /// `twice`, or an amount.
    fn limit(&mut self, at: usize) -> Option<(Amount, usize)> {
        let tokens = self.tokens;
        let at = at + usize::from(tokens.is_any(at, &["a", "an", "the", ":"]));
        if tokens.is_any(at, &["twice", "double", "doppelt"]) {
            let amount = Amount { number: "2".to_owned(), unit: Some("x".to_owned()) };
            let is_of = reference::noun(tokens, at + 1).is_some();
            return is_of.then_some((amount, at + 1));
        }
        if let Some(found) = amount::read(tokens, at, self.manner.decimals) {
            return Some((found.amount, found.end));
        }
        let is_number = tokens.kind(at) == Some(Kind::Number);
        self.said.has_odd_number |= is_number;
        None
    }

    /// `exceeds the baseline by 20 %`, `above normal`
    fn by_reference(&mut self, at: usize, found: comparator::Found) -> Option<Draft> {
        let tokens = self.tokens;
        let Some((to, end)) = reference::noun(tokens, found.end) else {
            let is_sign = tokens.kind(at) == Some(Kind::Comparator) && !tokens.is_joined(at);
            self.said.lacks_number |= is_sign && found.end < self.end;
            return None;
        };
        if !tokens.is_any(end, &["by", "um"]) {
            self.said.lacks_number = true;
            return None;
        }
        let skipped = usize::from(tokens.is_any(end + 1, &["more", "over", "mehr"]));
        let skipped =
            skipped + usize::from(skipped > 0 && tokens.is_any(end + 2, &["than", "als"]));
        let amount = amount::read(tokens, end + 1 + skipped, self.manner.decimals)?;
        let relation = crate::Relation::More;
        let comparison = Comparison::Reference {
            comparator: found.comparator,
            amount: amount.amount,
            relation,
            to,
        };
        Some(Draft::new(comparison, How::Compared, at..amount.end))
    }

    /// `stable for 24 hours`, `24-48h stable`: it is the time that has a limit.
    fn held(&self, at: usize) -> Option<Draft> {
        let tokens = self.tokens;
        let is_held = |at: usize| tokens.is_any(at, &["stable", "stabil", "steady"]);
        let found = if is_held(at) {
            let from = at + 1 + usize::from(tokens.is_any(at + 1, &["for", "over", "für", "("]));
            self.span(from)
        } else {
            self.span(at).filter(|(_, end)| is_held(*end))
        };
        let (amount, end) = found?;
        if !amount::is_time(amount.unit.as_deref()) {
            return None;
        }
        let stable = usize::from(is_held(end));
        let comparison = Comparison::Limit { comparator: Comparator::AtLeast, amount };
        let mut draft = Draft::new(comparison, How::Held, at..end + stable);
        draft.thing = is_held(at).then_some(self.before..at + 1);
        Some(draft)
    }

    /// A time, also `24+ hours`, or the shorter one of `24-48h`.
    fn span(&self, at: usize) -> Option<(Amount, usize)> {
        if let Some((low, _, end)) = self.range(at) {
            return Some((low, end));
        }
        let found = amount::read(self.tokens, at, self.manner.decimals)?;
        if found.amount.unit.is_none() && self.tokens.is(found.end, "+") {
            let (unit, end) = amount::unit(self.tokens, found.end + 1);
            return Some((Amount { unit: unit.map(str::to_owned), ..found.amount }, end));
        }
        Some((found.amount, found.end + usize::from(self.tokens.is(found.end, "+"))))
    }

    /// `0.1-0.5 %`, `100 to 1,000`
    fn range(&self, at: usize) -> Option<(Amount, Amount, usize)> {
        let tokens = self.tokens;
        let low = amount::read(tokens, at, self.manner.decimals)?;
        if !tokens.is_any(low.end, &["-", "–", "—", "to", "bis", "and", "und"]) {
            return None;
        }
        let high = amount::read(tokens, low.end + 1, self.manner.decimals)?;
        let unit = low.amount.unit.or_else(|| high.amount.unit.clone());
        (unit == high.amount.unit).then_some((Amount { unit, ..low.amount }, high.amount, high.end))
    }

    /// `returns 200`; of alternatives nothing is taken.
    fn status(&mut self, at: usize) -> Option<Draft> {
        const VERBS: [&str; 9] = [
            "returns",
            "return",
            "responds",
            "respond",
            "answers",
            "returning",
            "responding",
            "status",
            "liefert",
        ];
        let tokens = self.tokens;
        let before = at.checked_sub(1)?;
        let opened = usize::from(tokens.is_any(before, &["(", "with", "http", "code", "mit"]));
        let verb = before.checked_sub(opened)?;
        if !tokens.is_any(verb, &VERBS) {
            return None;
        }
        let number = amount::number(tokens, at, Decimals::Point)?;
        if number.len() != 3 || !number.starts_with(['1', '2', '3', '4', '5']) {
            return None;
        }
        if tokens.is_any(at + 1, &["or", "/", ",", "oder"])
            && tokens.kind(at + 2) == Some(Kind::Number)
        {
            self.said.has_alternatives = true;
            return None;
        }
        let amount = Amount { number, unit: None };
        let comparison = Comparison::Limit { comparator: Comparator::Equal, amount };
        let mut draft = Draft::new(comparison, How::Status, verb..at + 1);
        draft.end = at + 1;
        Some(draft)
    }

    /// A number without a comparator before it.
    fn figure(&mut self, at: usize) -> Option<Draft> {
        let tokens = self.tokens;
        if tokens.kind(at) != Some(Kind::Number) {
            return None;
        }
        if let Some(found) = quorum::read(tokens, at, None) {
            return Some(Draft::new(found.comparison, How::Quorum, at..found.end));
        }
        let is_between =
            at.checked_sub(1).is_some_and(|at| tokens.is_any(at, &["between", "zwischen"]));
        if let Some((low, high, end)) = self.range(at) {
            let is_taken = is_between || self.manner.expected == Expected::Figures;
            let from = at - usize::from(is_between);
            let comparison = Comparison::Between { low, high };
            return is_taken.then(|| Draft::new(comparison, How::Range, from..end));
        }
        let amount = self.suffixed(at)?;
        Some(amount)
    }

    fn suffixed(&mut self, at: usize) -> Option<Draft> {
        let tokens = self.tokens;
        let found = amount::read(tokens, at, self.manner.decimals)?;
        // `24+ hours`
        if found.amount.unit.is_none() && tokens.is(found.end, "+") {
            let (unit, end) = amount::unit(tokens, found.end + 1);
            let amount = Amount { unit: unit.map(str::to_owned), ..found.amount };
            let comparison = Comparison::Limit { comparator: Comparator::AtLeast, amount };
            return Some(Draft::new(comparison, How::Suffixed, at..end));
        }
        if let Some((comparator, length)) = comparator::suffix(tokens, found.end) {
            let comparison = Comparison::Limit { comparator, amount: found.amount };
            return Some(Draft::new(comparison, How::Suffixed, at..found.end + length));
        }
        self.is_bare(at, &found).then(|| {
            let comparison =
                Comparison::Limit { comparator: Comparator::Equal, amount: found.amount };
            Draft::new(comparison, How::Bare, at..found.end)
        })
    }

    /// Whether a figure alone is meant as a limit.
    fn is_bare(&self, at: usize, found: &amount::Read) -> bool {
        let tokens = self.tokens;
        let unit = found.amount.unit.as_deref();
        match self.manner.expected {
            Expected::Figures => self.drafts.is_empty(),
            Expected::Criteria | Expected::Statements if unit == Some("%") && self.is_wanted => {
                true
            }
            Expected::Criteria => {
                let is_named = at.checked_sub(1).is_some_and(|before| tokens.is(before, ":"));
                if is_named && found.end >= self.end {
                    return true;
                }
                let opened = at.checked_sub(1).is_some_and(|before| tokens.is(before, "("));
                matches!(unit, Some("ms" | "s" | "min")) && opened && tokens.is(found.end, ")")
            }
            Expected::Statements => false,
        }
    }

    fn finish(mut self) -> Said {
        let ends: Vec<usize> =
            self.drafts.iter().skip(1).map(|draft| draft.from).chain([self.end]).collect();
        let mut before = None;
        let mut last = 0;
        for (draft, end) in std::mem::take(&mut self.drafts).into_iter().zip(ends) {
            last = draft.end;
            let mut statement = draft.finished(self.tokens, end);
            if statement.metric.is_empty() {
                statement.metric = before.clone().unwrap_or_default();
            }
            before = Some(statement.metric.clone());
            self.said.statements.extend(split(statement));
        }
        self.said.is_arrow = self.end < self.tokens.count();
        if !self.said.statements.is_empty() {
            self.said.consequence = consequence(self.tokens, last, self.end);
        }
        self.said
    }
}

fn thing(
    comparison: Comparison,
    how: How,
    place: std::ops::Range<usize>,
    of: std::ops::Range<usize>,
) -> Draft {
    let mut draft = Draft::new(comparison, how, place);
    draft.thing = Some(of);
    draft
}

fn zero_of(comparator: Comparator) -> Comparison {
    let amount = Amount { number: "0".to_owned(), unit: None };
    Comparison::Limit { comparator, amount }
}

fn is_plain(tokens: &Tokens, at: usize) -> bool {
    tokens.kind(at) == Some(Kind::Word)
        && !tokens.is_any(at, &["in", "on", "pass", "passes", "are", "must", "is"])
}

/// `CPU/Mem`: one limit for both.
fn split(statement: Statement) -> Vec<Statement> {
    let parts: Vec<&str> = statement.metric.split('/').map(str::trim).collect();
    let are_known = parts.iter().all(|part| {
        let is_short = matches!(part.to_lowercase().as_str(), "mem" | "ram");
        is_short || metric::is_measured_name(part)
    });
    if parts.len() == 2 && are_known {
        let one = |name: &&str| {
            let is_short = name.eq_ignore_ascii_case("mem");
            let metric = if is_short { "memory" } else { *name }.to_owned();
            Statement { metric, ..statement.clone() }
        };
        return parts.iter().map(one).collect();
    }
    vec![statement]
}

/// Behind an arrow, or a dash or colon behind the last statement.
fn consequence(tokens: &Tokens, last: usize, end: usize) -> Option<usize> {
    if end < tokens.count() {
        return Some(end + 1);
    }
    let is_dash = |at: &usize| {
        tokens.is_any(*at, &["–", "—", ":", ";"]) || (tokens.is(*at, "-") && !tokens.is_joined(*at))
    };
    (last..tokens.count()).find(is_dash).map(|at| at + 1).filter(|at| *at < tokens.count())
}
