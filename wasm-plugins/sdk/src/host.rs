//! What the host can be asked: the facts that the rule lists, each as the type that it has.
//!
//! A fact that is not optional is there; one that is gives a [`Problem`] where it has no value. In
//! `evaluate` a `?` behind it makes the problem the reason why nothing can be judged.

use std::fmt;

use crate::bindings::gonogo::plugin::types::{self, LabelledSeries, Quantity};
use crate::{Fact, Series};

pub use crate::bindings::gonogo::plugin::types::Level;

/// Why a fact has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    fact: String,
    state: String,
    cause: String,
}

impl Problem {
    /// Such as `missing` or `stale`.
    pub fn state(&self) -> &str {
        &self.state
    }

    pub fn cause(&self) -> &str {
        &self.cause
    }

    pub(crate) fn new(fact: &str, problem: types::Problem) -> Self {
        Self { fact: fact.to_owned(), state: problem.state, cause: problem.cause }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is {}: {}", self.fact, self.state, self.cause)
    }
}

impl std::error::Error for Problem {}

impl From<Problem> for String {
    fn from(problem: Problem) -> Self {
        problem.to_string()
    }
}

/// Whatever it is.
pub fn fact(name: &str) -> Result<Fact, Problem> {
    asked(name).map_err(|problem| Problem::new(name, problem))
}

#[cfg(target_arch = "wasm32")]
fn asked(name: &str) -> Result<Fact, types::Problem> {
    crate::bindings::gonogo::plugin::host::fact(name)
}

#[cfg(not(target_arch = "wasm32"))]
fn asked(name: &str) -> Result<Fact, types::Problem> {
    crate::rehearsal::fact(name)
}

/// For whoever writes the policy: shown by `gonogo plugin run`, and nowhere else.
#[cfg(target_arch = "wasm32")]
pub fn log(level: Level, message: &str) {
    crate::bindings::gonogo::plugin::host::log(level, message);
}

/// For whoever writes the policy: in a test it goes to standard error.
#[cfg(not(target_arch = "wasm32"))]
pub fn log(level: Level, message: &str) {
    eprintln!("{level:?}: {message}");
}

macro_rules! typed {
    ($($(#[$about:meta])* $name:ident: $variant:ident($of:ty)),* $(,)?) => {
        $($(#[$about])*
        pub fn $name(name: &str) -> Result<$of, Problem> {
            match fact(name)? {
                Fact::$variant(value) => Ok(value),
                other => Err(unlike(name, &other, stringify!($name))),
            }
        })*
    };
}

typed! {
    /// A plain number.
    number: Number(f64),
    /// A number in the unit that was described, or else in that of the fact.
    quantity: Quantity(Quantity),
    text: Text(String),
    boolean: Boolean(bool),
    /// In nanoseconds since 1970.
    time: Time(i64),
    /// In nanoseconds.
    duration: Duration(i64),
    series: Series(Series),
    several: Several(Vec<LabelledSeries>),
    /// JSON.
    structured: Structured(String),
}

/// The host hands over what was described: this is a slip in the policy's description.
fn unlike(name: &str, fact: &Fact, wanted: &str) -> Problem {
    let kind = match fact {
        Fact::Number(_) => "number",
        Fact::Quantity(_) => "quantity",
        Fact::Text(_) => "text",
        Fact::Boolean(_) => "boolean",
        Fact::Time(_) => "time",
        Fact::Duration(_) => "duration",
        Fact::Series(_) => "series",
        Fact::Several(_) => "several",
        Fact::Structured(_) => "structured",
    };
    Problem {
        fact: name.to_owned(),
        state: "of another kind".to_owned(),
        cause: format!("it is `{kind}`, and was asked for as `{wanted}`"),
    }
}
