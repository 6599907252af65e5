//! Why an evaluation gave no value: an error, or facts that are not known.

use std::fmt;

use crate::env::Slot;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    NoSuchOverload,
    NoSuchKey,
    NoSuchName,
    IndexOutOfRange,
    DivisionByZero,
    Overflow,
    InvalidConversion,
    InvalidArgument,
    DuplicateKey,
    /// The host could not tell, such as a series with a gap over the present.
    NotKnown,
    /// Ends the evaluation: no logic absorbs it.
    CostExceeded,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    pub kind: ErrorKind,
    pub message: String,
}

/// Three-valued logic's third value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    Error(Box<Error>),
    Unknown(Box<Unknowns>),
}

/// What left an evaluation open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknowns {
    /// The variables whose values are not known, in order, each once.
    pub slots: Vec<Slot>,
    /// The first error beside them, which would stay if they were known.
    pub error: Option<Error>,
}

impl Fault {
    pub fn error(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self::Error(Box::new(Error { kind, message: message.into() }))
    }

    #[cold]
    pub fn unknown(slot: Slot) -> Self {
        Self::Unknown(Box::new(Unknowns { slots: vec![slot], error: None }))
    }

    pub(super) fn is_no_overload(&self) -> bool {
        matches!(self, Self::Error(error) if error.kind == ErrorKind::NoSuchOverload)
    }

    /// There is no such key or index.
    pub(super) fn is_absence(&self) -> bool {
        let absent = |kind| matches!(kind, ErrorKind::NoSuchKey | ErrorKind::IndexOutOfRange);
        matches!(self, Self::Error(error) if absent(error.kind))
    }

    #[cold]
    pub(super) fn joined(before: Option<Box<Self>>, next: Box<Self>) -> Box<Self> {
        match before {
            Some(before) => Box::new(before.merge(*next)),
            None => next,
        }
    }

    /// Of two, the one that stays: what is unknown wins over errors.
    pub(super) fn tells_more(&self, before: &Self) -> bool {
        matches!((self, before), (Self::Unknown(_), Self::Error(_)))
    }

    pub(super) fn is_final(&self) -> bool {
        matches!(self, Self::Error(error) if error.kind == ErrorKind::CostExceeded)
    }

    /// The one that tells more: unknowns add up and win over errors, which they remember; the
    /// first error stays, and the end of the evaluation wins over all.
    #[cold]
    pub(super) fn merge(self, other: Self) -> Self {
        if self.is_final() {
            return self;
        }
        if other.is_final() {
            return other;
        }
        match (self, other) {
            (Self::Unknown(mut unknowns), Self::Unknown(more)) => {
                unknowns.slots.extend(more.slots);
                unknowns.slots.sort_unstable();
                unknowns.slots.dedup();
                unknowns.error = unknowns.error.or(more.error);
                Self::Unknown(unknowns)
            }
            (Self::Unknown(mut unknowns), Self::Error(error))
            | (Self::Error(error), Self::Unknown(mut unknowns)) => {
                unknowns.error.get_or_insert(*error);
                Self::Unknown(unknowns)
            }
            (first @ Self::Error(_), Self::Error(_)) => first,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
