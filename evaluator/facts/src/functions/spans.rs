//! Spans of time in which a condition held, and what can be asked of them.

use std::any::Any;
use std::cmp::Ordering;

use gonogo_cel::cost::{Rule, Size};
use gonogo_cel::function::Call;
use gonogo_cel::time::Duration;
use gonogo_cel::{ErrorKind, Fault, Opaque, Value, function};
use gonogo_series::quantity::{Unit, duration_text};
use gonogo_series::{SpanFault, Spans};

#[derive(Clone, Debug)]
pub struct SpansValue {
    pub spans: Spans,
    /// The unit of the peaks.
    pub unit: Option<Unit>,
    /// The first sample that was looked at: what was before is not known.
    pub first: i64,
}

impl Opaque for SpansValue {
    fn type_name(&self) -> &str {
        "spans"
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn Opaque) -> bool {
        let other = other.as_any().downcast_ref::<Self>();
        other.is_some_and(|other| self.spans == other.spans)
    }

    fn order(&self, _: &dyn Opaque) -> Option<Ordering> {
        None
    }

    /// A span looked at costs a tenth of a unit; one that is kept costs a whole one.
    fn size(&self) -> usize {
        self.spans.size().div_ceil(10)
    }

    fn text(&self) -> String {
        let longest = || duration_text(self.spans.longest());
        match self.spans.count() {
            0 => "no span".to_owned(),
            1 => format!("1 span of {}", longest()),
            spans => format!("{spans} spans, the longest {}", longest()),
        }
    }
}

fn receiver<'c>(call: &Call<'c>) -> Result<&'c SpansValue, Fault> {
    let first = call.args.first();
    let value: &SpansValue = first.and_then(Value::downcast).ok_or_else(|| call.no_overload())?;
    call.charge(value.size().saturating_add(1))?;
    Ok(value)
}

fn not_known(fault: SpanFault) -> Fault {
    Fault::error(ErrorKind::NotKnown, fault.to_string())
}

fn duration_argument(call: &Call<'_>) -> Result<i64, Fault> {
    match call.args.get(1) {
        Some(Value::Duration(duration)) if duration.nanos >= 0 => Ok(duration.nanos),
        Some(Value::Duration(duration)) => {
            let message = format!("duration {duration} is negative");
            Err(Fault::error(ErrorKind::InvalidArgument, message))
        }
        _ => Err(call.no_overload()),
    }
}

fn duration(nanos: i64) -> Result<Value, Fault> {
    Ok(Value::Duration(Duration::from_nanos(nanos)))
}

function!(
    LASTING = "lasting",
    "Whether the condition holds now and has for at least so long.",
    lasting,
    ["spans.lasting(duration) -> bool"],
    [("errors.above('1%').lasting('30s')", "true"), ("errors.above('1%').lasting('1m')", "false")],
    cost: Rule { work: |args| args.most(0).saturating_add(1), ..Rule::FREE }
);

fn lasting(call: &Call<'_>) -> Result<Value, Fault> {
    let wanted = duration_argument(call)?;
    let value = receiver(call)?;
    value.spans.lasting_after(value.first, wanted).map(Value::Bool).map_err(not_known)
}

function!(
    LASTED = "lasted",
    "Whether the condition held for at least so long at any time of the window.",
    lasted,
    ["spans.lasted(duration) -> bool"],
    [("errors.below('0.5%').lasted('30s')", "true")],
    cost: Rule { work: |args| args.most(0).saturating_add(1), ..Rule::FREE }
);

fn lasted(call: &Call<'_>) -> Result<Value, Fault> {
    let wanted = duration_argument(call)?;
    Ok(Value::Bool(receiver(call)?.spans.lasted(wanted)))
}

function!(
    ONGOING = "ongoing",
    "For how long the condition has held until now; 0 when it does not.",
    |call| duration(receiver(call)?.spans.ongoing().map_err(not_known)?),
    ["spans.ongoing() -> duration"],
    [("errors.above('1%').ongoing()", "30s"), ("errors.below('1%').ongoing()", "0s")],
    cost: Rule { work: |args| args.most(0).saturating_add(1), ..Rule::FREE }
);
function!(
    LONGEST = "longest",
    "The length of the longest span.",
    |call| duration(receiver(call)?.spans.longest()),
    ["spans.longest() -> duration"],
    [("errors.above('1%').longest()", "30s")],
    cost: Rule { work: |args| args.most(0).saturating_add(1), ..Rule::FREE }
);
function!(
    TOTAL = "total",
    "The length of all spans together.",
    |call| duration(receiver(call)?.spans.total()),
    ["spans.total() -> duration"],
    [("errors.above('1%').total()", "45s")],
    cost: Rule { work: |args| args.most(0).saturating_add(1), ..Rule::FREE }
);

function!(
    COUNT = "count",
    "The number of spans.",
    count,
    ["spans.count() -> int"],
    [("errors.above('1%').count()", "2")],
    cost: Rule { work: |args| args.most(0).saturating_add(1), ..Rule::FREE }
);

fn count(call: &Call<'_>) -> Result<Value, Fault> {
    let count = receiver(call)?.spans.count();
    Ok(Value::Int(i64::try_from(count).unwrap_or(i64::MAX)))
}

/// Looking at the spans of one, then a unit for each of them all; ten are a unit of size.
const COMBINED: Rule = Rule {
    work: |args| args.together().most.saturating_mul(11).saturating_add(1),
    result: |args| Size::host(args.together().most.saturating_add(1)),
    ..Rule::FREE
};

fn combined(call: &Call<'_>, combine: fn(&Spans, &Spans) -> Spans) -> Result<Value, Fault> {
    let value = receiver(call)?;
    let other: Option<&SpansValue> = call.args.get(1).and_then(Value::downcast);
    let other = other.ok_or_else(|| call.no_overload())?;
    call.charge(value.spans.size().saturating_add(other.spans.size()))?;
    let unit = if value.unit == other.unit { value.unit } else { None };
    let first = value.first.max(other.first);
    Ok(Value::opaque(SpansValue { spans: combine(&value.spans, &other.spans), unit, first }))
}

function!(
    AND = "and",
    "Where both conditions held at once.",
    |call| combined(call, Spans::and),
    ["spans.and(spans) -> spans"],
    [("errors.above('1%').and(requests.below(50.0)).count()", "1")],
    cost: COMBINED
);
function!(
    OR = "or",
    "Where one of the conditions held.",
    |call| combined(call, Spans::or),
    ["spans.or(spans) -> spans"],
    [("errors.above('1%').or(errors.below('0.5%')).total()", "75s")],
    cost: COMBINED
);

function!(
    NOT = "not",
    "Where the condition was seen not to hold.",
    not,
    ["spans.not() -> spans"],
    [("errors.above('1%').not().longest()", "30s")],
    cost: COMBINED
);

fn not(call: &Call<'_>) -> Result<Value, Fault> {
    let value = receiver(call)?;
    call.charge(value.spans.size())?;
    Ok(Value::opaque(SpansValue { spans: value.spans.not(), ..*value }))
}
