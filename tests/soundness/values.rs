//! Values of a type, and whether a value is of a type.

use std::sync::Arc;

use gonogo_cel::time::{Duration, Timestamp};
use gonogo_cel::{Map, Type, Value};
use gonogo_engine::functions::quantity::QuantityValue;

use crate::random::Random;

const INTS: &[i64] = &[0, 1, 2, -1, 7, 60, i64::MAX, i64::MIN];
const UINTS: &[u64] = &[0, 1, 2, 9, u64::MAX];
const DOUBLES: &[f64] = &[0.0, 1.0, -2.5, 0.1, 1e300, f64::INFINITY, f64::NAN];
pub(crate) const TEXTS: &[&str] = &[
    "",
    "a",
    "b",
    "a b",
    "é🚀",
    "true",
    "1",
    "1.5",
    "5m",
    "2026-01-04T03:40:00Z",
    "UTC",
    "02:00",
    "10.0.0.1",
    "10.0.0.0/8",
    "YWI=",
    "%s",
    "^a+",
    "[",
];

/// A value of this type; none when only a host can make one.
pub(crate) fn value(of: &Type, random: &mut Random) -> Option<Value> {
    Some(match of {
        Type::Dyn => {
            let scalars = [Type::Bool, Type::Int, Type::Double, Type::String, Type::Null];
            let of = random.of(&scalars).clone();
            let of = match random.below(6) {
                0 => Type::list(of),
                1 => Type::map(Type::String, Type::Dyn),
                _ => of,
            };
            return value(&of, random);
        }
        Type::Null => Value::Null,
        Type::Bool => Value::Bool(random.one_in(2)),
        Type::Int => Value::Int(*random.of(INTS)),
        Type::Uint => Value::Uint(*random.of(UINTS)),
        Type::Double => Value::Double(*random.of(DOUBLES)),
        Type::String => Value::string(*random.of(TEXTS)),
        Type::Bytes => Value::Bytes(Arc::from(random.of(TEXTS).as_bytes())),
        Type::Timestamp => {
            let texts = ["2026-01-04T03:40:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"];
            let text: &&str = random.of(&texts);
            Value::Timestamp(Timestamp::parse(text).unwrap())
        }
        Type::Duration => Value::Duration(Duration::from_nanos(*random.of(INTS))),
        Type::List(element) => {
            let count = random.below(4);
            let elements: Option<Vec<Value>> = (0..count).map(|_| value(element, random)).collect();
            Value::list(elements?)
        }
        Type::Map(pair) => {
            let count = random.below(4);
            let entries: Option<Vec<(Value, Value)>> = (0..count)
                .map(|_| Some((value(&pair.0, random)?, value(&pair.1, random)?)))
                .collect();
            Value::Map(Arc::new(Map::new(entries?).unwrap_or_default()))
        }
        Type::Object(object) => {
            let mut fields = Vec::new();
            for (name, of) in object.fields() {
                // A field may be missing: `has` is there to ask.
                if !random.one_in(8) {
                    fields.push((name, value(of, random)?));
                }
            }
            Value::Map(Arc::new(Map::record(fields)))
        }
        Type::Type(described) => Value::Type(Arc::from(described.runtime_name())),
        Type::Opaque(_) => {
            let held = value(of.as_optional()?, random)?;
            if random.one_in(3) { Value::Optional(None) } else { Value::some(held) }
        }
        Type::Broken | Type::Number | Type::Parameter(_) => return None,
    })
}

pub(crate) fn value_fits_type(value: &Value, of: &Type) -> bool {
    match (value, of) {
        (_, Type::Dyn) => true,
        // The specification lets null stand for these.
        (Value::Null, Type::Null | Type::Timestamp | Type::Duration) => true,
        (Value::Null, of) if of.as_optional().is_some() => true,
        (Value::Bool(_), Type::Bool)
        | (Value::Int(_), Type::Int)
        | (Value::Uint(_), Type::Uint)
        | (Value::Double(_), Type::Double)
        | (Value::String(_), Type::String)
        | (Value::Bytes(_), Type::Bytes)
        | (Value::Timestamp(_), Type::Timestamp)
        | (Value::Duration(_), Type::Duration)
        | (Value::Type(_), Type::Type(_)) => true,
        (Value::List(elements), Type::List(of)) => {
            elements.iter().all(|element| value_fits_type(element, of))
        }
        (Value::Map(map), Type::Map(of)) => map
            .entries()
            .iter()
            .all(|(key, value)| value_fits_type(key, &of.0) && value_fits_type(value, &of.1)),
        (Value::Map(map), Type::Object(object)) => object
            .fields()
            .all(|(name, of)| map.field(name).is_none_or(|value| value_fits_type(value, of))),
        (Value::Optional(held), of) => of
            .as_optional()
            .is_some_and(|of| held.as_ref().is_none_or(|held| value_fits_type(held, of))),
        (Value::Opaque(opaque), Type::Opaque(of)) => {
            let dimension = value.downcast::<QuantityValue>().map(|q| q.0.dimension().name());
            let parameter = of.parameters.first().map_or("dyn".to_owned(), ToString::to_string);
            let open = dimension.is_none() || parameter == "dyn";
            opaque.type_name() == of.name && (open || dimension == Some(&*parameter))
        }
        _ => false,
    }
}

/// Nothing of it is left to be found out when it runs.
pub(crate) fn is_closed(of: &Type) -> bool {
    match of {
        // Null may stand where a time is wanted, and no operation takes it there.
        Type::Dyn | Type::Null => false,
        Type::List(of) | Type::Type(of) => is_closed(of),
        Type::Map(of) => is_closed(&of.0) && is_closed(&of.1),
        Type::Object(object) => object.fields().all(|(_, of)| is_closed(of)),
        Type::Opaque(opaque) => opaque.parameters.iter().all(is_closed),
        Type::Broken | Type::Number | Type::Parameter(_) => false,
        Type::Bool
        | Type::Int
        | Type::Uint
        | Type::Double
        | Type::String
        | Type::Bytes
        | Type::Timestamp
        | Type::Duration => true,
    }
}
