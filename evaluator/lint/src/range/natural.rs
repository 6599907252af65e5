//! What some values can be at all: counts are never below zero, shares of code lie between 0 and
//! 100 percent.

use gonogo_cel::syntax::ast::{Call, Expr, ExprKind};
use gonogo_cel::time::Duration;
use gonogo_cel::{Type, Value};
use gonogo_engine::functions::quantity::QuantityValue;
use gonogo_series::quantity::{Quantity, Unit};

use crate::range::Range;
use crate::site::Site;

/// Nothing of what may have any value, such as the samples of a series.
pub(crate) fn range(site: &Site<'_>, subject: &Expr) -> Option<Range> {
    match &subject.kind {
        ExprKind::Call(call) => of_call(site, call),
        ExprKind::Select(select) => {
            let Type::Object(object) = site.type_of(&select.operand) else { return None };
            match (object.name.as_str(), site.type_of(subject)) {
                ("tests" | "scan", Type::Int) => Some(Range::from(Value::Int(0))),
                ("tests" | "probe", Type::Duration) => Some(Range::from(no_time())),
                ("coverage", _) => Some(Range::between(percent(0.0), percent(100.0))),
                _ => None,
            }
        }
        _ => None,
    }
}

fn of_call(site: &Site<'_>, call: &Call) -> Option<Range> {
    let asked = call.target.as_ref().or(call.args.first())?;
    let of = match site.type_of(asked) {
        Type::Opaque(opaque) => opaque.name.as_str(),
        _ => "",
    };
    match (call.function.as_str(), of) {
        ("size", _) | ("count", "series" | "spans") => Some(Range::from(Value::Int(0))),
        ("longest" | "total" | "ongoing", "spans") => Some(Range::from(no_time())),
        ("p_value", "comparison") => Some(Range::between(Value::Double(0.0), Value::Double(1.0))),
        _ => None,
    }
}

fn no_time() -> Value {
    Value::Duration(Duration::from_nanos(0))
}

fn percent(value: f64) -> Value {
    Value::opaque(QuantityValue(Quantity::new(value, Unit::Percent)))
}
