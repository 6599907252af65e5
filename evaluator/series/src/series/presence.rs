//! Whether a condition holds at the present: true, false, or not known.

use std::fmt;

use super::SpanFault;
use super::span::{Span, containing};
use crate::quantity::duration_apart;

#[cfg(test)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    True,
    False,
    Unknown,
}

/// Why the present is not known: no sample for longer than allowed. Nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// From the last sample to the present.
    pub age: i64,
    pub max_gap: i64,
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (age, limit) = duration_apart(self.age, self.max_gap);
        write!(f, "gap covers the present: last sample {age} ago, longest allowed gap {limit}")
    }
}

/// A presence with the span that reaches the present: of those that hold when true, of
/// those that fail when false. `None` when two sides of a combination have that state at
/// the present, but were not seen to have it at one time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum State {
    True(Option<Span>),
    False(Option<Span>),
    Unknown(Gap),
}

impl State {
    #[cfg(test)]
    pub(super) fn presence(self) -> Presence {
        match self {
            Self::True(_) => Presence::True,
            Self::False(_) => Presence::False,
            Self::Unknown(_) => Presence::Unknown,
        }
    }

    #[inline]
    pub(crate) fn is_ongoing(self) -> Result<bool, SpanFault> {
        match self {
            Self::True(_) => Ok(true),
            Self::False(_) => Ok(false),
            Self::Unknown(gap) => Err(SpanFault::GapAtPresent(gap)),
        }
    }

    #[inline]
    pub(crate) fn ongoing_span(&self) -> Option<&Span> {
        match self {
            Self::True(span) => span.as_ref(),
            Self::False(_) | Self::Unknown(_) => None,
        }
    }

    #[inline]
    pub(crate) fn ongoing(self) -> Result<i64, SpanFault> {
        self.is_ongoing()?;
        Ok(self.ongoing_span().map_or(0, Span::length))
    }

    #[inline]
    pub(crate) fn lasting(self, duration: i64) -> Result<bool, SpanFault> {
        Ok(self.is_ongoing()? && self.ongoing()? >= duration)
    }

    #[inline]
    pub(crate) fn lasting_after(self, first: i64, wanted: i64) -> Result<bool, SpanFault> {
        let lasting = self.lasting(wanted)?;
        match self.ongoing_span() {
            Some(span) if !lasting && span.from <= first => {
                Err(SpanFault::SinceFirst { length: span.length(), wanted })
            }
            Some(_) | None => Ok(lasting),
        }
    }

    pub(super) fn not(self) -> Self {
        match self {
            Self::True(span) => Self::False(span.map(Span::without_peak)),
            Self::False(span) => Self::True(span),
            Self::Unknown(gap) => Self::Unknown(gap),
        }
    }

    /// Kleene's "and"; `fails` is the union of what fails on both sides.
    pub(super) fn and(self, other: Self, fails: &[Span]) -> Self {
        match (self, other) {
            (Self::False(a), Self::False(b)) => Self::False(longest([a, b], fails)),
            (Self::False(span), _) | (_, Self::False(span)) => {
                Self::False(longest([span, None], fails))
            }
            (Self::Unknown(a), Self::Unknown(b)) => Self::Unknown(a.max(b)),
            (Self::Unknown(gap), Self::True(_)) | (Self::True(_), Self::Unknown(gap)) => {
                Self::Unknown(gap)
            }
            (Self::True(a), Self::True(b)) => Self::True(meet(a, b)),
        }
    }

    /// Kleene's "or"; `holds` is the union of what holds on both sides.
    pub(super) fn or(self, other: Self, holds: &[Span]) -> Self {
        match (self, other) {
            (Self::True(a), Self::True(b)) => Self::True(longest([a, b], holds)),
            (Self::True(span), _) | (_, Self::True(span)) => {
                Self::True(longest([span, None], holds))
            }
            (Self::Unknown(a), Self::Unknown(b)) => Self::Unknown(a.max(b)),
            (Self::Unknown(gap), Self::False(_)) | (Self::False(_), Self::Unknown(gap)) => {
                Self::Unknown(gap)
            }
            (Self::False(a), Self::False(b)) => Self::False(meet(a, b)),
        }
    }
}

fn meet(left: Option<Span>, right: Option<Span>) -> Option<Span> {
    left?.meet(&right?)
}

/// The longest merged span that either side carries into the present. Not merely the last
/// one: a second series sampled a moment later must not cut the first one short.
fn longest(sides: [Option<Span>; 2], merged: &[Span]) -> Option<Span> {
    sides
        .into_iter()
        .filter_map(|side| containing(merged, &side?))
        .max_by_key(|span| (span.length(), span.from))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GAP: Gap = Gap { age: 90_000_000_000, max_gap: 60_000_000_000 };
    const T: State = State::True(None);
    const F: State = State::False(None);
    const U: State = State::Unknown(GAP);

    #[test]
    fn connectives_follow_kleene() {
        let table =
            [(T, T, T, T), (T, F, F, T), (T, U, U, T), (F, F, F, F), (F, U, F, U), (U, U, U, U)];
        for (a, b, and, or) in table {
            for (left, right) in [(a, b), (b, a)] {
                assert_eq!(left.and(right, &[]), and, "{left:?} and {right:?}");
                assert_eq!(left.or(right, &[]), or, "{left:?} or {right:?}");
            }
        }
        assert_eq!([T.not(), F.not(), U.not()], [F, T, U]);
    }

    #[test]
    fn an_unknown_present_reports_the_worst_gap() {
        let worse = Gap { age: GAP.age * 2, ..GAP };
        assert_eq!(U.and(State::Unknown(worse), &[]), State::Unknown(worse));
        assert_eq!(
            GAP.to_string(),
            "gap covers the present: last sample 1m30s ago, longest allowed gap 1m"
        );
    }
}
