//! Criteria that describe the good state although something else follows from the bad one:
//! `Error rate | < 1 % | roll back`.

use std::borrow::Cow;

use gonogo_plan::{Comparator, Comparison, Criterion, Effect, Sense, Trend};

/// A criterion that says what must hold, or what must not.
pub(super) struct Turned<'c> {
    pub(super) criterion: Cow<'c, Criterion>,
    /// Of what must hold, what follows where it does not.
    pub(super) otherwise: Option<Otherwise>,
}

pub(super) struct Otherwise {
    pub(super) effect: Effect,
    /// As rules have it.
    pub(super) word: &'static str,
    pub(super) suffix: &'static str,
    pub(super) title: &'static str,
}

pub(super) fn turned(criterion: &Criterion) -> Turned<'_> {
    let plain = |criterion| Turned { criterion, otherwise: None };
    if criterion.sense == Sense::Feared || criterion.effect == Effect::Require {
        return plain(Cow::Borrowed(criterion));
    }
    let required = Criterion { effect: Effect::Require, ..criterion.clone() };
    // What has to last has not lasted yet, at first: only the opposite can last as well.
    if criterion.sustained.is_some() {
        return match opposite(&criterion.comparison) {
            Some(comparison) => plain(Cow::Owned(Criterion {
                comparison,
                sense: Sense::Feared,
                ..criterion.clone()
            })),
            None => plain(Cow::Owned(required)),
        };
    }
    let is_trend = matches!(criterion.comparison, Comparison::Trend(_));
    let otherwise = match criterion.effect {
        // By chance alone one calm window in twenty has a trend.
        Effect::RollbackIf if !is_trend => Some(Otherwise {
            effect: Effect::RollbackIf,
            word: "rollback",
            suffix: "rollback",
            title: ", rollback",
        }),
        Effect::WarnIf => Some(Otherwise {
            effect: Effect::WarnIf,
            word: "warn",
            suffix: "warning",
            title: ", warning",
        }),
        Effect::Require | Effect::NoGoIf | Effect::RollbackIf => None,
    };
    Turned { criterion: Cow::Owned(required), otherwise }
}

/// Nothing where the opposite is not one comparison.
fn opposite(comparison: &Comparison) -> Option<Comparison> {
    Some(match comparison.clone() {
        Comparison::Limit { comparator, amount } => {
            Comparison::Limit { comparator: negated(comparator), amount }
        }
        Comparison::Reference { comparator, amount, relation, to } => {
            Comparison::Reference { comparator: negated(comparator), amount, relation, to }
        }
        Comparison::Quorum { comparator, passed, of } => {
            Comparison::Quorum { comparator: negated(comparator), passed, of }
        }
        Comparison::Trend(trend) => Comparison::Trend(match trend {
            Trend::Rising => Trend::NotRising,
            Trend::Falling => Trend::NotFalling,
            Trend::NotRising => Trend::Rising,
            Trend::NotFalling => Trend::Falling,
        }),
        Comparison::Between { .. } => return None,
    })
}

fn negated(comparator: Comparator) -> Comparator {
    match comparator {
        Comparator::Below => Comparator::AtLeast,
        Comparator::AtMost => Comparator::Above,
        Comparator::Above => Comparator::AtMost,
        Comparator::AtLeast => Comparator::Below,
        Comparator::Equal => Comparator::NotEqual,
        Comparator::NotEqual => Comparator::Equal,
    }
}
