//! What is left of an expression when some variables are not known: the known parts are
//! replaced by their values, and what they decide is left out.
//!
//! The result gives the same as the whole expression, whatever the unknown values are.

use crate::check::Checked;
use crate::eval::{Recorded, Trace};
use crate::source::Span;
use crate::syntax::ast::{
    Call, Comprehension, Entry, Expr, ExprKind, Fold, Literal, Quorum, Select,
};
use crate::time::Duration;
use crate::types::Type;
use crate::value::Value;

/// Elements of a list or map that is written out; larger ones stay as the author wrote them.
const WRITTEN_ELEMENTS: usize = 8;

/// Nanoseconds.
const SECOND: u64 = 1_000_000_000;

/// Bytes of a text that is written out.
const WRITTEN_BYTES: usize = 80;

/// The part of the expression that is not decided yet. The trace is of an evaluation that ended
/// with unknown variables; places are those of the original text.
pub fn residual(checked: &Checked, trace: &Trace) -> Expr {
    Pruner { checked, trace, varying: Vec::new() }.pruned(&checked.syntax.root)
}

#[derive(Clone)]
struct Pruner<'t> {
    checked: &'t Checked,
    trace: &'t Trace,
    /// Names that stand for something else each time: of what hangs on them, the trace knows
    /// the last value only.
    varying: Vec<&'t str>,
}

impl<'t> Pruner<'t> {
    fn pruned(&self, expr: &'t Expr) -> Expr {
        if self.is_plain(expr) {
            return expr.clone();
        }
        if let Some(kind) = self.value(expr).and_then(written) {
            return node(expr.span, kind);
        }
        match &expr.kind {
            ExprKind::And(parts) => self.undecided(expr, parts, ExprKind::And, true),
            ExprKind::Or(parts) => self.undecided(expr, parts, ExprKind::Or, false),
            ExprKind::Conditional(parts) => self.conditional(expr.span, parts),
            ExprKind::Comprehension(fold) => self.fold(expr.span, fold),
            ExprKind::Quorum(quorum) => {
                let needed = self.pruned(&quorum.needed);
                let conditions = self.all(&quorum.conditions);
                node(expr.span, ExprKind::Quorum(Box::new(Quorum { needed, conditions })))
            }
            ExprKind::Select(select) => {
                node(expr.span, ExprKind::Select(Box::new(self.select(select))))
            }
            ExprKind::OptionalSelect(select) => {
                node(expr.span, ExprKind::OptionalSelect(Box::new(self.select(select))))
            }
            ExprKind::IfPresent(value) => {
                node(expr.span, ExprKind::IfPresent(Box::new(self.pruned(value))))
            }
            ExprKind::Call(call) => node(expr.span, ExprKind::Call(Box::new(self.call(call)))),
            ExprKind::Operator(operator, operands) => {
                let operands = self.all(operands);
                node(expr.span, ExprKind::Operator(*operator, operands))
            }
            ExprKind::List(elements) => node(expr.span, ExprKind::List(self.all(elements))),
            ExprKind::Map(entries) => {
                let entry = |entry: &'t Entry| Entry {
                    key: self.pruned(&entry.key),
                    value: self.pruned(&entry.value),
                };
                node(expr.span, ExprKind::Map(entries.iter().map(entry).collect()))
            }
            // `has` asks about a place, whatever is there.
            ExprKind::Has(_) | ExprKind::Literal(_) | ExprKind::Ident(_) | ExprKind::Broken => {
                expr.clone()
            }
        }
    }

    /// Nobody writes `'5m'` or `duration('5m')` more plainly than its author did.
    fn is_plain(&self, expr: &Expr) -> bool {
        let is_literal = |expr: &Expr| matches!(expr.kind, ExprKind::Literal(_));
        match &expr.kind {
            ExprKind::Literal(_) => true,
            ExprKind::Call(call) if call.target.is_none() => {
                let given = self.value(expr).filter(|_| call.args.iter().all(is_literal));
                matches!(given, Some(Value::Timestamp(_) | Value::Duration(_) | Value::Opaque(_)))
            }
            _ => false,
        }
    }

    fn value(&self, expr: &Expr) -> Option<&Value> {
        match self.trace.result(expr.id)? {
            Recorded::Value(value) => {
                let varies = self.varying.iter().any(|name| mentions(expr, name));
                (!varies).then_some(value)
            }
            Recorded::Fault(_) => None,
        }
    }

    fn all(&self, parts: &'t [Expr]) -> Vec<Expr> {
        parts.iter().map(|part| self.pruned(part)).collect()
    }

    /// `&&` without what holds, `||` without what does not.
    fn undecided(
        &self,
        expr: &Expr,
        parts: &'t [Expr],
        build: fn(Vec<Expr>) -> ExprKind,
        neutral: bool,
    ) -> Expr {
        let is_neutral = |part: &&Expr| self.value(part).and_then(Value::as_bool) == Some(neutral);
        let left: Vec<&'t Expr> = parts.iter().filter(|part| !is_neutral(part)).collect();
        let constant = || node(expr.span, ExprKind::Literal(Literal::Bool(neutral)));
        match left.as_slice() {
            [] => constant(),
            [last] if *self.checked.type_of(last) == Type::Bool => self.pruned(last),
            // `x && true` is an error where `x` is no condition, `x` alone is not.
            [last] => node(expr.span, build(vec![self.pruned(last), constant()])),
            several => {
                let several = several.iter().map(|part| self.pruned(part)).collect();
                node(expr.span, build(several))
            }
        }
    }

    fn conditional(&self, span: Span, [condition, yes, no]: &'t [Expr; 3]) -> Expr {
        match self.value(condition).and_then(Value::as_bool) {
            Some(true) => self.pruned(yes),
            Some(false) => self.pruned(no),
            None => {
                let parts = [self.pruned(condition), yes.clone(), no.clone()];
                node(span, ExprKind::Conditional(Box::new(parts)))
            }
        }
    }

    fn select(&self, select: &'t Select) -> Select {
        let operand = match &select.operand.kind {
            // `a.b` may be one name.
            ExprKind::Ident(_) | ExprKind::Select(_) => select.operand.clone(),
            _ => self.pruned(&select.operand),
        };
        Select { operand, ..select.clone() }
    }

    fn call(&self, call: &'t Call) -> Call {
        // A target that has no value may be the namespace of the function.
        let target = call.target.as_ref().map(|target| self.pruned(target));
        Call { target, args: self.all(&call.args), ..call.clone() }
    }

    /// In what runs once for each element, only what is the same for all of them is put in.
    fn fold(&self, span: Span, fold: &'t Comprehension) -> Expr {
        let mut inside = self.clone();
        // What is bound outside of loops has one value.
        if fold.fold != Fold::Bind || !self.varying.is_empty() {
            let names = std::iter::once(&fold.variable).chain(&fold.second);
            inside.varying.extend(names.map(|variable| variable.name.as_str()));
        }
        let left = Comprehension {
            range: self.pruned(&fold.range),
            condition: fold.condition.as_ref().map(|condition| inside.pruned(condition)),
            body: inside.pruned(&fold.body),
            ..fold.clone()
        };
        if fold.fold == Fold::Bind && !mentions(&left.body, &left.variable.name) {
            return left.body;
        }
        node(span, ExprKind::Comprehension(Box::new(left)))
    }
}

/// Whether the name stands anywhere in it; a macro's own variable of that name counts as well.
fn mentions(expr: &Expr, name: &str) -> bool {
    let mut found = matches!(&expr.kind, ExprKind::Ident(ident) if ident.name == name);
    expr.for_each_child(|child| found = found || mentions(child, name));
    found
}

/// The value as an author would write it, if it can be written shortly.
fn written(value: &Value) -> Option<ExprKind> {
    Some(match value {
        Value::Null => ExprKind::Literal(Literal::Null),
        Value::Bool(value) => ExprKind::Literal(Literal::Bool(*value)),
        Value::Int(value) => ExprKind::Literal(Literal::Int(*value)),
        Value::Uint(value) => ExprKind::Literal(Literal::Uint(*value)),
        Value::Double(value) => ExprKind::Literal(Literal::Double(*value)),
        Value::String(text) if text.len() <= WRITTEN_BYTES => {
            ExprKind::Literal(Literal::String(text.to_string()))
        }
        Value::Bytes(bytes) if bytes.len() <= WRITTEN_BYTES => {
            ExprKind::Literal(Literal::Bytes(bytes.to_vec()))
        }
        Value::Timestamp(time) => converted("timestamp", time.to_string()),
        Value::Duration(duration) => converted("duration", short(*duration)),
        Value::List(elements) if elements.len() <= WRITTEN_ELEMENTS => {
            let elements: Option<Vec<Expr>> = elements.iter().map(literal).collect();
            ExprKind::List(elements?)
        }
        Value::Map(map) if map.len() <= WRITTEN_ELEMENTS => {
            let entry = |(key, value): &(Value, Value)| {
                Some(Entry { key: literal(key)?, value: literal(value)? })
            };
            let entries: Option<Vec<Entry>> = map.entries().iter().map(entry).collect();
            ExprKind::Map(entries?)
        }
        Value::Opaque(value) => {
            let (function, text) = value.written()?;
            converted(function, text)
        }
        Value::String(_)
        | Value::Bytes(_)
        | Value::List(_)
        | Value::Map(_)
        | Value::Optional(_)
        | Value::Type(_) => return None,
    })
}

/// Only one level deep: values inside values stay as the author wrote them.
fn literal(value: &Value) -> Option<Expr> {
    let is_flat = !matches!(value, Value::List(_) | Value::Map(_));
    is_flat.then(|| written(value)).flatten().map(|kind| node(Span::default(), kind))
}

/// As people write it: `1h30m`, `10m0.2s`, `200ms`.
fn short(duration: Duration) -> String {
    const UNITS: [(u64, &str); 3] = [(1_000_000, "ms"), (1_000, "us"), (1, "ns")];
    let nanos = duration.nanos.unsigned_abs();
    if nanos == 0 {
        return "0s".to_owned();
    }
    let seconds = nanos / SECOND;
    let text = if let Some((unit, name)) = UNITS.iter().find(|(unit, _)| nanos >= *unit)
        && seconds == 0
    {
        let digits = unit.ilog10() as usize;
        format!("{}{name}", decimal(nanos / unit, format!("{:0digits$}", nanos % unit)))
    } else {
        let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
        let rest = decimal(seconds % 60, format!("{:09}", nanos % SECOND));
        let parts = [(hours.to_string(), "h"), (minutes.to_string(), "m"), (rest, "s")];
        let some = parts.iter().filter(|(number, _)| number != "0");
        some.map(|(number, unit)| format!("{number}{unit}")).collect()
    };
    if duration.nanos < 0 { format!("-{text}") } else { text }
}

fn decimal(whole: u64, fraction: String) -> String {
    match fraction.trim_end_matches('0') {
        "" => whole.to_string(),
        fraction => format!("{whole}.{fraction}"),
    }
}

fn converted(function: &str, text: String) -> ExprKind {
    let arg = node(Span::default(), ExprKind::Literal(Literal::String(text)));
    ExprKind::Call(Box::new(Call {
        function: function.to_owned(),
        name_span: Span::default(),
        target: None,
        args: vec![arg],
    }))
}

fn node(span: Span, kind: ExprKind) -> Expr {
    Expr { id: 0, span, depth: 0, kind }
}

#[cfg(test)]
mod tests {
    use super::residual;
    use crate::time::Duration;
    use crate::{Binding, Bindings, Budget, Env, Fault, Type, Value};

    /// `a`, `b`, `t` are known; `u`, `v`, `w` are not.
    fn left(source: &str) -> String {
        let mut env = Env::standard();
        let mut bindings = Bindings::default();
        let numbers = Value::list([Value::Int(1), Value::Int(2)]);
        let time = |text| Some(Value::Duration(Duration::parse(text).unwrap()));
        for (name, of, value) in [
            ("short", Type::Duration, time("0.2s")),
            ("hours", Type::Duration, time("7200s")),
            ("d", Type::Duration, None),
            ("a", Type::Int, Some(Value::Int(3))),
            ("t", Type::Bool, Some(Value::Bool(true))),
            ("xs", Type::list(Type::Int), Some(numbers)),
            ("long", Type::String, Some(Value::string("x".repeat(100)))),
            ("u", Type::Int, None),
            ("v", Type::Bool, None),
            ("w", Type::map(Type::String, Type::Dyn), None),
        ] {
            let slot = env.declare(name, of);
            bindings.set(slot, value.map_or(Binding::Unknown, Binding::Value));
        }
        let program = env.compile(source).unwrap_or_else(|e| panic!("{source}: {e:?}"));
        let (result, trace) = program.explain(&bindings, &Budget::new(10_000));
        assert!(matches!(result, Err(Fault::Unknown(_))), "{source}: {result:?}");
        residual(program.checked(), &trace).to_string()
    }

    #[test]
    fn durations_are_written_shortly_and_exactly() {
        for (nanos, text) in [
            (0, "0s"),
            (90_000_000_000, "1m30s"),
            (7_200_000_000_000, "2h"),
            (-3_600_250_000_000, "-1h0.25s"),
            (1_500_000, "1.5ms"),
            (619_396_123, "619.396123ms"),
            (1_001, "1.001us"),
            (-7, "-7ns"),
            (i64::MAX, "2562047h47m16.854775807s"),
        ] {
            let duration = Duration::from_nanos(nanos);
            assert_eq!(super::short(duration), text);
            assert_eq!(Duration::parse(text), Some(duration), "{text}");
        }
    }

    #[test]
    fn what_is_known_is_put_in_and_what_it_decides_is_left_out() {
        for (source, expected) in [
            ("u < a + 1", "u < 4"),
            ("a == 3 && u > 1", "u > 1"),
            ("a == 4 || u > 1 || v", "u > 1 || v"),
            ("a == 3 && v", "v"),
            ("a == 3 && w.open", "w.open && true"),
            ("t ? u > a : false", "u > 3"),
            ("v ? a : u", "v ? a : u"),
            ("u in xs", "u in [1, 2]"),
            ("xs.all(x, x < u)", "[1, 2].all(x, x < u)"),
            ("xs.all(x, t && x < u + a)", "[1, 2].all(x, x < u + 3)"),
            ("xs.map(x, x < a, x * a).exists(x, x == u)", "[3, 6].exists(x, x == u)"),
            (
                "xs.exists(x, cel.bind(y, x + a, y < u && y > a))",
                "[1, 2].exists(x, cel.bind(y, x + 3, y < u && y > 3))",
            ),
            (
                "xs.all(x, xs.exists(y, x + y + a * 2 < u))",
                "[1, 2].all(x, [1, 2].exists(y, x + y + 6 < u))",
            ),
            ("w.level == long", "w.level == long"),
            ("has(w.level) && t", "has(w.level)"),
            ("cel.bind(y, a * 2, u < y && t)", "u < 6"),
            ("cel.bind(y, u * 2, y < a)", "cel.bind(y, u * 2, y < 3)"),
            ("a / 0 == 1 || v", "3 / 0 == 1 || v"),
            (
                "duration('90s') < duration(string(u) + 's')",
                "duration('90s') < duration(string(u) + 's')",
            ),
            ("d > short || d > hours", "d > duration('200ms') || d > duration('2h')"),
            ("d > duration('10m') + short", "d > duration('10m0.2s')"),
            ("t && d > duration('600s')", "d > duration('600s')"),
            ("(t ? v : t) && (a > 5 || u == a)", "v && u == 3"),
        ] {
            assert_eq!(left(source), expected, "{source}");
        }
    }
}
