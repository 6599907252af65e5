//! Parts made of constants: what they give is found once, before anything runs.

use super::Builder;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::eval::bindings::Bindings;
use crate::eval::fault::Fault;
use crate::eval::meter::{Budget, Meter};
use crate::eval::node::{Item, Made, MadeNode, Node, Place, PlaceNode, Settled};
use crate::eval::run::{Failure, Run};
use crate::eval::trace::Silent;
use crate::function::Function;
use crate::source::Span;
use crate::stdlib;
use crate::value::Value;

/// Cost units of all parts of one expression; what would take more is left as it is.
pub(super) const SETTLING: u64 = 10_000;

impl Builder<'_> {
    /// The node, or what it gives when that is the same each time and no fault.
    pub(super) fn settled(&mut self, span: Span, made: MadeNode) -> Node {
        let id = made.id;
        let constant = is_constant(&made.kind);
        let written = Node::Made(made);
        match constant.then(|| self.found(&written)) {
            Some(Ok((value, units))) => {
                let settled = Box::new(Settled { value, units, written });
                Node::Place(PlaceNode { id, kind: Place::Settled(settled) })
            }
            Some(Err(fault)) => {
                self.warn(span, &fault);
                written
            }
            None => written,
        }
    }

    /// Whoever wrote `duration('5mm')` learns it before it has to run.
    fn warn(&mut self, span: Span, fault: &Fault) {
        if let Fault::Error(error) = fault
            && !fault.is_final()
        {
            let message = format!("this can only fail: {}", error.message);
            self.warnings.push(Diagnostic::warning(&codes::C017, span, message));
        }
    }

    fn found(&self, written: &Node) -> Result<(Value, u64), Failure> {
        let bindings = Bindings::default();
        let meter = Meter::new(&self.settling, self.env.limits(), &self.written);
        let run = Run { bindings: &bindings, meter: &meter, recorder: &Silent };
        let value = run.owned(written, None)?;
        Ok((value, meter.used()))
    }
}

pub(super) fn settling() -> Budget {
    Budget::new(SETTLING)
}

fn is_constant(kind: &Made) -> bool {
    match kind {
        Made::Arithmetic(_, operands, _) => operands.iter().all(is_own),
        Made::Call(functions, args) => {
            is_standard(functions) && !reads_pattern(functions) && args.iter().all(is_own)
        }
        Made::List(elements) => elements.iter().all(is_known),
        Made::Map(entries) => {
            entries.iter().all(|(key, value)| known(key).is_some() && is_known(value))
        }
        Made::Conditional(_)
        | Made::Field(..)
        | Made::OptionalField(..)
        | Made::Element(_)
        | Made::OptionalElement(_)
        | Made::Otherwise(..)
        | Made::Collected(..)
        | Made::Sorted(..)
        | Made::OptionalMap(_)
        | Made::OptionalFlatMap(_)
        | Made::Bind(_)
        | Made::Missing(_) => false,
    }
}

fn is_known(item: &Item) -> bool {
    !item.is_optional && known(&item.node).is_some()
}

fn known(node: &Node) -> Option<&Value> {
    match node {
        Node::Place(PlaceNode { kind: Place::Constant(value), .. }) => Some(value),
        Node::Place(PlaceNode { kind: Place::Settled(settled), .. }) => Some(&settled.value),
        Node::Place(_) | Node::Test(_) | Node::Made(_) => None,
    }
}

/// A constant that only CEL's own operations take: what the host's do is not known here.
fn is_own(node: &Node) -> bool {
    known(node).is_some_and(|value| !matches!(value, Value::Opaque(_)))
}

fn is_standard(functions: &[&'static Function]) -> bool {
    let ours = || stdlib::CHAPTERS.iter().flat_map(|chapter| chapter.functions);
    let is_ours = |function: &&Function| ours().any(|ours| std::ptr::eq(*ours, *function));
    !functions.is_empty() && functions.iter().all(is_ours)
}

/// A pattern is read once in an evaluation, and costs once: not each time.
fn reads_pattern(functions: &[&'static Function]) -> bool {
    functions.iter().any(|function| function.cost.reads_pattern)
}

#[cfg(test)]
mod tests {
    use crate::{Bindings, Budget, Env, Type};

    /// Whether the whole expression is known before it runs; either way what it gives and costs.
    fn check(source: &str, settled: bool, gives: &str, units: u64) {
        let mut env = Env::standard();
        env.declare("u", Type::Int);
        let program = env.compile(source).unwrap();
        assert_eq!(
            format!("{program:?}").starts_with("Program { root: Place"),
            settled,
            "{source}"
        );
        let budget = Budget::new(100_000);
        let result = program.evaluate(&Bindings::default(), &budget);
        let text = result.as_ref().map_or_else(|fault| format!("{fault:?}"), ToString::to_string);
        assert!(text.contains(gives), "{source}: {text}");
        assert_eq!(100_000 - budget.left(), units, "{source}");
        let traced = Budget::new(100_000);
        let (explained, trace) = program.explain(&Bindings::default(), &traced);
        assert_eq!(format!("{explained:?}"), format!("{result:?}"), "{source}");
        assert_eq!(traced.left(), budget.left(), "{source}");
        let root = &program.checked().syntax.root;
        root.for_each_child(|child| {
            assert!(trace.result(child.id).is_some(), "{source}: {}", child.span.text(source));
        });
    }

    #[test]
    fn what_is_made_of_constants_is_known_before() {
        check("duration('10m')", true, "600s", 1);
        check("1 + 2 * 3", true, "7", 2);
        check("-(5)", true, "-5", 1);
        check("timestamp('2026-01-04T00:00:00Z') + duration('1h')", true, "01:00:00", 5);
        check("['a', 'b' + 'c']", true, "['a', 'bc']", 13);
        check("{'a': [1]}", true, "{'a': [1]}", 42);
    }

    #[test]
    fn what_can_only_fail_is_told_before() {
        let warned = |source: &str| {
            let program = Env::standard().compile(source).unwrap();
            let texts = program.warnings().iter().map(|w| w.span.text(source).to_owned());
            texts.collect::<Vec<String>>()
        };
        assert_eq!(warned("1 < 2 || duration('5mm') < duration('5m')"), ["duration('5mm')"]);
        assert_eq!(warned("[1, 2][2] == 1 / 0 + 1"), ["1 / 0"]);
        assert_eq!(warned("int('7') == 7"), Vec::<String>::new());
    }

    #[test]
    fn what_may_fail_or_is_dear_is_not() {
        check("1 / 0", false, "has no result", 1);
        check("[1 / 0]", false, "has no result", 12);
        check("duration('x')", false, "duration", 1);
        check("u + (1 + 2)", false, "Unknown", 2);
        check("[1].map(x, 2)", false, "[2]", 13);
        // A pattern that has to be compiled each time.
        check("'abc'.matches('a' + 'bcdefg')", false, "false", 1 + 1 + 8 * 3_000 + 2);
    }
}
