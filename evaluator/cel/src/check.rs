//! The type checker: names resolved, overloads chosen, every problem reported.

mod advice;
mod calls;
mod folds;
mod literals;
mod names;
mod optional;
mod similar;

use std::sync::Arc;

pub(crate) use folds::SORT_BY_KEYS;

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::env::{Env, Slot};
use crate::function::Function;
use crate::syntax::Syntax;
use crate::syntax::ast::{Expr, ExprKind, Literal, Quorum};
use crate::types::{Substitution, Type};
use crate::value::Value;

/// What a node refers to.
#[derive(Clone, Debug)]
pub enum Reference {
    Slot(Slot),
    /// A macro's variable, counted from the innermost.
    Local(u32),
    TypeName(Arc<str>),
    Function(&'static Function),
    /// A literal that stands for another value here, such as `'5m'` for a duration.
    Constant(Value),
    /// Only without checking: evaluating it is an error with this text.
    Missing(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Types must fit.
    Strict,
    /// What does not fit fails when it is evaluated.
    Lenient,
}

/// A checked expression: each node's type and what it refers to.
#[derive(Clone, Debug)]
pub struct Checked {
    pub syntax: Syntax,
    pub result: Type,
    types: Vec<Type>,
    references: Vec<Option<Reference>>,
}

impl Checked {
    pub fn type_of(&self, expr: &Expr) -> &Type {
        self.types.get(expr.id as usize).unwrap_or(&Type::Dyn)
    }

    pub(crate) fn types(&self) -> impl Iterator<Item = &Type> {
        self.types.iter()
    }

    pub fn reference(&self, expr: &Expr) -> Option<&Reference> {
        self.references.get(expr.id as usize).and_then(Option::as_ref)
    }
}

/// Gives every node its type.
pub fn check(env: &Env, syntax: Syntax, mode: Mode) -> Result<Checked, Vec<Diagnostic>> {
    let nodes = syntax.nodes as usize;
    let mut checker = Checker {
        env,
        mode,
        types: vec![Type::Dyn; nodes],
        references: vec![None; nodes],
        substitution: Substitution::default(),
        locals: Vec::new(),
        problems: Vec::new(),
    };
    let root = checker.infer(&syntax.root);
    if !checker.problems.is_empty() {
        checker.problems.sort_by_key(|problem| problem.span);
        return Err(checker.problems);
    }
    let Checker { types, references, substitution, .. } = checker;
    let types = types.iter().map(|of| substitution.close(of)).collect();
    Ok(Checked { result: substitution.close(&root), syntax, types, references })
}

struct Checker<'e> {
    env: &'e Env,
    mode: Mode,
    types: Vec<Type>,
    references: Vec<Option<Reference>>,
    substitution: Substitution,
    locals: Vec<(String, Type)>,
    problems: Vec<Diagnostic>,
}

impl Checker<'_> {
    fn infer(&mut self, expr: &Expr) -> Type {
        let of = self.infer_kind(expr);
        if let Some(slot) = self.types.get_mut(expr.id as usize) {
            *slot = of.clone();
        }
        of
    }

    fn infer_kind(&mut self, expr: &Expr) -> Type {
        match &expr.kind {
            ExprKind::Literal(literal) => literal_type(literal),
            ExprKind::Ident(ident) => self.ident(expr, ident),
            ExprKind::Select(select) => self.select(expr, select),
            ExprKind::OptionalSelect(select) => self.optional_select(select),
            ExprKind::IfPresent(value) => self.if_present(value),
            ExprKind::Has(operand) => self.has(operand),
            ExprKind::Call(call) => self.call(expr, call),
            ExprKind::Operator(operator, operands) => self.operator(expr, *operator, operands),
            ExprKind::And(operands) => self.logic("&&", operands),
            ExprKind::Or(operands) => self.logic("||", operands),
            ExprKind::Conditional(parts) => self.conditional(parts),
            ExprKind::List(elements) => {
                let element = self.join(elements.iter());
                Type::list(element)
            }
            ExprKind::Map(entries) => {
                let key = self.join(entries.iter().map(|entry| &entry.key));
                entries.iter().for_each(|entry| self.advise_quotes(&entry.key));
                entries.iter().for_each(|entry| self.want_key(&entry.key));
                let value = self.join(entries.iter().map(|entry| &entry.value));
                let refused = entries.iter().any(|entry| self.known(&entry.key) == Type::Broken);
                Type::map(if refused { Type::Broken } else { key }, value)
            }
            ExprKind::Comprehension(fold) => self.fold(expr, fold),
            ExprKind::Quorum(quorum) => self.quorum(quorum),
            ExprKind::Broken => Type::Broken,
        }
    }

    fn refer(&mut self, expr: &Expr, to: Reference) {
        if let Some(slot) = self.references.get_mut(expr.id as usize) {
            *slot = Some(to);
        }
    }

    fn resolved(&self, of: &Type) -> Type {
        self.substitution.apply(of)
    }

    /// Reports, unless only evaluation shall tell.
    fn problem(&mut self, problem: Diagnostic) {
        if self.mode == Mode::Strict && !self.is_full() {
            self.problems.push(problem);
        }
    }

    /// More problems would not be reported: no need to look for advice.
    fn is_full(&self) -> bool {
        self.problems.len() >= self.env.limits().problems
    }

    fn logic(&mut self, symbol: &str, operands: &[Expr]) -> Type {
        for operand in operands {
            let found = self.infer(operand);
            if found == Type::Bool {
                continue;
            }
            self.want_bool(operand, &found, format!("`{symbol}` joins conditions"));
        }
        Type::Bool
    }

    fn quorum(&mut self, quorum: &Quorum) -> Type {
        let found = self.infer(&quorum.needed);
        self.bound_quorum(quorum);
        if !self.substitution.assign(&found, &Type::Int) {
            let message = format!("`quorum` needs a number, this is `{}`", self.resolved(&found));
            self.problem(
                Diagnostic::error(&codes::C014, quorum.needed.span, message)
                    .with_label("expected `int`"),
            );
        }
        for condition in &quorum.conditions {
            let found = self.infer(condition);
            self.want_bool(condition, &found, "`quorum` counts conditions".to_owned());
        }
        Type::Bool
    }

    /// A count that always or never holds is a slip.
    fn bound_quorum(&mut self, quorum: &Quorum) {
        let ExprKind::Literal(Literal::Int(needed)) = quorum.needed.kind else {
            return;
        };
        let count = quorum.conditions.len();
        let message = match usize::try_from(needed) {
            _ if count == 0 => "a quorum of no conditions says nothing".to_owned(),
            Ok(0) | Err(_) => format!("a quorum of {needed} always holds"),
            Ok(needed) if needed > count => {
                format!("a quorum of {needed} cannot hold: there are {count} conditions")
            }
            Ok(_) => return,
        };
        self.problem(Diagnostic::error(&codes::C014, quorum.needed.span, message).with_help(
            match count {
                0 => "list the conditions: `quorum(2, [a, b, c])`".to_owned(),
                1 => "ask for 1".to_owned(),
                _ => format!("ask for 1 to {count}"),
            },
        ));
    }

    fn want_bool(&mut self, expr: &Expr, found: &Type, why: String) {
        if !self.substitution.assign(found, &Type::Bool) {
            let found = self.resolved(found);
            let message = format!("{why}, this is `{found}`");
            let mut problem =
                Diagnostic::error(&codes::C014, expr.span, message).with_label("expected `bool`");
            problem.help = found.as_optional().map(|_| advice::TAKE_OUT.to_owned());
            self.problem(problem);
        }
    }

    fn want_key(&mut self, expr: &Expr) {
        let found = self.resolved(&self.known(expr));
        let may_be_key = match found {
            Type::Bool | Type::Int | Type::Uint | Type::String | Type::Dyn | Type::Broken => true,
            // What it stands for may be found out later: then it is dyn as a key.
            Type::Parameter(_) => self.substitution.assign(&Type::Dyn, &found),
            Type::Null
            | Type::Double
            | Type::Number
            | Type::Bytes
            | Type::Timestamp
            | Type::Duration
            | Type::List(_)
            | Type::Map(_)
            | Type::Type(_)
            | Type::Opaque(_)
            | Type::Object(_) => false,
        };
        if !may_be_key {
            self.refuse(expr);
            let message = format!("`{found}` cannot be a key of a map");
            self.problem(
                Diagnostic::error(&codes::C014, expr.span, message)
                    .with_help("keys are `bool`, `int`, `uint` or `string`"),
            );
        }
    }

    /// The type is wrong here, and was reported: it shall not be built upon.
    fn refuse(&mut self, expr: &Expr) {
        if let Some(slot) = self.types.get_mut(expr.id as usize) {
            *slot = Type::Broken;
        }
    }

    fn conditional(&mut self, parts: &[Expr; 3]) -> Type {
        let [condition, yes, no] = parts;
        let found = self.infer(condition);
        self.want_bool(condition, &found, "`?` needs a condition".to_owned());
        let (yes_type, no_type) = (self.infer(yes), self.infer(no));
        if let Some(joined) = self.substitution.join(&yes_type, &no_type) {
            return joined;
        }
        let (a, b) = (self.resolved(&yes_type), self.resolved(&no_type));
        self.problem(
            Diagnostic::error(
                &codes::C014,
                no.span,
                format!("this is `{b}`, the other side `{a}`"),
            )
            .with_related(yes.span, "both sides of `:` need one type"),
        );
        Type::Dyn
    }

    /// One type for all, or `dyn`.
    fn join<'x>(&mut self, exprs: impl Iterator<Item = &'x Expr>) -> Type {
        let mut joined: Option<Type> = None;
        for expr in exprs {
            let found = self.infer(expr);
            joined = Some(match joined {
                None => found,
                Some(before) => self.substitution.join(&before, &found).unwrap_or(Type::Dyn),
            });
        }
        joined.unwrap_or_else(|| self.substitution.fresh())
    }
}

fn literal_type(literal: &Literal) -> Type {
    match literal {
        Literal::Null => Type::Null,
        Literal::Bool(_) => Type::Bool,
        Literal::Int(_) => Type::Int,
        Literal::Uint(_) => Type::Uint,
        Literal::Double(_) => Type::Double,
        Literal::String(_) => Type::String,
        Literal::Bytes(_) => Type::Bytes,
    }
}
