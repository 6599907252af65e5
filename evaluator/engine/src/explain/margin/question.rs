//! How far a question such as `spans.lasting('2m')` was from the other answer.

use gonogo_cel::Value;
use gonogo_series::Span;
use gonogo_series::quantity::{Unit, duration_apart};

use super::{Evidence, Site};
use crate::decision::SpanRecord;
use crate::explain::decider::Question;
use crate::explain::{time_text, value_text};
use crate::functions::quantity::value_in_unit;
use crate::functions::series::SeriesValue;
use crate::functions::series::burn::burns_margin;
use crate::functions::series::comparison::{ComparisonValue, worse_margin};
use crate::functions::spans::SpansValue;

/// Spans that a record holds at most, the newest.
const SPANS: usize = 10;

pub(super) fn add(site: &Site<'_>, question: &Question<'_>, evidence: &mut Evidence) {
    let Question { call, held } = *question;
    let Some(target) = call.target.as_ref().and_then(|target| site.trace.value(target.id)) else {
        return;
    };
    let args: Option<Vec<&Value>> = call.args.iter().map(|arg| site.trace.value(arg.id)).collect();
    let Some(args) = args else {
        return;
    };
    if let Some(spans) = target.downcast::<SpansValue>() {
        lasting((call.function.as_str(), spans), args.first().copied(), held, evidence);
    } else if let Some(comparison) = target.downcast::<ComparisonValue>() {
        let is_judged = call.function == "worse";
        evidence.margin =
            is_judged.then(|| worse_margin(comparison, args.iter().copied())).flatten();
    } else if let (Some(series), "burns", &[objective, factor, long, short]) =
        (target.downcast::<SeriesValue>(), call.function.as_str(), args.as_slice())
    {
        evidence.margin = burns_margin(series, [objective, factor, long, short]);
    }
}

/// How long it was, of how long it takes.
fn lasting(
    (function, value): (&str, &SpansValue),
    wanted: Option<&Value>,
    held: bool,
    evidence: &mut Evidence,
) {
    evidence.spans = records(value);
    if function == "lasting" {
        evidence.since = onset(value);
    }
    let Some(Value::Duration(wanted)) = wanted else {
        return;
    };
    // The span that the question is about.
    let (span, length) = match function {
        "lasting" => (value.spans.ongoing_span().copied(), value.spans.ongoing().ok()),
        "lasted" => {
            let longest = value.spans.longest_span();
            (longest, Some(longest.map_or(0, |span| span.length())))
        }
        _ => return,
    };
    let Some(length) = length else {
        return;
    };
    let (length_text, wanted_text) = duration_apart(length, wanted.nanos);
    let peak = span.and_then(|span| peak_text(&span, value.unit));
    let peak = peak.map(|peak| format!(", peak {peak}")).unwrap_or_default();
    evidence.margin = Some(match (held, length) {
        (true, _) => format!("lasted {length_text}, {wanted_text} is enough{peak}"),
        (false, 0) => format!("does not hold, it takes {wanted_text}"),
        (false, _) => format!("lasted {length_text}, it takes {wanted_text}"),
    });
}

fn peak_text(span: &Span, unit: Option<Unit>) -> Option<String> {
    value_in_unit(span.peak?, unit).as_ref().map(value_text)
}

/// The newest spans.
pub(super) fn records(value: &SpansValue) -> Vec<SpanRecord> {
    let record = |span: &Span| {
        let (from, to) = (time_text(span.from)?, time_text(span.to)?);
        Some(SpanRecord { from, to, peak: peak_text(span, value.unit) })
    };
    value.spans.newest(SPANS).iter().filter_map(record).collect()
}

/// Where the span that is going on began.
pub(super) fn onset(value: &SpansValue) -> Option<i64> {
    value.spans.ongoing_span().map(|span| span.from)
}
