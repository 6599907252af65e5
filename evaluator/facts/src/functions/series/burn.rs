//! How fast errors use up what an objective allows.

use gonogo_cel::cost::{Rule, Size};
use gonogo_cel::function::Call;
use gonogo_cel::{Fault, Value, function};
use gonogo_series::Burn;
use gonogo_series::quantity::{Quantity, Unit, duration_text, number_apart, number_rounded};

use super::super::quantity::QuantityValue;
use super::{SeriesValue, charge, not_known, receiver};

/// Series of shares have a unit.
fn subject<'c>(call: &Call<'c>) -> Result<(&'c SeriesValue, Unit, Quantity), Fault> {
    let value = receiver(call)?;
    let objective: Option<&QuantityValue> = call.args.get(1).and_then(Value::downcast);
    match (value.unit, objective) {
        (Some(unit), Some(objective)) => Ok((value, unit, objective.0)),
        _ => Err(call.no_overload()),
    }
}

function!(
    BURN_RATE = "burn_rate",
    "How fast a series of error shares uses up the budget of an objective: the average share over \
     the share that the objective leaves. At 1 the budget lasts exactly for the objective's period.",
    burn_rate,
    ["series(quantity(share)).burn_rate(quantity(share)) -> double"],
    [("errors.burn_rate('99%') < 1.0", "true"), ("errors.last('30s').burn_rate('99%') > 1.2", "true")],
    cost: Rule { work: |args| args.most(0), result: |_| Size::SCALAR, ..Rule::FREE }
);

fn burn_rate(call: &Call<'_>) -> Result<Value, Fault> {
    let (value, unit, objective) = subject(call)?;
    charge(call, value)?;
    value.series.burn_rate(unit, objective).map(Value::Double).map_err(not_known)
}

function!(
    BURNS = "burns",
    "Whether the budget of an objective burns faster than so many times its even pace, both over a \
     long window, so that it matters, and over a short one, so that it still goes on. For 30 days, \
     Google's SRE workbook pages for 14.4 over 1h and 5m (2 % of the budget gone) and for 6 over 6h \
     and 30m (5 %), and files a ticket for 1 over 3d and 6h (10 %). Not known where the samples \
     do not reach back over a window, or cover less than 80 % of it (or of `min_coverage`, if that \
     is more), and for a window shorter than the step.",
    burns,
    ["series(quantity(share)).burns(quantity(share), double, duration, duration) -> bool"],
    [
        ("errors.burns('99.9%', 6.0, '2m', '30s')", "true"),
        ("errors.burns('99.9%', 14.4, '2m', '30s')", "false"),
    ],
    cost: Rule { work: |args| args.most(0).saturating_mul(2), ..Rule::FREE }
);

fn burns(call: &Call<'_>) -> Result<Value, Fault> {
    let (value, unit, objective) = subject(call)?;
    let [_, _, Value::Double(factor), Value::Duration(long), Value::Duration(short)] = call.args
    else {
        return Err(call.no_overload());
    };
    charge(call, value)?;
    charge(call, value)?;
    let burn = Burn { factor: *factor, long: long.nanos, short: short.nanos };
    value.series.burns(unit, objective, burn).map(Value::Bool).map_err(not_known)
}

/// How fast the windows burned that `burns` asked about: `20 times the even pace over 1h, 22
/// times over 5m; limit 14.4`.
pub fn burns_margin(value: &SeriesValue, args: [&Value; 4]) -> Option<String> {
    let [objective, Value::Double(factor), Value::Duration(long), Value::Duration(short)] = args
    else {
        return None;
    };
    let objective = objective.downcast::<QuantityValue>()?.0;
    let burn = Burn { factor: *factor, long: long.nanos, short: short.nanos };
    let rates = value.series.burn_rates(value.unit?, objective, burn).ok()?;
    let [over_long, over_short] = rates.map(|rate| number_apart(rate, *factor).0);
    let (long, short) = (duration_text(long.nanos), duration_text(short.nanos));
    let limit = number_rounded(*factor, 4);
    Some(format!(
        "{over_long} times the even pace over {long}, {over_short} times over {short}; limit {limit}"
    ))
}
