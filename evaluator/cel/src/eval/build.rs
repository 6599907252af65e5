//! From a checked expression to its compiled form.

mod settled;

use std::ops::Range;
use std::sync::Arc;

use super::meter::Budget;
use super::node::{
    Collection, Item, Loop, Made, MadeNode, Node, Otherwise, Place, PlaceNode, Quantifier,
    Relation, Test, TestNode, TextTest, Threshold,
};
use crate::check::{Checked, Reference, SORT_BY_KEYS};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::env::{Env, Slot};
use crate::function::{Function, Pattern};
use crate::source::Span;
use crate::syntax::ast::{Call, Comprehension, Expr, ExprId, ExprKind, Fold, Literal, Operator};
use crate::value::Value;

/// What a node will be, before it has its id.
enum Kind {
    Place(Place),
    Test(Test),
    Made(Made),
}

pub(super) struct Builder<'c> {
    env: &'c Env,
    checked: &'c Checked,
    has_optionals: bool,
    /// Literal patterns so far.
    patterns: u32,
    pub(super) written: Vec<(Arc<str>, Pattern)>,
    /// For what is found while compiling.
    settling: Budget,
    pub(super) slots: Vec<Slot>,
    pub(super) problems: Vec<Diagnostic>,
    /// Of parts that can only fail; they may never run.
    pub(super) warnings: Vec<Diagnostic>,
}

impl<'c> Builder<'c> {
    pub(super) fn new(env: &'c Env, checked: &'c Checked) -> Self {
        Self {
            env,
            checked,
            has_optionals: checked.types().any(|of| of.as_optional().is_some()),
            patterns: 0,
            written: Vec::new(),
            settling: settled::settling(),
            slots: Vec::new(),
            problems: Vec::new(),
            warnings: Vec::new(),
        }
    }

    pub(super) fn node(&mut self, expr: &Expr) -> Node {
        let id = expr.id;
        match self.kind(expr) {
            Kind::Place(kind) => Node::Place(PlaceNode { id, kind }),
            Kind::Test(kind) => Node::Test(TestNode { id, kind }),
            Kind::Made(kind) => self.settled(expr.span, MadeNode { id, kind }),
        }
    }

    fn kind(&mut self, expr: &Expr) -> Kind {
        if let Some(reference) = self.checked.reference(expr)
            && let Some(kind) = self.referred(reference)
        {
            return kind;
        }
        match &expr.kind {
            ExprKind::Literal(literal) => Kind::Place(Place::Constant(constant(literal))),
            ExprKind::Ident(ident) => missing(format!("there is no `{}`", ident.name)),
            ExprKind::Select(select) => {
                self.field(&select.operand, Arc::from(select.field.as_str()))
            }
            ExprKind::OptionalSelect(select) => {
                let name = Arc::from(select.field.as_str());
                Kind::Made(Made::OptionalField(self.boxed(&select.operand), name))
            }
            // Only the list or map around it may hold it.
            ExprKind::IfPresent(_) => missing("`?` is out of place".to_owned()),
            ExprKind::Has(operand) => self.has(operand),
            ExprKind::Call(call) => self.call(expr, call),
            ExprKind::Operator(operator, operands) => self.operator(*operator, operands),
            ExprKind::And(operands) => Kind::Test(Test::And(self.nodes(operands))),
            ExprKind::Or(operands) => Kind::Test(Test::Or(self.nodes(operands))),
            ExprKind::Conditional(parts) => {
                let [condition, yes, no] = &**parts;
                let nodes = [self.node(condition), self.node(yes), self.node(no)];
                Kind::Made(Made::Conditional(Box::new(nodes)))
            }
            ExprKind::List(elements) => {
                Kind::Made(Made::List(elements.iter().map(|element| self.item(element)).collect()))
            }
            ExprKind::Map(entries) => {
                let pairs = entries.iter().map(|e| (self.node(&e.key), self.item(&e.value)));
                Kind::Made(Made::Map(pairs.collect()))
            }
            ExprKind::Comprehension(fold) => self.fold(fold),
            ExprKind::Quorum(quorum) => {
                let needed = self.boxed(&quorum.needed);
                Kind::Test(Test::Quorum(needed, self.nodes(&quorum.conditions)))
            }
            ExprKind::Broken => missing("the expression is not complete".to_owned()),
        }
    }

    fn referred(&mut self, reference: &Reference) -> Option<Kind> {
        Some(match reference {
            Reference::Slot(slot) => {
                self.slots.push(*slot);
                Kind::Place(Place::Slot(*slot))
            }
            Reference::Local(up) => Kind::Place(Place::Local(*up)),
            Reference::TypeName(name) => Kind::Place(Place::Constant(Value::Type(name.clone()))),
            Reference::Constant(value) => Kind::Place(Place::Constant(value.clone())),
            Reference::Missing(why) => missing(why.clone()),
            Reference::Function(_) => return None,
        })
    }

    fn boxed(&mut self, expr: &Expr) -> Box<Node> {
        Box::new(self.node(expr))
    }

    fn nodes<'x>(&mut self, exprs: impl IntoIterator<Item = &'x Expr>) -> Box<[Node]> {
        exprs.into_iter().map(|expr| self.node(expr)).collect()
    }

    fn field(&mut self, operand: &Expr, name: Arc<str>) -> Kind {
        match self.node(operand) {
            Node::Place(place) if !self.may_be_optional(operand) => {
                Kind::Place(Place::Field(Box::new(place), name))
            }
            operand => Kind::Made(Made::Field(Box::new(operand), name)),
        }
    }

    fn has(&mut self, operand: &Expr) -> Kind {
        if let Some(Reference::Slot(slot)) = self.checked.reference(operand) {
            self.slots.push(*slot);
            return Kind::Test(Test::HasSlot(*slot));
        }
        match &operand.kind {
            ExprKind::Select(select) => {
                let name = Arc::from(select.field.as_str());
                Kind::Test(Test::HasField(self.boxed(&select.operand), name))
            }
            _ => missing("`has` tests a field".to_owned()),
        }
    }

    fn operator(&mut self, operator: Operator, operands: &[Expr]) -> Kind {
        let [left, right] = operands else {
            let nodes = self.nodes(operands);
            return match (operator, <[Node; 1]>::try_from(nodes.into_vec())) {
                (Operator::Not, Ok([operand])) => Kind::Test(Test::Not(Box::new(operand))),
                (_, Ok(operand)) => self.arithmetic(operator, Box::new(operand)),
                (_, Err(_)) => missing(format!("`{}` is not complete", operator.symbol())),
            };
        };
        let container = left;
        let pair = [self.node(left), self.node(right)];
        match operator {
            Operator::Less => relation(Relation::Less, pair),
            Operator::LessEqual => relation(Relation::LessEqual, pair),
            Operator::Greater => relation(Relation::Greater, pair),
            Operator::GreaterEqual => relation(Relation::GreaterEqual, pair),
            Operator::Equal => Kind::Test(Test::Equal(Box::new(pair))),
            Operator::NotEqual => Kind::Test(Test::NotEqual(Box::new(pair))),
            Operator::In => Kind::Test(Test::In(Box::new(pair))),
            Operator::Index if self.may_be_optional(container) => {
                Kind::Made(Made::Element(Box::new(pair)))
            }
            Operator::Index => element(pair),
            Operator::OptionalIndex => Kind::Made(Made::OptionalElement(Box::new(pair))),
            Operator::Add
            | Operator::Subtract
            | Operator::Multiply
            | Operator::Divide
            | Operator::Modulo
            | Operator::Negate
            | Operator::Not => self.arithmetic(operator, Box::new(pair)),
        }
    }

    fn arithmetic(&self, operator: Operator, operands: Box<[Node]>) -> Kind {
        let host = self.env.functions(operator.function()).iter().skip(1).copied().collect();
        Kind::Made(Made::Arithmetic(operator, operands, host))
    }

    fn call(&mut self, expr: &Expr, call: &Call) -> Kind {
        // With dots, the target is part of the name.
        if let Some(Reference::Function(function)) = self.checked.reference(expr)
            && function.name.contains('.')
        {
            self.literal_pattern(function, &call.args);
            let functions = self.env.functions(function.name).into();
            return Kind::Made(Made::Call(functions, self.nodes(&call.args)));
        }
        let name = call.function.trim_start_matches('.');
        let only = |name| self.env.functions(name).len() == 1;
        let operands = call.args.len() + usize::from(call.target.is_some());
        if name == "matches"
            && operands == 2
            && only("matches")
            && let Some(matches) = self.matches(call)
        {
            return matches;
        }
        let functions: Box<[&'static Function]> = self.env.functions(name).into();
        let args = self.nodes(call.target.iter().chain(&call.args));
        let pair = match <Box<[Node; 2]>>::try_from(args) {
            Ok(pair) if call.target.is_some() => pair,
            Ok(pair) => return Kind::Made(Made::Call(functions, pair)),
            Err(args) => return Kind::Made(Made::Call(functions, args)),
        };
        // A host may have its own function by that name.
        let only = functions.len() == 1;
        match (name, TextTest::by_name(name).filter(|_| only)) {
            ("or", _) => Kind::Made(Made::Otherwise(Otherwise::Optional, pair, functions)),
            ("orValue", _) => Kind::Made(Made::Otherwise(Otherwise::Value, pair, functions)),
            (_, Some(test)) => Kind::Test(Test::Text(test, pair)),
            (_, None) => Kind::Made(Made::Call(functions, pair)),
        }
    }

    fn item(&mut self, expr: &Expr) -> Item {
        match &expr.kind {
            ExprKind::IfPresent(value) => Item { node: self.node(value), is_optional: true },
            _ => Item { node: self.node(expr), is_optional: false },
        }
    }

    /// Parts of optional values are new values, not places. Where types are open, that matters
    /// only in expressions that have optional values at all.
    fn may_be_optional(&self, expr: &Expr) -> bool {
        let of = self.checked.type_of(expr);
        of.as_optional().is_some() || (of.is_dyn() && self.has_optionals)
    }

    /// A pattern that is a literal is compiled once, here.
    fn matches(&mut self, call: &Call) -> Option<Kind> {
        let pattern = call.args.last()?;
        let ExprKind::Literal(Literal::String(text)) = &pattern.kind else {
            return None;
        };
        let subject = call.target.as_ref().or(call.args.first())?;
        let pattern = self.pattern(text, pattern.span)?;
        Some(Kind::Test(Test::Matches(self.boxed(subject), Box::new(pattern))))
    }

    /// The second argument of functions that look for patterns.
    fn literal_pattern(&mut self, function: &Function, args: &[Expr]) {
        if !function.cost.reads_pattern {
            return;
        }
        if let Some(arg) = args.get(1)
            && let ExprKind::Literal(Literal::String(text)) = &arg.kind
            && let Some(pattern) = self.pattern(text, arg.span)
        {
            self.written.push((Arc::from(text.as_str()), pattern));
        }
    }

    fn pattern(&mut self, text: &str, span: Span) -> Option<Pattern> {
        let limits = self.env.limits();
        self.patterns += 1;
        if self.patterns > limits.patterns.saturating_add(1) {
            return None;
        }
        if self.patterns > limits.patterns {
            let message = format!("an expression may have {} patterns", limits.patterns);
            self.problems.push(
                Diagnostic::error(&codes::C004, span, message)
                    .with_help("join patterns with `|`, or split the expression"),
            );
            return None;
        }
        match Pattern::new(text, limits.pattern_bytes, gonogo_cel_pattern::COMPILED_LITERAL) {
            Ok(pattern) => Some(pattern),
            Err(message) => {
                self.problems.push(Diagnostic::error(&codes::C015, span, message));
                None
            }
        }
    }

    fn fold(&mut self, fold: &Comprehension) -> Kind {
        let inside = ids(fold.condition.as_ref().unwrap_or(&fold.body)).start..fold.body.id + 1;
        let body = Box::new(Loop {
            range: self.node(&fold.range),
            condition: fold.condition.as_ref().map(|condition| self.node(condition)),
            body: self.node(&fold.body),
            has_two_variables: fold.second.is_some(),
            inside,
        });
        match fold.fold {
            Fold::All => Kind::Test(Test::Quantified(Quantifier::All, body)),
            Fold::Exists => Kind::Test(Test::Quantified(Quantifier::Exists, body)),
            Fold::ExistsOne => Kind::Test(Test::Quantified(Quantifier::ExistsOne, body)),
            Fold::Filter => Kind::Made(Made::Collected(Collection::Elements, body)),
            Fold::Map | Fold::TransformList => {
                Kind::Made(Made::Collected(Collection::Results, body))
            }
            Fold::TransformMap => Kind::Made(Made::Collected(Collection::Values, body)),
            Fold::TransformMapEntry => Kind::Made(Made::Collected(Collection::Entries, body)),
            Fold::SortBy => {
                let functions = self.env.functions(SORT_BY_KEYS).into();
                Kind::Made(Made::Sorted(functions, body))
            }
            Fold::OptMap => Kind::Made(Made::OptionalMap(body)),
            Fold::OptFlatMap => Kind::Made(Made::OptionalFlatMap(body)),
            Fold::Bind => Kind::Made(Made::Bind(body)),
        }
    }
}

/// The ids of a tree: parts get theirs before the whole does.
fn ids(expr: &Expr) -> Range<ExprId> {
    let mut first = expr.id;
    expr.for_each_child(|child| first = first.min(ids(child).start));
    first..expr.id + 1
}

fn relation(relation: Relation, pair: [Node; 2]) -> Kind {
    match pair {
        [
            Node::Place(place),
            Node::Place(PlaceNode { id, kind: Place::Constant(Value::Double(limit)) }),
        ] => {
            let written = (id, Value::Double(limit));
            Kind::Test(Test::Threshold(Box::new(Threshold { relation, place, limit, written })))
        }
        pair => Kind::Test(Test::Relation(relation, Box::new(pair))),
    }
}

fn element([container, index]: [Node; 2]) -> Kind {
    match container {
        Node::Place(container) => Kind::Place(Place::Element(Box::new((container, index)))),
        container => Kind::Made(Made::Element(Box::new([container, index]))),
    }
}

fn missing(why: String) -> Kind {
    Kind::Made(Made::Missing(why))
}

fn constant(literal: &Literal) -> Value {
    match literal {
        Literal::Null => Value::Null,
        Literal::Bool(value) => Value::Bool(*value),
        Literal::Int(value) => Value::Int(*value),
        Literal::Uint(value) => Value::Uint(*value),
        Literal::Double(value) => Value::Double(*value),
        Literal::String(text) => Value::string(text.as_str()),
        Literal::Bytes(bytes) => Value::Bytes(Arc::from(bytes.as_slice())),
    }
}
