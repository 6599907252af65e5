//! Questions to series that can have no answer, or always the same one, as far as literals and
//! declarations tell. They are warnings: what cannot be answered is no-go, never go.

use gonogo_cel::check::{Checked, Reference};
use gonogo_cel::syntax::ast::{Call, Expr, ExprKind, Literal};
use gonogo_cel::{Code, Diagnostic, Span, Value};
use gonogo_series::SeriesRules;
use gonogo_series::quantity::{Quantity, Unit, duration_text, number_rounded};

use crate::site::Site;
use gonogo_document::codes;
use gonogo_engine::facts::FactKind;
use gonogo_engine::functions::quantity::QuantityValue;
use gonogo_engine::gate::Fact;

/// Objectives are close to 100 %: one below is rather the budget.
const LEAST_OBJECTIVE: f64 = 50.0;

pub(crate) fn of_site(site: &Site<'_>) -> Vec<Diagnostic> {
    let checked = site.expression.program().checked();
    let mut reader = Reader { checked, facts: &site.gate.facts, problems: Vec::new() };
    reader.visit(&checked.syntax.root);
    reader.problems.into_iter().map(|problem| site.place(problem)).collect()
}

struct Reader<'r> {
    checked: &'r Checked,
    facts: &'r [Fact],
    problems: Vec<Diagnostic>,
}

impl<'r> Reader<'r> {
    fn visit(&mut self, expr: &'r Expr) {
        if let ExprKind::Call(call) = &expr.kind
            && let Some(target) = &call.target
        {
            self.ask(call, target);
        }
        let mut children = Vec::new();
        expr.for_each_child(|child| children.push(child));
        children.into_iter().for_each(|child| self.visit(child));
    }

    fn ask(&mut self, call: &'r Call, target: &'r Expr) {
        match (call.function.as_str(), call.args.as_slice()) {
            ("last", [asked]) => self.last(target, asked),
            ("growth", [per]) => self.growth(per),
            ("vs", [base, ..]) => self.against_itself(target, base),
            ("worse", [_, floors @ ..]) => floors.iter().for_each(|floor| self.floor(floor)),
            ("burn_rate", [objective]) => {
                self.objective(objective);
            }
            ("burns", [objective, factor, long, short]) => {
                let left = self.objective(objective);
                self.factor(factor, left);
                [long, short].into_iter().for_each(|window| self.burn_window(target, window));
            }
            _ => {}
        }
    }

    fn say(&mut self, code: &'static Code, span: Span, message: String, help: &str) {
        self.problems.push(Diagnostic::warning(code, span, message).with_help(help));
    }

    fn last(&mut self, target: &Expr, asked: &Expr) {
        let (Some(nanos), Some(rules)) = (self.duration(asked), self.rules(target)) else { return };
        let Some(window) = self.window(target).filter(|window| *window < nanos) else { return };
        let is_known = window as f64 >= nanos as f64 * rules.min_coverage;
        let how = if is_known { "known in part only" } else { "never known" };
        let message = format!(
            "the last {} are {how}: the series holds {}",
            duration_text(nanos),
            duration_text(window)
        );
        self.say(&codes::NO_ANSWER, asked.span, message, "give the fact a longer `window`");
    }

    fn growth(&mut self, per: &Expr) {
        if let Some(nanos) = self.duration(per).filter(|nanos| *nanos <= 0) {
            let message = format!("nothing grows in {}", duration_text(nanos));
            let help = "say in how much time, as in `growth('1h')`";
            self.say(&codes::NO_ANSWER, per.span, message, help);
        }
    }

    fn against_itself(&mut self, target: &Expr, base: &Expr) {
        if target.to_string() == base.to_string() {
            let message = "compared with itself, a series is never worse".to_owned();
            self.say(
                &codes::SAME_ANSWER,
                base.span,
                message,
                "name what it shall be compared with",
            );
        }
    }

    fn floor(&mut self, floor: &Expr) {
        let below = match self.constant(floor) {
            Some(Value::Duration(duration)) => duration.nanos < 0,
            Some(Value::Double(number)) => number < 0.0,
            Some(value) => {
                value.downcast::<QuantityValue>().is_some_and(|quantity| quantity.0.value < 0.0)
            }
            None => false,
        };
        if below {
            let message = "a floor below 0 has no meaning".to_owned();
            let help = "write how much must lie between the two; the direction says which way";
            self.say(&codes::NO_ANSWER, floor.span, message, help);
        }
    }

    /// What it leaves, in percent, if that makes sense.
    fn objective(&mut self, objective: &Expr) -> Option<f64> {
        let percent = self.percent(objective)?;
        if percent <= 0.0 || percent >= 100.0 {
            let message = "an objective lies between 0 % and 100 %, without these".to_owned();
            let help = "write the share that must be good, such as `'99.9%'`";
            self.say(&codes::NO_ANSWER, objective.span, message, help);
            return None;
        }
        if percent < LEAST_OBJECTIVE {
            let message = format!(
                "an objective of {} % allows {} % of errors",
                number_rounded(percent, 6),
                number_rounded(100.0 - percent, 6)
            );
            let help = format!(
                "write the share that must be good, not the budget: `'{}%'`",
                number_rounded(100.0 - percent, 6)
            );
            self.say(&codes::SAME_ANSWER, objective.span, message, &help);
            return None;
        }
        Some(100.0 - percent)
    }

    fn factor(&mut self, factor: &Expr, left: Option<f64>) {
        let Some(Value::Double(burn)) = self.constant(factor) else { return };
        if burn <= 0.0 {
            let message = "a burn rate to be passed is above 0".to_owned();
            let help = "write how many times as fast, such as `14.4`";
            return self.say(&codes::NO_ANSWER, factor.span, message, help);
        }
        // All requests fail: 100 % over what the objective leaves.
        if let Some(most) = left.map(|left| 100.0 / left).filter(|most| burn >= *most) {
            let message = format!(
                "this is never true: the budget burns at most {} times as fast, if everything fails",
                number_rounded(most, 4)
            );
            let help = "lower the factor, or raise the objective";
            self.say(&codes::SAME_ANSWER, factor.span, message, help);
        }
    }

    fn burn_window(&mut self, target: &Expr, window: &Expr) {
        let Some(nanos) = self.duration(window) else { return };
        let step = self.rules(target).and_then(|rules| rules.step).unwrap_or(0);
        if nanos <= 0 || nanos < step {
            let message = format!("{} hold no more than one sample", duration_text(nanos));
            let help = "give it several steps of the series";
            return self.say(&codes::NO_ANSWER, window.span, message, help);
        }
        if let Some(held) = self.window(target).filter(|held| nanos > held.saturating_add(step)) {
            let message = format!(
                "{} are never known: the series holds {}",
                duration_text(nanos),
                duration_text(held)
            );
            self.say(&codes::NO_ANSWER, window.span, message, "give the fact a longer `window`");
        }
    }

    fn duration(&self, expr: &Expr) -> Option<i64> {
        match self.constant(expr)? {
            Value::Duration(duration) => Some(duration.nanos),
            _ => None,
        }
    }

    fn percent(&self, expr: &Expr) -> Option<f64> {
        let value = self.constant(expr)?;
        let quantity: Quantity = value.downcast::<QuantityValue>()?.0;
        quantity.convert_to(Unit::Percent)
    }

    /// What is written there, if it needs no facts and no parameters.
    fn constant(&self, expr: &Expr) -> Option<Value> {
        if let Some(Reference::Constant(value)) = self.checked.reference(expr) {
            return Some(value.clone());
        }
        match &expr.kind {
            ExprKind::Literal(Literal::Double(number)) => Some(Value::Double(*number)),
            _ => None,
        }
    }

    /// Of the fact that the series is, or is a part of.
    fn rules(&self, expr: &Expr) -> Option<&'r SeriesRules> {
        match (self.checked.reference(expr), &expr.kind) {
            (Some(Reference::Slot(slot)), _) => {
                let fact = self.facts.iter().find(|fact| fact.slot() == *slot)?;
                // The samples of several runs have no window.
                let own = fact.declaration.baseline.is_none();
                match &fact.declaration.kind {
                    FactKind::Series { rules, by, .. } if own && by.is_empty() => Some(rules),
                    _ => None,
                }
            }
            (_, ExprKind::Call(call)) if call.function == "last" => {
                self.rules(call.target.as_ref()?)
            }
            _ => None,
        }
    }

    /// How much time it holds at most.
    fn window(&self, expr: &Expr) -> Option<i64> {
        let declared = self.rules(expr)?.window?;
        match &expr.kind {
            ExprKind::Call(call) => {
                let within = self.window(call.target.as_ref()?)?;
                let asked = call.args.first().and_then(|asked| self.duration(asked));
                Some(asked.map_or(within, |asked| asked.min(within)))
            }
            _ => Some(declared),
        }
    }
}
