//! Function calls and operators: which overload fits.

use super::literals::Misread;
use super::names::dotted;
use super::{Checker, Mode, Reference, advice};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::function::{Function, Signature, Style};
use crate::source::Span;
use crate::syntax::ast::{Call, Expr, Operator};
use crate::syntax::macro_usage;
use crate::types::{Nulls, Type};

/// How a call is written, for its messages.
pub(super) struct Site<'x> {
    pub(super) name: &'x str,
    pub(super) span: Span,
    pub(super) style: Style,
    pub(super) args: Vec<&'x Expr>,
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
        if let Some(of) = self.unknown_member_function(expr, call) {
            return of;
        }
        if self.env.functions(name).is_empty()
            && let Some(of) = self.misspelt_macro(expr, call)
        {
            return of;
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
        let is_shown = self.mode == Mode::Strict && !self.is_full();
        let help = if is_shown { self.similar_function(site) } else { None };
        self.no_function(expr, site.span, (site.name, help))
    }

    fn resolve(&mut self, expr: &Expr, functions: &[&'static Function], site: &Site<'_>) -> Type {
        let compares = ["==", "!=", "in"].contains(&site.name);
        let nulls = if compares { Nulls::Stand } else { Nulls::Refused };
        let before = self.substitution.set_nulls(nulls);
        let result = self.resolved_call(expr, functions, site);
        self.substitution.set_nulls(before);
        result
    }

    fn resolved_call(
        &mut self,
        expr: &Expr,
        functions: &[&'static Function],
        site: &Site<'_>,
    ) -> Type {
        let types: Vec<Type> = site.args.iter().map(|arg| self.known(arg)).collect();
        if let Some(first) = functions.first() {
            self.refer(expr, Reference::Function(first));
        }
        if types.contains(&Type::Broken) {
            return Type::Broken;
        }
        if let Some(result) = self.first_that_fits(expr, functions, (site.style, &types)) {
            return result;
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

    /// Functions share names: where an argument is open, each of them may be the one that runs.
    fn first_that_fits(
        &mut self,
        expr: &Expr,
        functions: &[&'static Function],
        (style, args): (Style, &[Type]),
    ) -> Option<Type> {
        let is_open = args.iter().any(|arg| self.resolved(arg).is_open());
        let mut found: Option<Type> = None;
        for function in functions {
            let Some(result) = self.overload(function, style, args) else {
                continue;
            };
            match &found {
                None => self.refer(expr, Reference::Function(function)),
                Some(before) if *before != result => return Some(Type::Dyn),
                Some(_) => {}
            }
            found = Some(result);
            if !is_open {
                break;
            }
        }
        found
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
                None if !args.iter().any(|arg| self.resolved(arg).is_open()) => return Some(given),
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
        let mut problem =
            Diagnostic::error(&codes::C012, site.span, advice::describe(site, &types));
        let name = functions.first().map_or(site.name, |function| function.name);
        let advice = self.env.host().and_then(|host| host.advice(name, &types));
        problem.help = advice
            .or_else(|| self.foreign_function(site, &types))
            .or_else(|| advice::help(functions, site, &types));
        self.problem(problem);
        Type::Broken
    }
}
