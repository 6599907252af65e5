//! The values that all of them look at.

pub(crate) enum Fact {
    Double(f64),
    Int(i64),
    Text(&'static str),
    /// RFC 3339.
    Time(&'static str),
    Record(Vec<(&'static str, Fact)>),
    List(Vec<Fact>),
}

/// By name; the lists have so many elements.
pub(crate) fn facts(elements: u32) -> Vec<(&'static str, Fact)> {
    let sample = |at: u32| Fact::Double(f64::from(at) / f64::from(elements));
    let samples = (0..elements).map(|at| Fact::Record(vec![("v", sample(at))])).collect();
    let rates = vec![("error_rate", Fact::Double(0.05)), ("p99_ms", Fact::Double(180.0))];
    let counts = vec![("done", Fact::Int(12)), ("total", Fact::Int(12))];
    vec![
        ("a", Fact::Double(0.5)),
        ("metrics", Fact::Record(rates)),
        ("checklist", Fact::Record(counts)),
        ("samples", Fact::List(samples)),
        ("series", Fact::List((0..elements).map(sample).collect())),
        ("last", sample(elements - 1)),
        ("version", Fact::Text("v1.4.2-rc.1+build.20260104")),
        ("now", Fact::Time("2026-01-04T03:40:00Z")),
        ("started", Fact::Time("2026-01-04T03:33:30.5Z")),
    ]
}
