//! A series against a base, as a CEL value, and what can be asked of it.

use std::any::Any;
use std::borrow::Cow;
use std::cmp::Ordering;

use gonogo_cel::cost::{Rule, Size};
use gonogo_cel::function::Call;
use gonogo_cel::{ErrorKind, Fault, Opaque, Value, function};
use gonogo_series::quantity::{Quantity, Unit, duration_text, number_rounded};
use gonogo_series::{Comparison, Direction, Floors, SeriesFault};

use super::super::quantity::{QuantityValue, number_in_unit, value_in_unit};
use super::trend::{charge, sorting};
use super::{SeriesValue, not_known, samples};

#[derive(Clone, Debug)]
pub struct ComparisonValue {
    pub comparison: Comparison,
    /// Of the series; the base was converted to it.
    pub unit: Option<Unit>,
}

impl Opaque for ComparisonValue {
    fn type_name(&self) -> &str {
        "comparison"
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn Opaque) -> bool {
        let other = other.as_any().downcast_ref::<Self>();
        other.is_some_and(|other| self.comparison == other.comparison && self.unit == other.unit)
    }

    fn order(&self, _: &dyn Opaque) -> Option<Ordering> {
        None
    }

    /// `1.42 times the base (p 0.003, shift +12ms)`
    fn text(&self) -> String {
        let comparison = &self.comparison;
        let apart = match (comparison.ratio(), comparison.difference()) {
            (Ok(ratio), _) => format!("{} times the base", number_rounded(ratio, 3)),
            (Err(_), Ok(difference)) => format!("{} from the base", self.signed(difference)),
            (Err(_), Err(_)) => "far from the base".to_owned(),
        };
        let p = match comparison.p_value() {
            p if p < 1e-4 => "p < 0.0001".to_owned(),
            p => format!("p {}", number_rounded(p, 2)),
        };
        format!("{apart} ({p}, shift {})", self.signed(comparison.shift()))
    }
}

impl ComparisonValue {
    /// Three digits are enough to see how much it is.
    fn signed(&self, number: f64) -> String {
        let sign = if number > 0.0 { "+" } else { "" };
        let rounded = number_rounded(number, 3);
        let text = match (self.unit, rounded.parse::<f64>()) {
            // Not "0.6 %", which could be a part of the base.
            (Some(Unit::Percent), _) => format!("{rounded} percentage points"),
            (Some(unit), Ok(number)) => {
                let quantity = Quantity::new(number, unit);
                let nanos = quantity.to_nanos();
                nanos.map_or_else(|| quantity.display_rounded(3), duration_text)
            }
            (Some(_) | None, _) => rounded,
        };
        format!("{sign}{text}")
    }

    fn value(&self, number: Result<f64, SeriesFault>) -> Result<Value, Fault> {
        let too_large = || not_known(SeriesFault::TooLarge);
        value_in_unit(number.map_err(not_known)?, self.unit).ok_or_else(too_large)
    }
}

/// What `'high'`, `'low'` and `'either'` stand for.
#[derive(Clone, Copy, Debug)]
struct DirectionValue(Direction);

const DIRECTIONS: [(&str, Direction); 3] =
    [("high", Direction::High), ("low", Direction::Low), ("either", Direction::Either)];

/// A literal text where a direction is wanted.
pub(in crate::functions) fn direction(text: &str) -> Result<Value, String> {
    let known = DIRECTIONS.iter().find(|(name, _)| *name == text);
    let unknown = || format!("`{text}` is no direction: write `'high'`, `'low'` or `'either'`");
    known.map(|(_, known)| Value::opaque(DirectionValue(*known))).ok_or_else(unknown)
}

impl Opaque for DirectionValue {
    fn type_name(&self) -> &str {
        "direction"
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn Opaque) -> bool {
        let other = other.as_any().downcast_ref::<Self>();
        other.is_some_and(|other| self.0 == other.0)
    }

    fn order(&self, _: &dyn Opaque) -> Option<Ordering> {
        None
    }

    fn text(&self) -> String {
        let own = DIRECTIONS.iter().find(|(_, direction)| *direction == self.0);
        own.map_or("", |(name, _)| *name).to_owned()
    }
}

/// Both sides are sorted, and their differences counted a few hundred times.
const DIFFERENCES: u64 = 6;

function!(
    VS = "vs",
    "This series against another one, the base, of the same dimension. Each side needs 20 samples, \
     or as many as the second argument says; with fewer it is not known.",
    vs,
    [
        "series(T).vs(series(T)) -> comparison(T)",
        "series(T).vs(series(T), int) -> comparison(T)",
    ],
    [
        ("canary.vs(stable)", "1.5 times the base (p < 0.0001, shift +50ms)"),
        ("pods[0].vs(pods[1], 2).effect()", "0.25"),
    ],
    cost: Rule {
        work: |args| {
            let all = samples(args, 0).saturating_add(samples(args, 1));
            sorting(all, DIFFERENCES)
        },
        result: |_| Size::host(1),
        ..Rule::FREE
    }
);

fn vs(call: &Call<'_>) -> Result<Value, Fault> {
    let side = |at: usize| call.args.get(at).and_then(Value::downcast::<SeriesValue>);
    let (Some(own), Some(base)) = (side(0), side(1)) else {
        return Err(call.no_overload());
    };
    let needed = match call.args.get(2) {
        None => Comparison::SAMPLES,
        Some(Value::Int(needed)) if *needed > 0 => usize::try_from(*needed).unwrap_or(usize::MAX),
        Some(Value::Int(needed)) => {
            let message = format!("{needed} samples are no evidence: at least 1 is needed");
            return Err(Fault::error(ErrorKind::InvalidArgument, message));
        }
        Some(_) => return Err(call.no_overload()),
    };
    let all = own.series.count().saturating_add(base.series.count()) as u64;
    charge(call, sorting(all, DIFFERENCES))?;
    let converted = in_unit(base, own.unit).ok_or_else(|| not_known(SeriesFault::TooLarge))?;
    let comparison = Comparison::of(own.series.values(), &converted, needed).map_err(not_known)?;
    Ok(Value::opaque(ComparisonValue { comparison, unit: own.unit }))
}

/// Milliseconds can be compared with seconds.
fn in_unit(base: &SeriesValue, unit: Option<Unit>) -> Option<Cow<'_, [f64]>> {
    let values = base.series.values();
    match (base.unit, unit) {
        (Some(from), Some(to)) if from != to => {
            let converted = values.iter().map(|value| Quantity::new(*value, from).convert_to(to));
            converted.collect::<Option<Vec<f64>>>().map(Cow::Owned)
        }
        _ => Some(Cow::Borrowed(values)),
    }
}

fn receiver<'c>(call: &Call<'c>) -> Result<&'c ComparisonValue, Fault> {
    let first = call.args.first();
    first.and_then(Value::downcast).ok_or_else(|| call.no_overload())
}

function!(
    WORSE = "worse",
    "Whether the values are worse than the base's, in the direction that is bad: `'high'`, `'low'` \
     or `'either'`. That is, the Mann-Whitney test shows a difference with 98 % confidence, and the \
     whole 98 % interval of the shift lies beyond a floor: 25 % of the base's median, or the share \
     given, or the absolute value given if that is more. Not known where the median is 0 and a \
     difference shows, unless there is an absolute floor.",
    worse,
    [
        "comparison(T).worse(direction) -> bool",
        "comparison(T).worse(direction, quantity(share)) -> bool",
        "comparison(T).worse(direction, quantity(share), T) -> bool",
    ],
    [
        ("canary.vs(stable).worse('high')", "true"),
        ("canary.vs(stable).worse('low')", "false"),
        ("canary.vs(stable).worse('high', '60%')", "false"),
        ("canary.vs(stable).worse('high', '10%', '80ms')", "false"),
    ],
    cost: Rule::FREE
);

fn worse(call: &Call<'_>) -> Result<Value, Fault> {
    let value = receiver(call)?;
    let asked = call.args.get(1..).and_then(|args| asked(value, args.iter()));
    let (direction, floors) = asked.ok_or_else(|| call.no_overload())?;
    value.comparison.worse(direction, floors).map(Value::Bool).map_err(not_known)
}

/// What stands between the brackets of `worse`.
fn asked<'v>(
    value: &ComparisonValue,
    mut args: impl Iterator<Item = &'v Value>,
) -> Option<(Direction, Floors)> {
    let direction: &DirectionValue = args.next()?.downcast()?;
    let mut floors = Floors::default();
    if let Some(relative) = args.next() {
        floors.relative = relative.downcast::<QuantityValue>()?.0.convert_to(Unit::Ratio)?;
    }
    if let Some(absolute) = args.next() {
        floors.absolute = number_in_unit(absolute, value.unit)?;
    }
    Some((direction.0, floors))
}

/// How a comparison stood to what `worse` asked: `shift +50ms, with 98 % confidence +46ms to
/// +54ms; floor 25ms`.
pub fn worse_margin<'v>(
    value: &ComparisonValue,
    args: impl Iterator<Item = &'v Value>,
) -> Option<String> {
    let (_, floors) = asked(value, args)?;
    let interval = value.comparison.interval().ok()?;
    let [shift, low, high] = [value.comparison.shift(), interval.low, interval.high];
    let [shift, low, high] = [shift, low, high].map(|number| value.signed(number));
    let floor = value.signed(value.comparison.floor(floors));
    let floor = floor.trim_start_matches('+');
    Some(format!("shift {shift}, with 98 % confidence {low} to {high}; floor {floor}"))
}

function!(
    RATIO = "ratio",
    "The average as a multiple of the base's; not known where the base averages 0 or less.",
    |call| receiver(call)?.comparison.ratio().map(Value::Double).map_err(not_known),
    ["comparison(T).ratio() -> double"],
    [("canary.vs(stable).ratio()", "1.5")],
    cost: Rule::FREE
);
function!(
    DIFFERENCE = "difference",
    "The average less the base's.",
    |call| {
        let value = receiver(call)?;
        value.value(value.comparison.difference())
    },
    ["comparison(T).difference() -> T"],
    [("canary.vs(stable).difference()", "0.05s")],
    cost: Rule::FREE
);
function!(
    SHIFT = "shift",
    "By how much the values lie above the base's: the median of the differences between all pairs \
     (Hodges and Lehmann), so that a spike changes little.",
    |call| {
        let value = receiver(call)?;
        value.value(Ok(value.comparison.shift()))
    },
    ["comparison(T).shift() -> T"],
    [("canary.vs(stable).shift()", "0.05s")],
    cost: Rule::FREE
);
function!(
    SHIFT_LOW = "shift_low",
    "The lower end of where the shift lies with 98 % confidence (Moses).",
    |call| {
        let value = receiver(call)?;
        value.value(value.comparison.interval().map(|interval| interval.low))
    },
    ["comparison(T).shift_low() -> T"],
    [("canary.vs(stable).shift_low()", "0.049s")],
    cost: Rule::FREE
);
function!(
    SHIFT_HIGH = "shift_high",
    "The upper end of where the shift lies with 98 % confidence.",
    |call| {
        let value = receiver(call)?;
        value.value(value.comparison.interval().map(|interval| interval.high))
    },
    ["comparison(T).shift_high() -> T"],
    [("canary.vs(stable).shift_high()", "0.051s")],
    cost: Rule::FREE
);
function!(
    P_VALUE = "p_value",
    "How likely so large a difference, either way, would be by chance (Mann-Whitney; exact up to 50 \
     samples on each side without equal values, else the normal approximation).",
    |call| Ok(Value::Double(receiver(call)?.comparison.p_value())),
    ["comparison(T).p_value() -> double"],
    [("canary.vs(stable).p_value() < 0.02", "true")],
    cost: Rule::FREE
);
function!(
    EFFECT = "effect",
    "How likely a value is above one of the base: 0.5 for no difference, 1 for always.",
    |call| Ok(Value::Double(receiver(call)?.comparison.effect())),
    ["comparison(T).effect() -> double"],
    [("canary.vs(stable).effect()", "1.0")],
    cost: Rule::FREE
);
