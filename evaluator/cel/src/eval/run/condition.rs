//! Conditions: three-valued logic, comparisons, membership.

mod quorum;
mod text;
mod threshold;

use std::cmp::Ordering;

use super::optional::optional_field;
use super::scope::Scope;
use super::{Failure, Run, no_field, refused};
use crate::eval::bindings::Binding;
use crate::eval::fault::Fault;
use crate::eval::meter::key_cost;
use crate::eval::node::{Node, Relation, Test, TestNode};
use crate::eval::trace::Recorder;
use crate::value::{self, Value};

/// A bool as wide as a fault, so that a result of either is returned in registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub(in crate::eval) enum Truth {
    False,
    True,
}

impl From<bool> for Truth {
    #[inline]
    fn from(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }
}

impl Truth {
    #[inline]
    pub(in crate::eval) fn holds(self) -> bool {
        self == Self::True
    }

    pub(in crate::eval) fn opposite(self) -> Self {
        Self::from(!self.holds())
    }
}

impl<R: Recorder> Run<'_, R> {
    /// Whether the node holds; `name` is what needs to know, for the message.
    #[inline]
    pub(in crate::eval) fn truth(
        &self,
        node: &Node,
        scope: Option<&Scope<'_>>,
        name: &str,
    ) -> Result<Truth, Failure> {
        if let Node::Test(test) = node {
            return self.test(test, scope);
        }
        match &*self.value(node, scope)? {
            Value::Bool(holds) => Ok(Truth::from(*holds)),
            other => Err(refused(name, &[other])),
        }
    }

    #[inline]
    pub(in crate::eval) fn test(
        &self,
        node: &TestNode,
        scope: Option<&Scope<'_>>,
    ) -> Result<Truth, Failure> {
        let result = match &node.kind {
            Test::Threshold(threshold) => self.threshold(threshold, scope),
            Test::Relation(relation, pair) => self.relation(*relation, pair, scope),
            other => self.decide(other, scope),
        };
        self.recorder.record_truth(node.id, result.as_ref().copied());
        result
    }

    #[inline(never)]
    fn decide(&self, test: &Test, scope: Option<&Scope<'_>>) -> Result<Truth, Failure> {
        match test {
            Test::Threshold(threshold) => self.threshold(threshold, scope),
            Test::Relation(relation, pair) => self.relation(*relation, pair, scope),
            Test::Text(test, pair) => self.text(*test, pair, scope),
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
                    Value::Map(map) => Ok(Truth::from(map.field(name).is_some())),
                    optional @ Value::Optional(_) => {
                        let found = optional_field(optional, name)?;
                        Ok(Truth::from(matches!(found, Value::Optional(Some(_)))))
                    }
                    other => Err(no_field(other, name)),
                }
            }
            Test::Matches(subject, pattern) => match &*self.value(subject, scope)? {
                Value::String(text) => {
                    self.meter.charge(pattern.cost(text.len()) as u64)?;
                    Ok(Truth::from(pattern.regex().is_match(text)))
                }
                other => Err(refused("matches", &[other])),
            },
            Test::Quantified(quantifier, body) => self.quantified(*quantifier, body, scope),
            Test::Quorum(needed, conditions) => self.quorum(needed, conditions, scope),
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
                self.meter.charge(1).map(|()| Truth::from(relation.joins(left, right)))
            }
            (Value::Int(left), Value::Int(right)) => {
                self.meter.charge(1).map(|()| Truth::from(relation.joins(left, right)))
            }
            (left, right) => self.ordered(relation, left, right),
        })
    }

    #[inline(never)]
    fn ordered(&self, relation: Relation, left: &Value, right: &Value) -> Result<Truth, Failure> {
        match (left, right) {
            (Value::Duration(left), Value::Duration(right)) => {
                return self.meter.charge(1).map(|()| Truth::from(relation.joins(left, right)));
            }
            (Value::Timestamp(left), Value::Timestamp(right)) => {
                return self.meter.charge(1).map(|()| Truth::from(relation.joins(left, right)));
            }
            _ => self.meter.charge(value::pair_cost(left, right))?,
        }
        let order = value::compare(left, right)
            .map_err(|value::Unordered| refused(relation.symbol(), &[left, right]))?;
        Ok(Truth::from(order.is_some_and(|order| relation.holds(order))))
    }

    #[inline]
    fn same(&self, left: &Value, right: &Value) -> Result<Truth, Failure> {
        match (left, right) {
            (Value::Int(left), Value::Int(right)) => {
                self.meter.charge(1).map(|()| Truth::from(left == right))
            }
            (Value::Double(left), Value::Double(right)) => {
                self.meter.charge(1).map(|()| Truth::from(left == right))
            }
            (left, right) => self.deeply_same(left, right),
        }
    }

    #[inline(never)]
    fn deeply_same(&self, left: &Value, right: &Value) -> Result<Truth, Failure> {
        value::equal_within(left, right, &mut |units| self.meter.charge(units)).map(Truth::from)
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
            Value::Map(map) => {
                self.meter.charge(key_cost(element))?;
                Ok(Truth::from(map.get(element).is_some()))
            }
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

#[cfg(test)]
mod tests {
    use crate::{Binding, Bindings, Budget, Env, ErrorKind, Fault, Type, Value};

    /// `t`, `f`: true and false; `e`: an error; `u`, `v`: unknown; `w`: absent.
    fn evaluated(source: &str) -> String {
        let mut env = Env::standard();
        let slots = ["u", "v", "w"].map(|name| env.declare(name, Type::Bool));
        env.declare("us", Type::list(Type::Bool));
        let mut bindings = Bindings::default();
        bindings.set(slots[2], Binding::Absent);
        let word = |word| match word {
            "t" => "true",
            "f" => "false",
            "e" => "(1 / 0 == 1)",
            other => other,
        };
        let words: Vec<&str> = source.split(' ').map(word).collect();
        let program = env.compile(&words.join(" ")).unwrap_or_else(|e| panic!("{e:?}"));
        match program.evaluate(&bindings, &Budget::new(10_000)) {
            Ok(Value::Bool(true)) => "t".to_owned(),
            Ok(Value::Bool(false)) => "f".to_owned(),
            Ok(other) => other.to_string(),
            Err(Fault::Error(error)) if error.kind == ErrorKind::DivisionByZero => "e".to_owned(),
            Err(Fault::Error(error)) => error.message,
            Err(Fault::Unknown(unknowns)) => {
                let names = unknowns.slots.iter().filter_map(|slot| env.variable(*slot));
                let error = unknowns.error.is_some().then_some("e");
                names.map(|variable| &*variable.name).chain(error).collect::<Vec<_>>().join("+")
            }
        }
    }

    fn check(rows: &[(&str, &str)]) {
        for (source, gives) in rows {
            assert_eq!(evaluated(source), *gives, "{source}");
        }
    }

    #[test]
    fn logic_is_decided_by_one_side_or_tells_what_is_missing() {
        check(&[
            ("t && t", "t"),
            ("u && f", "f"),
            ("f && u", "f"),
            ("e && f", "f"),
            ("u && t", "u"),
            ("t && e", "e"),
            ("e && u", "u+e"),
            ("u && e", "u+e"),
            ("v && e && u && t", "u+v+e"),
            ("u && u", "u"),
            ("( e || t ) && u", "u"),
            ("( e && u ) || v", "u+v+e"),
            ("( e && u ) || t", "t"),
            ("w && t", "w"),
            ("f || f", "f"),
            ("u || t", "t"),
            ("e || t", "t"),
            ("u || f", "u"),
            ("f || e", "e"),
            ("e || u", "u+e"),
            ("v || f || u", "u+v"),
            ("! u", "u"),
            ("! e", "e"),
        ]);
    }

    #[test]
    fn conditionals_run_one_side() {
        check(&[
            ("t ? t : e", "t"),
            ("f ? e : f", "f"),
            ("u ? t : t", "u"),
            ("e ? t : t", "e"),
            ("t ? u : t", "u"),
        ]);
    }

    #[test]
    fn a_quorum_is_decided_as_soon_as_it_can_be() {
        check(&[
            ("quorum(2, [ t , f , t ])", "t"),
            ("quorum(2, [ t , u , t ])", "t"),
            ("quorum(2, [ t , t , e ])", "t"),
            ("quorum(2, [ f , f , u ])", "f"),
            ("quorum(2, [ f , e , f ])", "f"),
            ("quorum(2, [ t , u , f ])", "u"),
            ("quorum(2, [ t , e , f ])", "e"),
            ("quorum(2, [ e , u , v ])", "u+v+e"),
            ("quorum(int('3'), [ u , v ])", "a quorum of 3 cannot hold: there are 2 conditions"),
            ("quorum(int('2'), [ t , t ])", "t"),
            ("quorum(int('0'), [ t ])", "a quorum of 0 always holds"),
        ]);
    }

    #[test]
    fn comparisons_and_calls_name_everything_that_is_missing() {
        check(&[
            ("u == v", "u+v"),
            ("e == v", "v+e"),
            ("u in [ v ]", "u+v"),
            ("[u, t ][0] == v", "u+v"),
            ("[ u , v ] == []", "u+v"),
            ("[ e , u ] == []", "u+e"),
            ("{1: u , 2: e , 3: v } == {}", "u+v+e"),
        ]);
    }

    #[test]
    fn macros_are_decided_by_one_element() {
        check(&[
            ("[u, f ].exists(x, x)", "u"),
            ("[1, 0, 2].all(x, x == 1 || (x == 2 ? u : v ))", "u+v"),
            ("[1, 0, 2].all(x, 2 / x > 1)", "f"),
            ("[1, 0].all(x, 1 / x > 0)", "e"),
            ("[1, 0].exists(x, 1 / x > 0)", "t"),
            ("[0, 1].exists(x, x == 0 ? u : t )", "t"),
            ("[0, 1].exists(x, x == 0 ? u : e )", "u+e"),
            ("us.all(x, x)", "us"),
            ("us.map(x, t ) == []", "us"),
            ("[].all(x, u )", "t"),
            ("[].exists(x, u )", "f"),
            ("[1, 2].exists_one(x, x > 1)", "t"),
            ("[1, 2].exists_one(x, x > 0)", "f"),
            ("[0, 1].exists_one(x, 1 / x == 1)", "e"),
        ]);
    }

    #[test]
    fn absent_variables_are_known_to_be_absent() {
        check(&[("has(w)", "f"), ("has(u)", "u"), ("has(w) && w", "f"), ("!has(w) || w", "t")]);
    }

    #[test]
    fn equality_and_order_go_by_value() {
        check(&[
            ("dyn(1) == dyn(1u)", "t"),
            ("dyn(1) == dyn(1.0)", "t"),
            ("dyn(1) == dyn('1')", "f"),
            ("dyn(null) == dyn(0)", "f"),
            ("0.0 / 0.0 == 0.0 / 0.0", "f"),
            ("0.0 / 0.0 != 0.0 / 0.0", "t"),
            ("[0.0 / 0.0] == [0.0 / 0.0]", "f"),
            ("0.0 / 0.0 <= 1.0", "f"),
            ("0.0 == -0.0", "t"),
            ("dyn([1, 2]) == dyn([1.0, 2u])", "t"),
            ("{'a': 1} == {'b': 1}", "f"),
            ("1 < 1.5 && 2u > 1 && -1 < 0u", "t"),
            ("false < true && 'a' < 'b' && b'a' < b'ab'", "t"),
            ("dyn(null) < dyn(1)", "`<` takes no (null_type, int)"),
        ]);
    }
}
