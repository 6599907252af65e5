//! Macros: calls whose arguments are names and conditions, not values.

mod fold;
mod namespace;

use super::ast::{Call, Expr, ExprKind, Quorum};
use super::parser::Parser;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Bytes of an expression that help repeats.
const SHOWN: usize = 60;

pub use fold::usage;
pub(super) use namespace::{index_of_slot, iteration_of_variable};

impl Parser<'_> {
    /// A call, or the macro that is written like one.
    pub(super) fn call(&mut self, span: Span, mut call: Call) -> Expr {
        let Some(target) = call.target.take() else {
            return match call.function.as_str() {
                "has" => self.has(span, call),
                "quorum" => self.quorum(span, call),
                _ => self.node(span, ExprKind::Call(Box::new(call))),
            };
        };
        if namespace::is_cel(&target) {
            return self.of_cel(span, target, call);
        }
        match fold::shape(&call) {
            Some(shape) => self.comprehension(span, shape, target, call),
            None => self.plain_call(span, target, call),
        }
    }

    fn plain_call(&mut self, span: Span, target: Expr, mut call: Call) -> Expr {
        call.target = Some(target);
        self.node(span, ExprKind::Call(Box::new(call)))
    }

    /// The conditions stand in a list of their own, so that each may be unknown for itself.
    fn quorum(&mut self, span: Span, call: Call) -> Expr {
        let mut args = call.args.into_iter();
        let listed = |list: Expr| match list.kind {
            ExprKind::List(conditions) if conditions.iter().all(is_plain) => Some(conditions),
            _ => None,
        };
        match (args.next(), args.next().and_then(listed), args.next()) {
            (Some(needed), Some(conditions), None) => {
                self.node(span, ExprKind::Quorum(Box::new(Quorum { needed, conditions })))
            }
            _ => {
                let message = "`quorum` takes a number and a list of conditions";
                self.report(
                    Diagnostic::error(&codes::C005, span, message)
                        .with_help("write `quorum(2, [a, b, c])`"),
                );
                self.broken(span)
            }
        }
    }

    fn has(&mut self, span: Span, mut call: Call) -> Expr {
        let testable = |argument: &Expr| {
            matches!(argument.kind, ExprKind::Select(_) | ExprKind::Ident(_) | ExprKind::Broken)
        };
        match call.args.pop() {
            Some(argument) if call.args.is_empty() && testable(&argument) => {
                self.node(span, ExprKind::Has(Box::new(argument)))
            }
            argument => {
                let optional = argument.filter(|argument| {
                    matches!(argument.kind, ExprKind::OptionalSelect(_)) && call.args.is_empty()
                });
                let shown = optional.map(|argument| match self.text(argument.span) {
                    short if short.len() <= SHOWN => format!("write `{short}.hasValue()`"),
                    _ => "write `.hasValue()` behind it".to_owned(),
                });
                let usual = "write `has(a.b)`; for a key that is no name, `'key' in a`";
                self.report(
                    Diagnostic::error(&codes::C005, span, "`has` takes one field or name")
                        .with_help(shown.unwrap_or_else(|| usual.to_owned())),
                );
                self.broken(span)
            }
        }
    }
}

fn is_plain(element: &Expr) -> bool {
    !matches!(element.kind, ExprKind::IfPresent(_))
}
