//! Whether what ran kept to what the checker had found.

use gonogo_cel::check::Reference;
use gonogo_cel::eval::Recorded;
use gonogo_cel::syntax::ast::{Expr, ExprKind};
use gonogo_cel::{Bindings, Budget, Diagnostic, Error, ErrorKind, Fault, Program, Trace};

use crate::values::{is_closed, value_fits_type};

/// Of one evaluation.
pub(crate) const UNITS: u64 = 20_000;

/// What was promised and not kept; the text names the part.
pub(crate) fn broken_promise(
    program: &Program,
    source: &str,
    bindings: &Bindings,
) -> Option<String> {
    let (result, trace) = program.explain(bindings, &Budget::new(UNITS));
    let plain = program.evaluate(bindings, &Budget::new(UNITS));
    if format!("{plain:?}") != format!("{result:?}") {
        return Some("tracing changes the result".to_owned());
    }
    if let Ok(value) = &result
        && !value_fits_type(value, program.result_type())
    {
        return Some(format!("`{}` is no `{}`", value.brief(), program.result_type()));
    }
    let walk = Walk { program, source, trace: &trace };
    walk.part(&program.checked().syntax.root)
}

struct Walk<'p> {
    program: &'p Program,
    source: &'p str,
    trace: &'p Trace,
}

impl Walk<'_> {
    fn part(&self, expr: &Expr) -> Option<String> {
        let text = expr.span.text(self.source);
        let of = self.program.checked().type_of(expr);
        let stands_for_another =
            matches!(self.program.checked().reference(expr), Some(Reference::Constant(_)));
        match self.trace.result(expr.id) {
            Some(Recorded::Value(value)) if !stands_for_another && !value_fits_type(value, of) => {
                return Some(format!("in `{text}`: `{}` is no `{of}`", value.brief()));
            }
            Some(Recorded::Fault(fault)) => {
                if let Some(error) = type_error(fault)
                    && !self.may_fail(expr)
                {
                    return Some(format!("in `{text}`: {}", error.message));
                }
            }
            Some(Recorded::Value(_)) | None => {}
        }
        let mut found = None;
        expr.for_each_child(|child| found = found.take().or_else(|| self.part(child)));
        found
    }

    /// A part failed before, or has a type that is left open.
    fn may_fail(&self, expr: &Expr) -> bool {
        // What a macro's parts gave for elements before the last is not recorded.
        let is_loop = matches!(expr.kind, ExprKind::Comprehension(_));
        // What is bound fails where it is used first, and was judged there.
        let mut excused = matches!(expr.kind, ExprKind::Ident(_));
        expr.for_each_child(|part| {
            // `?x` is no part of its own in the trace.
            let part = if let ExprKind::IfPresent(value) = &part.kind { value } else { part };
            let failed = match self.trace.result(part.id) {
                Some(Recorded::Fault(fault)) => type_error(fault).is_some(),
                Some(Recorded::Value(_)) | None => false,
            };
            let open = !is_closed(self.program.checked().type_of(part));
            excused |= failed || open || (is_loop && self.is_open_within(part));
        });
        excused
    }

    fn is_open_within(&self, expr: &Expr) -> bool {
        let mut open = !is_closed(self.program.checked().type_of(expr));
        expr.for_each_child(|part| open |= self.is_open_within(part));
        open
    }
}

fn type_error(fault: &Fault) -> Option<&Error> {
    match fault {
        Fault::Error(error)
            if matches!(error.kind, ErrorKind::NoSuchOverload | ErrorKind::NoSuchName) =>
        {
            Some(error)
        }
        Fault::Error(_) | Fault::Unknown(_) => None,
    }
}

/// Every problem says something about a place of the text.
pub(crate) fn bad_problem(problems: &[Diagnostic], source: &str) -> Option<String> {
    let bad = problems.iter().find(|problem| {
        let places = problem.related.iter().map(|(span, _)| *span).chain([problem.span]);
        let outside = |span: gonogo_cel::Span| {
            span.start >= span.end || source.get(span.start as usize..span.end as usize).is_none()
        };
        problem.message.is_empty() || places.into_iter().any(outside)
    });
    match bad {
        Some(problem) => Some(format!("this problem has no place: {problem:?}")),
        None if problems.is_empty() => Some("refused without a problem".to_owned()),
        None => None,
    }
}
