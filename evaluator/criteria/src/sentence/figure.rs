//! Numbers that are limits without a comparator before them: `95 %+`, `returns 200`, `stable for 24 h`.

use super::{Expected, Reader, comparator, quorum};
use crate::statement::{Draft, How, Unclear};
use crate::words::amount::{self, Decimals};
use crate::words::token::{Kind, Tokens};
use crate::{Amount, Comparator, Comparison};

impl Reader<'_> {
    /// `stable for 24 hours`, `24-48h stable`: it is the time that has a limit.
    pub(super) fn held(&self, at: usize) -> Option<Draft> {
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
    pub(super) fn range(&self, at: usize) -> Option<(Amount, Amount, usize)> {
        let tokens = self.tokens;
        let low = amount::read(tokens, at, self.manner.decimals)?;
        if !tokens.is_any(low.end, &["-", "–", "—", "to", "bis", "and", "und"]) {
            return None;
        }
        let high = amount::read(tokens, low.end + 1, self.manner.decimals)?;
        let unit = low.amount.unit.or_else(|| high.amount.unit.clone());
        // `800 ms - 1.5 s`
        let is_time =
            amount::is_time(unit.as_deref()) && amount::is_time(high.amount.unit.as_deref());
        (unit == high.amount.unit || is_time).then_some((
            Amount { unit, ..low.amount },
            high.amount,
            high.end,
        ))
    }

    /// `returns 200`; of alternatives nothing is taken.
    pub(super) fn status(&mut self, at: usize) -> Option<Draft> {
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
    pub(super) fn figure(&mut self, at: usize) -> Option<Draft> {
        let tokens = self.tokens;
        if tokens.kind(at) != Some(Kind::Number) {
            return None;
        }
        let found = match self.manner.expected {
            Expected::Figures => quorum::pair(tokens, at, None),
            Expected::Criteria | Expected::Statements => quorum::read(tokens, at, None),
        };
        if let Some(found) = found {
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
            let mut draft = Draft::new(comparison, How::Suffixed, at..found.end + length);
            draft.unclear =
                at.checked_sub(1).filter(|at| is_change(tokens, *at)).map(|_| Unclear::Change);
            return Some(draft);
        }
        if !self.is_bare(at, &found) {
            return None;
        }
        let comparison = Comparison::Limit { comparator: Comparator::Equal, amount: found.amount };
        let mut draft = Draft::new(comparison, How::Bare, at..found.end);
        draft.unclear =
            at.checked_sub(1).filter(|at| is_change(tokens, *at)).map(|_| Unclear::Change);
        Some(draft)
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
            // `99.9 % availability`
            Expected::Criteria if unit == Some("%") && at == 0 => {
                tokens.kind(found.end) == Some(Kind::Word)
                    && !tokens.is_any(found.end, &["of", "traffic", "users", "der"])
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
}

/// `by 20 %`, `down 5 %`, `+20 %`
fn is_change(tokens: &Tokens, before: usize) -> bool {
    tokens.is_any(before, &["by", "um", "up", "down", "+"])
}
