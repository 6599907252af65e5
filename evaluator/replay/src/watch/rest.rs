//! What is left of an expression when its questions to series are taken out.

use gonogo_cel::syntax::ast::{Entry, Expr, ExprKind};
use gonogo_cel::{Binding, Bindings, Budget, Program, Slot, Value};
use gonogo_engine::decision::Truth;
use gonogo_series::rolling::{Answer, Probe};

use super::feeds::Feeds;

/// A program over answers, and over what moves without being watched.
#[derive(Debug)]
pub(super) struct Rest {
    pub(super) program: Program,
    pub(super) units: u64,
    /// The variable that stands for the question, and its feed.
    pub(super) answers: Vec<(Slot, (usize, Probe))>,
    /// It reads something else that is not the same at every step.
    pub(super) is_moving: bool,
    /// Series of which one must meet its condition now, or else the result is false.
    pub(super) sides: Option<[(usize, Probe); 2]>,
    pub(super) seen: Vec<Option<Answer>>,
    pub(super) known: Option<Truth>,
}

impl Rest {
    pub(super) fn truth(&mut self, feeds: &Feeds<'_>, bindings: &mut Bindings) -> Truth {
        if let Some(sides) = &self.sides {
            let [left, right] = sides.map(|side| feeds.answer(side));
            let both = left.is_some() && right.is_some();
            if both && [left, right].contains(&Some(Answer::Bool(false))) {
                return Truth::False;
            }
        }
        let mut same = !self.is_moving;
        for ((_, question), seen) in self.answers.iter().zip(&mut self.seen) {
            let now = feeds.answer(*question);
            same &= *seen == now;
            *seen = now;
        }
        if let Some(known) = self.known.filter(|_| same) {
            return known;
        }
        for ((slot, (feed, _)), seen) in self.answers.iter().zip(&self.seen) {
            let value = seen.and_then(|answer| feeds.value(*feed, answer));
            bindings.set(*slot, value.map_or(Binding::Unknown, Binding::Value));
        }
        let truth = evaluate(&self.program, bindings, self.units);
        self.known = Some(truth);
        truth
    }
}

pub(super) fn evaluate(program: &Program, bindings: &Bindings, units: u64) -> Truth {
    match program.evaluate(bindings, &Budget::new(units)) {
        Ok(Value::Bool(true)) => Truth::True,
        Ok(Value::Bool(false)) => Truth::False,
        Ok(_) | Err(_) => Truth::Undetermined,
    }
}

/// Direct parts of an expression.
pub(super) fn parts(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Literal(_) | ExprKind::Ident(_) | ExprKind::Broken => Vec::new(),
        ExprKind::Select(select) | ExprKind::OptionalSelect(select) => vec![&select.operand],
        ExprKind::Has(inner) | ExprKind::IfPresent(inner) => vec![inner],
        ExprKind::Call(call) => call.target.iter().chain(&call.args).collect(),
        ExprKind::Operator(_, parts)
        | ExprKind::And(parts)
        | ExprKind::Or(parts)
        | ExprKind::List(parts) => parts.iter().collect(),
        ExprKind::Conditional(parts) => parts.iter().collect(),
        ExprKind::Map(entries) => {
            entries.iter().flat_map(|Entry { key, value }| [key, value]).collect()
        }
        ExprKind::Quorum(quorum) => quorum.conditions.iter().collect(),
        // What stands in it is evaluated as a whole.
        ExprKind::Comprehension(_) => Vec::new(),
    }
}
