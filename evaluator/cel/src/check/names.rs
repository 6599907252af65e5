//! Identifiers, qualified names, and fields.

use std::sync::Arc;

use super::{Checker, Mode, Reference};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::suggest;
use crate::syntax::ast::{Expr, ExprKind, Ident, Select};
use crate::types::{ObjectType, Type};

/// A chain of plain selections, read as one dotted name.
pub(super) struct Qualified {
    pub(super) name: String,
    root: String,
    rooted: bool,
}

impl Qualified {
    pub(super) fn root(&self) -> &str {
        &self.root
    }
}

impl Checker<'_> {
    pub(super) fn ident(&mut self, expr: &Expr, ident: &Ident) -> Type {
        if !ident.rooted
            && let Some((up, of)) = self.local(&ident.name)
        {
            self.refer(expr, Reference::Local(up));
            return of;
        }
        if let Some(of) = self.global(expr, &ident.name, ident.rooted) {
            return of;
        }
        let unknown = format!("there is no `{}`", ident.name);
        self.refer(expr, Reference::Missing(unknown.clone()));
        let mut problem = Diagnostic::error(&codes::C010, expr.span, unknown);
        problem.help = self.instead_of_name(&ident.name);
        self.problem(problem);
        if self.mode == Mode::Strict { Type::Broken } else { Type::Dyn }
    }

    /// What stands where a value is needed, or the value that was meant.
    fn instead_of_name(&self, name: &str) -> Option<String> {
        if self.is_full() {
            return None;
        }
        match name {
            "timestamp" => return Some(TIMESTAMP.to_owned()),
            "duration" => return Some(DURATION.to_owned()),
            "has" | "quorum" => return Some(format!("`{name}` is a macro: call it")),
            _ => {}
        }
        let member = self
            .env
            .function_names()
            .filter(|full| full.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')));
        match member.min() {
            _ if name == "cel" => {
                Some("`cel` is a namespace, as in `cel.bind(x, 1, x + x)`".into())
            }
            Some(member) => Some(format!("`{name}` is a namespace, as in `{member}(…)`")),
            None => self.similar_name(name),
        }
    }

    /// `{x: 1}`: keys are values like others.
    pub(super) fn advise_quotes(&mut self, key: &Expr) {
        if let ExprKind::Ident(ident) = &key.kind
            && let Some(problem) = self.unknown_at(key)
            && problem.help.is_none()
        {
            problem.help = Some(format!("a key that is a text has quotes: `'{}'`", ident.name));
        }
    }

    /// `xs.map(i, v, …)`: the second argument is a condition.
    pub(super) fn advise_two_variables(&mut self, first: &str, condition: &Expr) {
        if let ExprKind::Ident(ident) = &condition.kind
            && let Some(problem) = self.unknown_at(condition)
        {
            let second = &ident.name;
            let help = format!("with two variables: `.transformList({first}, {second}, value)`");
            problem.help = Some(help);
        }
    }

    /// What was reported of a name that is not known.
    fn unknown_at(&mut self, name: &Expr) -> Option<&mut Diagnostic> {
        let is_it =
            |problem: &&mut Diagnostic| problem.span == name.span && *problem.code == codes::C010;
        self.problems.iter_mut().rev().find(is_it)
    }

    fn similar_name(&self, name: &str) -> Option<String> {
        let locals = self.locals.iter().map(|(local, _)| local.as_str());
        let variables = self.env.variables().iter().map(|variable| &*variable.name);
        // `max_errors` for `params.max_errors`: forgotten more often than misspelt.
        let member = |full: &&str| full.rsplit_once('.').is_some_and(|(_, last)| last == name);
        if let Some(full) = variables.clone().find(member) {
            return Some(format!("did you mean `{full}`?"));
        }
        if let Some(near) = suggest::nearest(name, locals.chain(variables)) {
            return Some(format!("did you mean `{near}`?"));
        }
        let callable = !self.env.functions(name).is_empty();
        callable.then(|| format!("`{name}` is a function: call it"))
    }

    fn local(&self, name: &str) -> Option<(u32, Type)> {
        let mut innermost_first = self.locals.iter().rev().zip(0u32..);
        innermost_first.find(|((local, _), _)| local == name).map(|((_, of), up)| (up, of.clone()))
    }

    /// A variable or type by this name, from the container outwards.
    fn global(&mut self, expr: &Expr, name: &str, rooted: bool) -> Option<Type> {
        let env = self.env;
        let mut prefix = if rooted { "" } else { env.container() };
        loop {
            if prefix.is_empty() {
                return self.exactly(expr, name);
            }
            if let Some(of) = self.exactly(expr, &format!("{prefix}.{name}")) {
                return Some(of);
            }
            prefix = prefix.rsplit_once('.').map_or("", |(outer, _)| outer);
        }
    }

    fn exactly(&mut self, expr: &Expr, name: &str) -> Option<Type> {
        if let Some(slot) = self.env.slot(name) {
            self.refer(expr, Reference::Slot(slot));
            let declared = self.env.variable(slot).map_or(Type::Dyn, |v| v.of.clone());
            return Some(if self.mode == Mode::Strict { declared } else { Type::Dyn });
        }
        let described = type_by_name(name).or_else(|| self.env.type_named(name).cloned())?;
        self.refer(expr, Reference::TypeName(Arc::from(described.runtime_name())));
        Some(Type::type_of(described))
    }

    pub(super) fn select(&mut self, expr: &Expr, select: &Select) -> Type {
        if let Some(chain) = dotted(expr) {
            if let Some(of) = self.qualified(expr, &chain) {
                return of;
            }
            if let Some(of) = self.unknown_member(expr, &chain) {
                return of;
            }
        }
        let operand = self.infer(&select.operand);
        self.field(select, &operand)
    }

    /// `a.b.c` as the name of a variable or type; not when `a` is a macro's variable.
    fn qualified(&mut self, expr: &Expr, chain: &Qualified) -> Option<Type> {
        if self.is_local(chain) {
            return None;
        }
        self.global(expr, &chain.name, chain.rooted)
    }

    pub(super) fn is_local(&self, chain: &Qualified) -> bool {
        !chain.rooted && self.local(&chain.root).is_some()
    }

    /// A function or macro of a namespace that is not called.
    fn instead_of_call(&self, name: &str) -> Option<String> {
        let is_macro = name == "cel.bind" || name == "cel.block";
        let what = match self.env.functions(name).is_empty() {
            true if is_macro => "macro",
            true => return None,
            false => "function",
        };
        Some(format!("`{name}` is a {what}: call it"))
    }

    /// `params.mx` where `params` is only a prefix of declared names.
    fn unknown_member(&mut self, expr: &Expr, chain: &Qualified) -> Option<Type> {
        let (prefix, _) = chain.name.rsplit_once('.')?;
        let known = self.local(&chain.root).is_some()
            || self.env.slot(prefix).is_some()
            || self.env.slot(&chain.root).is_some();
        if known || self.mode == Mode::Lenient || self.is_full() {
            return None;
        }
        if let Some(help) = self.instead_of_call(&chain.name) {
            let message = format!("there is no `{}`", chain.name);
            self.problem(Diagnostic::error(&codes::C010, expr.span, message).with_help(help));
            return Some(Type::Broken);
        }
        let prefix = format!("{prefix}.");
        let variables = self.env.variables().iter().map(|variable| &*variable.name);
        let siblings: Vec<&str> = variables.filter(|name| name.starts_with(&prefix)).collect();
        if siblings.is_empty() {
            return None;
        }
        let help = match suggest::nearest(&chain.name, siblings.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known: {}", list_names(siblings.into_iter())),
        };
        let message = format!("there is no `{}`", chain.name);
        self.problem(Diagnostic::error(&codes::C010, expr.span, message).with_help(help));
        Some(Type::Broken)
    }

    pub(super) fn field(&mut self, select: &Select, operand: &Type) -> Type {
        match self.resolved(operand) {
            of if of.as_optional().is_some() => self.field_of_optional(select, &of),
            Type::Map(pair) => pair.1.clone(),
            Type::Object(object) => self.object_field(select, &object),
            Type::Broken => Type::Broken,
            Type::Dyn | Type::Parameter(_) => Type::Dyn,
            other => {
                let message = format!("`{other}` has no field `{}`", select.field);
                let mut problem = Diagnostic::error(&codes::C013, select.field_span, message);
                problem.help = Some(self.instead_of_field(&select.field, &other));
                self.problem(problem);
                if self.mode == Mode::Strict { Type::Broken } else { Type::Dyn }
            }
        }
    }

    /// A function that was not called, or what has fields.
    fn instead_of_field(&self, field: &str, of: &Type) -> String {
        if !self.env.functions(field).is_empty() {
            return format!("call it: `.{field}()`");
        }
        match (self.similar_method(field, of), of) {
            (Some(near), _) => format!("did you mean `.{near}()`?"),
            (None, Type::List(_)) => {
                format!("elements may have fields, as in `[0].{field}` or `.all(x, x.{field} …)`")
            }
            (None, _) => "only maps have fields".to_owned(),
        }
    }

    fn object_field(&mut self, select: &Select, object: &ObjectType) -> Type {
        if let Some(of) = object.field(&select.field) {
            return of.clone();
        }
        let help = match suggest::nearest(&select.field, object.field_names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("`{}` has {}", object.name, list_names(object.field_names())),
        };
        let message = format!("`{}` has no field `{}`", object.name, select.field);
        self.problem(Diagnostic::error(&codes::C013, select.field_span, message).with_help(help));
        Type::Broken
    }

    /// A field of what may be absent may be absent.
    fn field_of_optional(&mut self, select: &Select, optional: &Type) -> Type {
        let value = optional.as_optional().cloned().unwrap_or(Type::Dyn);
        match self.field(select, &value) {
            Type::Broken => Type::Broken,
            found => Type::optional(found),
        }
    }

    /// `has(a.b)`, or `has(name)` for a variable that the host may leave out.
    pub(super) fn has(&mut self, operand: &Expr) -> Type {
        let found = self.infer(operand);
        let variable = self
            .references
            .get(operand.id as usize)
            .is_some_and(|reference| matches!(reference, Some(Reference::Slot(_))));
        let tested = matches!(operand.kind, ExprKind::Select(_)) || variable;
        if !tested && found != Type::Broken {
            let help = "`has` tests a field, as in `has(a.b)`, or an optional fact";
            self.problem(
                Diagnostic::error(&codes::C005, operand.span, "this is always there")
                    .with_help(help),
            );
        }
        Type::Bool
    }
}

const TIMESTAMP: &str =
    "the type is written `google.protobuf.Timestamp`, a time `timestamp('2030-01-01T00:00:00Z')`";
const DURATION: &str =
    "the type is written `google.protobuf.Duration`, a duration `duration('5m')`";

pub(super) fn dotted(expr: &Expr) -> Option<Qualified> {
    match &expr.kind {
        ExprKind::Ident(ident) => Some(Qualified {
            name: ident.name.clone(),
            root: ident.name.clone(),
            rooted: ident.rooted,
        }),
        ExprKind::Select(select) => {
            let mut chain = dotted(&select.operand)?;
            chain.name.push('.');
            chain.name.push_str(&select.field);
            Some(chain)
        }
        _ => None,
    }
}

fn list_names<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let quoted: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

fn type_by_name(name: &str) -> Option<Type> {
    Some(match name {
        "bool" => Type::Bool,
        "int" => Type::Int,
        "uint" => Type::Uint,
        "double" => Type::Double,
        "string" => Type::String,
        "bytes" => Type::Bytes,
        "null_type" => Type::Null,
        "list" => Type::list(Type::Dyn),
        "optional_type" => Type::optional(Type::Dyn),
        "map" => Type::map(Type::Dyn, Type::Dyn),
        "type" => Type::type_of(Type::Dyn),
        "google.protobuf.Timestamp" => Type::Timestamp,
        "google.protobuf.Duration" => Type::Duration,
        _ => return None,
    })
}
