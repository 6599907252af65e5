//! Mistakes in conditions: comparisons, logic, and what is written out in them.

use gonogo_cel::Span;
use gonogo_cel::check::Reference;
use gonogo_cel::syntax::ast::{Call, Expr, ExprKind, Literal, Operator};
use gonogo_document::Text;
use gonogo_engine::gate::Expression;

use super::numbers::{Role, mistakes};
use super::params::STRETCHES;
use super::rules::Site;
use super::{Edit, Mistake, Sites};

/// What is easily mistaken for what.
const FUNCTIONS: [(&str, &[&str]); 8] = [
    ("above", &["at_least", "below"]),
    ("at_least", &["above", "at_most"]),
    ("below", &["at_most", "above"]),
    ("at_most", &["below", "at_least"]),
    ("lasting", &["lasted"]),
    ("lasted", &["lasting"]),
    ("rising", &["falling"]),
    ("falling", &["rising"]),
];

pub(super) fn visit(sites: &mut Sites<'_>, site: &Site<'_>, (text, of): (&Text, &Expression)) {
    let mut walk = Walk { sites, site, text, of };
    walk.expr(&of.program().checked().syntax.root, Role::Limit);
}

struct Walk<'w, 's> {
    sites: &'w mut Sites<'s>,
    site: &'w Site<'w>,
    text: &'w Text,
    of: &'w Expression,
}

impl Walk<'_, '_> {
    fn expr(&mut self, expr: &Expr, role: Role) {
        match &expr.kind {
            ExprKind::Operator(operator, operands) => self.operator(*operator, expr, operands),
            ExprKind::And(parts) => self.logic(parts, ("&&", "||")),
            ExprKind::Or(parts) => self.logic(parts, ("||", "&&")),
            ExprKind::Call(call) => return self.call(call),
            ExprKind::Literal(literal) => self.literal(expr, literal, role),
            ExprKind::Quorum(quorum) => {
                if let ExprKind::Literal(Literal::Int(needed)) = quorum.needed.kind {
                    let span = quorum.needed.span;
                    for other in [needed.saturating_add(1), needed.saturating_sub(1)] {
                        self.replace(Mistake::Quorum, span, &other.to_string());
                    }
                }
                return quorum.conditions.iter().for_each(|part| self.expr(part, Role::Limit));
            }
            ExprKind::Ident(_)
            | ExprKind::Select(_)
            | ExprKind::OptionalSelect(_)
            | ExprKind::Has(_)
            | ExprKind::Conditional(_)
            | ExprKind::List(_)
            | ExprKind::Map(_)
            | ExprKind::IfPresent(_)
            | ExprKind::Comprehension(_)
            | ExprKind::Broken => {}
        }
        let mut children = Vec::new();
        expr.for_each_child(|child| children.push(child));
        children.into_iter().for_each(|child| self.expr(child, Role::Limit));
    }

    fn operator(&mut self, operator: Operator, expr: &Expr, operands: &[Expr]) {
        let others: &[&str] = match operator {
            Operator::Less => &["<=", ">"],
            Operator::LessEqual => &["<", ">="],
            Operator::Greater => &[">=", "<"],
            Operator::GreaterEqual => &[">", "<="],
            Operator::Equal => &["!="],
            Operator::NotEqual => &["=="],
            Operator::Not => {
                let mark = Span::new(expr.span.start, expr.span.start.saturating_add(1));
                if mark.text(self.of.source()) == "!" {
                    self.replace(Mistake::Logic, mark, "");
                }
                return;
            }
            Operator::Add
            | Operator::Subtract
            | Operator::Multiply
            | Operator::Divide
            | Operator::Modulo
            | Operator::Negate
            | Operator::In
            | Operator::Index
            | Operator::OptionalIndex => return,
        };
        let [left, right] = operands else { return };
        if let Some(span) = self.between((left, right), operator.symbol()) {
            others.iter().for_each(|other| self.replace(Mistake::Comparison, span, other));
        }
    }

    fn logic(&mut self, parts: &[Expr], (symbol, other): (&str, &str)) {
        for pair in parts.windows(2) {
            let [left, right] = pair else { continue };
            if let Some(span) = self.between((left, right), symbol) {
                self.replace(Mistake::Logic, span, other);
            }
        }
    }

    fn call(&mut self, call: &Call) {
        let function = call.function.as_str();
        let others = FUNCTIONS.iter().find(|(name, _)| *name == function);
        for other in others.map(|(_, others)| *others).unwrap_or_default() {
            self.replace(Mistake::Comparison, call.name_span, other);
        }
        let role = if STRETCHES.contains(&function) { Role::Stretch } else { Role::Limit };
        let written_out = ["quantity", "duration"].contains(&function);
        for arg in &call.args {
            match &arg.kind {
                ExprKind::Literal(Literal::String(_)) if written_out => self.quantity(arg, role),
                _ => self.expr(arg, role),
            }
        }
        call.target.iter().for_each(|target| self.expr(target, Role::Limit));
    }

    fn literal(&mut self, expr: &Expr, literal: &Literal, role: Role) {
        let written = expr.span.text(self.of.source()).to_owned();
        match literal {
            Literal::Int(_) | Literal::Double(_) => {
                let is_double = matches!(literal, Literal::Double(_));
                for (mistake, to) in mistakes(&written, Role::Limit) {
                    let point = is_double && !to.contains(['.', 'e']);
                    let to = if point { format!("{to}.0") } else { to };
                    self.replace(mistake, expr.span, &to);
                }
            }
            Literal::String(_) => {
                let reference = self.of.program().checked().reference(expr);
                if matches!(reference, Some(Reference::Constant(_))) {
                    self.quantity(expr, role);
                }
            }
            Literal::Null | Literal::Bool(_) | Literal::Uint(_) | Literal::Bytes(_) => {}
        }
    }

    /// A text that stands for a quantity, such as `'5m'`.
    fn quantity(&mut self, expr: &Expr, role: Role) {
        let written = expr.span.text(self.of.source()).to_owned();
        let inside = written.trim_matches(['\'', '"']);
        let Some(at) = written.find(inside).and_then(|at| u32::try_from(at).ok()) else { return };
        let start = expr.span.start.saturating_add(at);
        let end = start.saturating_add(u32::try_from(inside.len()).unwrap_or(0));
        for (mistake, to) in mistakes(inside, role) {
            self.replace(mistake, Span::new(start, end), &to);
        }
    }

    /// The place of a symbol between two operands, which may stand in parentheses.
    fn between(&self, (left, right): (&Expr, &Expr), symbol: &str) -> Option<Span> {
        let gap = Span::new(left.span.end, right.span.start).text(self.of.source());
        let at = left.span.end.checked_add(u32::try_from(gap.find(symbol)?).ok()?)?;
        Some(Span::new(at, at.checked_add(u32::try_from(symbol.len()).ok()?)?))
    }

    fn replace(&mut self, mistake: Mistake, inner: Span, to: &str) {
        let from = inner.text(self.of.source()).to_owned();
        let span = self.text.file_span(inner);
        // What YAML wrote in another way, such as by escapes, is left alone.
        if span.text(self.sites.text) == from {
            let edit =
                Edit::new(mistake, span, (&from, if to.is_empty() { "nothing" } else { to }));
            let edit = Edit { replacement: Some(to.to_owned()), ..edit };
            self.sites.add(self.site.at, self.site.reach, edit);
        }
    }
}
