//! Conditions: three-valued logic, comparisons, membership.

use std::cmp::Ordering;

use super::bindings::Binding;
use super::fault::Fault;
use super::meter::text_cost;
use super::node::{Node, Relation, Test, TestNode};
use super::run::{Run, Scope, no_field, refused};
use super::trace::Recorder;
use crate::value::{self, Value};

impl<R: Recorder> Run<'_, R> {
    /// Whether the node holds; `name` is what needs to know, for the message.
    #[inline]
    pub(super) fn truth(
        &self,
        node: &Node,
        scope: Option<&Scope<'_>>,
        name: &str,
    ) -> Result<bool, Fault> {
        if let Node::Test(test) = node {
            return self.test(test, scope);
        }
        match &*self.value(node, scope)? {
            Value::Bool(holds) => Ok(*holds),
            other => Err(refused(name, &[other])),
        }
    }

    #[inline]
    pub(super) fn test(&self, node: &TestNode, scope: Option<&Scope<'_>>) -> Result<bool, Fault> {
        let result = self.decide(&node.kind, scope);
        match &result {
            Ok(holds) => self.recorder.record(node.id, Ok(&Value::Bool(*holds))),
            Err(fault) => self.recorder.record(node.id, Err(fault)),
        }
        result
    }

    fn decide(&self, test: &Test, scope: Option<&Scope<'_>>) -> Result<bool, Fault> {
        match test {
            Test::Relation(relation, pair) => {
                self.both(pair, scope, |left, right| self.ordered(*relation, left, right))
            }
            Test::And(operands) => self.logic(operands, scope, Decisive::False),
            Test::Or(operands) => self.logic(operands, scope, Decisive::True),
            Test::Not(operand) => self.truth(operand, scope, "!").map(|holds| !holds),
            Test::Equal(pair) => self.both(pair, scope, |left, right| self.same(left, right)),
            Test::NotEqual(pair) => {
                self.both(pair, scope, |left, right| self.same(left, right)).map(|same| !same)
            }
            Test::In(pair) => self.both(pair, scope, |left, right| self.holds(left, right)),
            Test::HasSlot(slot) => match self.bindings.get(*slot) {
                Binding::Value(_) => Ok(true),
                Binding::Absent => Ok(false),
                Binding::Unknown => Err(Fault::unknown(*slot)),
            },
            Test::HasField(operand, name) => {
                self.meter.charge(1)?;
                match &*self.value(operand, scope)? {
                    Value::Map(map) => Ok(map.field(name).is_some()),
                    other => Err(no_field(other, name)),
                }
            }
            Test::Matches(subject, regex) => match &*self.value(subject, scope)? {
                Value::String(text) => {
                    let pattern = regex.as_str().len().div_ceil(4);
                    self.meter.charge(text_cost(text.len() + 1).saturating_mul(pattern) as u64)?;
                    Ok(regex.is_match(text))
                }
                other => Err(refused("matches", &[other])),
            },
            Test::Quantified(quantifier, body) => self.quantified(*quantifier, body, scope),
        }
    }

    /// `&&` and `||`: one operand decides whatever the others are; else the faults are joined.
    fn logic(
        &self,
        operands: &[Node],
        scope: Option<&Scope<'_>>,
        decisive: Decisive,
    ) -> Result<bool, Fault> {
        let mut fault: Option<Fault> = None;
        for operand in operands {
            match self.truth(operand, scope, decisive.symbol()) {
                Ok(holds) if holds == decisive.value() => return Ok(holds),
                Ok(_) => {}
                Err(next) if next.is_final() => return Err(next),
                Err(next) => fault = Some(Fault::joined(fault, next)),
            }
        }
        fault.map_or(Ok(!decisive.value()), Err)
    }

    #[inline]
    fn ordered(&self, relation: Relation, left: &Value, right: &Value) -> Result<bool, Fault> {
        self.meter.charge(value::pair_cost(left, right))?;
        let order = match (left, right) {
            (Value::Double(a), Value::Double(b)) => a.partial_cmp(b),
            (a, b) => value::compare(a, b).map_err(|()| refused(relation.symbol(), &[a, b]))?,
        };
        Ok(order.is_some_and(|order| relation.holds(order)))
    }

    #[inline]
    fn same(&self, left: &Value, right: &Value) -> Result<bool, Fault> {
        value::equal_within(left, right, &mut |units| self.meter.charge(units))
    }

    /// `element in container`
    fn holds(&self, element: &Value, container: &Value) -> Result<bool, Fault> {
        self.meter.charge(1)?;
        match container {
            Value::List(elements) => {
                for other in elements.iter() {
                    if self.same(element, other)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Value::Map(map) => Ok(map.get(element).is_some()),
            _ => Err(refused("in", &[element, container])),
        }
    }
}

/// The value that settles a chain of `&&` or `||` alone.
#[derive(Clone, Copy)]
enum Decisive {
    False,
    True,
}

impl Decisive {
    fn value(self) -> bool {
        matches!(self, Self::True)
    }

    fn symbol(self) -> &'static str {
        match self {
            Self::False => "&&",
            Self::True => "||",
        }
    }
}

impl Relation {
    #[inline]
    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Less => order.is_lt(),
            Self::LessEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterEqual => order.is_ge(),
        }
    }

    fn symbol(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
        }
    }
}
