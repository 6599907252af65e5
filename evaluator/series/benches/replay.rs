//! A year of samples every 15 seconds, of ten series with two questions each, looked at at
//! every sample; processor time.
//!
//! `cargo bench -p gonogo-series --bench replay`, and after `--` a part of a question to see
//! only that
#![expect(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::panic,
    reason = "a benchmark looks at the clock, prints, and may stop"
)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use divan::black_box;
use gonogo_series::rolling::{Cursor, Question, SpanQuestion};
use gonogo_series::{Condition, Samples, SeriesRules};

const SAMPLES: i64 = 2_102_400;
const SECOND: i64 = 1_000_000_000;
const MINUTE: i64 = 60 * SECOND;
const STEP: i64 = 15 * SECOND;

/// How the times of a series come.
#[derive(Debug, Clone, Copy)]
enum Times {
    Even,
    /// Up to 0.1 s early or late.
    Uneven,
}

/// A question, of the last so many nanoseconds if given.
type Asked = (&'static str, Question, Option<i64>);

fn main() {
    let samples: Vec<Arc<Samples>> = (0..10).map(|seed| history(seed, Times::Even)).collect();
    let uneven = history(11, Times::Uneven);
    println!("{:<38}{:>9}{:>9}{:>10}", "of a window of", "15m", "1h", "uneven 1h");
    let alone: Vec<Asked> = vec![];
    let [base, longer, off] = each(&samples, &uneven, &alone);
    println!("{:<38}{base:>9.1}{longer:>9.1}{off:>10.1}  ns a step", "admission alone");
    let only = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    for asked in questions() {
        if only.as_ref().is_some_and(|only| !asked.0.contains(only)) {
            continue;
        }
        let [short, long, uneven] = each(&samples, &uneven, &[asked]);
        let (short, long, uneven) = (short - base, long - longer, uneven - off);
        println!("{:<38}{short:>9.1}{long:>9.1}{uneven:>10.1}  ns an answer", asked.0);
    }
    if only.is_some() {
        return;
    }
    for window in [15 * MINUTE, 60 * MINUTE] {
        let mut total = Duration::ZERO;
        let mut seen = 0;
        for (samples, pair) in samples.iter().zip(questions().chunks(2)) {
            let (time, answers) = replay(samples, window, pair);
            total += time;
            seen += answers;
        }
        println!(
            "10 series, 20 questions, {} steps, window {}m: {:.2} s, {:.1} ns an answer ({seen} known)",
            SAMPLES,
            window / MINUTE,
            total.as_secs_f64(),
            total.as_secs_f64() * 1e9 / (SAMPLES as f64 * 20.0),
        );
    }
}

/// Nanoseconds for each step: of 15 minutes, of an hour, of an hour of uneven samples.
fn each(samples: &[Arc<Samples>], uneven: &Arc<Samples>, asked: &[Asked]) -> [f64; 3] {
    let first = samples.first().unwrap_or(uneven);
    [(first, 15 * MINUTE), (first, 60 * MINUTE), (uneven, 60 * MINUTE)].map(|(samples, window)| {
        let fastest = (0..3).map(|_| replay(samples, window, asked).0).min();
        fastest.unwrap_or_default().as_secs_f64() * 1e9 / SAMPLES as f64
    })
}

fn questions() -> Vec<Asked> {
    let above = |question| Question::Spans(Condition::Above(1.0), question);
    let outside = Condition::Outside { low: 0.5, high: 0.9 };
    vec![
        ("percentile(95)", Question::Percentile(95.0), None),
        ("latest()", Question::Latest, None),
        ("above(1).lasting('2m')", above(SpanQuestion::Lasting(2 * MINUTE)), None),
        ("avg()", Question::Avg, None),
        ("max()", Question::Max, None),
        ("above(1).total()", above(SpanQuestion::Total), None),
        ("increase()", Question::Increase, None),
        ("min()", Question::Min, None),
        ("last('5m').avg()", Question::Avg, Some(5 * MINUTE)),
        ("above(1).lasted('5m')", above(SpanQuestion::Lasted(5 * MINUTE)), None),
        ("last('5m').percentile(50)", Question::Percentile(50.0), Some(5 * MINUTE)),
        ("sum()", Question::Sum, None),
        ("above(1).longest()", above(SpanQuestion::Longest), None),
        ("count()", Question::Count, None),
        ("last('5m').max()", Question::Max, Some(5 * MINUTE)),
        ("outside(0.5, 0.9).count()", Question::Spans(outside, SpanQuestion::Count), None),
        ("last('10m').increase()", Question::Increase, Some(10 * MINUTE)),
        ("above(1).ongoing()", above(SpanQuestion::Ongoing), None),
        (
            "last('5m').above(1).lasting('2m')",
            above(SpanQuestion::Lasting(2 * MINUTE)),
            Some(5 * MINUTE),
        ),
        ("percentile(99)", Question::Percentile(99.0), None),
    ]
}

/// A level that wanders about 0.8, and noise.
fn history(seed: u64, times: Times) -> Arc<Samples> {
    let mut state = seed;
    let mut random = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut level = 0.0;
    let points = (1..=SAMPLES).map(|index| {
        level = level * 0.999 + (random() - 0.5) * 0.02;
        let off = match times {
            Times::Even => 0.0,
            Times::Uneven => (random() - 0.5) * 0.2,
        };
        (index * STEP + (off * 1e9) as i64, 0.8 + level + random() * 0.1)
    });
    let samples = Samples::new(points.collect(), i64::MAX);
    Arc::new(samples.unwrap_or_else(|fault| panic!("{fault}")).0)
}

/// How long it takes to ask at every sample, and how many answers there were.
fn replay(samples: &Arc<Samples>, window: i64, asked: &[Asked]) -> (Duration, usize) {
    let rules = SeriesRules {
        window: Some(window),
        step: Some(STEP),
        stale_after: Some(MINUTE),
        max_gap: Some(MINUTE),
        ..SeriesRules::default()
    };
    let (start, busy_before) = (Instant::now(), busy().unwrap_or_default());
    let mut cursor = Cursor::new(Arc::clone(samples), rules);
    let probes: Vec<_> =
        asked.iter().map(|(_, question, last)| cursor.watch(*question, *last)).collect();
    let mut known = 0;
    for now in samples.times() {
        if cursor.advance(*now).is_err() || cursor.admission().is_err() {
            continue;
        }
        for probe in &probes {
            known += usize::from(black_box(&cursor.answer(*probe)).is_ok());
        }
    }
    (busy().map_or_else(|| start.elapsed(), |end| end.saturating_sub(busy_before)), known)
}

/// The time that this process had a processor, where the system tells: others on the same
/// machine do not count.
fn busy() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
