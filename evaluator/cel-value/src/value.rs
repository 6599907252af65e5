//! Values at run time: small, cheap to copy, shared where they are large.

mod compare;
mod display;
mod equality;
mod map;
mod number;

use std::any::Any;
use std::fmt;
use std::sync::Arc;

pub use compare::{Unordered, compare};
pub use equality::equal;
pub use equality::{cost as pair_cost, equal_within};
pub use map::Map;
pub use number::Number;

use crate::time::{Duration, Timestamp};

// A tag as wide as a word: it is read back faster than it would be as a byte, when a value
// is moved right after it was made.
#[derive(Clone, Debug)]
#[repr(u64)]
pub enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Double(f64),
    String(Arc<str>),
    Bytes(Arc<[u8]>),
    Timestamp(Timestamp),
    Duration(Duration),
    List(Arc<[Value]>),
    Map(Arc<Map>),
    /// There may be a value or none, such as what `m.?key` gives.
    Optional(Option<Arc<Value>>),
    /// A type, by its run-time name.
    Type(Arc<str>),
    /// A value of the host, such as a series.
    Opaque(Arc<dyn Opaque>),
}

/// A value that the host brings. It is compared and shown by its own rules.
pub trait Opaque: fmt::Debug + Send + Sync + 'static {
    /// What `type(x)` shows.
    fn type_name(&self) -> &str;

    fn as_any(&self) -> &dyn Any;

    fn equals(&self, other: &dyn Opaque) -> bool;

    /// The cost units of looking at all of it once, as `equals` may.
    fn size(&self) -> usize {
        1
    }

    /// `None` when the two have no order.
    fn order(&self, other: &dyn Opaque) -> Option<std::cmp::Ordering>;

    /// For people: short, with its unit.
    fn text(&self) -> String;

    /// A function and the literal text for which it gives this very value, as in
    /// `quantity('0.1%')`.
    fn written(&self) -> Option<(&'static str, String)> {
        None
    }
}

impl Value {
    pub fn string(text: impl Into<Arc<str>>) -> Self {
        Self::String(text.into())
    }

    pub fn list(elements: impl Into<Arc<[Self]>>) -> Self {
        Self::List(elements.into())
    }

    /// `optional.of(value)`
    pub fn some(value: Self) -> Self {
        Self::Optional(Some(Arc::new(value)))
    }

    pub fn opaque(value: impl Opaque) -> Self {
        Self::Opaque(Arc::new(value))
    }

    /// The host's value behind this one, if it is of that kind.
    pub fn downcast<T: Opaque>(&self) -> Option<&T> {
        match self {
            Self::Opaque(opaque) => opaque.as_any().downcast_ref(),
            _ => None,
        }
    }

    /// What `type(x)` shows.
    pub fn type_name(&self) -> &str {
        match self {
            Self::Null => "null_type",
            Self::Bool(_) => "bool",
            Self::Int(_) => "int",
            Self::Uint(_) => "uint",
            Self::Double(_) => "double",
            Self::String(_) => "string",
            Self::Bytes(_) => "bytes",
            Self::Timestamp(_) => "google.protobuf.Timestamp",
            Self::Duration(_) => "google.protobuf.Duration",
            Self::List(_) => "list",
            Self::Map(_) => "map",
            Self::Optional(_) => "optional_type",
            Self::Type(_) => "type",
            Self::Opaque(opaque) => opaque.type_name(),
        }
    }

    pub fn as_number(&self) -> Option<Number> {
        match self {
            Self::Int(value) => Some(Number::Int(*value)),
            Self::Uint(value) => Some(Number::Uint(*value)),
            Self::Double(value) => Some(Number::Double(*value)),
            _ => None,
        }
    }

    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }
}
