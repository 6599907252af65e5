//! Macros over lists and maps.

use super::Checker;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::{Comprehension, Expr, Fold};
use crate::types::Type;

impl Checker<'_> {
    pub(super) fn fold(&mut self, fold: &Comprehension) -> Type {
        let range = self.infer(&fold.range);
        let element = self.element(&fold.range, &range);
        self.locals.push((fold.variable.name.clone(), element.clone()));
        if let Some(condition) = &fold.condition {
            self.condition(condition, "the condition of `map` decides");
        }
        let result = match fold.fold {
            Fold::All | Fold::Exists | Fold::ExistsOne => {
                self.condition(&fold.body, "the second argument decides for each element");
                Type::Bool
            }
            Fold::Filter => {
                self.condition(&fold.body, "the second argument decides for each element");
                Type::list(element)
            }
            Fold::Map => Type::list(self.infer(&fold.body)),
        };
        self.locals.pop();
        result
    }

    fn condition(&mut self, expr: &Expr, why: &str) {
        let found = self.infer(expr);
        self.want_bool(expr, &found, why.to_owned());
    }

    /// What the variable stands for: an element of a list, a key of a map.
    fn element(&mut self, expr: &Expr, range: &Type) -> Type {
        match self.resolved(range) {
            Type::List(element) => (*element).clone(),
            Type::Map(pair) => pair.0.clone(),
            Type::Object(_) => Type::String,
            Type::Broken => Type::Broken,
            Type::Dyn | Type::Parameter(_) => Type::Dyn,
            other => {
                let message = format!("this macro needs a list or map, this is `{other}`");
                self.problem(Diagnostic::error(&codes::C014, expr.span, message));
                Type::Dyn
            }
        }
    }
}
