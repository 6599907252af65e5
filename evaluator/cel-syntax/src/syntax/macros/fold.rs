//! Macros with variables of their own, over lists, maps and optional values.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Call, Comprehension, Expr, ExprKind, Fold, Ident, Variable};
use crate::syntax::parser::Parser;

/// How a macro is written: how many names come first, and whether a condition follows.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    fold: Fold,
    variables: usize,
}

impl Shape {
    const fn of(fold: Fold, variables: usize) -> Self {
        Self { fold, variables }
    }
}

/// The macro that is called with so many arguments, if there is one.
pub(super) fn shape(call: &Call) -> Option<Shape> {
    Some(match (call.function.as_str(), call.args.len()) {
        ("all", 2) => Shape::of(Fold::All, 1),
        ("all", 3) => Shape::of(Fold::All, 2),
        ("exists", 2) => Shape::of(Fold::Exists, 1),
        ("exists", 3) => Shape::of(Fold::Exists, 2),
        ("exists_one" | "existsOne", 2) => Shape::of(Fold::ExistsOne, 1),
        ("exists_one" | "existsOne", 3) => Shape::of(Fold::ExistsOne, 2),
        ("filter", 2) => Shape::of(Fold::Filter, 1),
        ("map", 2 | 3) => Shape::of(Fold::Map, 1),
        ("sortBy", 2) => Shape::of(Fold::SortBy, 1),
        ("transformList", 3 | 4) => Shape::of(Fold::TransformList, 2),
        ("transformMap", 3 | 4) => Shape::of(Fold::TransformMap, 2),
        ("transformMapEntry", 3 | 4) => Shape::of(Fold::TransformMapEntry, 2),
        ("optMap", 2) => Shape::of(Fold::OptMap, 1),
        ("optFlatMap", 2) => Shape::of(Fold::OptFlatMap, 1),
        _ => return None,
    })
}

impl Parser<'_> {
    pub(super) fn comprehension(
        &mut self,
        span: Span,
        shape: Shape,
        range: Expr,
        call: Call,
    ) -> Expr {
        let (name_span, function) = (call.name_span, call.function);
        let mut args = call.args;
        let expressions = args.split_off(shape.variables);
        let named: Vec<Option<Variable>> =
            args.into_iter().map(|arg| self.variable(&function, arg)).collect();
        let mut names = named.into_iter().flatten();
        let (first, second) = (names.next(), names.next());
        let mut expressions = expressions.into_iter().rev();
        let (body, condition) = (expressions.next(), expressions.next());
        let (Some(variable), Some(body)) = (first, body) else {
            return self.broken(span);
        };
        if (shape.variables == 2) != second.is_some() {
            return self.broken(span);
        }
        if let Some(second) = second.as_ref().filter(|second| second.name == variable.name) {
            let message = format!("both variables of `{function}` are called `{}`", second.name);
            self.report(Diagnostic::error(&codes::C005, second.span, message));
        }
        let fold = Comprehension { fold: shape.fold, range, variable, second, condition, body };
        let expr = self.node(span, ExprKind::Comprehension(Box::new(fold)));
        if loop_depth(&expr) > self.limits.comprehensions {
            let message =
                format!("macros over lists are nested deeper than {}", self.limits.comprehensions);
            self.report(Diagnostic::error(&codes::C004, name_span, message));
        }
        expr
    }

    pub(super) fn variable(&mut self, function: &str, expr: Expr) -> Option<Variable> {
        match expr.kind {
            ExprKind::Ident(Ident { name, rooted: false }) => {
                Some(Variable { name, span: expr.span })
            }
            ExprKind::Broken => None,
            _ => {
                let message = format!("a variable of `{function}` must be a plain name");
                self.report(
                    Diagnostic::error(&codes::C005, expr.span, message)
                        .with_help(format!("write `{}`", usage(function).unwrap_or(function))),
                );
                None
            }
        }
    }
}

/// How a macro is written.
pub fn usage(function: &str) -> Option<&'static str> {
    Some(match function {
        "all" => "list.all(x, condition)",
        "exists" => "list.exists(x, condition)",
        "exists_one" => "list.exists_one(x, condition)",
        "existsOne" => "list.existsOne(x, condition)",
        "filter" => "list.filter(x, condition)",
        "map" => "list.map(x, value)` or `list.map(x, condition, value)",
        "sortBy" => "list.sortBy(x, key)",
        "transformList" => "list.transformList(index, x, value)",
        "transformMap" => "map.transformMap(key, x, value)",
        "transformMapEntry" => "map.transformMapEntry(key, x, {newKey: value})",
        "optMap" => "a.?b.optMap(x, value)",
        "optFlatMap" => "a.?b.optFlatMap(x, optional)",
        "bind" => "cel.bind(x, value, result)",
        _ => return None,
    })
}

/// How many loops run inside each other; a range is evaluated before its loop.
fn loop_depth(expr: &Expr) -> u32 {
    let mut deepest = 0;
    if let ExprKind::Comprehension(fold) = &expr.kind {
        let inner = fold.condition.as_ref().map_or(0, loop_depth);
        let once = matches!(fold.fold, Fold::Bind | Fold::OptMap | Fold::OptFlatMap);
        let inside = inner.max(loop_depth(&fold.body)) + u32::from(!once);
        return inside.max(loop_depth(&fold.range));
    }
    expr.for_each_child(|child| deepest = deepest.max(loop_depth(child)));
    deepest
}
