//! Whether a series rises or falls, and how fast.

use gonogo_cel::cost::{Arguments, Rule, Size};
use gonogo_cel::function::Call;
use gonogo_cel::{Fault, Value, function};
use gonogo_series::quantity::{Quantity, Unit};
use gonogo_series::{Series, SeriesFault};

use super::super::quantity::value_in_unit;
use super::{not_known, receiver, rounds, samples};

/// Slopes are counted by sorting, a few times over: as measured, six units of work a sample
/// for each doubling of their number.
const SLOPES: u64 = 6;

const fn rule(work: fn(&Arguments<'_>) -> u64) -> Rule {
    Rule { work, result: |_| Size::host(1), ..Rule::FREE }
}

fn sorted(call: &Call<'_>, weight: u64) -> Result<(), Fault> {
    let samples = receiver(call)?.series.count() as u64;
    charge(call, sorting(samples, weight))
}

pub(super) fn charge(call: &Call<'_>, units: u64) -> Result<(), Fault> {
    call.charge(usize::try_from(units).unwrap_or(usize::MAX))
}

/// n log n units, times a weight.
pub(super) fn sorting(samples: u64, weight: u64) -> u64 {
    samples.saturating_mul(rounds(samples)).saturating_mul(weight)
}

function!(
    GROWTH = "growth",
    "The robust trend in so much time, as a share of the trend's value at the first sample: the \
     slope is the median of those between all pairs of samples (Theil and Sen), so that a spike \
     changes nothing. Not known for fewer than 10 samples, where they span less than half of the \
     window, and where the trend starts at 0 or below.",
    growth,
    ["series(T).growth(duration) -> quantity(share)"],
    [("memory.growth('1h')", "12 %"), ("memory.growth('1h') < '2%'", "false")],
    cost: rule(|args| sorting(samples(args, 0), SLOPES))
);

fn growth(call: &Call<'_>) -> Result<Value, Fault> {
    let Some(Value::Duration(per)) = call.args.get(1) else {
        return Err(call.no_overload());
    };
    sorted(call, SLOPES)?;
    let share = receiver(call)?.series.growth(per.nanos).map_err(not_known)?;
    let percent = Quantity::new(share, Unit::Ratio).convert_to(Unit::Percent);
    let value = percent.and_then(|percent| value_in_unit(percent, Some(Unit::Percent)));
    value.ok_or_else(|| not_known(SeriesFault::TooLarge))
}

fn trend(call: &Call<'_>, holds: fn(&Series) -> Result<bool, SeriesFault>) -> Result<Value, Fault> {
    sorted(call, 1)?;
    holds(&receiver(call)?.series).map(Value::Bool).map_err(not_known)
}

function!(
    RISING = "rising",
    "Whether the values rise over the window: later ones are greater than earlier ones more often \
     than chance would have it in 5 % of cases (Mann and Kendall). How steeply is for `growth` to \
     say; it needs as many samples, over as much time. Samples that overlap, such as rates over \
     more than a step, show trends by chance more often.",
    |call| trend(call, Series::rising),
    ["series(T).rising() -> bool"],
    [("memory.rising()", "true"), ("canary.rising()", "false")],
    cost: rule(|args| sorting(samples(args, 0), 1))
);
function!(
    FALLING = "falling",
    "Whether the values fall over the window, as `rising` does for a rise.",
    |call| trend(call, Series::falling),
    ["series(T).falling() -> bool"],
    [("memory.falling()", "false")],
    cost: rule(|args| sorting(samples(args, 0), 1))
);
