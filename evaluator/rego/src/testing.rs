//! For the tests of the families: a call as text, and what it gives as text.

use crate::{Call, Fault, Patterns, Value, find};

/// 2026-03-01T12:00:00Z.
pub(crate) const NOW: i64 = 1_772_366_400_000_000_000;

pub(crate) fn check(name: &str, operands: &str, expected: &str) {
    let Value::Array(operands) = Value::read(operands).expect("operands") else {
        panic!("operands are an array");
    };
    let builtin = find(name).expect(name);
    let found = match builtin.run(&Call::new(&operands, NOW, &Patterns::default())) {
        Ok(Some(value)) => value.to_string(),
        Ok(None) => "undefined".to_owned(),
        Err(Fault::Undefined(why)) => format!("undefined: {why}"),
        Err(Fault::Halt(why)) => format!("halt: {why}"),
    };
    assert_eq!(found, expected, "{name}{operands:?}");
}
