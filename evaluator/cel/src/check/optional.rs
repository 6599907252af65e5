//! What may be absent: `a.?b`, `[?x]`, and fields of optional values.

use super::Checker;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::{Expr, Select};
use crate::types::Type;

impl Checker<'_> {
    pub(super) fn optional_select(&mut self, select: &Select) -> Type {
        let operand = self.infer(&select.operand);
        let found = match self.field(select, &operand) {
            Type::Broken => return Type::Broken,
            found => found,
        };
        // Of an optional value the field is optional already.
        if self.resolved(&operand).as_optional().is_some() { found } else { Type::optional(found) }
    }

    /// `?x` in a list or map: the type of what `x` holds.
    pub(super) fn if_present(&mut self, value: &Expr) -> Type {
        let found = self.infer(value);
        self.content(value, &found, "`?` needs an optional value")
    }

    /// `T` of `optional_type(T)`; `why` starts the message when it is none.
    pub(super) fn content(&mut self, expr: &Expr, found: &Type, why: &str) -> Type {
        match self.resolved(found) {
            Type::Broken => Type::Broken,
            Type::Dyn | Type::Parameter(_) => Type::Dyn,
            found => {
                if let Some(value) = found.as_optional() {
                    return value.clone();
                }
                let message = format!("{why}, this is `{found}`");
                self.problem(
                    Diagnostic::error(&codes::C014, expr.span, message)
                        .with_label("expected an optional value")
                        .with_help("`optional.of(x)`, `a.?b` and `a[?b]` give one"),
                );
                Type::Broken
            }
        }
    }
}
