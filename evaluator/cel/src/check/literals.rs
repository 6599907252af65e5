//! Literals that stand for another type where only that fits: `'5m'` for a duration,
//! `5` for a double. The host says what its texts stand for.

use super::{Checker, Reference};
use crate::function::{Function, Style};
use crate::syntax::ast::{Expr, ExprKind, Literal};
use crate::types::Type;
use crate::value::Value;

/// Why no reading of the literals fits: the argument, and what is wrong with its text.
pub(super) struct Misread {
    pub(super) argument: usize,
    pub(super) message: String,
}

impl Checker<'_> {
    /// The result type of the first signature that fits with literals adapted.
    pub(super) fn adapt(
        &mut self,
        function: &'static Function,
        style: Style,
        args: &[&Expr],
    ) -> Result<Option<Type>, Misread> {
        if self.env.host().is_none() || !args.iter().any(|arg| adaptable(arg)) {
            return Ok(None);
        }
        let mut misread = None;
        for signature in function.signatures() {
            let Some(wanted) = self.instantiated(signature, style, args.len()) else {
                continue;
            };
            match self.adapt_to(wanted, args) {
                Ok(Some(result)) => return Ok(Some(result)),
                Ok(None) => {}
                Err(problem) => misread = misread.or(Some(problem)),
            }
        }
        misread.map_or(Ok(None), Err)
    }

    fn adapt_to(
        &mut self,
        (wanted, result): (Vec<Type>, Type),
        args: &[&Expr],
    ) -> Result<Option<Type>, Misread> {
        let mut literals = Vec::new();
        for (at, (arg, wanted)) in args.iter().zip(&wanted).enumerate() {
            if adaptable(arg) {
                literals.push((at, *arg, wanted));
                continue;
            }
            let found = self.known(arg);
            if !self.substitution.assign(&found, wanted) {
                return Ok(None);
            }
        }
        let mut constants = Vec::new();
        for (argument, arg, wanted) in literals {
            let wanted = self.resolved(wanted);
            match self.reading(arg, &wanted) {
                Some(Ok(Some(value))) => constants.push((arg, value)),
                Some(Ok(None)) => {}
                Some(Err(message)) => return Err(Misread { argument, message }),
                None => return Ok(None),
            }
        }
        for (arg, value) in constants {
            self.refer(arg, Reference::Constant(value));
        }
        Ok(Some(result))
    }

    /// The type found for it before.
    pub(super) fn known(&self, expr: &Expr) -> Type {
        self.types.get(expr.id as usize).cloned().unwrap_or(Type::Dyn)
    }

    /// `Ok(None)`: fits as it is. `None`: does not fit and stands for nothing else.
    fn reading(&mut self, arg: &Expr, wanted: &Type) -> Option<Result<Option<Value>, String>> {
        let found = self.known(arg);
        if self.substitution.assign(&found, wanted) {
            return Some(Ok(None));
        }
        match &arg.kind {
            ExprKind::Literal(Literal::Int(value)) if *wanted == Type::Double => {
                Some(Ok(Some(Value::Double(*value as f64))))
            }
            ExprKind::Literal(Literal::String(text)) => {
                let reading = self.env.host()?.literal(text, wanted)?;
                Some(reading.map(Some))
            }
            _ => None,
        }
    }

    /// `quantity('5%')`: a call whose type depends on its text.
    pub(super) fn literal_call(
        &mut self,
        name: &str,
        args: &[&Expr],
    ) -> Option<Result<(Value, Type), String>> {
        let [arg] = args else {
            return None;
        };
        let ExprKind::Literal(Literal::String(text)) = &arg.kind else {
            return None;
        };
        self.env.host()?.literal_call(name, text)
    }
}

fn adaptable(arg: &Expr) -> bool {
    matches!(arg.kind, ExprKind::Literal(Literal::String(_) | Literal::Int(_)))
}
