//! The walk over a checked expression: what each node is charged, and how large it gets.
//!
//! What is said of a node here must match what evaluating it charges in `eval`.

use super::rule::Arguments;
use super::{Dearest, Estimate, Size, Work};
use crate::check::{Checked, Reference};
use crate::env::Env;
use crate::function::Function;
use crate::limits::KEPT_PATTERNS;
use crate::syntax::ast::{Call, Comprehension, Entry, Expr, ExprKind, Fold, Literal, Operator};
use crate::types::Type;

/// Work on a value that is below this is not worth pointing at: it is done too often.
const WORTH_POINTING: u64 = 1_000;

pub(super) fn estimate(env: &Env, checked: &Checked) -> Estimate {
    let kept = Estimator::new(env, checked, Keeping::Kept).whole();
    let Whole { cost, dear, .. } = match kept.texts {
        ..=MOST_KEPT => kept,
        // There is not room for all, and which are kept is not known.
        _ => Estimator::new(env, checked, Keeping::Again).whole(),
    };
    // Inner parts come first, and only those around each other can both be more than half.
    let is_most = |dear: &Dearest| dear.units > cost.most / 2;
    let first = dear.iter().position(is_most);
    let largest = || {
        let by_units = dear.iter().enumerate().max_by_key(|(_, dear)| dear.units);
        by_units.map(|(at, _)| at)
    };
    let dearest = first.or_else(largest).and_then(|at| dear.get(at).cloned());
    Estimate { least: cost.least, most: cost.most, dearest }
}

/// Units, at least and at most.
#[derive(Clone, Copy, Debug, Default)]
struct Cost {
    least: u64,
    most: u64,
}

/// What a node costs, and how large its value is.
struct Node {
    cost: Cost,
    size: Size,
}

struct Estimator<'e> {
    env: &'e Env,
    checked: &'e Checked,
    keeping: Keeping,
    /// The variables of the macros around, innermost last.
    locals: Vec<Local>,
    /// How often the node at hand runs.
    times: u64,
    /// Texts of which something is made and kept, and what that costs altogether.
    texts: u64,
    once: u64,
    dear: Vec<Dearest>,
}

/// What is made of a text, such as a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keeping {
    Kept,
    /// Made again at each call.
    Again,
}

struct Local {
    size: Size,
    /// How many values it takes in one evaluation.
    values: u64,
}

struct Whole {
    cost: Cost,
    texts: u64,
    dear: Vec<Dearest>,
}

const MOST_KEPT: u64 = KEPT_PATTERNS as u64;

impl Cost {
    const NONE: Self = Self { least: 0, most: 0 };

    fn exactly(units: u64) -> Self {
        Self { least: units, most: units }
    }

    fn between(least: u64, most: u64) -> Self {
        Self { least, most: most.max(least) }
    }

    fn and(self, other: Self) -> Self {
        Self {
            least: self.least.saturating_add(other.least),
            most: self.most.saturating_add(other.most),
        }
    }

    /// For each element.
    fn times(self, range: &Size) -> Self {
        Self {
            least: self.least.saturating_mul(range.least),
            most: self.most.saturating_mul(range.most),
        }
    }

    fn giving(self, size: Size) -> Node {
        Node { cost: self, size }
    }
}

impl<'e> Estimator<'e> {
    fn new(env: &'e Env, checked: &'e Checked, keeping: Keeping) -> Self {
        let (locals, dear) = (Vec::new(), Vec::new());
        Self { env, checked, keeping, locals, times: 1, texts: 0, once: 0, dear }
    }

    fn whole(mut self) -> Whole {
        let cost = self.node(&self.checked.syntax.root).cost;
        let cost = cost.and(Cost::between(0, self.once));
        Whole { cost, texts: self.texts, dear: self.dear }
    }

    fn node(&mut self, expr: &Expr) -> Node {
        let Node { cost, size } = self.kind(expr);
        Node { cost, size: size.fitted(self.checked.type_of(expr)) }
    }

    fn kind(&mut self, expr: &Expr) -> Node {
        if let Some(node) = self.checked.reference(expr).and_then(|to| self.referred(to)) {
            return node;
        }
        match &expr.kind {
            ExprKind::Literal(literal) => Cost::NONE.giving(literal_size(literal)),
            ExprKind::Ident(_) | ExprKind::Broken => Cost::NONE.giving(Size::SCALAR),
            ExprKind::Select(select) => {
                let operand = self.node(&select.operand);
                operand.cost.and(Cost::exactly(1)).giving(operand.size.part())
            }
            ExprKind::Has(operand) => self.has(operand),
            ExprKind::Call(call) => self.call(expr, call),
            ExprKind::Operator(operator, operands) => self.operator(expr, *operator, operands),
            ExprKind::And(operands) | ExprKind::Or(operands) => self.logic(operands),
            ExprKind::Conditional(parts) => self.conditional(parts),
            ExprKind::List(elements) => self.list(elements),
            ExprKind::Map(entries) => self.map(entries),
            ExprKind::Comprehension(fold) => self.fold(expr, fold),
        }
    }

    fn referred(&self, reference: &Reference) -> Option<Node> {
        Some(match reference {
            Reference::Slot(slot) => {
                let size = self.env.variable(*slot).map_or(Size::SCALAR, |variable| {
                    variable.size.clone().unwrap_or_else(|| Size::assumed(&variable.of))
                });
                Cost::exactly(1).giving(size)
            }
            Reference::Local(up) => {
                let local = self.locals.iter().rev().nth(*up as usize);
                Cost::exactly(1).giving(local.map_or(Size::SCALAR, |local| local.size.clone()))
            }
            Reference::Constant(value) => Cost::NONE.giving(Size::of(value)),
            Reference::TypeName(_) | Reference::Missing(_) => Cost::NONE.giving(Size::SCALAR),
            Reference::Function(_) => return None,
        })
    }

    /// The operand is not read itself: only what it is a field of.
    fn has(&mut self, operand: &Expr) -> Node {
        if let Some(Reference::Slot(_)) = self.checked.reference(operand) {
            return Cost::NONE.giving(Size::SCALAR);
        }
        let cost = match &operand.kind {
            ExprKind::Select(select) => self.node(&select.operand).cost.and(Cost::exactly(1)),
            ExprKind::Literal(_)
            | ExprKind::Ident(_)
            | ExprKind::Has(_)
            | ExprKind::Call(_)
            | ExprKind::Operator(..)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Conditional(_)
            | ExprKind::List(_)
            | ExprKind::Map(_)
            | ExprKind::Comprehension(_)
            | ExprKind::Broken => Cost::NONE,
        };
        cost.giving(Size::SCALAR)
    }

    /// One operand can decide alone, after the others failed early.
    fn logic(&mut self, operands: &[Expr]) -> Node {
        let costs: Vec<Cost> = operands.iter().map(|operand| self.node(operand).cost).collect();
        let least = costs.iter().map(|cost| cost.least).min().unwrap_or(0);
        let all = costs.into_iter().fold(Cost::NONE, Cost::and);
        Cost { least, most: all.most }.giving(Size::SCALAR)
    }

    fn conditional(&mut self, [condition, yes, no]: &[Expr; 3]) -> Node {
        let condition = self.node(condition).cost;
        let (yes, no) = (self.node(yes), self.node(no));
        let chosen = Cost {
            least: yes.cost.least.min(no.cost.least),
            most: yes.cost.most.max(no.cost.most),
        };
        condition.and(chosen).giving(yes.size.or(&no.size))
    }

    fn list(&mut self, elements: &[Expr]) -> Node {
        let count = elements.len() as u64;
        let (mut cost, mut part, mut whole) = (Cost::exactly(10 + count), Size::SCALAR, 1u64);
        for element in elements {
            let element = self.node(element);
            cost = cost.and(element.cost);
            part = part.or(&element.size);
            whole = whole.saturating_add(element.size.whole);
        }
        cost.giving(Size::list(count, part).exactly().with_whole(whole))
    }

    fn map(&mut self, entries: &[Entry]) -> Node {
        let count = entries.len() as u64;
        let (mut cost, mut part) = (Cost::exactly(30 + count), Size::SCALAR);
        for entry in entries {
            let (key, value) = (self.node(&entry.key), self.node(&entry.value));
            cost = cost.and(key.cost).and(value.cost);
            part = part.or(&key.size).or(&value.size);
        }
        cost.giving(Size::map(count, part).exactly())
    }

    fn operator(&mut self, expr: &Expr, operator: Operator, operands: &[Expr]) -> Node {
        let nodes: Vec<Node> = operands.iter().map(|operand| self.node(operand)).collect();
        let cost = nodes.iter().fold(Cost::NONE, |sum, node| sum.and(node.cost));
        let [left, right] = nodes.as_slice() else {
            let negated = match operator {
                Operator::Not => Cost::NONE,
                _ => self.arithmetic(expr, operator, operands, &nodes),
            };
            return cost.and(negated).giving(Size::SCALAR);
        };
        let (work, size) = match operator {
            Operator::Equal | Operator::NotEqual => {
                (Cost::between(1, left.size.whole.min(right.size.whole)), Size::SCALAR)
            }
            Operator::Less | Operator::LessEqual | Operator::Greater | Operator::GreaterEqual => {
                (Cost::between(1, ordered(&left.size, &right.size)), Size::SCALAR)
            }
            Operator::In => (Cost::between(1, within(&left.size, &right.size)), Size::SCALAR),
            Operator::Index => (Cost::exactly(1), left.size.part()),
            Operator::Add => {
                let work = self.arithmetic(expr, operator, operands, &nodes);
                (work, left.size.joined(&right.size))
            }
            Operator::Subtract
            | Operator::Multiply
            | Operator::Divide
            | Operator::Modulo
            | Operator::Negate
            | Operator::Not => {
                let work = self.arithmetic(expr, operator, operands, &nodes);
                (work, left.size.or(&right.size))
            }
        };
        self.worked(expr, Work::Value, work.most);
        cost.and(work).giving(size)
    }

    /// Of CEL's own, or of the host's function for its own types.
    fn arithmetic(
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

    fn call(&mut self, expr: &Expr, call: &Call) -> Node {
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
        cost.and(Cost::exactly(1)).and(Cost::between(0, work)).giving(size)
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
        let types = args.into_iter().map(|arg| self.checked.type_of(arg));
        let sizes: Vec<(&Type, Size)> =
            types.zip(nodes).map(|(of, node)| (of, node.size.clone())).collect();
        let arguments = Arguments { sizes: &sizes, of: self.checked.type_of(expr) };
        let certain = sizes.iter().all(|(of, _)| !of.is_dyn());
        let chosen = match self.checked.reference(expr) {
            Some(Reference::Function(function)) if certain => Some(*function),
            _ => None,
        };
        let (mut work, mut once, mut size) = (0, 0, None::<Size>);
        for function in functions.iter().filter(|one| chosen.is_none_or(|f| same(f, one))) {
            work = (function.cost.work)(&arguments).max(work);
            once = (function.cost.once)(&arguments).max(once);
            let result = (function.cost.result)(&arguments);
            size = Some(size.map_or(result.clone(), |before| before.or(&result)));
        }
        (work, once, size.unwrap_or(Size::SCALAR))
    }

    fn fold(&mut self, expr: &Expr, fold: &Comprehension) -> Node {
        let range = self.node(&fold.range);
        let values = self.values(&fold.range, 0).saturating_mul(range.size.most);
        self.locals.push(Local { size: range.size.part(), values });
        let outside = self.times;
        self.times = outside.saturating_mul(range.size.most);
        let condition = fold.condition.as_ref().map(|condition| self.node(condition).cost);
        let body = self.node(&fold.body);
        self.times = outside;
        let element = self.locals.pop().map_or(Size::SCALAR, |local| local.size);
        let always = Cost::exactly(1).and(condition.unwrap_or(Cost::NONE));
        let sometimes = Cost::between(0, body.cost.most);
        let count = range.size.clone();
        let (each, size) = match fold.fold {
            Fold::All | Fold::Exists => {
                // One element can decide; those before it may have failed early.
                let one = count.clone().at_least(count.least.min(1));
                (always.and(body.cost).times(&one), Size::SCALAR)
            }
            Fold::ExistsOne => (always.and(body.cost).times(&count), Size::SCALAR),
            Fold::Filter => {
                let kept = Cost::between(0, 1);
                let each = always.and(body.cost).and(kept).times(&count);
                (each, like(&count, element).at_least(0))
            }
            Fold::Map if condition.is_some() => {
                let each = always.and(sometimes).and(Cost::between(0, 1)).times(&count);
                (each, like(&count, body.size).at_least(0))
            }
            Fold::Map => {
                let each = always.and(body.cost).and(Cost::exactly(1)).times(&count);
                (each, like(&count, body.size))
            }
        };
        self.worked(expr, Work::Macro, each.most);
        range.cost.and(each).giving(size)
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

    /// How many values it takes in one evaluation: as many as the macros' variables in it.
    fn values(&self, expr: &Expr, inside: usize) -> u64 {
        if let Some(Reference::Local(up)) = self.checked.reference(expr) {
            let outer = (*up as usize).checked_sub(inside);
            let local = outer.and_then(|up| self.locals.iter().rev().nth(up));
            return local.map_or(1, |local| local.values);
        }
        if let ExprKind::Comprehension(fold) = &expr.kind {
            let parts = fold.condition.iter().chain([&fold.body]);
            let range = self.values(&fold.range, inside);
            return parts
                .map(|part| self.values(part, inside + 1))
                .fold(range, u64::saturating_mul);
        }
        let mut values = 1u64;
        expr.for_each_child(|child| {
            values = values.saturating_mul(self.values(child, inside));
        });
        values
    }

    fn worked(&mut self, expr: &Expr, what: Work, units: u64) {
        if what != Work::Value || units >= WORTH_POINTING {
            let units = units.saturating_mul(self.times);
            self.dear.push(Dearest { span: expr.span, what, times: self.times, units });
        }
    }
}

/// A list of as many elements.
fn like(range: &Size, element: Size) -> Size {
    Size::list(range.most, element).at_least(range.least)
}

fn same(a: &'static Function, b: &&'static Function) -> bool {
    std::ptr::eq(a, *b)
}

fn ordered(left: &Size, right: &Size) -> u64 {
    let text = left.most.min(right.most).div_ceil(10);
    // Values of the host are counted in units of their own.
    text.max(left.whole.min(right.whole))
}

fn within(element: &Size, container: &Size) -> u64 {
    let each = container.most.saturating_mul(element.whole.min(container.part().whole));
    each.saturating_add(1)
}

/// `s.matches('literal')` has a node of its own, which charges no unit for a call.
fn literal_pattern(call: &Call, args: &[&Expr], nodes: &[Node]) -> Option<Cost> {
    let ExprKind::Literal(Literal::String(pattern)) = &args.last()?.kind else {
        return None;
    };
    let subject = nodes.first().filter(|_| call.function == "matches" && args.len() == 2)?;
    let pattern = (pattern.len() as u64).div_ceil(4);
    let of = |bytes: u64| bytes.saturating_add(1).div_ceil(10).saturating_mul(pattern);
    Some(Cost::between(of(subject.size.least), of(subject.size.most)))
}

fn literal_size(literal: &Literal) -> Size {
    match literal {
        Literal::String(text) => Size::text(text.len() as u64).exactly(),
        Literal::Bytes(bytes) => Size::text(bytes.len() as u64).exactly(),
        Literal::Null
        | Literal::Bool(_)
        | Literal::Int(_)
        | Literal::Uint(_)
        | Literal::Double(_) => Size::SCALAR,
    }
}
