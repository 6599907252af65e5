//! Conditions: three-valued logic, comparisons, membership.

use std::cmp::Ordering;

use super::bindings::Binding;
use super::fault::Fault;
use super::meter::text_cost;
use super::node::{Node, Relation, Test, TestNode};
use super::run::{Failure, Run, Scope, no_field, refused};
use super::trace::Recorder;
use crate::value::{self, Value};

/// A bool as wide as a fault, so that a result of either is returned in registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub(super) enum Truth {
    False,
    True,
}

impl Truth {
    #[inline]
    pub(super) fn of(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }

    #[inline]
    pub(super) fn holds(self) -> bool {
        self == Self::True
    }

    pub(super) fn opposite(self) -> Self {
        Self::of(!self.holds())
    }
}

impl<R: Recorder> Run<'_, R> {
    /// Whether the node holds; `name` is what needs to know, for the message.
    #[inline]
    pub(super) fn truth(
        &self,
        node: &Node,
        scope: Option<&Scope<'_>>,
        name: &str,
    ) -> Result<Truth, Failure> {
        if let Node::Test(test) = node {
            return self.test(test, scope);
        }
        match &*self.value(node, scope)? {
            Value::Bool(holds) => Ok(Truth::of(*holds)),
            other => Err(refused(name, &[other])),
        }
    }

    #[inline]
    pub(super) fn test(
        &self,
        node: &TestNode,
        scope: Option<&Scope<'_>>,
    ) -> Result<Truth, Failure> {
        let result = match &node.kind {
            Test::Relation(relation, pair) => self.relation(*relation, pair, scope),
            other => self.decide(other, scope),
        };
        self.recorder.record_truth(node.id, result.as_ref().copied());
        result
    }

    #[inline(never)]
    fn decide(&self, test: &Test, scope: Option<&Scope<'_>>) -> Result<Truth, Failure> {
        match test {
            Test::Relation(relation, pair) => self.relation(*relation, pair, scope),
            Test::And(operands) => self.logic(operands, scope, Truth::False),
            Test::Or(operands) => self.logic(operands, scope, Truth::True),
            Test::Not(operand) => self.truth(operand, scope, "!").map(Truth::opposite),
            Test::Equal(pair) => self.both(pair, scope, |left, right| self.same(left, right)),
            Test::NotEqual(pair) => {
                self.both(pair, scope, |left, right| self.same(left, right)).map(Truth::opposite)
            }
            Test::In(pair) => self.both(pair, scope, |left, right| self.holds(left, right)),
            Test::HasSlot(slot) => match self.bindings.get(*slot) {
                Binding::Value(_) => Ok(Truth::True),
                Binding::Absent => Ok(Truth::False),
                Binding::Unknown => Err(Box::new(Fault::unknown(*slot))),
            },
            Test::HasField(operand, name) => {
                self.meter.charge(1)?;
                match &*self.value(operand, scope)? {
                    Value::Map(map) => Ok(Truth::of(map.field(name).is_some())),
                    other => Err(no_field(other, name)),
                }
            }
            Test::Matches(subject, regex) => match &*self.value(subject, scope)? {
                Value::String(text) => {
                    let pattern = regex.as_str().len().div_ceil(4);
                    self.meter.charge(text_cost(text.len() + 1).saturating_mul(pattern) as u64)?;
                    Ok(Truth::of(regex.is_match(text)))
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
        decisive: Truth,
    ) -> Result<Truth, Failure> {
        let symbol = if decisive.holds() { "||" } else { "&&" };
        let mut fault: Option<Failure> = None;
        for operand in operands {
            match self.truth(operand, scope, symbol) {
                Ok(truth) if truth == decisive => return Ok(decisive),
                Ok(_) => {}
                Err(next) if next.is_final() => return Err(next),
                Err(next) => fault = Some(Fault::joined(fault, next)),
            }
        }
        fault.map_or(Ok(decisive.opposite()), Err)
    }

    #[inline]
    fn relation(
        &self,
        relation: Relation,
        pair: &[Node; 2],
        scope: Option<&Scope<'_>>,
    ) -> Result<Truth, Failure> {
        self.both(pair, scope, |left, right| match (left, right) {
            (Value::Double(left), Value::Double(right)) => {
                self.meter.charge(1)?;
                Ok(Truth::of(left.partial_cmp(right).is_some_and(|order| relation.holds(order))))
            }
            (left, right) => self.ordered(relation, left, right),
        })
    }

    #[inline(never)]
    fn ordered(&self, relation: Relation, left: &Value, right: &Value) -> Result<Truth, Failure> {
        self.meter.charge(value::pair_cost(left, right))?;
        let order =
            value::compare(left, right).map_err(|()| refused(relation.symbol(), &[left, right]))?;
        Ok(Truth::of(order.is_some_and(|order| relation.holds(order))))
    }

    #[inline]
    fn same(&self, left: &Value, right: &Value) -> Result<Truth, Failure> {
        if let (Value::Int(left), Value::Int(right)) = (left, right) {
            return self.meter.charge(1).map(|()| Truth::of(left == right));
        }
        self.deeply_same(left, right)
    }

    #[inline(never)]
    fn deeply_same(&self, left: &Value, right: &Value) -> Result<Truth, Failure> {
        value::equal_within(left, right, &mut |units| self.meter.charge(units)).map(Truth::of)
    }

    /// `element in container`
    fn holds(&self, element: &Value, container: &Value) -> Result<Truth, Failure> {
        self.meter.charge(1)?;
        match container {
            Value::List(elements) => {
                for other in elements.iter() {
                    if self.same(element, other)?.holds() {
                        return Ok(Truth::True);
                    }
                }
                Ok(Truth::False)
            }
            Value::Map(map) => Ok(Truth::of(map.get(element).is_some())),
            _ => Err(refused("in", &[element, container])),
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
