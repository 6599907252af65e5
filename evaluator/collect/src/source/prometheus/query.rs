//! Which times a query is asked for.

use gonogo_cel::time::Timestamp;
use gonogo_sources::{FactType, Shape};
use url::form_urlencoded;

use crate::context::Context;
use crate::failure::Failure;

type Parameters = Vec<(&'static str, String)>;

/// Steps from the first to the last point; Prometheus answers no more.
const STEPS: i64 = 11_000;
const SECOND: i64 = 1_000_000_000;
const MILLISECOND: i64 = 1_000_000;
/// Without a `window` and a start of the phase.
const WINDOW: i64 = 3_600 * SECOND;
/// The most and the least that is chosen without a `step`.
const COARSEST: i64 = 60 * SECOND;
const FINEST: i64 = SECOND;

/// The path below the source's, and what is asked there.
pub(super) fn parameters(
    query: &str,
    shape: &Shape,
    context: &Context<'_>,
) -> Result<(&'static str, Parameters), Failure> {
    let at = nanos(context.at)?;
    let query = ("query", query.to_owned());
    if shape.kind != FactType::Series {
        return Ok(("/api/v1/query", vec![query, ("time", seconds(at))]));
    }
    let range = Range::new(shape, context.phase_started, at)?;
    let parameters = vec![
        query,
        ("start", seconds(range.start)),
        ("end", seconds(at)),
        ("step", seconds(range.step)),
    ];
    Ok(("/api/v1/query_range", parameters))
}

pub(super) fn encoded(parameters: &[(&'static str, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish()
}

/// Of milliseconds, as Prometheus' times are: a finer time would be rounded, perhaps up.
fn nanos(at: Timestamp) -> Result<i64, Failure> {
    let nanos = at.epoch_nanos().filter(|nanos| *nanos >= 0);
    let nanos = nanos.ok_or_else(|| Failure::new("the time is before 1970 or after 2262"))?;
    Ok(nanos - nanos.rem_euclid(MILLISECOND))
}

struct Range {
    start: i64,
    step: i64,
}

impl Range {
    /// A whole number of steps before `at`, so that the newest point is that of `at`. Without a
    /// `window` it reaches back to the start of the phase, or for an hour. Without a `step` there
    /// are three points in `stale_after`, at most one each second and at least one each minute.
    fn new(shape: &Shape, phase_started: Option<Timestamp>, at: i64) -> Result<Self, Failure> {
        let third = shape.stale_after.map_or(COARSEST, |stale_after| stale_after / 3);
        let step = shape.step.unwrap_or_else(|| third.clamp(FINEST, COARSEST)).max(MILLISECOND);
        let since = phase_started.and_then(Timestamp::epoch_nanos);
        let since = since.map(|started| at.saturating_sub(started).max(0));
        let window = shape.window.or(since).unwrap_or(WINDOW);
        let steps = window / step;
        if steps > STEPS {
            let window = if shape.window.is_some() { "" } else { "declare `window`, or " };
            let cause = format!(
                "{steps} steps, more than {STEPS} that one query can have: {window}make `step` larger"
            );
            return Err(Failure::new(cause));
        }
        let start = at.saturating_sub(steps.saturating_mul(step)).max(0);
        Ok(Self { start, step })
    }
}

/// As a decimal number.
fn seconds(nanos: i64) -> String {
    let (whole, rest) = (nanos / SECOND, nanos % SECOND);
    if rest == 0 {
        return whole.to_string();
    }
    let text = format!("{whole}.{rest:09}");
    text.trim_end_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: &str = "2026-01-04T03:40:00.123456Z";

    fn shape(window: Option<i64>, step: Option<i64>, stale_after: Option<i64>) -> Shape {
        let kind = FactType::Series;
        Shape { kind, window, step, stale_after, by: Vec::new(), allow_empty: false }
    }

    fn asked(shape: &Shape, phase_started: Option<&str>) -> Result<String, String> {
        let now = || Timestamp::parse(AT).unwrap();
        let mut context = Context::new(&now, &|_| None, ".");
        context.phase_started = phase_started.map(|text| Timestamp::parse(text).unwrap());
        let (path, parameters) =
            parameters("up", shape, &context).map_err(|failure| failure.cause)?;
        Ok(format!("{path}?{}", encoded(&parameters)))
    }

    #[test]
    fn the_newest_point_is_now() {
        let check = |window: Option<i64>, step, stale, started, expected: &str| {
            let of = |seconds: Option<i64>| seconds.map(|seconds| seconds * SECOND);
            let asked = asked(&shape(of(window), of(step), of(stale)), started).unwrap();
            let expected = format!("/api/v1/query_range?query=up&{expected}");
            assert_eq!(asked, expected);
        };
        let (end, started) = ("end=1767498000.123", Some("2026-01-04T03:30:00Z"));
        check(Some(900), Some(15), None, None, &format!("start=1767497100.123&{end}&step=15"));
        check(Some(100), Some(15), None, None, &format!("start=1767497910.123&{end}&step=15"));
        check(None, Some(15), None, started, &format!("start=1767497400.123&{end}&step=15"));
        check(None, Some(15), None, None, &format!("start=1767494400.123&{end}&step=15"));
        check(Some(60), None, Some(30), None, &format!("start=1767497940.123&{end}&step=10"));
        check(Some(60), None, Some(2), None, &format!("start=1767497940.123&{end}&step=1"));
        check(Some(120), None, Some(9000), None, &format!("start=1767497880.123&{end}&step=60"));
        let future = Some("2026-01-04T04:00:00Z");
        check(None, Some(15), None, future, &format!("start=1767498000.123&{end}&step=15"));
    }

    #[test]
    fn numbers_are_asked_for_now() {
        let shape = Shape { kind: FactType::Number, ..shape(None, None, None) };
        assert_eq!(asked(&shape, None).unwrap(), "/api/v1/query?query=up&time=1767498000.123");
    }

    #[test]
    fn more_points_than_a_server_gives_are_refused() {
        let of = |steps: i64| asked(&shape(Some(steps * SECOND), Some(SECOND), None), None);
        assert!(of(11_000).is_ok());
        let cause = of(11_001).unwrap_err();
        assert_eq!(
            cause,
            "11001 steps, more than 11000 that one query can have: make `step` larger"
        );
        let long_ago = asked(&shape(None, Some(SECOND), None), Some("2025-01-01T00:00:00Z"));
        assert!(long_ago.unwrap_err().contains("declare `window`"));
    }
}
