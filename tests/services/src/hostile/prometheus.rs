//! Answers in the form of Prometheus, each wrong in one respect.
//!
//! `/api/v1/query_range` gets a matrix from `start` to `end` by `step`, everything else a vector
//! at `time`; what is not asked for is the last 5 minutes before 2026-03-10T12:00:00Z, each 15 s.

use super::behaviour::{Act, Row};
use super::peer::{Peer, Request};

mod answer;
mod wrong;

use wrong::{labels, many, shape, times, values};

pub(super) const ROWS: &[Row] = &[
    ("prom-correct", "a correct answer: one series of 0.25", Act::Play(|peer| values(peer, "\"0.25\""))),
    ("prom-error", "an error with the status 200", Act::Body(b"{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"query timed out\"}")),
    ("prom-error-with-data", "an error that has data as well", Act::Play(|peer| shape(peer, "error", ""))),
    ("prom-error-html", "an error whose text is a page", Act::Body(b"{\"status\":\"error\",\"errorType\":\"<b>\",\"error\":\"<script>alert(1)</script>\\u001b[2J\"}")),
    ("prom-status-unknown", "a status that nobody knows", Act::Play(|peer| shape(peer, "fine", ""))),
    ("prom-warnings", "a correct answer with warnings", Act::Play(|peer| shape(peer, "success", ",\"warnings\":[\"a store did not answer\"]"))),
    ("prom-partial", "a correct answer that says it is partial", Act::Play(|peer| shape(peer, "success", ",\"isPartial\":true"))),
    ("prom-infos", "a correct answer with remarks", Act::Play(|peer| shape(peer, "success", ",\"infos\":[\"metric might not be a counter\"]"))),
    ("prom-no-status", "data without a status", Act::Body(b"{\"data\":{\"resultType\":\"vector\",\"result\":[]}}")),
    ("prom-no-data", "success without data", Act::Body(b"{\"status\":\"success\"}")),
    ("prom-null-data", "success with null", Act::Body(b"{\"status\":\"success\",\"data\":null}")),
    ("prom-null-result", "a result that is null", Act::Body(b"{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":null}}")),
    ("prom-empty", "no series", Act::Play(|peer| many(peer, 0))),
    ("prom-three-series", "three series", Act::Play(|peer| many(peer, 3))),
    ("prom-100000-series", "100,000 series", Act::Play(|peer| many(peer, 100_000))),
    ("prom-same-series-twice", "two series with the same labels", Act::Play(wrong::same_series)),
    ("prom-scalar", "a scalar", Act::Body(b"{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1773144000,\"0.25\"]}}")),
    ("prom-string", "a string", Act::Body(b"{\"status\":\"success\",\"data\":{\"resultType\":\"string\",\"result\":[1773144000,\"0.25\"]}}")),
    ("prom-other-type", "a vector for a range, a matrix for an instant", Act::Play(wrong::other_type)),
    ("prom-type-unknown", "a type that nobody knows", Act::Body(b"{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":[]}}")),
    ("prom-histogram", "a native histogram in place of values", Act::Play(wrong::histogram)),
    ("prom-no-values", "a series without values", Act::Play(wrong::no_values)),
    ("prom-duplicate-times", "each time twice, with two values", Act::Play(|peer| times(peer, |at| vec![at, at]))),
    ("prom-reversed", "the latest value first", Act::Play(wrong::reversed)),
    ("prom-future", "all values an hour ahead", Act::Play(|peer| times(peer, |at| vec![at + 3_600]))),
    ("prom-far-future", "all values in the year 33658", Act::Play(|peer| times(peer, |at| vec![at + 1_000_000_000_000]))),
    ("prom-stale", "all values a day old", Act::Play(|peer| times(peer, |at| vec![at - 86_400]))),
    ("prom-milliseconds", "times in milliseconds", Act::Play(|peer| times(peer, |at| vec![at * 1_000]))),
    ("prom-time-negative", "times before 1970", Act::Play(|peer| times(peer, |at| vec![-at]))),
    ("prom-off-grid", "times that nobody asked for, seven seconds late", Act::Play(|peer| times(peer, |at| vec![at + 7]))),
    ("prom-gaps", "three of four values are missing", Act::Play(|peer| times(peer, |at| if at % 60 == 0 { vec![at] } else { vec![] }))),
    ("prom-nan", "values that are NaN", Act::Play(|peer| values(peer, "\"NaN\""))),
    ("prom-infinity", "values that are infinite", Act::Play(|peer| values(peer, "\"+Inf\""))),
    ("prom-negative-infinity", "values that are negative and infinite", Act::Play(|peer| values(peer, "\"-Inf\""))),
    ("prom-value-huge", "values beyond all floats", Act::Play(|peer| values(peer, "\"1e400\""))),
    ("prom-value-word", "values that are words", Act::Play(|peer| values(peer, "\"many\""))),
    ("prom-value-empty", "values that are empty texts", Act::Play(|peer| values(peer, "\"\""))),
    ("prom-value-comma", "values with a comma for the point", Act::Play(|peer| values(peer, "\"0,25\""))),
    ("prom-value-hexadecimal", "values of base 16", Act::Play(|peer| values(peer, "\"0x1p-2\""))),
    ("prom-value-number", "values that are numbers, not texts", Act::Play(|peer| values(peer, "0.25"))),
    ("prom-value-null", "values that are null", Act::Play(|peer| values(peer, "null"))),
    ("prom-value-missing", "pairs without a value", Act::Play(wrong::half_pairs)),
    ("prom-value-more", "pairs of three", Act::Play(|peer| values(peer, "\"0.25\",\"0.5\""))),
    ("prom-time-text", "times that are texts", Act::Play(wrong::text_times)),
    ("prom-million-samples", "a series of 1,000,000 values", Act::Play(wrong::million)),
    ("prom-labels-missing", "a series without labels", Act::Play(|peer| labels(peer, ""))),
    ("prom-labels-odd", "labels that are numbers, lists and null", Act::Play(|peer| labels(peer, "\"metric\":{\"a\":1,\"b\":[],\"c\":null},"))),
    ("prom-labels-hostile", "labels with markup, line ends and terminal codes", Act::Play(|peer| labels(peer, "\"metric\":{\"env\":\"</td><script>\\n::error::\\u001b[2J\\u202e\"},"))),
    ("prom-labels-long", "a label of 1 MiB", Act::Play(wrong::long_label)),
];
