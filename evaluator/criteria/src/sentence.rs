//! The statements of one line.

mod comparator;
#[cfg(test)]
mod examples;
mod figure;
pub mod level;
mod quorum;
mod reference;
mod starts;
pub mod tail;
pub mod tone;
mod trend;
mod zero;

use crate::statement::{Draft, How, Statement, Unclear, is_latency};
use crate::words::amount::{self, Decimals};
use crate::words::list::Words;
use crate::words::token::{Kind, Tokens};
use crate::{Amount, Comparator, Comparison, Reference, Relation, metric};

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
    /// Between two statements stands `and`.
    pub has_and: bool,
    /// Between two statements stands `or`.
    pub has_or: bool,
}

pub fn read(tokens: &Tokens, manner: Manner) -> Said {
    let mut reader = Reader::new(tokens, manner);
    let mut at = 0;
    loop {
        while at < reader.end {
            at = reader.step(at);
        }
        if !reader.drafts.is_empty() || reader.end >= tokens.count() {
            return reader.finish();
        }
        // `Blue → green: error rate < 1 %`: what follows an arrow is told by what stands before.
        at = reader.end + 1;
        reader.before = at;
        reader.end = next_arrow(tokens, at);
    }
}

fn next_arrow(tokens: &Tokens, from: usize) -> usize {
    let is_arrow = |at: &usize| tokens.kind(*at) == Some(Kind::Arrow);
    (from..tokens.count()).find(is_arrow).unwrap_or(tokens.count())
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

impl<'t> Reader<'t> {
    fn new(tokens: &'t Tokens, manner: Manner) -> Self {
        Self {
            tokens,
            manner,
            end: next_arrow(tokens, 0),
            before: 0,
            drafts: Vec::new(),
            said: Said::default(),
            is_wanted: (0..tokens.count())
                .any(|at| tokens.is_any(at, &["required", "erforderlich", "needed"])),
        }
    }

    /// The first token that is not read yet.
    fn step(&mut self, at: usize) -> usize {
        let may_begin = starts::may(self.tokens, at, self.drafts.last());
        if may_begin { self.begin(at) } else { at + 1 }
    }

    /// What begins at a token, and the first token behind it.
    fn begin(&mut self, at: usize) -> usize {
        if let Some(last) = self.drafts.last_mut()
            && let Some(end) = tail::take(self.tokens, at, last, self.manner.decimals)
        {
            self.before = end;
            return end;
        }
        if let Some(last) = self.drafts.last_mut()
            && is_scope(self.tokens, at)
        {
            last.unclear = Some(Unclear::Scope);
            self.before = at + 2;
            return at + 2;
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
        if let Some(found) = self.multiple(at) {
            return Some(found);
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
        let is_time = amount::is_time(amount.unit.as_deref());
        if is_time && at.checked_sub(1).is_some_and(is_span) {
            return None;
        }
        // `if, over 30 minutes: …`
        let is_open = |before: usize| tokens.is_any(before, &[",", "(", ":"]);
        let is_window = tokens.is_any(at, &["over", "über"]) && is_time;
        if is_window && at.checked_sub(1).is_none_or(is_open) {
            return None;
        }
        let comparator = found.comparator;
        let comparison = Comparison::Limit { comparator, amount };
        let mut draft = Draft::new(comparison, How::Compared, at..end);
        draft.is_within = found.is_within;
        let is_change = |before: usize| tokens.is_any(before, &["by", "um"]);
        if at.checked_sub(1).is_some_and(is_change) {
            draft.unclear = Some(Unclear::Change);
        }
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

    /// `at most the baseline`; what is normal is not known.
    fn same(
        &mut self,
        at: usize,
        comparator: Comparator,
        (to, end): (Reference, usize),
    ) -> Option<Draft> {
        const VAGUE: [&str; 4] = ["normal", "norm", "average", "usual"];
        let last = end.saturating_sub(1);
        // `20 % above baseline` has no comparator.
        let is_amount = at.checked_sub(1).is_some_and(|before| {
            self.tokens.is_any(before, &["%", "x", "percent"])
                || self.tokens.kind(before) == Some(Kind::Number)
        });
        if is_amount {
            return None;
        }
        const ENDS: Words = Words::of(", . ; ) ( : for over in at per and or during while");
        let is_end = self.tokens.kind(end).is_none_or(|kind| kind == Kind::Arrow)
            || ENDS.has(self.tokens.word(end));
        if !is_end
            || self.tokens.is_any(last, &VAGUE)
            || self.tokens.is_any(end, &["+", "-", "–", "%", "*"])
        {
            self.said.lacks_number = true;
            return None;
        }
        let amount = Amount { number: "100".to_owned(), unit: Some("%".to_owned()) };
        let relation = Relation::Share;
        let comparison = Comparison::Reference { comparator, amount, relation, to };
        Some(Draft::new(comparison, How::Compared, at..end))
    }

    /// `is twice the baseline`
    fn multiple(&self, at: usize) -> Option<Draft> {
        let tokens = self.tokens;
        if !tokens.is_any(at, &["twice", "double"]) {
            return None;
        }
        let (to, end) = reference::noun(tokens, at + 1)?;
        let amount = Amount { number: "2".to_owned(), unit: None };
        let (comparator, relation) = (Comparator::AtLeast, Relation::Share);
        let comparison = Comparison::Reference { comparator, amount, relation, to };
        Some(Draft::new(comparison, How::Compared, at..end))
    }

    /// `exceeds the baseline by 20 %`, `above normal`
    fn by_reference(&mut self, at: usize, found: comparator::Found) -> Option<Draft> {
        let tokens = self.tokens;
        let Some((to, end)) = reference::noun(tokens, found.end) else {
            let is_sign = tokens.kind(at) == Some(Kind::Comparator) && !tokens.is_joined(at);
            self.said.lacks_number |= is_sign && found.end < self.end;
            return None;
        };
        if !tokens.is_any(end, &["by", "um", "+"]) {
            return self.same(at, found.comparator, (to, end));
        }
        let skipped = usize::from(tokens.is_any(end + 1, &["more", "over", "mehr"]));
        let skipped =
            skipped + usize::from(skipped > 0 && tokens.is_any(end + 2, &["than", "als"]));
        let amount = amount::read(tokens, end + 1 + skipped, self.manner.decimals)?;
        let relation = Relation::More;
        let comparison = Comparison::Reference {
            comparator: found.comparator,
            amount: amount.amount,
            relation,
            to,
        };
        Some(Draft::new(comparison, How::Compared, at..amount.end))
    }

    fn finish(mut self) -> Said {
        for (first, next) in self.drafts.iter().zip(self.drafts.iter().skip(1)) {
            let mut between = first.end..next.from;
            self.said.has_and |= between.clone().any(|at| is_and(self.tokens, at));
            self.said.has_or |= between.any(|at| self.tokens.is_any(at, &["or", "oder"]));
        }
        let mut before = None;
        let mut last = 0;
        let mut drafts = std::mem::take(&mut self.drafts).into_iter().peekable();
        while let Some(draft) = drafts.next() {
            last = draft.end;
            let end = drafts.peek().map_or(self.end, |next| next.from);
            let mut statement = draft.finished(self.tokens, end);
            if statement.metric.is_empty() {
                statement.metric = inherited(before.as_ref(), &statement);
            }
            before = drafts.peek().map(|_| statement.clone());
            self.said.statements.extend(split(statement));
        }
        self.said.is_arrow = self.end < self.tokens.count();
        if !self.said.statements.is_empty() {
            self.said.consequence = consequence(self.tokens, last, self.end);
        }
        self.said
    }
}

/// `on 3 or more pods`, `across at least 2 regions`
fn is_scope(tokens: &Tokens, at: usize) -> bool {
    let is_counted =
        tokens.kind(at + 1) == Some(Kind::Number) || comparator::read(tokens, at + 1).is_some();
    tokens.is_any(at, &["on", "across", "auf"]) && is_counted
}

fn is_and(tokens: &Tokens, at: usize) -> bool {
    tokens.is_any(at, &["and", "und", "&", "while", "but", "together", "plus"])
}

/// `p50 < 200 ms, p95 < 500 ms` are of one thing; `error rate < 1 %, p95 < 500 ms` are not.
fn inherited(before: Option<&Statement>, statement: &Statement) -> String {
    let is_time = |one: &Statement| match &one.comparison {
        Comparison::Limit { amount, .. } => amount::is_time(amount.unit.as_deref()),
        Comparison::Reference { .. }
        | Comparison::Between { .. }
        | Comparison::Quorum { .. }
        | Comparison::Trend(_) => false,
    };
    let is_other = |before: &&Statement| is_latency(statement) && !is_time(before);
    if before.filter(is_other).is_some() {
        return "latency".to_owned();
    }
    before.map(|before| before.metric.clone()).unwrap_or_default()
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
    let Some((first, second)) = statement.metric.split_once('/') else { return vec![statement] };
    let parts = [first.trim(), second.trim()];
    let are_known = parts.iter().all(|part| {
        let is_short = matches!(part.to_lowercase().as_str(), "mem" | "ram");
        is_short || metric::is_measured_name(part)
    });
    if are_known && !second.contains('/') {
        let one = |name: &str| {
            let is_short = name.eq_ignore_ascii_case("mem");
            let metric = if is_short { "memory" } else { name }.to_owned();
            Statement { metric, ..statement.clone() }
        };
        return parts.into_iter().map(one).collect();
    }
    vec![statement]
}

/// Behind an arrow, or a dash or colon behind the last statement.
fn consequence(tokens: &Tokens, last: usize, end: usize) -> Option<usize> {
    if end < tokens.count() {
        return Some(end + 1);
    }
    const IFS: [&str; 5] = ["if", "when", "whenever", "wenn", "falls"];
    let ifs = (0..tokens.count()).filter(|at| tokens.is_any(*at, &IFS)).count();
    if ifs > 1 {
        return None;
    }
    let is_condition = tokens.is_any(0, &IFS);
    let is_dash = |at: &usize| {
        tokens.is_any(*at, &["–", "—", ":", ";"])
            || (is_condition && tokens.is_any(*at, &[",", "then", "we"]))
            || (tokens.is(*at, "-") && !tokens.is_joined(*at))
    };
    (last..tokens.count()).find(is_dash).map(|at| at + 1).filter(|at| *at < tokens.count())
}
