//! The standard macros: `has`, and folds over lists and maps.

use super::ast::{Call, Comprehension, Expr, ExprKind, Fold, Ident, Variable};
use super::parser::Parser;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

impl Parser<'_> {
    /// A call, or the macro that is written like one.
    pub(super) fn call(&mut self, span: Span, mut call: Call) -> Expr {
        match (call.target.take(), fold(&call)) {
            (None, _) if call.function == "has" => self.has(span, call),
            (Some(range), Some(fold)) => self.comprehension(span, fold, range, call),
            (target, _) => {
                call.target = target;
                self.node(span, ExprKind::Call(Box::new(call)))
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
            _ => {
                self.report(
                    Diagnostic::error(&codes::C005, span, "`has` takes one field or name")
                        .with_help("write `has(a.b)`; for a key that is no name, `'key' in a`"),
                );
                self.broken(span)
            }
        }
    }

    fn comprehension(&mut self, span: Span, fold: Fold, range: Expr, call: Call) -> Expr {
        let name_span = call.name_span;
        let function = call.function;
        let mut args = call.args.into_iter();
        let (first, second, third) = (args.next(), args.next(), args.next());
        let variable = first.and_then(|first| self.variable(&function, first));
        let (Some(variable), Some(second)) = (variable, second) else {
            return self.broken(span);
        };
        let (condition, body) = match third {
            Some(third) => (Some(second), third),
            None => (None, second),
        };
        let fold = Comprehension { fold, range, variable, condition, body };
        let expr = self.node(span, ExprKind::Comprehension(Box::new(fold)));
        if comprehension_depth(&expr) > self.limits.comprehensions {
            let message =
                format!("macros over lists are nested deeper than {}", self.limits.comprehensions);
            self.report(Diagnostic::error(&codes::C004, name_span, message));
        }
        expr
    }

    fn variable(&mut self, function: &str, expr: Expr) -> Option<Variable> {
        match expr.kind {
            ExprKind::Ident(Ident { name, rooted: false }) => {
                Some(Variable { name, span: expr.span })
            }
            ExprKind::Broken => None,
            _ => {
                let message = format!("the first argument of `{function}` must be a plain name");
                self.report(
                    Diagnostic::error(&codes::C005, expr.span, message)
                        .with_help(format!("write `list.{function}(x, …)` and use `x` after it")),
                );
                None
            }
        }
    }
}

fn fold(call: &Call) -> Option<Fold> {
    Some(match (call.function.as_str(), call.args.len()) {
        ("all", 2) => Fold::All,
        ("exists", 2) => Fold::Exists,
        ("exists_one" | "existsOne", 2) => Fold::ExistsOne,
        ("filter", 2) => Fold::Filter,
        ("map", 2 | 3) => Fold::Map,
        _ => return None,
    })
}

/// How many comprehensions run inside each other; a range is evaluated before its loop.
fn comprehension_depth(expr: &Expr) -> u32 {
    let mut deepest = 0;
    if let ExprKind::Comprehension(fold) = &expr.kind {
        let inner = fold.condition.as_ref().map_or(0, comprehension_depth);
        let inside = 1 + inner.max(comprehension_depth(&fold.body));
        return inside.max(comprehension_depth(&fold.range));
    }
    expr.for_each_child(|child| deepest = deepest.max(comprehension_depth(child)));
    deepest
}
