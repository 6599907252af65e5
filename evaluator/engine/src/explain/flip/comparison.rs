//! Comparisons with a limit, in words.

use gonogo_cel::syntax::ast::{Expr, ExprKind, Operator};

use super::{Asked, Site, Wanted, asked, source};
use crate::explain::margin::is_limit;
use crate::explain::value_text;

/// `error_rate.latest() falls below 1 %`
pub(super) struct Comparison {
    subject: String,
    /// The limit as it is written, by which it is the same in all parts.
    source: String,
    limit: String,
    phrase: Phrase,
    asked: Asked,
}

impl Comparison {
    pub(super) fn text(&self) -> String {
        let Self { subject, limit, phrase, .. } = self;
        match self.asked {
            Asked::Known => format!("{subject} {}", phrase.becomes(limit)),
            Asked::Unknown => format!("{subject} is known to be {}", phrase.is(limit)),
            Asked::Never => format!("{subject} is {}", phrase.is(limit)),
        }
    }

    /// Both in one: what is at most a limit and not the limit is below it. The words are those of the
    /// one that says where the subject stands.
    pub(super) fn and(&self, other: &Self) -> Option<Self> {
        let is_same = self.subject == other.subject && self.source == other.source;
        let (wide, phrase) = match (self.phrase, other.phrase) {
            (Phrase::AtMost, Phrase::NotEqual) => (self, Phrase::Below),
            (Phrase::AtLeast, Phrase::NotEqual) => (self, Phrase::Above),
            (Phrase::NotEqual, Phrase::AtMost) => (other, Phrase::Below),
            (Phrase::NotEqual, Phrase::AtLeast) => (other, Phrase::Above),
            _ => return None,
        };
        let (subject, source) = (wide.subject.clone(), wide.source.clone());
        let (limit, asked) = (wide.limit.clone(), wide.asked);
        is_same.then_some(Self { subject, source, limit, phrase, asked })
    }
}

pub(super) fn comparison(
    site: &Site<'_>,
    (operator, left, right): (Operator, &Expr, &Expr),
    wanted: Wanted,
) -> Option<Comparison> {
    let limit_is_left = is_limit(site, left) && !is_limit(site, right);
    let (subject, limit) = if limit_is_left { (right, left) } else { (left, right) };
    let operator = if limit_is_left { mirrored(operator) } else { operator };
    let phrase = phrase(match wanted {
        Wanted::True => operator,
        Wanted::False => opposite(operator)?,
    })?;
    Some(Comparison {
        subject: name(site, subject),
        source: source(site, limit),
        limit: site.trace.value(limit.id).map_or_else(|| source(site, limit), value_text),
        phrase,
        asked: asked(site, subject),
    })
}

/// The newest value of a series is the series, for a reader.
fn name(site: &Site<'_>, subject: &Expr) -> String {
    match &subject.kind {
        ExprKind::Call(call) if call.function == "latest" => {
            call.target.as_ref().map_or_else(|| source(site, subject), |of| source(site, of))
        }
        _ => source(site, subject),
    }
}

/// How a value stands to a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phrase {
    Below,
    AtMost,
    Above,
    AtLeast,
    Equal,
    NotEqual,
}

fn phrase(operator: Operator) -> Option<Phrase> {
    Some(match operator {
        Operator::Less => Phrase::Below,
        Operator::LessEqual => Phrase::AtMost,
        Operator::Greater => Phrase::Above,
        Operator::GreaterEqual => Phrase::AtLeast,
        Operator::Equal => Phrase::Equal,
        Operator::NotEqual => Phrase::NotEqual,
        _ => return None,
    })
}

impl Phrase {
    fn becomes(self, limit: &str) -> String {
        match self {
            Self::Below => format!("falls below {limit}"),
            Self::AtMost => format!("falls to {limit} or below"),
            Self::Above => format!("rises above {limit}"),
            Self::AtLeast => format!("rises to {limit} or above"),
            Self::Equal => format!("becomes {limit}"),
            Self::NotEqual => format!("is no longer {limit}"),
        }
    }

    fn is(self, limit: &str) -> String {
        match self {
            Self::Below => format!("below {limit}"),
            Self::AtMost => format!("{limit} or below"),
            Self::Above => format!("above {limit}"),
            Self::AtLeast => format!("{limit} or above"),
            Self::Equal => limit.to_owned(),
            Self::NotEqual => format!("not {limit}"),
        }
    }
}

fn opposite(operator: Operator) -> Option<Operator> {
    Some(match operator {
        Operator::Less => Operator::GreaterEqual,
        Operator::LessEqual => Operator::Greater,
        Operator::Greater => Operator::LessEqual,
        Operator::GreaterEqual => Operator::Less,
        Operator::Equal => Operator::NotEqual,
        Operator::NotEqual => Operator::Equal,
        _ => return None,
    })
}

fn mirrored(operator: Operator) -> Operator {
    match operator {
        Operator::Less => Operator::Greater,
        Operator::LessEqual => Operator::GreaterEqual,
        Operator::Greater => Operator::Less,
        Operator::GreaterEqual => Operator::LessEqual,
        other => other,
    }
}
