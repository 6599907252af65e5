//! What one comparison of a line says, before it is known where the line stands.

use std::ops::Range;

use super::metric::{self, Metric};
use super::{Comparator, Comparison, Relation, Statistic, Time};
use crate::sentence::tail::share_of;
use crate::words::amount::{self, Decimals};
use crate::words::list::Words;
use crate::words::token::{Kind, Tokens};

/// What makes a statement one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// By a comparator, in signs or words.
    Compared,
    /// `95 %+`
    Suffixed,
    /// A figure alone, whose comparator depends on what is measured.
    Bare,
    /// `0.1-0.5 %`
    Range,
    /// `no errors`
    Zero,
    /// `5xx errors detected`: one is too many.
    Any,
    Trend,
    Quorum,
    /// `returns 200`
    Status,
    /// `stable for 24 h`
    Held,
}

/// What can be meant in two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// `20 % compared with baseline`
    Reference,
    /// `3 per 10,000`
    Ratio,
    /// `rises by 20 %`, and from what is not said.
    Change,
    /// `for two checks in a row`
    Time,
    /// `on 3 or more pods`
    Scope,
    /// `0.5 percentage points`
    Points,
    /// `> 1 % (10 min)`: for so long, or in so long.
    Span,
    /// A figure of something of which neither more nor less is known to be better.
    Figure,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    pub metric: String,
    pub statistic: Option<Statistic>,
    pub comparison: Comparison,
    pub sustained: Option<Time>,
    pub window: Option<Time>,
    pub how: How,
    pub unclear: Option<Unclear>,
    /// The metric is what stands behind the limit, which may as well be a unit: `100 jobs`.
    pub is_behind: bool,
}

/// A statement that is being read.
#[derive(Clone, Debug)]
pub struct Draft {
    pub comparison: Comparison,
    pub how: How,
    pub statistic: Option<Statistic>,
    pub sustained: Option<Time>,
    pub window: Option<Time>,
    pub is_within: bool,
    pub unclear: Option<Unclear>,
    /// The words before it, behind the statement before.
    pub before: Range<usize>,
    /// Where the comparison begins.
    pub from: usize,
    /// The first token behind it, with what has been taken.
    pub end: usize,
    /// What is measured, where the comparison itself says it.
    pub thing: Option<Range<usize>>,
}

impl Draft {
    pub fn new(comparison: Comparison, how: How, place: Range<usize>) -> Self {
        Self {
            comparison,
            how,
            statistic: None,
            sustained: None,
            window: None,
            is_within: false,
            unclear: None,
            before: 0..0,
            from: place.start,
            end: place.end,
            thing: None,
        }
    }

    pub fn unit(&self) -> Option<&str> {
        match &self.comparison {
            Comparison::Limit { amount, .. } | Comparison::Reference { amount, .. } => {
                amount.unit.as_deref()
            }
            Comparison::Between { high, .. } => high.unit.as_deref(),
            Comparison::Quorum { .. } | Comparison::Trend(_) => None,
        }
    }

    /// With the words around it; `end` is where the next statement begins.
    pub fn finished(self, tokens: &Tokens, end: usize) -> Statement {
        let before = self.named_before(tokens);
        let unclear = self.unclear.or_else(|| self.change(tokens));
        let metric = match &self.thing {
            Some(thing) => named(tokens, thing.clone()),
            None => self.measured(tokens, before.clone(), end),
        };
        let is_negated = before.is_negated && self.thing.is_none();
        let is_behind = before.name.is_empty() && self.thing.is_none();
        let comparison = if is_negated { inverted(self.comparison) } else { self.comparison };
        Statement {
            metric: metric.name,
            statistic: self.statistic.or(metric.statistic).or(before.statistic),
            comparison,
            sustained: self.sustained,
            window: self.window,
            how: self.how,
            unclear,
            is_behind,
        }
    }

    /// What the words before say; `99 % of requests within 300 ms` is a percentile in other words.
    fn named_before(&self, tokens: &Tokens) -> Metric {
        let is_time = amount::is_time(self.unit());
        let range = self.before.clone();
        let found = range
            .clone()
            .filter(|_| is_time)
            .find_map(|at| share_of(tokens, at, Decimals::Point).map(|share| (at, share)));
        let Some((at, share)) = found.filter(|_| range.len() > 3) else {
            return metric::read(tokens, range);
        };
        let named = metric::read(tokens, range.start..at);
        let is_named = !named.name.is_empty();
        let named =
            if is_named { named } else { metric::read(tokens, at + 3..range.end.max(at + 3)) };
        Metric { statistic: named.statistic.or(Some(share)), ..named }
    }

    /// `regression > 15 %`: from what is not said.
    fn change(&self, tokens: &Tokens) -> Option<Unclear> {
        const CHANGES: Words = Words::of(
            "regression increase decrease degradation deviation reduction slowdown uplift anstieg \
             rückgang abweichung",
        );
        let Comparison::Limit { amount, .. } = &self.comparison else { return None };
        let is_share = amount.unit.as_deref() == Some("%") && self.window.is_none();
        let is_change = || self.before.clone().any(|at| CHANGES.has(tokens.word(at)));
        (is_share && is_change()).then_some(Unclear::Change)
    }

    /// The words before the comparison, or those behind it.
    fn measured(&self, tokens: &Tokens, before: Metric, end: usize) -> Metric {
        let behind = behind(tokens, self.end..end);
        if before.name.is_empty() || (self.is_adjective(tokens) && !behind.is_empty()) {
            let found = named(tokens, behind);
            return Metric { statistic: before.statistic.or(found.statistic), ..found };
        }
        before
    }

    /// `<15 minute recovery`, `(95 %+ coverage)`: what follows is what is measured.
    fn is_adjective(&self, tokens: &Tokens) -> bool {
        const STATES: [&str; 8] =
            ["available", "free", "used", "left", "jobs", "messages", "rows", "full"];
        let last = self.end.saturating_sub(1);
        let is_singular = tokens.is_any(last, &["minute", "second", "hour", "day"]);
        let opens = self.from.checked_sub(1).is_some_and(|before| tokens.is(before, "("));
        let is_state = tokens.is_any(self.end, &STATES) || statistic_follows(tokens, self.end);
        (is_singular && self.unit().is_some() && !is_one(&self.comparison)) || (opens && !is_state)
    }
}

fn is_one(comparison: &Comparison) -> bool {
    matches!(comparison, Comparison::Limit { amount, .. } if amount.number == "1")
}

fn statistic_follows(tokens: &Tokens, at: usize) -> bool {
    super::statistic::read(tokens, at).is_some()
}

fn named(tokens: &Tokens, range: Range<usize>) -> Metric {
    let found = metric::read(tokens, range.clone());
    if found.name.is_empty() {
        return Metric { name: tokens.written(range).to_owned(), ..found };
    }
    found
}

/// Words behind an amount that name something: `5 errors`, `1 % of requests fail`.
fn behind(tokens: &Tokens, range: Range<usize>) -> Range<usize> {
    let of = tokens.is_any(range.start, &["of", "der"]);
    let from = range.start + usize::from(of);
    let is_name = |at: &usize| match tokens.kind(*at) {
        Some(Kind::Word) => !is_stop(tokens.word(*at)),
        Some(Kind::Code) => true,
        Some(Kind::Number | Kind::Clock | Kind::Comparator | Kind::Arrow | Kind::Mark) | None => {
            let is_rate = amount::is_time(amount::plain(tokens.word(*at + 1)));
            tokens.is(*at, "/") && tokens.is_joined(*at) && *at > from && !is_rate
        }
    };
    let length = (from..range.end).take_while(is_name).count();
    // `1 % of requests` says of what the share is, and not what is measured.
    if of && length < 2 { range.start..range.start } else { from..from + length }
}

fn is_stop(word: &str) -> bool {
    matches!(
        word,
        "in" | "for"
            | "per"
            | "within"
            | "of"
            | "during"
            | "at"
            | "after"
            | "before"
            | "when"
            | "and"
            | "or"
            | "over"
            | "from"
            | "to"
            | "on"
            | "with"
            | "than"
            | "required"
            | "needed"
            | "continuous"
            | "consistently"
            | "allowed"
            | "max"
            | "if"
            | "pro"
            | "für"
            | "und"
            | "oder"
            | "erforderlich"
            | "until"
            | "while"
            | "since"
            | "by"
            | "must"
            | "should"
            | "is"
            | "are"
            | "ago"
            | "sustained"
            | "continuously"
            | "straight"
            | "below"
            | "above"
            | "vs"
    )
}

fn inverted(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Limit { comparator, amount } => {
            Comparison::Limit { comparator: comparator.inverted(), amount }
        }
        Comparison::Reference { comparator, amount, relation, to } => {
            Comparison::Reference { comparator: comparator.inverted(), amount, relation, to }
        }
        Comparison::Quorum { comparator, passed, of } => {
            Comparison::Quorum { comparator: comparator.inverted(), passed, of }
        }
        other @ (Comparison::Between { .. } | Comparison::Trend(_)) => other,
    }
}

/// `p99 < 2 s` says what it measures without a name.
pub fn is_latency(statement: &Statement) -> bool {
    let Comparison::Limit { amount, .. } = &statement.comparison else { return false };
    let is_percentile = matches!(statement.statistic, Some(Statistic::Percentile(_)));
    is_percentile && matches!(amount.unit.as_deref(), Some("us" | "ms" | "s"))
}

/// Near to the reference is good.
fn around(comparator: Comparator) -> Option<bool> {
    match comparator {
        Comparator::Below | Comparator::AtMost => Some(true),
        Comparator::Above | Comparator::AtLeast => Some(false),
        Comparator::Equal | Comparator::NotEqual => None,
    }
}

/// Whether the state that is described is the good one, as far as the words say.
pub fn is_good(statement: &Statement) -> Option<bool> {
    let (comparator, unit) = match &statement.comparison {
        Comparison::Limit { comparator, amount } => (*comparator, amount.unit.as_deref()),
        Comparison::Reference { comparator, relation, .. } => match relation {
            Relation::Around => return around(*comparator),
            Relation::Less => (comparator.mirrored(), None),
            Relation::Share | Relation::More => (*comparator, None),
        },
        Comparison::Quorum { comparator, passed, of } => {
            let is_all = passed == of && *comparator == Comparator::Equal;
            return Some(is_all || *comparator == Comparator::AtLeast);
        }
        Comparison::Between { .. } | Comparison::Trend(_) => return None,
    };
    let better = metric::better_in(&statement.metric, unit);
    match (comparator, better) {
        (Comparator::Below | Comparator::AtMost, metric::Better::Less) => Some(true),
        (Comparator::Below | Comparator::AtMost, metric::Better::More) => Some(false),
        (Comparator::Above | Comparator::AtLeast, metric::Better::Less) => Some(false),
        (Comparator::Above | Comparator::AtLeast, metric::Better::More) => Some(true),
        (Comparator::Equal, _) => Some(true),
        (Comparator::NotEqual, _) | (_, metric::Better::Unknown) => None,
    }
}
