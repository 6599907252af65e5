//! Function calls and operators: which overload fits.

use super::literals::Misread;
use super::names::dotted;
use super::{Checker, Mode, Reference};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::function::{Function, Signature, Style};
use crate::source::Span;
use crate::suggest;
use crate::syntax::ast::{Call, Expr, Operator};
use crate::syntax::macro_usage;
use crate::types::Type;

/// How a call is written, for its messages.
struct Site<'x> {
    name: &'x str,
    span: Span,
    style: Style,
    args: Vec<&'x Expr>,
}

impl Checker<'_> {
    pub(super) fn operator(&mut self, expr: &Expr, operator: Operator, operands: &[Expr]) -> Type {
        for operand in operands {
            self.infer(operand);
        }
        let site = Site {
            name: operator.symbol(),
            span: expr.span,
            style: Style::Global,
            args: operands.iter().collect(),
        };
        let env = self.env;
        self.resolve(expr, env.functions(operator.function()), &site)
    }

    pub(super) fn call(&mut self, expr: &Expr, call: &Call) -> Type {
        if let Some((name, span)) = self.namespaced(call) {
            let args = call.args.iter().collect();
            let site = Site { name: &name, span, style: Style::Global, args };
            return self.call_of(expr, &site);
        }
        let args: Vec<&Expr> = call.target.iter().chain(&call.args).collect();
        let style = if call.target.is_some() { Style::Receiver } else { Style::Global };
        let name = call.function.trim_start_matches('.');
        let site = Site { name, span: call.name_span, style, args };
        if self.env.functions(name).is_empty()
            && let Some(usage) = macro_usage(name)
        {
            return self.misused_macro(expr, call, usage);
        }
        self.call_of(expr, &site)
    }

    /// `math.sign(x)`: the target is no value but the first part of the function's name.
    fn namespaced(&self, call: &Call) -> Option<(String, Span)> {
        let target = call.target.as_ref()?;
        let space = dotted(target).filter(|space| !self.is_local(space))?;
        let name = format!("{}.{}", space.name, call.function);
        let is_function = !self.env.functions(&name).is_empty();
        is_function.then(|| (name, target.span.join(call.name_span)))
    }

    fn call_of(&mut self, expr: &Expr, site: &Site<'_>) -> Type {
        let name = site.name;
        let env = self.env;
        let functions = env.functions(name);
        for arg in &site.args {
            self.infer(arg);
        }
        if functions.is_empty() {
            return self.unknown_function(expr, site);
        }
        if let Some(reading) = self.literal_call(name, &site.args) {
            return match reading {
                Ok((value, of)) => {
                    self.refer(expr, Reference::Constant(value));
                    of
                }
                Err(message) => self.misread(site, Misread { argument: 0, message }),
            };
        }
        self.resolve(expr, functions, site)
    }

    /// `xs.all(x)`: its arguments are not looked at, a macro's variable is not declared there.
    fn misused_macro(&mut self, expr: &Expr, call: &Call, usage: &str) -> Type {
        let why = format!("`{}` is not called like this", call.function);
        self.refer(expr, Reference::Missing(why.clone()));
        self.problem(
            Diagnostic::error(&codes::C005, call.name_span, why)
                .with_help(format!("write `{usage}`")),
        );
        if self.mode == Mode::Strict { Type::Broken } else { Type::Dyn }
    }

    fn unknown_function(&mut self, expr: &Expr, site: &Site<'_>) -> Type {
        let unknown = format!("there is no function `{}`", site.name);
        self.refer(expr, Reference::Missing(unknown.clone()));
        if self.is_full() {
            return Type::Broken;
        }
        let mut problem = Diagnostic::error(&codes::C011, site.span, unknown);
        problem.help = suggest::nearest(site.name, self.env.function_names())
            .map(|near| format!("did you mean `{near}`?"))
            .or_else(|| synonym(site.name));
        self.problem(problem);
        if self.mode == Mode::Strict { Type::Broken } else { Type::Dyn }
    }

    fn resolve(&mut self, expr: &Expr, functions: &[&'static Function], site: &Site<'_>) -> Type {
        let types: Vec<Type> = site.args.iter().map(|arg| self.known(arg)).collect();
        if let Some(first) = functions.first() {
            self.refer(expr, Reference::Function(first));
        }
        if types.contains(&Type::Broken) {
            return Type::Broken;
        }
        for function in functions {
            if let Some(result) = self.overload(function, site.style, &types) {
                self.refer(expr, Reference::Function(function));
                return result;
            }
        }
        for function in functions {
            match self.adapt(function, site.style, &site.args) {
                Ok(Some(result)) => {
                    self.refer(expr, Reference::Function(function));
                    return result;
                }
                Ok(None) => {}
                Err(misread) => return self.misread(site, misread),
            }
        }
        self.no_overload(functions, site, &types)
    }

    /// The result of the overloads that fit: one type, or `dyn` when they differ.
    pub(super) fn overload(
        &mut self,
        function: &Function,
        style: Style,
        args: &[Type],
    ) -> Option<Type> {
        if let Some(exact) = function.signatures().iter().find(|s| s.takes_exactly(style, args)) {
            return Some(exact.result.clone());
        }
        let mut result: Option<Type> = None;
        for signature in function.signatures() {
            let Some(given) = self.given(signature, style, args) else {
                continue;
            };
            match &result {
                None if !args.iter().any(|arg| self.resolved(arg).has_dyn()) => return Some(given),
                None => result = Some(given),
                Some(before) if *before != given => return Some(Type::Dyn),
                Some(_) => {}
            }
        }
        result
    }

    /// The types of the parameters and of the result for one call with `count` arguments.
    pub(super) fn instantiated(
        &mut self,
        signature: &Signature,
        style: Style,
        count: usize,
    ) -> Option<(Vec<Type>, Type)> {
        if signature.style != style {
            return None;
        }
        let parameters = signature.parameters_for(count)?;
        let types: Vec<&Type> = parameters.chain(std::iter::once(&signature.result)).collect();
        let mut wanted = self.substitution.instantiate(&types);
        let result = wanted.pop().unwrap_or(Type::Dyn);
        Some((wanted, result))
    }

    /// The result, if the arguments fit.
    fn given(&mut self, signature: &Signature, style: Style, args: &[Type]) -> Option<Type> {
        if signature.style != style {
            return None;
        }
        if let Some(fits) = signature.takes_plainly(args) {
            return fits.then(|| signature.result.clone());
        }
        let (wanted, given) = self.instantiated(signature, style, args.len())?;
        let fits = self.substitution.assign_all(args, &wanted);
        fits.then(|| self.resolved(&given))
    }

    fn misread(&mut self, site: &Site<'_>, misread: Misread) -> Type {
        let span = site.args.get(misread.argument).map_or(site.span, |arg| arg.span);
        self.problem(Diagnostic::error(&codes::C015, span, misread.message));
        Type::Broken
    }

    fn no_overload(
        &mut self,
        functions: &[&'static Function],
        site: &Site<'_>,
        types: &[Type],
    ) -> Type {
        if self.mode == Mode::Lenient {
            return Type::Dyn;
        }
        let types: Vec<Type> = types.iter().map(|of| self.substitution.close(of)).collect();
        let mut problem = Diagnostic::error(&codes::C012, site.span, describe(site, &types));
        let name = functions.first().map_or(site.name, |function| function.name);
        let advice = self.env.host().and_then(|host| host.advice(name, &types));
        problem.help = advice
            .or_else(|| numbers_help(site.name, &types))
            .or_else(|| optional_help(&types))
            .or_else(|| candidates(functions, site.style));
        self.problem(problem);
        Type::Broken
    }
}

fn describe(site: &Site<'_>, types: &[Type]) -> String {
    let operator = !site.name.starts_with(|c: char| c.is_ascii_alphabetic()) || site.name == "in";
    match (types, operator, site.style) {
        ([a, b], true, _) if site.name == "[]" => format!("`{a}` cannot be indexed by `{b}`"),
        ([_, b], true, _) if site.name == "in" && !matches!(b, Type::List(_) | Type::Map(_)) => {
            format!("`in` needs a list or map on its right, this is `{b}`")
        }
        ([a, b], true, _) if ["==", "!=", "<", "<=", ">", ">=", "in"].contains(&site.name) => {
            format!("`{}` cannot compare `{a}` and `{b}`", site.name)
        }
        ([a, b], true, _) => format!("`{}` cannot combine `{a}` and `{b}`", site.name),
        ([a], true, _) => format!("`{}` cannot stand before `{a}`", site.name),
        ([receiver, rest @ ..], _, Style::Receiver) => {
            format!("`{receiver}` has no `{}({})`", site.name, commas(rest))
        }
        _ => format!("`{}` takes no ({})", site.name, commas(types)),
    }
}

fn commas(types: &[Type]) -> String {
    let texts: Vec<String> = types.iter().map(ToString::to_string).collect();
    texts.join(", ")
}

/// Numbers of different kinds are not mixed.
fn numbers_help(name: &str, types: &[Type]) -> Option<String> {
    let is_number = |of: &Type| matches!(of, Type::Int | Type::Uint | Type::Double);
    let [a, b] = types else { return None };
    let mixed = is_number(a) && is_number(b) && a != b && name != "in";
    let common = if [a, b].contains(&&Type::Double) { "double" } else { "int" };
    mixed.then(|| format!("make both the same kind, as with `{common}(x)`; `1.0` is a double"))
}

/// What may be absent is no value yet.
fn optional_help(types: &[Type]) -> Option<String> {
    let is_mixed = types.iter().any(|of| of.as_optional().is_some())
        && types.iter().any(|of| of.as_optional().is_none());
    let help = "take the value out first, with `.orValue(x)` for when there is none";
    is_mixed.then(|| help.to_owned())
}

fn candidates(functions: &[&'static Function], style: Style) -> Option<String> {
    let named = |function: &&&'static Function| {
        function.name.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    let written = |function: &&'static Function| {
        let all: Vec<&str> = function.signatures.to_vec();
        let parsed = function.signatures();
        let fitting = |at: &usize| parsed.get(*at).is_some_and(|s| s.style == style);
        let same: Vec<&str> =
            (0..all.len()).filter(fitting).filter_map(|at| all.get(at).copied()).collect();
        if same.is_empty() { all } else { same }
    };
    let quoted: Vec<String> =
        functions.iter().filter(named).flat_map(written).map(|text| format!("`{text}`")).collect();
    (!quoted.is_empty()).then(|| format!("it is declared as {}", quoted.join(", ")))
}

/// What other languages call it.
fn synonym(name: &str) -> Option<String> {
    let meant = match name.to_lowercase().as_str() {
        "len" | "length" | "lenght" | "count" => "size(x)",
        "float" => "double(x)",
        "any" | "some" => "list.exists(x, condition)",
        "every" => "list.all(x, condition)",
        _ => return None,
    };
    Some(format!("write `{meant}`"))
}
