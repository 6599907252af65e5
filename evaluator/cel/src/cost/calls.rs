//! Calls: what a function's rule says, and patterns that are read once.

use super::estimator::{Cost, Estimator, Keeping, Node};
use super::rule::Arguments;
use super::{Dearest, Size, Work};
use crate::check::Reference;
use crate::function::Function;
use crate::syntax::ast::{Call, Expr, ExprKind, Literal, Operator};
use crate::types::Type;

impl Estimator<'_> {
    /// Of CEL's own, or of the host's function for its own types.
    pub(super) fn arithmetic(
        &self,
        expr: &Expr,
        operator: Operator,
        operands: &[Expr],
        nodes: &[Node],
    ) -> Cost {
        let joined = nodes.iter().fold(Size::SCALAR, |all, node| all.joined(&node.size));
        let own = match self.checked.type_of(expr) {
            Type::String | Type::Bytes => {
                Cost::between(joined.least.div_ceil(10).max(1), joined.most.div_ceil(10))
            }
            Type::List(_) => Cost::between(joined.least.max(1), joined.most),
            Type::Dyn | Type::Broken | Type::Parameter(_) => Cost::between(1, joined.most),
            _ => Cost::exactly(1),
        };
        let host = self.env.functions(operator.function()).get(1..).unwrap_or_default();
        let (work, ..) = self.called(host, operands, nodes, expr);
        Cost { least: own.least, most: own.most.saturating_add(work) }
    }

    pub(super) fn call(&mut self, expr: &Expr, call: &Call) -> Node {
        let full = match self.checked.reference(expr) {
            Some(Reference::Function(function)) if function.name.contains('.') => {
                Some(function.name)
            }
            _ => None,
        };
        // With dots, the target is part of the name.
        let target = call.target.iter().filter(|_| full.is_none());
        let args: Vec<&Expr> = target.chain(&call.args).collect();
        let nodes: Vec<Node> = args.iter().map(|arg| self.node(arg)).collect();
        let cost = nodes.iter().fold(Cost::NONE, |sum, node| sum.and(node.cost));
        if let Some(work) = literal_pattern(call, &args, &nodes) {
            self.worked(expr, Work::Value, work.most);
            return cost.and(work).giving(Size::SCALAR);
        }
        let name = full.unwrap_or_else(|| call.function.trim_start_matches('.'));
        let functions = self.env.functions(name);
        let texts = args.get(1).map_or(1, |text| self.values(text, 0));
        let (work, once, size) = self.called(functions, args, &nodes, expr);
        let work = match self.keeping {
            Keeping::Kept => {
                self.made_once(expr, once, texts);
                work
            }
            Keeping::Again => {
                self.worked(expr, Work::Pattern, once);
                work.saturating_add(once)
            }
        };
        self.worked(expr, Work::Value, work);
        let all = cost.and(Cost::exactly(1)).and(Cost::between(0, work));
        match nodes.as_slice() {
            // What stands in is looked at only when it is needed.
            [one, other] if ["or", "orValue"].contains(&name) => {
                let least = one.cost.least.saturating_add(1);
                Cost { least, ..all }.giving(size.or(&one.size).or(&other.size).at_least(0))
            }
            _ => all.giving(size),
        }
    }

    /// The dearest of the functions that may be called: at each call, once for a text of the
    /// second argument, and the largest result.
    fn called<'x>(
        &self,
        functions: &[&'static Function],
        args: impl IntoIterator<Item = &'x Expr>,
        nodes: &[Node],
        expr: &Expr,
    ) -> (u64, u64, Size) {
        let args: Vec<&Expr> = args.into_iter().collect();
        let first = args.first().and_then(|arg| literal_text(arg));
        let literal = args.get(1).and_then(|arg| literal_text(arg));
        let number = args.first().and_then(|arg| literal_number(arg));
        let types = args.into_iter().map(|arg| self.checked.type_of(arg));
        let sizes: Vec<(&Type, Size)> =
            types.zip(nodes).map(|(of, node)| (of, node.size.clone())).collect();
        let of = self.checked.type_of(expr);
        let arguments = Arguments { sizes: &sizes, first, literal, number, of };
        let certain = sizes.iter().all(|(of, _)| !of.is_dyn());
        let chosen = match self.checked.reference(expr) {
            Some(Reference::Function(function)) if certain => Some(*function),
            _ => None,
        };
        let (mut work, mut once, mut size) = (0, 0, None::<Size>);
        for function in functions.iter().filter(|one| chosen.is_none_or(|f| same(f, one))) {
            work = (function.cost.work)(&arguments).max(work);
            once = function.cost.once(&arguments).max(once);
            let result = (function.cost.result)(&arguments);
            size = Some(size.map_or(result.clone(), |before| before.or(&result)));
        }
        (work, once, size.unwrap_or(Size::SCALAR))
    }

    fn made_once(&mut self, expr: &Expr, units: u64, texts: u64) {
        if units == 0 {
            return;
        }
        let units = units.saturating_mul(texts);
        self.texts = self.texts.saturating_add(texts);
        self.once = self.once.saturating_add(units);
        self.dear.push(Dearest { span: expr.span, what: Work::Pattern, times: texts, units });
    }
}

fn same(a: &'static Function, b: &&'static Function) -> bool {
    std::ptr::eq(a, *b)
}

/// `s.matches('literal')` has a node of its own, which charges no unit for a call.
fn literal_pattern(call: &Call, args: &[&Expr], nodes: &[Node]) -> Option<Cost> {
    let places = gonogo_cel_pattern::places(literal_text(args.last()?)?);
    let subject = nodes
        .first()
        .filter(|_| call.function.trim_start_matches('.') == "matches" && args.len() == 2)?;
    let of = |bytes: u64| {
        gonogo_cel_pattern::search_cost(usize::try_from(bytes).unwrap_or(usize::MAX), places) as u64
    };
    Some(Cost::between(of(subject.size.least), of(subject.size.most)))
}

fn literal_number(expr: &Expr) -> Option<i64> {
    match expr.kind {
        ExprKind::Literal(Literal::Int(number)) => Some(number),
        _ => None,
    }
}

fn literal_text(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Literal(Literal::String(text)) => Some(text),
        _ => None,
    }
}
