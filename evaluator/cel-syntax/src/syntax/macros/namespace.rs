//! The macros of `cel.`: `bind` names a value; `block` and what belongs to it are what
//! optimisers of other implementations write.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Call, Comprehension, Expr, ExprKind, Fold, Ident, Literal, Variable};
use crate::syntax::parser::Parser;

/// Names that cannot be written: those of a block's values, and of its macros' variables.
const SLOT: &str = "@index";
const ITERATION: &str = "@it:";

pub(super) fn is_cel(target: &Expr) -> bool {
    matches!(&target.kind, ExprKind::Ident(ident) if ident.name == "cel")
}

/// The number of a block's value by the name of its variable.
pub(crate) fn index_of_slot(variable: &str) -> Option<&str> {
    variable.strip_prefix(SLOT)
}

/// `0`, `1` of `cel.iterVar(0, 1)` by the name of the variable.
pub(crate) fn iteration_of_variable(variable: &str) -> Option<(&str, &str)> {
    variable.strip_prefix(ITERATION)?.split_once(':')
}

impl Parser<'_> {
    /// A call on `cel`, which is a namespace unless the function is none of its own.
    pub(super) fn of_cel(&mut self, span: Span, target: Expr, call: Call) -> Expr {
        match (call.function.as_str(), call.args.len()) {
            ("bind", 3) => self.bind(span, call),
            ("block", 2) => self.block(span, call),
            ("index", 1) => self.hidden(span, SLOT, &call),
            ("iterVar", 2) => self.hidden(span, ITERATION, &call),
            _ => self.plain_call(span, target, call),
        }
    }

    fn bind(&mut self, span: Span, call: Call) -> Expr {
        let mut args = call.args.into_iter();
        let (Some(name), Some(value), Some(body)) = (args.next(), args.next(), args.next()) else {
            return self.broken(span);
        };
        match self.variable("bind", name) {
            Some(variable) => self.bound(span, variable, value, body),
            None => self.broken(span),
        }
    }

    fn bound(&mut self, span: Span, variable: Variable, value: Expr, body: Expr) -> Expr {
        let fold = Fold::Bind;
        let bind =
            Comprehension { fold, range: value, variable, second: None, condition: None, body };
        self.node(span, ExprKind::Comprehension(Box::new(bind)))
    }

    /// `cel.block([a, b], c)`: a value is bound for each element, the first outermost.
    fn block(&mut self, span: Span, call: Call) -> Expr {
        let mut args = call.args.into_iter();
        let (Some(values), Some(mut body)) = (args.next(), args.next()) else {
            return self.broken(span);
        };
        let ExprKind::List(values) = values.kind else {
            let message = "`cel.block` takes a list of values first";
            self.report(Diagnostic::error(&codes::C005, values.span, message));
            return self.broken(span);
        };
        for (at, value) in values.into_iter().enumerate().rev() {
            let variable = Variable { name: format!("{SLOT}{at}"), span: value.span };
            body = self.bound(span, variable, value, body);
        }
        body
    }

    /// A name that is written as a call with numbers.
    fn hidden(&mut self, span: Span, prefix: &str, call: &Call) -> Expr {
        let numbers: Option<Vec<String>> = call.args.iter().map(number).collect();
        match numbers {
            Some(numbers) => {
                let name = format!("{prefix}{}", numbers.join(":"));
                self.node(span, ExprKind::Ident(Ident { name, rooted: false }))
            }
            None => {
                let message = format!("`cel.{}` takes numbers", call.function);
                self.report(Diagnostic::error(&codes::C005, span, message));
                self.broken(span)
            }
        }
    }
}

fn number(arg: &Expr) -> Option<String> {
    match arg.kind {
        ExprKind::Literal(Literal::Int(number)) if number >= 0 => Some(number.to_string()),
        _ => None,
    }
}
