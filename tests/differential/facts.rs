//! The variables that expressions may use, in several sets of values.

use std::sync::Arc;

use gonogo_cel::time::{Duration, Timestamp};
use gonogo_cel::{Map, Type, Value};

/// How many sets there are.
pub(crate) const FACTS: usize = 3;

pub(crate) struct Fact {
    pub(crate) name: &'static str,
    pub(crate) of: Type,
    pub(crate) values: [Value; FACTS],
}

fn time(seconds: i64, nanos: u32) -> Value {
    Value::Timestamp(Timestamp::new(seconds, nanos).expect("in range"))
}

fn seconds(seconds: f64) -> Value {
    Value::Duration(Duration::from_nanos((seconds * 1e9) as i64))
}

fn bytes(bytes: &[u8]) -> Value {
    Value::Bytes(Arc::from(bytes))
}

fn ints(values: &[i64]) -> Value {
    Value::list(values.iter().map(|value| Value::Int(*value)).collect::<Vec<_>>())
}

fn texts(values: &[&str]) -> Value {
    Value::list(values.iter().map(|value| Value::string(*value)).collect::<Vec<_>>())
}

fn record(fields: &[(&str, Value)]) -> Value {
    Value::Map(Arc::new(Map::record(fields.iter().cloned())))
}

pub(crate) fn all() -> Vec<Fact> {
    simple().into_iter().chain(composed()).collect()
}

fn fact(name: &'static str, of: Type, values: [Value; FACTS]) -> Fact {
    Fact { name, of, values }
}

fn simple() -> Vec<Fact> {
    let (int, double) = (Value::Int, Value::Double);
    vec![
        fact("i", Type::Int, [int(7), int(0), int(i64::MAX)]),
        fact("j", Type::Int, [int(-3), int(1), int(i64::MIN)]),
        fact("u", Type::Uint, [Value::Uint(3), Value::Uint(0), Value::Uint(u64::MAX)]),
        fact("d", Type::Double, [double(0.5), double(-0.0), double(1e300)]),
        fact(
            "s",
            Type::String,
            [Value::string("release-42"), Value::string(""), Value::string("größe")],
        ),
        fact("y", Type::Bytes, [bytes(b"abc"), bytes(b""), bytes(b"a\xffb")]),
        fact("b", Type::Bool, [Value::Bool(true), Value::Bool(false), Value::Bool(true)]),
        fact(
            "t",
            Type::Timestamp,
            [time(1_700_000_000, 5_000_000), time(0, 0), time(253_402_300_799, 999_999_999)],
        ),
        fact("p", Type::Duration, [seconds(90.5), seconds(0.0), seconds(-7_260.25)]),
    ]
}

fn composed() -> Vec<Fact> {
    let (int, double) = (Value::Int, Value::Double);
    let (a, b, c) = (int(1), int(2), int(-3));
    vec![
        fact("ints", Type::list(Type::Int), [ints(&[3, 1, 2]), ints(&[]), ints(&[7, 7, -1, 40])]),
        fact(
            "names",
            Type::list(Type::String),
            [texts(&["a", "größe"]), texts(&[]), texts(&["", "a", "b"])],
        ),
        fact(
            "scores",
            Type::map(Type::String, Type::Int),
            [record(&[("a", a.clone()), ("b", b)]), record(&[]), record(&[("größe", c), ("a", a)])],
        ),
        fact(
            "groups",
            Type::map(Type::String, Type::list(Type::Int)),
            [
                record(&[("a", ints(&[1, 2])), ("b", ints(&[]))]),
                record(&[]),
                record(&[("a", ints(&[-5]))]),
            ],
        ),
        fact(
            "rows",
            Type::list(Type::map(Type::String, Type::Int)),
            [
                Value::list([record(&[("a", int(5))]), record(&[("a", int(6)), ("b", int(0))])]),
                Value::list([]),
                Value::list([record(&[("b", int(1))])]),
            ],
        ),
        fact(
            "x",
            Type::Dyn,
            [int(7), Value::Null, record(&[("a", Value::Null), ("b", double(1.0))])],
        ),
        fact(
            "z",
            Type::Dyn,
            [double(7.0), Value::string("7"), Value::list([int(1), Value::Uint(1)])],
        ),
    ]
}
