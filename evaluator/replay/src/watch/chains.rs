//! Questions to one series that a cursor can carry forward, as they stand in expressions.

use gonogo_cel::check::Reference;
use gonogo_cel::syntax::ast::{Call, Expr, ExprKind};
use gonogo_cel::{Budget, Env, Value};
use gonogo_engine::functions::quantity::number_in_unit;
use gonogo_engine::gate::{Expression, Stage};
use gonogo_series::Condition;
use gonogo_series::rolling::{Question, SpanQuestion};

use super::feeds::Feeds;

/// Cost units for an argument.
const BUDGET: u64 = 10_000;

/// A question to the series of a feed, or to the last part of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Chain {
    pub(super) feed: usize,
    pub(super) last: Option<i64>,
    pub(super) question: Question,
}

/// Where chains are looked for.
pub(super) struct Finder<'f> {
    pub(super) stage: &'f Stage<'f>,
    pub(super) env: &'f Env,
    pub(super) feeds: &'f Feeds<'f>,
    pub(super) expression: &'f Expression,
}

impl Finder<'_> {
    pub(super) fn chain(&self, expr: &Expr) -> Option<Chain> {
        let call = call(expr)?;
        let target = call.target.as_ref()?;
        if let Some((feed, last)) = self.part(target) {
            let question = self.summary(call)?;
            return Some(Chain { feed, last, question });
        }
        let (feed, last, condition) = self.spans(target)?;
        let question = Question::Spans(condition, self.of_spans(call)?);
        Some(Chain { feed, last, question })
    }

    /// Whether a condition holds now, on both sides of `a.and(b).lasting(d)`.
    pub(super) fn sides(&self, expr: &Expr) -> Option<[Chain; 2]> {
        let call = call(expr).filter(|call| call.function == "lasting")?;
        self.of_spans(call)?;
        let both = call.target.as_ref()?;
        let and = self::call(both).filter(|call| call.function == "and")?;
        let (left, right) = (and.target.as_ref()?, and.args.first()?);
        let side = |expr: &Expr| {
            let (feed, last, condition) = self.spans(expr)?;
            let question = Question::Spans(condition, SpanQuestion::IsOngoing);
            Some(Chain { feed, last, question })
        };
        Some([side(left)?, side(right)?])
    }

    /// A series, or the last part of it.
    fn part(&self, expr: &Expr) -> Option<(usize, Option<i64>)> {
        if let Some(feed) = self.feed(expr) {
            return Some((feed, None));
        }
        let call = call(expr).filter(|call| call.function == "last")?;
        let feed = self.feed(call.target.as_ref()?)?;
        Some((feed, Some(self.duration(call)?)))
    }

    fn feed(&self, expr: &Expr) -> Option<usize> {
        if !matches!(expr.kind, ExprKind::Ident(_)) {
            return None;
        }
        let Some(Reference::Slot(slot)) = self.expression.program().checked().reference(expr)
        else {
            return None;
        };
        self.feeds.series.iter().position(|feed| feed.fact.slot() == *slot)
    }

    fn summary(&self, call: &Call) -> Option<Question> {
        match (call.function.as_str(), call.args.as_slice()) {
            ("latest", []) => Some(Question::Latest),
            ("count", []) => Some(Question::Count),
            ("min", []) => Some(Question::Min),
            ("max", []) => Some(Question::Max),
            ("sum", []) => Some(Question::Sum),
            ("avg", []) => Some(Question::Avg),
            ("stddev", []) => Some(Question::Stddev),
            ("increase", []) => Some(Question::Increase),
            ("percentile", [percent]) => {
                number_in_unit(&self.constant(percent)?, None).map(Question::Percentile)
            }
            _ => None,
        }
    }

    fn spans(&self, expr: &Expr) -> Option<(usize, Option<i64>, Condition)> {
        let call = call(expr)?;
        let (feed, last) = self.part(call.target.as_ref()?)?;
        let unit = self.feeds.series.get(feed)?.unit;
        let limit = |at: usize| number_in_unit(&self.constant(call.args.get(at)?)?, unit);
        let condition = match (call.function.as_str(), call.args.len()) {
            ("above", 1) => Condition::Above(limit(0)?),
            ("at_least", 1) => Condition::AtLeast(limit(0)?),
            ("below", 1) => Condition::Below(limit(0)?),
            ("at_most", 1) => Condition::AtMost(limit(0)?),
            ("outside", 2) => Condition::Outside { low: limit(0)?, high: limit(1)? },
            _ => return None,
        };
        Some((feed, last, condition))
    }

    /// A negative duration is for the expression itself to complain about.
    fn of_spans(&self, call: &Call) -> Option<SpanQuestion> {
        let held = || self.duration(call).filter(|duration| *duration >= 0);
        match (call.function.as_str(), call.args.len()) {
            ("lasting", 1) => held().map(SpanQuestion::Lasting),
            ("lasted", 1) => held().map(SpanQuestion::Lasted),
            ("ongoing", 0) => Some(SpanQuestion::Ongoing),
            ("longest", 0) => Some(SpanQuestion::Longest),
            ("total", 0) => Some(SpanQuestion::Total),
            ("count", 0) => Some(SpanQuestion::Count),
            _ => None,
        }
    }

    fn duration(&self, call: &Call) -> Option<i64> {
        match (self.constant(call.args.first()?)?, call.args.len()) {
            (Value::Duration(duration), 1) => Some(duration.nanos),
            _ => None,
        }
    }

    /// The value of what does not change while the phase lasts.
    fn constant(&self, expr: &Expr) -> Option<Value> {
        let checked = self.expression.program().checked();
        if let Some(Reference::Constant(value)) = checked.reference(expr) {
            return Some(value.clone());
        }
        let program = self.env.compile(expr.span.text(self.expression.source())).ok()?;
        if program.slots().iter().any(|slot| self.feeds.is_moving(*slot)) {
            return None;
        }
        program.evaluate(&self.stage.constants(), &Budget::new(BUDGET)).ok()
    }
}

fn call(expr: &Expr) -> Option<&Call> {
    match &expr.kind {
        ExprKind::Call(call) => Some(call),
        _ => None,
    }
}
