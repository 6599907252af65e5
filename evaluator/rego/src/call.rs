//! One call of a built-in function: its operands, and what can go wrong.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use gonogo_cel_pattern::{COMPILED_LITERAL, COST, Pattern};

use crate::value::{Number, Value};

/// Bytes of text, or parts of a list, that one call may make.
const MOST: usize = 1 << 20;
/// Lines that a policy may print in one evaluation, and bytes of each.
const LINES: usize = 100;
const LINE: usize = 4_096;

/// Patterns of one evaluation that are kept, and bytes of each.
const PATTERNS: usize = 50;
pub(crate) const LONGEST: usize = 16 << 10;

/// Patterns that were compiled in an evaluation.
#[derive(Debug, Default)]
pub struct Patterns(RefCell<BTreeMap<String, Pattern>>);

/// Nothing is what Rego calls undefined.
pub type Answer = Result<Option<Value>, Fault>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Rego makes this undefined, and goes on; the words are for whoever wonders why.
    Undefined(String),
    /// The evaluation ends: what would follow could not be trusted.
    Halt(String),
}

impl Fault {
    pub(crate) fn new(why: impl Into<String>) -> Self {
        Self::Undefined(why.into())
    }
}

/// Operands, the time that is judged, and what the call has cost.
#[derive(Debug)]
pub struct Call<'c> {
    pub operands: &'c [Value],
    /// Nanoseconds since 1970, of the snapshot.
    pub now: i64,
    patterns: &'c Patterns,
    work: Cell<u64>,
    printed: RefCell<Vec<String>>,
}

impl<'c> Call<'c> {
    pub fn new(operands: &'c [Value], now: i64, patterns: &'c Patterns) -> Self {
        let (work, printed) = (Cell::new(0), RefCell::new(Vec::new()));
        Self { operands, now, patterns, work, printed }
    }

    /// Compiled now, or by an earlier call.
    pub(crate) fn pattern(&self, text: &str) -> Result<Pattern, Fault> {
        let mut compiled = self.patterns.0.borrow_mut();
        if let Some(known) = compiled.get(text) {
            return Ok(known.clone());
        }
        // A unit of that cost is one of fuel, not one of our steps.
        self.charge(text.len().saturating_mul(COST / 10));
        let pattern = Pattern::new(text, LONGEST, COMPILED_LITERAL).map_err(Fault::Undefined)?;
        if compiled.len() < PATTERNS {
            compiled.insert(text.to_owned(), pattern.clone());
        }
        Ok(pattern)
    }

    /// Steps beyond reading the operands and writing the answer.
    pub fn work(&self) -> u64 {
        self.work.get()
    }

    pub fn into_printed(self) -> Vec<String> {
        self.printed.into_inner()
    }

    pub(crate) fn charge(&self, steps: usize) {
        self.work.set(self.work.get().saturating_add(steps as u64));
    }

    pub(crate) fn print(&self, line: &str) {
        let mut printed = self.printed.borrow_mut();
        if printed.len() < LINES {
            printed.push(line.chars().take(LINE).collect());
        }
    }

    /// Refuses to make more than a policy can have use for.
    pub(crate) fn within(&self, size: usize) -> Result<(), Fault> {
        if size > MOST {
            return Err(Fault::Halt(format!("the answer is larger than {MOST} bytes or parts")));
        }
        Ok(())
    }

    pub(crate) fn value(&self, place: usize) -> Result<&'c Value, Fault> {
        let missing = || Fault::Halt(format!("operand {} is missing", place.saturating_add(1)));
        self.operands.get(place).ok_or_else(missing)
    }

    pub(crate) fn text(&self, place: usize) -> Result<&'c str, Fault> {
        match self.value(place)? {
            Value::String(text) => Ok(text),
            other => Err(wrong(place, "string", other)),
        }
    }

    pub(crate) fn number(&self, place: usize) -> Result<&'c Number, Fault> {
        match self.value(place)? {
            Value::Number(number) => Ok(number),
            other => Err(wrong(place, "number", other)),
        }
    }

    pub(crate) fn int(&self, place: usize) -> Result<i64, Fault> {
        self.number(place)?.as_i64().ok_or_else(|| {
            let place = place.saturating_add(1);
            Fault::new(format!("operand {place} must be an integer of 64 bits"))
        })
    }

    pub(crate) fn array(&self, place: usize) -> Result<&'c [Value], Fault> {
        match self.value(place)? {
            Value::Array(items) => Ok(items),
            other => Err(wrong(place, "array", other)),
        }
    }

    /// The members of an array or a set.
    pub(crate) fn members(&self, place: usize) -> Result<Vec<&'c Value>, Fault> {
        let value = self.value(place)?;
        value.members().ok_or_else(|| wrong(place, "array or set", value))
    }

    /// A text, or an array or set of texts.
    pub(crate) fn texts(&self, place: usize) -> Result<Vec<&'c str>, Fault> {
        if let Value::String(text) = self.value(place)? {
            return Ok(vec![text]);
        }
        let as_text = |member: &'c Value| match member {
            Value::String(text) => Ok(text.as_str()),
            other => Err(wrong(place, "string, or strings in an array or a set", other)),
        };
        self.members(place)?.into_iter().map(as_text).collect()
    }
}

fn wrong(place: usize, wanted: &str, found: &Value) -> Fault {
    let place = place.saturating_add(1);
    Fault::new(format!("operand {place} must be {wanted} but is {}", found.type_name()))
}

pub(crate) fn text(text: impl Into<String>) -> Answer {
    Ok(Some(Value::String(text.into())))
}

pub(crate) fn truth(holds: impl Into<Value>) -> Answer {
    Ok(Some(holds.into()))
}

pub(crate) fn int(number: i64) -> Answer {
    Ok(Some(Value::int(number)))
}

pub(crate) fn array(items: Vec<Value>) -> Answer {
    Ok(Some(Value::Array(items)))
}

pub(crate) fn set(members: BTreeSet<Value>) -> Answer {
    Ok(Some(Value::Set(members)))
}
