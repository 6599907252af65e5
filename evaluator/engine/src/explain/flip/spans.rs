//! Stretches of time, in words: what has to last for how much longer, or to end.

use gonogo_cel::Value;
use gonogo_cel::syntax::ast::{Call, Expr, ExprKind};
use gonogo_cel::time::Timestamp;
use gonogo_series::quantity::duration_rounded;

use super::{Site, Wanted, source};
use crate::explain::value_text;
use crate::functions::series::SeriesValue;
use crate::functions::spans::SpansValue;

/// Of `spans.lasting('2m')` and `spans.lasted('2m')`.
pub(super) fn text(
    site: &Site<'_>,
    (call, value): (&Call, &SpansValue),
    wanted: Wanted,
) -> Option<String> {
    let target = call.target.as_ref()?;
    let asked = call.args.first().and_then(|arg| site.trace.value(arg.id));
    let Some(Value::Duration(asked)) = asked else { return None };
    let condition = condition(site, target)?;
    match (call.function.as_str(), wanted) {
        ("lasting" | "lasted", Wanted::True) => {
            let going_on = value.spans.ongoing_span().map_or(0, |span| span.length());
            let left = duration_rounded(asked.nanos.saturating_sub(going_on).max(0));
            let more = if going_on > 0 { " more" } else { "" };
            Some(format!("{} for {left}{more}", condition.lasts))
        }
        ("lasting", Wanted::False) => Some(condition.ends),
        ("lasted", Wanted::False) => {
            let span = value.spans.longest_span()?;
            let left = site.trace.value(series(target)?.id)?.downcast::<SeriesValue>();
            let window = left?.series.rules().window?;
            // The part of it that lies in the window is then shorter than what was asked for.
            let gone = span.to.saturating_add(window).saturating_sub(asked.nanos);
            let at = Timestamp::from_epoch_nanos(gone)?;
            Some(format!("{} until {at}, when the span has left the window", condition.avoids))
        }
        _ => None,
    }
}

/// A condition on a series, in words.
struct Condition {
    /// `error_rate stays above 1 %`
    lasts: String,
    /// `error_rate falls to 1 % or below`
    ends: String,
    /// `error_rate stays at 1 % or below`
    avoids: String,
}

fn condition(site: &Site<'_>, spans: &Expr) -> Option<Condition> {
    let ExprKind::Call(call) = &spans.kind else { return None };
    let name = source(site, call.target.as_ref()?);
    let limit = |at: usize| {
        let arg = call.args.get(at)?;
        Some(site.trace.value(arg.id).map_or_else(|| source(site, arg), value_text))
    };
    let told = |lasts: String, ends: String, avoids: String| {
        Some(Condition {
            lasts: format!("{name} {lasts}"),
            ends: format!("{name} {ends}"),
            avoids: format!("{name} {avoids}"),
        })
    };
    match call.function.as_str() {
        "above" => {
            let limit = limit(0)?;
            let not = format!("at {limit} or below");
            told(format!("stays above {limit}"), format!("falls to {limit} or below"), stays(&not))
        }
        "at_least" => {
            let limit = limit(0)?;
            let lasts = format!("stays at {limit} or above");
            told(lasts, format!("falls below {limit}"), stays(&format!("below {limit}")))
        }
        "below" => {
            let limit = limit(0)?;
            let not = format!("at {limit} or above");
            told(format!("stays below {limit}"), format!("rises to {limit} or above"), stays(&not))
        }
        "at_most" => {
            let limit = limit(0)?;
            let lasts = format!("stays at {limit} or below");
            told(lasts, format!("rises above {limit}"), stays(&format!("above {limit}")))
        }
        "outside" => {
            let between = format!("between {} and {}", limit(0)?, limit(1)?);
            let lasts = format!("stays out of the range {between}");
            told(lasts, format!("comes back {between}"), stays(&between))
        }
        _ => {
            let text = source(site, spans);
            Some(Condition {
                lasts: format!("`{text}` holds"),
                ends: format!("`{text}` ends"),
                avoids: format!("`{text}` holds no more"),
            })
        }
    }
}

fn stays(so: &str) -> String {
    format!("stays {so}")
}

/// What a condition is about.
fn series(spans: &Expr) -> Option<&Expr> {
    match &spans.kind {
        ExprKind::Call(call) => call.target.as_ref(),
        _ => None,
    }
}
