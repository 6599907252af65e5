//! Static types and how they fit each other.

mod object;
mod substitution;

use std::fmt;
use std::sync::Arc;

pub use object::ObjectType;
pub use substitution::{Nulls, Substitution};

/// The type of an expression, known before it runs.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// Anything; checked when it runs.
    Dyn,
    /// Stands where a problem was reported, so that it causes no second one.
    Broken,
    Null,
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Timestamp,
    Duration,
    List(Arc<Type>),
    Map(Arc<(Type, Type)>),
    /// A type as a value: `type(1)` is `type(int)`.
    Type(Arc<Type>),
    /// A type that the host brings, such as `quantity(share)`.
    Opaque(Arc<OpaqueType>),
    /// A map with known string keys.
    Object(Arc<ObjectType>),
    /// `int`, `uint` or `double`; only in signatures.
    Number,
    /// A parameter of a function's signature.
    Parameter(Parameter),
}

/// The name of the type of optional values.
const OPTIONAL: &str = "optional_type";

/// A type of the host, by name, with its parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct OpaqueType {
    pub name: String,
    pub parameters: Vec<Type>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Parameter {
    /// As it stands in a declaration.
    Declared(&'static str),
    /// Made fresh for one use.
    Fresh(u32),
}

impl Type {
    pub fn list(element: Self) -> Self {
        Self::List(Arc::new(element))
    }

    pub fn map(key: Self, value: Self) -> Self {
        Self::Map(Arc::new((key, value)))
    }

    pub fn type_of(described: Self) -> Self {
        Self::Type(Arc::new(described))
    }

    pub fn opaque(name: impl Into<String>, parameters: Vec<Self>) -> Self {
        Self::Opaque(Arc::new(OpaqueType { name: name.into(), parameters }))
    }

    /// What may be absent: the type of `m.?key`.
    pub fn optional(value: Self) -> Self {
        Self::opaque(OPTIONAL, vec![value])
    }

    /// `T` of `optional_type(T)`.
    pub fn as_optional(&self) -> Option<&Self> {
        match self {
            Self::Opaque(opaque) if opaque.name == OPTIONAL => opaque.parameters.first(),
            _ => None,
        }
    }

    pub const fn parameter(name: &'static str) -> Self {
        Self::Parameter(Parameter::Declared(name))
    }

    pub fn is_dyn(&self) -> bool {
        matches!(self, Self::Dyn | Self::Broken)
    }

    /// A type without parts that stands for itself alone.
    pub fn is_scalar(&self) -> bool {
        matches!(
            self,
            Self::Bool
                | Self::Int
                | Self::Uint
                | Self::Double
                | Self::String
                | Self::Bytes
                | Self::Timestamp
                | Self::Duration
        )
    }

    /// Whether parameters are left in it.
    pub fn has_parameters(&self) -> bool {
        match self {
            Self::Parameter(_) => true,
            Self::List(part) | Self::Type(part) => part.has_parameters(),
            Self::Map(pair) => pair.0.has_parameters() || pair.1.has_parameters(),
            Self::Opaque(opaque) => opaque.parameters.iter().any(Self::has_parameters),
            _ => false,
        }
    }

    /// Some part of it is known only when it runs.
    pub fn is_open(&self) -> bool {
        match self {
            Self::Dyn | Self::Broken => true,
            Self::List(element) => element.is_open(),
            Self::Map(pair) => pair.0.is_open() || pair.1.is_open(),
            Self::Opaque(opaque) => opaque.parameters.iter().any(Self::is_open),
            Self::Object(object) => object.fields().any(|(_, of)| of.is_open()),
            Self::Null
            | Self::Bool
            | Self::Int
            | Self::Uint
            | Self::Double
            | Self::String
            | Self::Bytes
            | Self::Timestamp
            | Self::Duration
            | Self::Type(_)
            | Self::Number
            | Self::Parameter(_) => false,
        }
    }

    /// The same type with `change` applied to its leaves and parameters.
    pub fn map_leaves(&self, change: &mut dyn FnMut(&Self) -> Option<Self>) -> Self {
        if let Some(changed) = change(self) {
            return changed;
        }
        match self {
            Self::List(element) => Self::list(element.map_leaves(change)),
            Self::Map(pair) => Self::map(pair.0.map_leaves(change), pair.1.map_leaves(change)),
            Self::Type(described) => Self::type_of(described.map_leaves(change)),
            Self::Opaque(opaque) => {
                let parameters = opaque.parameters.iter().map(|p| p.map_leaves(change)).collect();
                Self::opaque(opaque.name.clone(), parameters)
            }
            leaf => leaf.clone(),
        }
    }

    /// The name that `type(x)` shows for values of this type.
    pub fn runtime_name(&self) -> &str {
        match self {
            Self::Dyn | Self::Broken | Self::Parameter(_) => "dyn",
            Self::Null => "null_type",
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Uint => "uint",
            Self::Double => "double",
            Self::String => "string",
            Self::Bytes => "bytes",
            Self::Timestamp => "google.protobuf.Timestamp",
            Self::Duration => "google.protobuf.Duration",
            Self::List(_) => "list",
            Self::Map(_) | Self::Object(_) => "map",
            Self::Type(_) => "type",
            Self::Opaque(opaque) => &opaque.name,
            Self::Number => "number",
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Timestamp => f.write_str("timestamp"),
            Self::Duration => f.write_str("duration"),
            Self::List(element) => write!(f, "list({element})"),
            Self::Map(pair) => write!(f, "map({}, {})", pair.0, pair.1),
            Self::Type(described) => write!(f, "type({described})"),
            Self::Object(object) => f.write_str(&object.name),
            Self::Opaque(opaque) if opaque.parameters.is_empty() => f.write_str(&opaque.name),
            Self::Opaque(opaque) => {
                let parameters: Vec<String> =
                    opaque.parameters.iter().map(ToString::to_string).collect();
                write!(f, "{}({})", opaque.name, parameters.join(", "))
            }
            Self::Parameter(Parameter::Declared(name)) => f.write_str(name),
            other => f.write_str(other.runtime_name()),
        }
    }
}
