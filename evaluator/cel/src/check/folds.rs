//! Macros with variables: over lists, maps, and optional values.

use super::Checker;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::function::Style;
use crate::syntax::ast::{Comprehension, Expr, Fold};
use crate::types::Type;

impl Checker<'_> {
    pub(super) fn fold(&mut self, expr: &Expr, fold: &Comprehension) -> Type {
        let range = self.infer(&fold.range);
        let outside = self.locals.len();
        let variables = self.variables(fold, &range);
        let names = std::iter::once(&fold.variable).chain(&fold.second);
        let locals = names.map(|variable| variable.name.clone()).zip(variables.clone());
        self.locals.extend(locals);
        if let Some(condition) = &fold.condition {
            self.condition(condition, "this condition decides for each element");
            if fold.fold == Fold::Map {
                self.advise_two_variables(&fold.variable.name, condition);
            }
        }
        let result = self.result(fold, &range, variables);
        self.locals.truncate(outside);
        if fold.fold == Fold::SortBy { self.sorted(expr, fold, &range, result) } else { result }
    }

    fn result(&mut self, fold: &Comprehension, range: &Type, variables: Vec<Type>) -> Type {
        match fold.fold {
            Fold::All | Fold::Exists | Fold::ExistsOne => {
                let which = if fold.second.is_some() { "third" } else { "second" };
                let why = format!("the {which} argument decides for each element");
                self.condition(&fold.body, &why);
                Type::Bool
            }
            Fold::Filter => {
                self.condition(&fold.body, "the second argument decides for each element");
                Type::list(variables.into_iter().next().unwrap_or(Type::Dyn))
            }
            Fold::Map | Fold::TransformList => Type::list(self.infer(&fold.body)),
            Fold::TransformMap => {
                let key = match self.resolved(range) {
                    Type::List(_) => Type::Int,
                    _ => variables.into_iter().next().unwrap_or(Type::Dyn),
                };
                Type::map(key, self.infer(&fold.body))
            }
            Fold::TransformMapEntry => {
                let entry = self.infer(&fold.body);
                self.entry(&fold.body, entry)
            }
            Fold::OptMap => Type::optional(self.infer(&fold.body)),
            Fold::OptFlatMap => {
                let found = self.infer(&fold.body);
                let why = "the second argument of `optFlatMap` gives an optional value";
                Type::optional(self.content(&fold.body, &found, why))
            }
            Fold::SortBy | Fold::Bind => self.infer(&fold.body),
        }
    }

    fn condition(&mut self, expr: &Expr, why: &str) {
        let found = self.infer(expr);
        self.want_bool(expr, &found, why.to_owned());
    }

    /// What the variables stand for.
    fn variables(&mut self, fold: &Comprehension, range: &Type) -> Vec<Type> {
        match fold.fold {
            Fold::Bind => vec![range.clone()],
            Fold::OptMap | Fold::OptFlatMap => {
                let why = "this macro needs an optional value";
                vec![self.content(&fold.range, range, why)]
            }
            Fold::All
            | Fold::Exists
            | Fold::ExistsOne
            | Fold::Filter
            | Fold::Map
            | Fold::SortBy
            | Fold::TransformList
            | Fold::TransformMap
            | Fold::TransformMapEntry => {
                let (position, value) = self.parts(fold, range);
                match &fold.second {
                    Some(_) => vec![position, value],
                    None if matches!(self.resolved(range), Type::List(_)) => vec![value],
                    None => vec![position],
                }
            }
        }
    }

    /// Index and element of a list, key and value of a map.
    fn parts(&mut self, fold: &Comprehension, range: &Type) -> (Type, Type) {
        match self.resolved(range) {
            Type::List(element) => (Type::Int, (*element).clone()),
            Type::Map(_) | Type::Object(_) if fold.fold == Fold::SortBy => {
                self.no_range(&fold.range, "`sortBy` needs a list", range);
                (Type::Broken, Type::Broken)
            }
            Type::Map(pair) => pair.as_ref().clone(),
            Type::Object(_) => (Type::String, Type::Dyn),
            Type::Broken => (Type::Broken, Type::Broken),
            Type::Dyn | Type::Parameter(_) => (Type::Dyn, Type::Dyn),
            _ => {
                self.no_range(&fold.range, "this macro needs a list or map", range);
                (Type::Dyn, Type::Dyn)
            }
        }
    }

    fn no_range(&mut self, expr: &Expr, why: &str, range: &Type) {
        let message = format!("{why}, this is `{}`", self.resolved(range));
        self.problem(Diagnostic::error(&codes::C014, expr.span, message));
    }

    /// The map that `transformMapEntry` adds for one element.
    fn entry(&mut self, body: &Expr, found: Type) -> Type {
        let wanted = Type::map(self.substitution.fresh(), self.substitution.fresh());
        if self.substitution.assign(&found, &wanted) {
            return wanted;
        }
        let message = format!(
            "the last argument of `transformMapEntry` is a map, this is `{}`",
            self.resolved(&found)
        );
        self.problem(Diagnostic::error(&codes::C014, body.span, message));
        Type::Broken
    }

    /// `list.sortBy(x, key)`: what sorts by a list of keys is a function of the libraries.
    fn sorted(&mut self, expr: &Expr, fold: &Comprehension, range: &Type, key: Type) -> Type {
        let functions = self.env.functions(SORT_BY_KEYS).to_vec();
        let Some(first) = functions.first() else {
            return self.no_sorting(expr);
        };
        self.refer(expr, super::Reference::Function(first));
        let args = [range.clone(), Type::list(key.clone())];
        if args.contains(&Type::Broken) || self.resolved(&key) == Type::Broken {
            return Type::Broken;
        }
        for function in functions {
            if let Some(result) = self.overload(function, Style::Receiver, &args) {
                return result;
            }
        }
        let message = format!("`{}` cannot be a key to sort by", self.resolved(&key));
        self.problem(
            Diagnostic::error(&codes::C014, fold.body.span, message)
                .with_help("keys are numbers, texts, bytes, bools, timestamps or durations"),
        );
        Type::Broken
    }

    fn no_sorting(&mut self, expr: &Expr) -> Type {
        let why = "there is no function `sortBy`";
        self.refer(expr, super::Reference::Missing(why.to_owned()));
        self.problem(Diagnostic::error(&codes::C011, expr.span, why));
        Type::Broken
    }
}

/// The function behind `sortBy`: a list and the keys of its elements.
pub(crate) const SORT_BY_KEYS: &str = "@sortByKeys";
