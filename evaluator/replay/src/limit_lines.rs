//! The limits that rules hold series against, as far as they can be drawn as a line.

use gonogo_cel::check::Reference;
use gonogo_cel::syntax::ast::{Expr, ExprKind, Operator};
use gonogo_cel::{Bindings, Budget, Slot, Value};
use gonogo_engine::facts::FactKind;
use gonogo_engine::functions::quantity::number_in_unit;
use gonogo_engine::gate::{Expression, Fact, Rule, Stage};
use gonogo_series::quantity::Unit;

/// Cost units for the value of one limit.
const BUDGET: u64 = 10_000;

/// A level of one series that a rule compares it with.
#[derive(Clone, Debug, PartialEq)]
pub struct LimitLine {
    pub rule: String,
    pub fact: String,
    /// In the unit of the series.
    pub value: f64,
    /// Beyond it there is a warning, and no more.
    pub warns: bool,
}

/// In the order of the rules, each once.
pub fn limit_lines(stage: &Stage<'_>) -> Vec<LimitLine> {
    let bindings = stage.constants();
    let mut lines: Vec<LimitLine> = Vec::new();
    for rule in stage.in_order() {
        for expression in rule.conditions() {
            let root = &expression.program().checked().syntax.root;
            let mut search = Search {
                stage,
                rule,
                expression,
                bindings: &bindings,
                members: Vec::new(),
                lines: Vec::new(),
            };
            search.visit(root);
            let new = |line: &LimitLine| !lines.contains(line);
            let found: Vec<LimitLine> = search.lines.into_iter().filter(new).collect();
            lines.extend(found);
        }
    }
    lines
}

struct Search<'s> {
    stage: &'s Stage<'s>,
    rule: &'s Rule,
    expression: &'s Expression,
    bindings: &'s Bindings,
    /// Variables that stand for one series of a fact with `by:`; the innermost last.
    members: Vec<(&'s str, Option<Slot>)>,
    lines: Vec<LimitLine>,
}

impl<'s> Search<'s> {
    fn visit(&mut self, expr: &'s Expr) {
        match &expr.kind {
            ExprKind::Operator(operator, operands) => {
                if let (true, [left, right]) = (compares(*operator), operands.as_slice()) {
                    self.line(left, right);
                    self.line(right, left);
                }
                operands.iter().for_each(|operand| self.visit(operand));
            }
            ExprKind::And(parts) | ExprKind::Or(parts) => {
                parts.iter().for_each(|part| self.visit(part));
            }
            ExprKind::Conditional(parts) => parts.iter().for_each(|part| self.visit(part)),
            ExprKind::Call(call) => {
                if let (true, Some(target)) = (finds_spans(&call.function), &call.target) {
                    call.args.iter().for_each(|limit| self.line(target, limit));
                }
                call.target.iter().chain(&call.args).for_each(|part| self.visit(part));
            }
            ExprKind::Select(select) => self.visit(&select.operand),
            ExprKind::Comprehension(fold) => {
                self.visit(&fold.range);
                let of = slot(self.expression, &fold.range).filter(|_| fold.second.is_none());
                self.members.push((&fold.variable.name, of));
                fold.condition.iter().chain([&fold.body]).for_each(|part| self.visit(part));
                self.members.pop();
            }
            _ => {}
        }
    }

    /// Once, when the one is about the level of a series, and the other does not change.
    fn line(&mut self, subject: &Expr, limit: &Expr) {
        let Some((fact, unit)) = self.series(subject) else { return };
        let number = self.value(limit).and_then(|value| number_in_unit(&value, unit));
        if let Some(value) = number.filter(|number| number.is_finite()) {
            let fact = fact.declaration.name.clone();
            let warns = self.rule.only_warns(self.expression);
            let line = LimitLine { rule: self.rule.id.clone(), fact, value, warns };
            if !self.lines.contains(&line) {
                self.lines.push(line);
            }
        }
    }

    /// The series that a chain of calls starts with, if its value is in the series' unit.
    fn series(&self, expr: &Expr) -> Option<(&Fact, Option<Unit>)> {
        match &expr.kind {
            ExprKind::Call(call) => {
                let target = call.target.as_ref().filter(|_| keeps_level(&call.function))?;
                self.series(target)
            }
            ExprKind::Ident(ident) => {
                let is_it = |(name, _): &&(&str, Option<Slot>)| *name == ident.name;
                let member = self.members.iter().rev().find(is_it).filter(|_| !ident.rooted);
                let slot = match member {
                    Some((_, slot)) => (*slot)?,
                    None => slot(self.expression, expr)?,
                };
                let fact = self.stage.gate.facts.iter().find(|fact| fact.slot() == slot)?;
                match &fact.declaration.kind {
                    FactKind::Series { unit, .. } => Some((fact, *unit)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn value(&self, expr: &Expr) -> Option<Value> {
        let checked = self.expression.program().checked();
        if let Some(Reference::Constant(value)) = checked.reference(expr) {
            return Some(value.clone());
        }
        let program =
            self.stage.gate.env().compile(expr.span.text(self.expression.source())).ok()?;
        program.evaluate(self.bindings, &Budget::new(BUDGET)).ok()
    }
}

fn slot(expression: &Expression, expr: &Expr) -> Option<Slot> {
    match expression.program().checked().reference(expr)? {
        Reference::Slot(slot) => Some(*slot),
        _ => None,
    }
}

fn compares(operator: Operator) -> bool {
    matches!(
        operator,
        Operator::Less | Operator::LessEqual | Operator::Greater | Operator::GreaterEqual
    )
}

fn finds_spans(function: &str) -> bool {
    matches!(function, "above" | "at_least" | "below" | "at_most" | "outside")
}

/// Functions whose result lies among the samples.
fn keeps_level(function: &str) -> bool {
    matches!(
        function,
        "latest" | "min" | "max" | "avg" | "percentile" | "last" | "since" | "between"
    )
}
