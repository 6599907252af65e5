//! New values: arithmetic, calls, lists and maps.

use super::operators;
use super::optional::optional_field;
use super::scope::{Bound, Scope};
use super::{Failure, Run, failure, field, refused};
use crate::eval::fault::{ErrorKind, Fault};
use crate::eval::meter::key_cost;
use crate::eval::node::{Made, MadeNode, Node};
use crate::eval::trace::Recorder;
use crate::function::{Call, Function, no_overload};
use crate::limits::Numbers;
use crate::syntax::ast::Operator;
use crate::value::Value;

impl<R: Recorder> Run<'_, R> {
    pub(in crate::eval) fn make(
        &self,
        node: &MadeNode,
        scope: Option<&Scope<'_>>,
    ) -> Result<Value, Failure> {
        let result = match &node.kind {
            Made::Conditional(parts) => self.conditional(parts, scope),
            Made::Arithmetic(operator, operands, host) => match &**operands {
                [operand] => self.negated(operand, host, scope),
                operands => match operands.as_array() {
                    Some(pair) => self.binary(*operator, pair, host, scope),
                    None => Err(Box::new(no_overload(operator.symbol(), &[]))),
                },
            },
            Made::Call(functions, args) => self.call(functions, args, scope),
            Made::List(elements) => self.list(elements, scope),
            Made::Map(entries) => self.map(entries, scope),
            Made::Field(operand, name) => self.taken(operand, name, scope),
            Made::OptionalField(operand, name) => self.optional_field(operand, name, scope),
            Made::Element(pair) => self.indexed(pair, scope, |container, index| match container {
                Value::Optional(_) => self.optional_element(container, index),
                _ => operators::element(container, index).cloned(),
            }),
            Made::OptionalElement(pair) => self
                .indexed(pair, scope, |container, index| self.optional_element(container, index)),
            Made::Otherwise(otherwise, pair, functions) => {
                self.otherwise(*otherwise, pair, functions, scope)
            }
            Made::Collected(collection, body) => self.collected(*collection, body, scope),
            Made::Sorted(functions, body) => self.sorted(functions, body, scope),
            Made::OptionalMap(body) => self.mapped(body, scope, |result| Ok(Value::some(result))),
            Made::OptionalFlatMap(body) => self.mapped(body, scope, |result| match result {
                Value::Optional(_) => Ok(result),
                other => Err(refused("the result of `optFlatMap`", &[&other])),
            }),
            Made::Bind(body) => {
                let bound = Bound::new(&body.range, scope);
                self.owned(&body.body, Some(&Scope::bound(&bound)))
            }
            Made::Missing(why) => Err(failure(ErrorKind::NoSuchName, why.clone())),
        };
        let result = match result {
            Ok(Value::Double(number)) if !number.is_finite() => self.not_finite(number),
            result => result,
        };
        self.recorder.record(node.id, result.as_ref());
        result
    }

    #[cold]
    fn not_finite(&self, number: f64) -> Result<Value, Failure> {
        match self.meter.limits().numbers {
            Numbers::Ieee => Ok(Value::Double(number)),
            Numbers::Finite => {
                Err(failure(ErrorKind::Overflow, "the result is not a finite number"))
            }
        }
    }

    fn conditional(
        &self,
        [condition, yes, no]: &[Node; 3],
        scope: Option<&Scope<'_>>,
    ) -> Result<Value, Failure> {
        let chosen = if self.truth(condition, scope, "?")?.holds() { yes } else { no };
        self.owned(chosen, scope)
    }

    /// A field of a value that is not kept.
    fn taken(
        &self,
        operand: &Node,
        name: &str,
        scope: Option<&Scope<'_>>,
    ) -> Result<Value, Failure> {
        self.meter.charge(1)?;
        match &*self.value(operand, scope)? {
            optional @ Value::Optional(_) => optional_field(optional, name),
            whole => field(whole, name).cloned(),
        }
    }

    fn indexed(
        &self,
        pair: &[Node; 2],
        scope: Option<&Scope<'_>>,
        element: impl FnOnce(&Value, &Value) -> Result<Value, Failure>,
    ) -> Result<Value, Failure> {
        self.meter.charge(1)?;
        self.both(pair, scope, |container, index| {
            self.meter.charge(key_cost(index))?;
            element(container, index)
        })
    }

    fn binary(
        &self,
        operator: Operator,
        pair: &[Node; 2],
        host: &[&'static Function],
        scope: Option<&Scope<'_>>,
    ) -> Result<Value, Failure> {
        self.both(pair, scope, |left, right| {
            if let (Value::Double(left), Value::Double(right)) = (left, right)
                && let Some(result) = operators::double(operator, *left, *right)
            {
                return self.meter.charge(1).map(|()| Value::Double(result));
            }
            self.joined(operator, [left, right], host)
        })
    }

    #[inline(never)]
    fn joined(
        &self,
        operator: Operator,
        [left, right]: [&Value; 2],
        host: &[&'static Function],
    ) -> Result<Value, Failure> {
        self.meter.charge(operators::cost(left, right))?;
        match operators::binary(operator, left, right) {
            Some(result) => result.map_err(Box::new),
            None => self.dispatch(host, &[left.clone(), right.clone()], operator.symbol()),
        }
    }

    fn negated(
        &self,
        operand: &Node,
        host: &[&'static Function],
        scope: Option<&Scope<'_>>,
    ) -> Result<Value, Failure> {
        let operand = self.value(operand, scope)?;
        self.meter.charge(1)?;
        match operators::negate(&operand) {
            Some(result) => result.map_err(Box::new),
            None => self.dispatch(host, &[operand.into_owned()], Operator::Negate.symbol()),
        }
    }

    fn call(
        &self,
        functions: &[&'static Function],
        args: &[Node],
        scope: Option<&Scope<'_>>,
    ) -> Result<Value, Failure> {
        self.meter.charge(1)?;
        let name = functions.first().map_or("", |function| function.name);
        if let [arg] = args {
            let value = self.value(arg, scope)?;
            return self.dispatch(functions, std::slice::from_ref(&*value), name);
        }
        if let [left, right] = args {
            let pair = [self.owned(left, scope), self.owned(right, scope)];
            return match pair {
                [Ok(left), Ok(right)] => self.dispatch(functions, &[left, right], name),
                [Err(left), Err(right)] => Err(Box::new(left.merge(*right))),
                [Err(fault), _] | [_, Err(fault)] => Err(fault),
            };
        }
        let mut fault: Option<Failure> = None;
        let mut values = Vec::with_capacity(args.len());
        for arg in args {
            match self.owned(arg, scope) {
                Ok(value) => values.push(value),
                Err(next) if next.is_final() => return Err(next),
                Err(next) => fault = Some(Fault::joined(fault, next)),
            }
        }
        match fault {
            Some(fault) => Err(fault),
            None => self.dispatch(functions, &values, name),
        }
    }

    /// The result of the first function that takes these arguments.
    pub(in crate::eval) fn dispatch(
        &self,
        functions: &[&'static Function],
        args: &[Value],
        name: &str,
    ) -> Result<Value, Failure> {
        for function in functions {
            match (function.native)(&Call::new(function, args, self.meter)) {
                Err(fault) if fault.is_no_overload() => {}
                result => return result.map_err(Box::new),
            }
        }
        Err(Box::new(no_overload(name, args)))
    }
}
