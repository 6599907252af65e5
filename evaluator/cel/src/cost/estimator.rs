//! The walk over a checked expression: what each node is charged, and how large it gets.
//!
//! What is said of a node here must match what evaluating it charges in `eval`.

use super::{Dearest, Estimate, Size, Work};
use crate::check::{Checked, Reference};
use crate::env::Env;
use crate::limits::KEPT_PATTERNS;
use crate::syntax::ast::{Entry, Expr, ExprKind, Literal, Operator};

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
pub(super) struct Cost {
    pub(super) least: u64,
    pub(super) most: u64,
}

/// What a node costs, and how large its value is.
pub(super) struct Node {
    pub(super) cost: Cost,
    pub(super) size: Size,
}

pub(super) struct Estimator<'e> {
    pub(super) env: &'e Env,
    pub(super) checked: &'e Checked,
    pub(super) keeping: Keeping,
    /// The variables of the macros around, innermost last.
    pub(super) locals: Vec<Local>,
    /// How often the node at hand runs.
    pub(super) times: u64,
    /// Texts of which something is made and kept, and what that costs altogether.
    pub(super) texts: u64,
    pub(super) once: u64,
    pub(super) dear: Vec<Dearest>,
}

/// What is made of a text, such as a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keeping {
    Kept,
    /// Made again at each call.
    Again,
}

pub(super) struct Local {
    pub(super) size: Size,
    /// How many values it takes in one evaluation.
    pub(super) values: u64,
}

struct Whole {
    cost: Cost,
    texts: u64,
    dear: Vec<Dearest>,
}

const MOST_KEPT: u64 = KEPT_PATTERNS as u64;

impl Cost {
    pub(super) const NONE: Self = Self { least: 0, most: 0 };

    pub(super) fn exactly(units: u64) -> Self {
        Self { least: units, most: units }
    }

    pub(super) fn between(least: u64, most: u64) -> Self {
        Self { least, most: most.max(least) }
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self {
            least: self.least.saturating_add(other.least),
            most: self.most.saturating_add(other.most),
        }
    }

    /// For each element.
    pub(super) fn times(self, range: &Size) -> Self {
        Self {
            least: self.least.saturating_mul(range.least),
            most: self.most.saturating_mul(range.most),
        }
    }

    pub(super) fn giving(self, size: Size) -> Node {
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

    pub(super) fn node(&mut self, expr: &Expr) -> Node {
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
            ExprKind::OptionalSelect(select) => {
                let operand = self.node(&select.operand);
                operand.cost.and(Cost::exactly(1)).giving(operand.size.part().at_least(0))
            }
            ExprKind::IfPresent(value) => self.node(value),
            ExprKind::Has(operand) => self.has(operand),
            ExprKind::Call(call) => self.call(expr, call),
            ExprKind::Operator(operator, operands) => self.operator(expr, *operator, operands),
            ExprKind::And(operands) | ExprKind::Or(operands) => self.logic(operands),
            ExprKind::Conditional(parts) => self.conditional(parts),
            ExprKind::List(elements) => self.list(elements),
            ExprKind::Map(entries) => self.map(entries),
            ExprKind::Comprehension(fold) => self.fold(expr, fold),
            ExprKind::Quorum(quorum) => {
                let needed = self.node(&quorum.needed).cost;
                let conditions =
                    quorum.conditions.iter().map(|condition| self.node(condition).cost);
                let most = conditions.fold(0, |sum: u64, cost| sum.saturating_add(cost.most));
                needed.and(Cost::between(0, most)).giving(Size::SCALAR)
            }
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
            | ExprKind::OptionalSelect(_)
            | ExprKind::IfPresent(_)
            | ExprKind::Has(_)
            | ExprKind::Call(_)
            | ExprKind::Operator(..)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Conditional(_)
            | ExprKind::List(_)
            | ExprKind::Map(_)
            | ExprKind::Comprehension(_)
            | ExprKind::Quorum(_)
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
        let certain = count.saturating_sub(optional(elements));
        cost.giving(Size::list(count, part).at_least(certain).with_whole(whole))
    }

    fn map(&mut self, entries: &[Entry]) -> Node {
        let count = entries.len() as u64;
        let (mut cost, mut part) = (Cost::exactly(30 + count), Size::SCALAR);
        let mut keys = Size::SCALAR;
        for entry in entries {
            let (key, value) = (self.node(&entry.key), self.node(&entry.value));
            cost = cost.and(key.cost).and(value.cost);
            part = part.or(&key.size).or(&value.size);
            keys = keys.or(&key.size);
        }
        let cost = cost.and(Cost::between(0, keyed(count, &keys)));
        let values = entries.iter().map(|entry| &entry.value);
        let certain = count.saturating_sub(optional(values));
        cost.giving(Size::map(count, part).at_least(certain))
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
            Operator::Index => (found(&right.size), left.size.part()),
            Operator::OptionalIndex => (found(&right.size), left.size.part().at_least(0)),
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

    pub(super) fn worked(&mut self, expr: &Expr, what: Work, units: u64) {
        if what != Work::Value || units >= WORTH_POINTING {
            let units = units.saturating_mul(self.times);
            self.dear.push(Dearest { span: expr.span, what, times: self.times, units });
        }
    }
}

fn ordered(left: &Size, right: &Size) -> u64 {
    let text = left.most.min(right.most).div_ceil(10);
    // Values of the host are counted in units of their own.
    text.max(left.whole.min(right.whole))
}

fn within(element: &Size, container: &Size) -> u64 {
    let each = container.most.saturating_mul(element.whole.min(container.part().whole));
    each.saturating_add(found(element).most)
}

/// Finding a key or an index.
fn found(key: &Size) -> Cost {
    Cost::between(1, (key.most / 10).saturating_add(1))
}

/// Telling so many keys from each other.
pub(super) fn keyed(entries: u64, key: &Size) -> u64 {
    let times = u64::from(entries.checked_ilog2().unwrap_or(0)).saturating_add(4);
    entries.saturating_mul(key.most / 10).saturating_mul(times)
}

/// How many may be left out.
fn optional<'x>(items: impl IntoIterator<Item = &'x Expr>) -> u64 {
    items.into_iter().filter(|item| matches!(item.kind, ExprKind::IfPresent(_))).count() as u64
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
