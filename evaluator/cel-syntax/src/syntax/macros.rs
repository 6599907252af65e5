//! Macros: calls whose arguments are names and conditions, not values.

mod fold;
mod namespace;

use super::ast::{Call, Expr, ExprKind};
use super::parser::Parser;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

pub use fold::usage;
pub(super) use namespace::{index_of_slot, iteration_of_variable};

impl Parser<'_> {
    /// A call, or the macro that is written like one.
    pub(super) fn call(&mut self, span: Span, mut call: Call) -> Expr {
        let Some(target) = call.target.take() else {
            if call.function == "has" {
                return self.has(span, call);
            }
            return self.node(span, ExprKind::Call(Box::new(call)));
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

    fn has(&mut self, span: Span, mut call: Call) -> Expr {
        let testable = |argument: &Expr| {
            matches!(argument.kind, ExprKind::Select(_) | ExprKind::Ident(_) | ExprKind::Broken)
        };
        match call.args.pop() {
            Some(argument) if call.args.is_empty() && testable(&argument) => {
                self.node(span, ExprKind::Has(Box::new(argument)))
            }
            _ => {
                self.report(
                    Diagnostic::error(&codes::C005, span, "`has` takes one field or name")
                        .with_help("write `has(a.b)`; for a key that is no name, `'key' in a`"),
                );
                self.broken(span)
            }
        }
    }
}
