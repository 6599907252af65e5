//! How large a value can be, before there is one.

use std::sync::Arc;

use crate::limits::{ASSUMED_SIZE, ASSUMED_STEP, ASSUMED_WHOLE};
use crate::types::Type;
use crate::value::Value;

/// Bytes of a text, elements of a list, entries of a map, units of a value of the host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size {
    pub least: u64,
    pub most: u64,
    /// Units of looking at all of it once, as `==` does.
    pub whole: u64,
    /// Elements; keys and values. `None`: each can be as large as the whole.
    part: Option<Arc<Size>>,
}

impl Size {
    /// A number, a bool, a point in time: nothing grows.
    pub const SCALAR: Self = Self { least: 0, most: 0, whole: 1, part: None };

    pub fn text(bytes: u64) -> Self {
        let whole = bytes.div_ceil(10).max(1);
        Self { least: 0, most: bytes, whole, part: Some(Arc::new(Self::SCALAR)) }
    }

    /// `units` is what [`crate::value::Opaque::size`] gives at most.
    pub fn host(units: u64) -> Self {
        Self { most: units, whole: units.max(1), ..Self::SCALAR }
    }

    pub fn list(elements: u64, element: Self) -> Self {
        let whole = elements.saturating_mul(element.whole).saturating_add(1);
        Self { least: 0, most: elements, whole, part: Some(Arc::new(element)) }
    }

    /// `part` bounds keys and values alike.
    pub fn map(entries: u64, part: Self) -> Self {
        let each = part.whole.saturating_mul(2).saturating_add(1);
        Self { whole: entries.saturating_mul(each).saturating_add(1), ..Self::list(entries, part) }
    }

    /// Never smaller than the most that was said.
    pub fn exactly(self) -> Self {
        Self { least: self.most, ..self }
    }

    pub fn with_whole(self, units: u64) -> Self {
        Self { whole: self.whole.min(units.max(1)), ..self }
    }

    pub fn at_least(self, least: u64) -> Self {
        Self { least, ..self }
    }

    /// An element, a key or a value.
    pub fn part(&self) -> Self {
        match &self.part {
            Some(part) => (**part).clone().with_whole(self.whole),
            None => self.clone().at_least(0),
        }
    }

    /// One of the two.
    pub fn or(&self, other: &Self) -> Self {
        let part = match (&self.part, &other.part) {
            (None, None) => None,
            _ if self.most == 0 => other.part.clone(),
            _ if other.most == 0 => self.part.clone(),
            (Some(_), _) | (_, Some(_)) => Some(Arc::new(self.part().or(&other.part()))),
        };
        Self {
            least: self.least.min(other.least),
            most: self.most.max(other.most),
            whole: self.whole.max(other.whole),
            part,
        }
    }

    /// One behind the other.
    pub fn joined(&self, other: &Self) -> Self {
        Self {
            least: self.least.saturating_add(other.least),
            most: self.most.saturating_add(other.most),
            whole: self.whole.saturating_add(other.whole),
            part: self.or(other).part,
        }
    }

    /// With what the type tells: a number does not grow.
    pub(super) fn fitted(self, of: &Type) -> Self {
        match of {
            Type::Null
            | Type::Bool
            | Type::Int
            | Type::Uint
            | Type::Double
            | Type::Number
            | Type::Timestamp
            | Type::Duration
            | Type::Type(_) => Self::SCALAR,
            Type::Opaque(_) => match of.as_optional() {
                Some(value) => self.fitted(value).at_least(0),
                None => self,
            },
            Type::Dyn
            | Type::Broken
            | Type::String
            | Type::Bytes
            | Type::List(_)
            | Type::Map(_)
            | Type::Object(_)
            | Type::Parameter(_) => self,
        }
    }

    /// What is taken for granted where nobody said how large.
    pub fn assumed(of: &Type) -> Self {
        Self::inside(of, 0)
    }

    /// `level`: how many lists and maps are around it.
    pub(super) fn inside(of: &Type, level: u32) -> Self {
        let size = (ASSUMED_SIZE / ASSUMED_STEP.saturating_pow(level)).max(ASSUMED_STEP);
        let assumed = match of {
            Type::Null
            | Type::Bool
            | Type::Int
            | Type::Uint
            | Type::Double
            | Type::Number
            | Type::Timestamp
            | Type::Duration
            | Type::Type(_) => Self::SCALAR,
            Type::String | Type::Bytes => Self::text(size),
            Type::List(element) => Self::list(size, Self::inside(element, level + 1)),
            Type::Map(pair) => {
                let key = Self::inside(&pair.0, level + 1);
                Self::map(size, key.or(&Self::inside(&pair.1, level + 1)))
            }
            Type::Object(object) => {
                let longest = object.field_names().map(str::len).max().unwrap_or(0) as u64;
                let parts = object.fields().map(|(_, of)| Self::inside(of, level));
                let part = parts.fold(Self::text(longest), |a, b| a.or(&b));
                Self::map(object.fields().count() as u64, part)
            }
            Type::Opaque(_) => match of.as_optional() {
                Some(value) => Self::inside(value, level),
                None => Self::host(size),
            },
            Type::Dyn | Type::Broken | Type::Parameter(_) => {
                let part = (level < 2).then(|| Arc::new(Self::inside(of, level + 1)));
                Self { least: 0, most: size, whole: ASSUMED_WHOLE, part }
            }
        };
        // What is inside of many is smaller than what is alone.
        let shrunk = ASSUMED_STEP.saturating_pow(level.saturating_mul(2));
        assumed.with_whole((ASSUMED_WHOLE / shrunk).max(ASSUMED_STEP))
    }

    /// That of a value that is there.
    pub fn of(value: &Value) -> Self {
        let parts = |parts: &mut dyn Iterator<Item = &Value>| {
            parts.map(Self::of).fold((Self::SCALAR, 0u64), |(part, whole), next| {
                (part.or(&next), whole.saturating_add(next.whole))
            })
        };
        let sized = match value {
            Value::Null
            | Value::Bool(_)
            | Value::Int(_)
            | Value::Uint(_)
            | Value::Double(_)
            | Value::Timestamp(_)
            | Value::Duration(_)
            | Value::Type(_) => Self::SCALAR,
            Value::String(text) => Self::text(text.len() as u64),
            Value::Bytes(bytes) => Self::text(bytes.len() as u64),
            Value::Opaque(value) => Self::host(value.size() as u64),
            Value::Optional(value) => {
                return value.as_deref().map_or(Self::SCALAR, Self::of).at_least(0);
            }
            Value::List(elements) => {
                let (part, whole) = parts(&mut elements.iter());
                Self::list(elements.len() as u64, part).with_whole(whole.saturating_add(1))
            }
            Value::Map(map) => {
                let (part, keys) = parts(&mut map.entries().iter().map(|(key, _)| key));
                let (values, whole) = parts(&mut map.entries().iter().map(|(_, value)| value));
                let whole = whole.saturating_add(keys).saturating_add(map.len() as u64);
                Self::map(map.len() as u64, part.or(&values)).with_whole(whole.saturating_add(1))
            }
        };
        sized.exactly()
    }
}
