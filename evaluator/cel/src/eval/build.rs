//! From a checked expression to its compiled form.

use std::sync::Arc;

use regex::{Regex, RegexBuilder};

use super::node::{FoldNode, Node, NodeKind, Relation};
use crate::check::{Checked, Reference};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::env::Env;
use crate::function::Function;
use crate::syntax::ast::{Call, Expr, ExprKind, Literal, Operator};
use crate::value::Value;

pub(super) struct Builder<'c> {
    pub(super) env: &'c Env,
    pub(super) checked: &'c Checked,
    pub(super) problems: Vec<Diagnostic>,
}

impl Builder<'_> {
    pub(super) fn node(&mut self, expr: &Expr) -> Node {
        Node { id: expr.id, kind: self.kind(expr) }
    }

    fn kind(&mut self, expr: &Expr) -> NodeKind {
        let reference = self.checked.reference(expr);
        match reference {
            Some(Reference::Slot(slot)) => return NodeKind::Slot(*slot),
            Some(Reference::Local(up)) => return NodeKind::Local(*up),
            Some(Reference::TypeName(name)) => {
                return NodeKind::Constant(Value::Type(name.clone()));
            }
            Some(Reference::Constant(value)) => return NodeKind::Constant(value.clone()),
            Some(Reference::Missing(why)) => return NodeKind::Missing(why.clone()),
            Some(Reference::Function(_)) | None => {}
        }
        match &expr.kind {
            ExprKind::Literal(literal) => NodeKind::Constant(constant(literal)),
            ExprKind::Ident(ident) => NodeKind::Missing(format!("there is no `{}`", ident.name)),
            ExprKind::Select(select) => {
                NodeKind::Field(self.boxed(&select.operand), Arc::from(select.field.as_str()))
            }
            ExprKind::Has(operand) => self.has(operand),
            ExprKind::Call(call) => self.call(call),
            ExprKind::Operator(operator, operands) => self.operator(*operator, operands),
            ExprKind::And(operands) => NodeKind::And(self.nodes(operands)),
            ExprKind::Or(operands) => NodeKind::Or(self.nodes(operands)),
            ExprKind::Conditional(parts) => {
                let [condition, yes, no] = &**parts;
                NodeKind::Conditional(Box::new([
                    self.node(condition),
                    self.node(yes),
                    self.node(no),
                ]))
            }
            ExprKind::List(elements) => NodeKind::List(self.nodes(elements)),
            ExprKind::Map(entries) => {
                let pairs = entries.iter().map(|e| (self.node(&e.key), self.node(&e.value)));
                NodeKind::Map(pairs.collect())
            }
            ExprKind::Comprehension(fold) => NodeKind::Fold(Box::new(FoldNode {
                fold: fold.fold,
                range: self.node(&fold.range),
                condition: fold.condition.as_ref().map(|condition| self.node(condition)),
                body: self.node(&fold.body),
            })),
            ExprKind::Broken => NodeKind::Missing("the expression is not complete".to_owned()),
        }
    }

    fn boxed(&mut self, expr: &Expr) -> Box<Node> {
        Box::new(self.node(expr))
    }

    fn nodes<'x>(&mut self, exprs: impl IntoIterator<Item = &'x Expr>) -> Box<[Node]> {
        exprs.into_iter().map(|expr| self.node(expr)).collect()
    }

    fn has(&mut self, operand: &Expr) -> NodeKind {
        if let Some(Reference::Slot(slot)) = self.checked.reference(operand) {
            return NodeKind::HasSlot(*slot);
        }
        match &operand.kind {
            ExprKind::Select(select) => {
                NodeKind::HasField(self.boxed(&select.operand), Arc::from(select.field.as_str()))
            }
            _ => NodeKind::Missing("`has` tests a field".to_owned()),
        }
    }

    fn operator(&mut self, operator: Operator, operands: &[Expr]) -> NodeKind {
        let [left, right] = operands else {
            let nodes = self.nodes(operands);
            return match (operator, <[Node; 1]>::try_from(nodes.into_vec())) {
                (Operator::Not, Ok([operand])) => NodeKind::Not(Box::new(operand)),
                (_, Ok(operand)) => self.arithmetic(operator, Box::new(operand)),
                (_, Err(_)) => {
                    NodeKind::Missing(format!("`{}` is not complete", operator.symbol()))
                }
            };
        };
        let pair = Box::new([self.node(left), self.node(right)]);
        match operator {
            Operator::Less => NodeKind::Relation(Relation::Less, pair),
            Operator::LessEqual => NodeKind::Relation(Relation::LessEqual, pair),
            Operator::Greater => NodeKind::Relation(Relation::Greater, pair),
            Operator::GreaterEqual => NodeKind::Relation(Relation::GreaterEqual, pair),
            Operator::Equal => NodeKind::Equal(pair),
            Operator::NotEqual => NodeKind::NotEqual(pair),
            Operator::In => NodeKind::In(pair),
            Operator::Index => NodeKind::Index(pair),
            Operator::Add
            | Operator::Subtract
            | Operator::Multiply
            | Operator::Divide
            | Operator::Modulo
            | Operator::Negate
            | Operator::Not => self.arithmetic(operator, pair),
        }
    }

    fn arithmetic(&self, operator: Operator, operands: Box<[Node]>) -> NodeKind {
        let host = self.env.functions(operator.function()).iter().skip(1).copied().collect();
        NodeKind::Arithmetic(operator, operands, host)
    }

    fn call(&mut self, call: &Call) -> NodeKind {
        if call.function == "matches"
            && let Some(matches) = self.matches(call)
        {
            return matches;
        }
        let name = call.function.trim_start_matches('.');
        let functions: Box<[&'static Function]> = self.env.functions(name).into();
        let args = self.nodes(call.target.iter().chain(&call.args));
        NodeKind::Call(functions, args)
    }

    /// A pattern that is a literal is compiled once, here.
    fn matches(&mut self, call: &Call) -> Option<NodeKind> {
        let pattern = call.args.last()?;
        let ExprKind::Literal(Literal::String(text)) = &pattern.kind else {
            return None;
        };
        let subject = call.target.as_ref().or(call.args.first())?;
        match compile_pattern(text, self.env.limits().pattern_bytes) {
            Ok(regex) => Some(NodeKind::Matches(self.boxed(subject), Box::new(regex))),
            Err(message) => {
                self.problems.push(Diagnostic::error(&codes::C015, pattern.span, message));
                None
            }
        }
    }
}

/// A pattern of bounded size; why not, otherwise.
pub(crate) fn compile_pattern(text: &str, limit: usize) -> Result<Regex, String> {
    const COMPILED_BYTES: usize = 1 << 20;
    if text.len() > limit {
        return Err(format!("the pattern has {} bytes, at most {limit} are allowed", text.len()));
    }
    RegexBuilder::new(text)
        .size_limit(COMPILED_BYTES)
        .dfa_size_limit(COMPILED_BYTES)
        .build()
        .map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => "the pattern is too large when compiled".to_owned(),
            other => {
                let text = other.to_string();
                let last = text.lines().last().unwrap_or_default();
                format!("this is no pattern: {}", last.trim_start_matches("error: "))
            }
        })
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
