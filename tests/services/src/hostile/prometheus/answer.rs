//! A correct answer, part by part.

use super::Request;

/// 2026-03-10T12:00:00Z
const NOW: i64 = 1_773_144_000;
const SPAN: i64 = 300;
const STEP: i64 = 15;
/// What Prometheus itself gives at most.
const MOST: usize = 11_000;

/// What was asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Vector,
    Matrix,
}

impl Kind {
    pub(super) fn of(request: &Request) -> Self {
        if request.target().contains("query_range") { Kind::Matrix } else { Kind::Vector }
    }

    pub(super) fn other(self) -> Self {
        match self {
            Kind::Vector => Kind::Matrix,
            Kind::Matrix => Kind::Vector,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Vector => "vector",
            Kind::Matrix => "matrix",
        }
    }
}

/// The times of the values that were asked for.
pub(super) fn grid(request: &Request) -> Vec<i64> {
    let time = request.parameter("time").or(request.parameter("end")).unwrap_or(NOW);
    if Kind::of(request) == Kind::Vector {
        return vec![time];
    }
    let start = request.parameter("start").unwrap_or(time.saturating_sub(SPAN));
    let step = request.parameter("step").unwrap_or(STEP).max(1);
    let next = |at: &i64| at.checked_add(step);
    std::iter::successors(Some(start), next).take_while(|at| *at <= time).take(MOST).collect()
}

/// `"metric":{…},`
pub(super) const LABELS: &str = "\"metric\":{\"env\":\"green\"},";

/// A series of texts such as `[1773144000,"0.25"]`.
pub(super) fn series(kind: Kind, labels: &str, pairs: &[String]) -> String {
    match kind {
        Kind::Vector => {
            let value = pairs.last().map_or("[]", String::as_str);
            format!("{{{labels}\"value\":{value}}}")
        }
        Kind::Matrix => format!("{{{labels}\"values\":[{}]}}", pairs.join(",")),
    }
}

/// Up to the first series.
pub(super) fn start(kind: Kind, status: &str) -> String {
    format!("{{\"status\":\"{status}\",\"data\":{{\"resultType\":\"{}\",\"result\":[", kind.name())
}

/// After the last one; `more` begins with a comma.
pub(super) fn end(more: &str) -> String {
    format!("]}}{more}}}")
}
