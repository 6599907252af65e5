//! Which function may have been meant: near in spelling, and fit for what it is called on.

use super::advice::{TAKE_OUT, is_kind_of};
use super::calls::Site;
use super::names::dotted;
use super::{Checker, Mode, Reference};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::function::{Style, foreign};
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Call, Expr, ExprKind};
use crate::syntax::macro_usage;
use crate::types::Type;

/// Names that are compared at once; `suggest` looks at so many only.
const AT_ONCE: usize = 100;
/// Members of a namespace that help lists.
const LISTED: usize = 6;
/// Macros that are called like functions.
const CALLED: [&str; 2] = ["has", "quorum"];
/// Letters of a word that can be the start of the one that was meant.
const START: usize = 3;

/// What the parser reads by itself, and what each is called on.
const MACROS: [(&str, Range); 12] = [
    ("all", Range::Elements),
    ("exists", Range::Elements),
    ("exists_one", Range::Elements),
    ("existsOne", Range::Elements),
    ("filter", Range::Elements),
    ("map", Range::Elements),
    ("sortBy", Range::Elements),
    ("transformList", Range::Elements),
    ("transformMap", Range::Elements),
    ("transformMapEntry", Range::Elements),
    ("optMap", Range::Optional),
    ("optFlatMap", Range::Optional),
];

#[derive(Clone, Copy)]
enum Range {
    Elements,
    Optional,
}

impl Checker<'_> {
    /// `math.great(1)`, or `maths.greatest(1)`: no variable is missing, the function is.
    pub(super) fn unknown_member_function(&mut self, expr: &Expr, call: &Call) -> Option<Type> {
        let target = call.target.as_ref()?;
        let space = dotted(target).filter(|space| !self.is_local(space))?;
        let is_value =
            self.env.slot(&space.name).is_some() || self.env.slot(space.root()).is_some();
        if self.mode == Mode::Lenient || is_value || self.is_full() {
            return None;
        }
        let help = self.member_of(&space.name, &call.function).or_else(|| {
            self.space_like(&space.name, call).map(|near| format!("did you mean `{near}`?"))
        })?;
        for arg in &call.args {
            self.infer(arg);
        }
        let name = format!("{}.{}", space.name, call.function);
        Some(self.no_function(expr, target.span.join(call.name_span), (&name, Some(help))))
    }

    /// `xs.exist(x, x > 1)`: its arguments are not looked at, `x` is no variable yet.
    pub(super) fn misspelt_macro(&mut self, expr: &Expr, call: &Call) -> Option<Type> {
        let target = call.target.as_ref()?;
        let [first, _, ..] = call.args.as_slice() else {
            return None;
        };
        let ExprKind::Ident(ident) = &first.kind else {
            return None;
        };
        let is_known = self.env.slot(&ident.name).is_some()
            || self.locals.iter().any(|(local, _)| *local == ident.name);
        if self.mode == Mode::Lenient || is_known || self.is_full() {
            return None;
        }
        let mut names: Vec<&'static str> = self.env.function_names().collect();
        names.extend(MACROS.map(|(name, _)| name));
        names.sort_unstable();
        let near = macro_synonym(&call.function).or_else(|| spelled(&call.function, names))?;
        let usage = macro_usage(near)?;
        self.infer(target);
        let help = format!("write `{usage}`");
        Some(self.no_function(expr, call.name_span, (&call.function, Some(help))))
    }

    pub(super) fn no_function(
        &mut self,
        expr: &Expr,
        span: Span,
        (name, help): (&str, Option<String>),
    ) -> Type {
        let unknown = format!("there is no function `{name}`");
        self.refer(expr, Reference::Missing(unknown.clone()));
        let mut problem = Diagnostic::error(&codes::C011, span, unknown);
        problem.help = help;
        self.problem(problem);
        if self.mode == Mode::Strict { Type::Broken } else { Type::Dyn }
    }

    pub(super) fn similar_function(&self, site: &Site<'_>) -> Option<String> {
        let mut names: Vec<&'static str> = self.env.function_names().collect();
        names.sort_unstable();
        let member =
            |full: &&&str| full.rsplit_once('.').is_some_and(|(_, last)| last == site.name);
        let called = match site.args.first().filter(|_| site.style == Style::Receiver) {
            Some(receiver) => self.methods(&self.resolved(&self.known(receiver))),
            None => names.iter().copied().chain(CALLED).collect(),
        };
        let types: Vec<Type> =
            site.args.iter().map(|arg| self.resolved(&self.known(arg))).collect();
        if let Some(help) = self.foreign_function(site, &types) {
            return Some(help);
        }
        let meant = names.iter().find(member).copied().or_else(|| spelled(site.name, called));
        meant.map(|near| format!("did you mean `{near}`?")).or_else(|| {
            // Of another type: its declaration says which.
            let other = || suggest_among(site.name, names).and_then(|near| self.declared(near));
            synonym(site).or_else(|| other().map(|form| format!("did you mean `{form}`?")))
        })
    }

    /// A function by the name that it has elsewhere.
    pub(super) fn foreign_function(&self, site: &Site<'_>, types: &[Type]) -> Option<String> {
        let is_known = |name: &str| !self.env.functions(name).is_empty();
        let receiver = types.first().filter(|_| site.style == Style::Receiver);
        let help = match (receiver, site.name) {
            (Some(Type::List(_)), "max" | "min") => {
                let ours = foreign::function(&format!("math.{}", site.name))?;
                is_known(ours).then(|| format!("write `{ours}(list)`"))
            }
            (None, "max" | "min") => {
                let ours = foreign::function(&format!("math.{}", site.name))?;
                is_known(ours).then(|| format!("write `{ours}(a, b)`"))
            }
            (Some(Type::String), "find" | "search") if is_known("indexOf") => {
                Some("write `.indexOf(part)`, or `regex.extract(text, pattern)`".to_owned())
            }
            (Some(of), name) if of.as_optional().is_some() => {
                foreign::of_optional(name).map(|ours| format!("write `{ours}`"))
            }
            (_, name) if !is_known(name) => {
                let ours = foreign::function(name).filter(|ours| is_known(ours));
                ours.map(|ours| format!("did you mean `{ours}`?"))
            }
            _ => None,
        };
        help.or_else(|| {
            let is_optional = receiver.is_some_and(|of| of.as_optional().is_some());
            let is_near = spelled(site.name, self.methods(receiver?)).is_some();
            (is_optional && !is_near && !is_known(site.name)).then(|| TAKE_OUT.to_owned())
        })
    }

    /// A method near in spelling that values of this type have.
    pub(super) fn similar_method(&self, name: &str, of: &Type) -> Option<&'static str> {
        if self.is_full() {
            return None;
        }
        let methods = self.methods(of).into_iter();
        spelled(name, methods.filter(|method| macro_usage(method).is_none()).collect())
    }

    /// Functions and macros that can be called on a value of this type, by name.
    fn methods(&self, of: &Type) -> Vec<&'static str> {
        let takes = |name: &&'static str| {
            let signatures = self.env.functions(name).iter().flat_map(|f| f.signatures());
            signatures.filter(|signature| signature.style == Style::Receiver).any(|signature| {
                signature.parameters.first().is_some_and(|wanted| is_kind_of(of, wanted))
            })
        };
        let mut names: Vec<&'static str> = self.env.function_names().filter(takes).collect();
        names.extend(macros_of(of));
        names.sort_unstable();
        names
    }

    fn declared(&self, name: &str) -> Option<&'static str> {
        let function = self.env.functions(name).first()?;
        function.signatures.first().copied()
    }

    /// Advice on a name that a namespace lacks; `None` where no functions stand in it.
    fn member_of(&self, space: &str, name: &str) -> Option<String> {
        let inside = |full: &'static str| full.strip_prefix(space)?.strip_prefix('.');
        let mut members: Vec<&'static str> = self.env.function_names().filter_map(inside).collect();
        if members.is_empty() {
            return None;
        }
        members.sort_unstable();
        let foreign = foreign::function(&format!("{space}.{name}"));
        if let Some(ours) = foreign.filter(|ours| !self.env.functions(ours).is_empty()) {
            return Some(format!("did you mean `{ours}`?"));
        }
        if let Some(near) = spelled(name, members.clone()) {
            return Some(format!("did you mean `{space}.{near}`?"));
        }
        let more = if members.len() > LISTED { ", …" } else { "" };
        let listed: Vec<String> =
            members.iter().take(LISTED).map(|name| format!("`{space}.{name}`")).collect();
        Some(format!("there are {}{more}", listed.join(", ")))
    }

    /// The same function in a namespace that is spelled nearly so, if no variable is.
    fn space_like(&self, space: &str, call: &Call) -> Option<&'static str> {
        let variables = self.env.variables().iter().map(|variable| &*variable.name);
        if suggest::nearest(space, variables).is_some() {
            return None;
        }
        let takes = |full: &&'static str| {
            let mut signatures = self.env.functions(full).iter().flat_map(|f| f.signatures());
            let fits = signatures.any(|s| s.parameters_for(call.args.len()).is_some());
            fits && full.rsplit_once('.').is_some_and(|(_, last)| last == call.function)
        };
        let mut names: Vec<&'static str> = self.env.function_names().filter(takes).collect();
        names.sort_unstable();
        let spaces = names.iter().filter_map(|full| full.rsplit_once('.')).map(|(space, _)| space);
        let near = suggest::nearest(space, spaces)?;
        names.into_iter().find(|full| full.rsplit_once('.').is_some_and(|(of, _)| of == near))
    }
}

fn macros_of(of: &Type) -> impl Iterator<Item = &'static str> {
    let is_open = matches!(of, Type::Dyn | Type::Broken | Type::Parameter(_));
    let loops = is_open || matches!(of, Type::List(_) | Type::Map(_) | Type::Object(_));
    let optional = is_open || of.as_optional().is_some();
    let fits = move |range: Range| match range {
        Range::Elements => loops,
        Range::Optional => optional,
    };
    MACROS.into_iter().filter(move |(_, range)| fits(*range)).map(|(name, _)| name)
}

/// Nearly so, or starting so: `lasttest` and `percent` for `latest` and `percentile`.
fn spelled(word: &str, names: Vec<&'static str>) -> Option<&'static str> {
    let start = word.to_lowercase();
    let starts = |name: &&str| word.len() >= START && name.to_lowercase().starts_with(&start);
    let shortest = names.iter().copied().filter(starts).min_by_key(|name| name.len());
    suggest_among(word, names).or(shortest)
}

/// The nearest of many.
fn suggest_among(word: &str, names: Vec<&'static str>) -> Option<&'static str> {
    let best =
        names.chunks(AT_ONCE).filter_map(|some| suggest::nearest(word, some.iter().copied()));
    suggest::nearest(word, best)
}

fn macro_synonym(name: &str) -> Option<&'static str> {
    match name {
        "any" | "some" => Some("exists"),
        "every" => Some("all"),
        "find" | "select" | "where" => Some("filter"),
        _ => None,
    }
}

/// What other languages call it.
fn synonym(site: &Site<'_>) -> Option<String> {
    let name = site.name.to_lowercase();
    let meant = match name.as_str() {
        "len" | "length" | "lenght" | "count" if site.style == Style::Receiver => ".size()",
        "len" | "length" | "lenght" | "count" => "size(x)",
        "float" => "double(x)",
        _ => macro_synonym(&name).and_then(macro_usage)?,
    };
    Some(format!("write `{meant}`"))
}

#[cfg(test)]
mod tests {
    use super::{MACROS, macro_usage};

    #[test]
    fn macros_have_their_usage() {
        for (name, _) in MACROS {
            assert!(macro_usage(name).is_some(), "{name}");
        }
    }
}
