//! Whatever a cursor says, a series that is admitted afresh says too.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::*;
use crate::series::{Condition, Samples, Series, SeriesRules, Spans};

/// Bits, so that nothing is equal but the same.
#[derive(Debug, PartialEq)]
enum Said {
    Number(u64),
    Other(Answer),
    Fault(String),
}

fn said(answer: Result<Answer, Fault>) -> Said {
    match answer {
        Ok(Answer::Number(value)) => Said::Number(value.to_bits()),
        Ok(other) => Said::Other(other),
        Err(fault) => Said::Fault(format!("{fault:?}")),
    }
}

/// By the definition: from the samples up to now alone.
fn afresh(
    points: &[(i64, f64)],
    rules: &SeriesRules,
    now: i64,
) -> Result<Series, crate::SeriesFault> {
    let seen = points.iter().copied().filter(|(time, _)| *time <= now).collect();
    let (samples, _) = Samples::new(seen, i64::MAX).unwrap();
    Series::admit(samples, rules.clone(), now)
}

fn asked(series: &Series, question: Question, last: Option<i64>) -> Result<Answer, Fault> {
    let part = last.map_or_else(|| Ok(series.clone()), |last| series.last(last))?;
    let number = |value: Result<f64, crate::SeriesFault>| Ok(Answer::Number(value?));
    match question {
        Question::Latest => number(part.latest()),
        Question::Count => Ok(Answer::Count(part.count())),
        Question::Min => number(part.min()),
        Question::Max => number(part.max()),
        Question::Sum => number(part.sum()),
        Question::Avg => number(part.avg()),
        Question::Stddev => number(part.stddev()),
        Question::Increase => number(part.increase()),
        Question::Percentile(percent) => number(part.percentile(percent)),
        Question::Spans(condition, question) => {
            spans(&part.spans(condition)?, question, part.times()[0])
        }
    }
}

fn spans(spans: &Spans, question: SpanQuestion, first: i64) -> Result<Answer, Fault> {
    Ok(match question {
        SpanQuestion::Lasting(duration) => Answer::Bool(spans.lasting_after(first, duration)?),
        SpanQuestion::Lasted(duration) => Answer::Bool(spans.lasted(duration)),
        SpanQuestion::IsOngoing => Answer::Bool(spans.is_ongoing()?),
        SpanQuestion::Ongoing => Answer::Duration(spans.ongoing()?),
        SpanQuestion::Longest => Answer::Duration(spans.longest()),
        SpanQuestion::Total => Answer::Duration(spans.total()),
        SpanQuestion::Count => Answer::Count(spans.count()),
    })
}

fn duration() -> impl Strategy<Value = i64> {
    prop_oneof![8 => 0_i64..200, 1 => Just(-3_i64), 1 => 200_i64..3000, 1 => Just(i64::MAX)]
}

fn limit() -> impl Strategy<Value = f64> {
    prop_oneof![12 => (-3_i32..4).prop_map(f64::from), 1 => Just(f64::NAN), 1 => Just(0.1)]
}

fn condition() -> impl Strategy<Value = Condition> {
    (limit(), limit(), 0..5).prop_map(|(low, high, kind)| match kind {
        0 => Condition::Above(low),
        1 => Condition::AtLeast(low),
        2 => Condition::Below(low),
        3 => Condition::AtMost(low),
        _ => Condition::Outside { low, high },
    })
}

fn span_question() -> impl Strategy<Value = SpanQuestion> {
    prop_oneof![
        duration().prop_map(SpanQuestion::Lasting),
        duration().prop_map(SpanQuestion::Lasted),
        Just(SpanQuestion::IsOngoing),
        Just(SpanQuestion::Ongoing),
        Just(SpanQuestion::Longest),
        Just(SpanQuestion::Total),
        Just(SpanQuestion::Count),
    ]
}

fn question() -> impl Strategy<Value = Question> {
    let percent = prop_oneof![8 => 0.0_f64..=100.0, 1 => Just(100.0), 1 => Just(101.0)];
    prop_oneof![
        1 => Just(Question::Latest),
        1 => Just(Question::Count),
        1 => Just(Question::Min),
        1 => Just(Question::Max),
        1 => Just(Question::Sum),
        1 => Just(Question::Avg),
        1 => Just(Question::Stddev),
        1 => Just(Question::Increase),
        3 => percent.prop_map(Question::Percentile),
        7 => (condition(), span_question()).prop_map(|(c, q)| Question::Spans(c, q)),
    ]
}

fn value() -> impl Strategy<Value = f64> {
    prop_oneof![
        20 => (-3_i32..4).prop_map(f64::from),
        10 => -4.0_f64..4.0,
        4 => Just(0.1),
        2 => prop::sample::select(vec![-0.0, f64::MAX, f64::MIN, 5e-324, -1e-310, 1e200, 1e16]),
        1 => prop::sample::select(vec![f64::NAN, f64::INFINITY, f64::NEG_INFINITY]),
    ]
}

/// About a step of 10: regular, early and late, in bursts, with gaps.
fn history() -> impl Strategy<Value = Vec<(i64, f64)>> {
    let regular = Just(10_i64).boxed();
    let gaps = prop_oneof![
        2 => regular.clone(),
        1 => prop_oneof![6 => 9_i64..12, 1 => 1_i64..4, 1 => 20_i64..120].boxed(),
        1 => prop_oneof![3 => Just(5_i64), 1 => Just(10_i64), 1 => Just(15_i64)].boxed(),
        1 => (1_i64..30).boxed(),
        1 => (1_i64..4).boxed(),
    ];
    let start = prop_oneof![8 => -500_i64..500, 1 => Just(i64::MIN)];
    let constant = prop_oneof![3 => Just(None), 1 => value().prop_map(Some)];
    let kinds = prop::collection::vec((gaps, value()), 0..160);
    (start, regular, kinds, constant, any::<bool>()).prop_map(
        |(start, step, kinds, constant, even)| {
            let mut time = start;
            let mut points = Vec::new();
            for (gap, value) in kinds {
                time += if even { step } else { gap };
                points.push((time, constant.unwrap_or(value)));
            }
            points
        },
    )
}

fn rules() -> impl Strategy<Value = SeriesRules> {
    let often =
        |values| prop_oneof![1 => Just(None), 4 => prop::sample::select(values).prop_map(Some)];
    let window = often(vec![0, 5, 35, 60, 100, 300, 300, 1000, 5000, i64::MAX, -4]);
    let step = often(vec![10, 10, 10, 10, 9, 7, 1, 40, 0]);
    let stale_after = prop_oneof![2 => Just(None), 1 => (0_i64..60).prop_map(Some)];
    let max_gap = prop_oneof![1 => Just(None), 3 => (-1_i64..40).prop_map(Some)];
    let coverage = prop::sample::select(vec![0.0, 0.2, 0.5, 0.5, 0.8, 1.0, f64::NAN]);
    (window, step, stale_after, max_gap, coverage, 0_usize..4).prop_map(
        |(window, step, stale_after, max_gap, min_coverage, min_samples)| SeriesRules {
            window,
            step,
            stale_after,
            max_gap,
            min_coverage,
            min_samples,
        },
    )
}

/// Every sample, regular, or anyhow.
fn moments() -> impl Strategy<Value = Option<Vec<i64>>> {
    prop_oneof![
        Just(None),
        Just(Some(vec![15])),
        prop::collection::vec(prop_oneof![0_i64..40, 0_i64..3, 100_i64..900], 1..9).prop_map(Some),
    ]
}

fn times(points: &[(i64, f64)], moments: Option<Vec<i64>>) -> Vec<i64> {
    let Some(steps) = moments else {
        return points.iter().map(|(time, _)| *time).collect();
    };
    let Some((first, last)) = points.first().zip(points.last()) else {
        return vec![0, 10];
    };
    let mut now = first.0;
    let mut times = vec![now];
    for step in steps.iter().cycle().take(250) {
        now += step;
        times.push(now);
        if now > last.0 + 200 {
            break;
        }
    }
    times
}

type Asked = Vec<(Question, Option<i64>)>;

fn questions() -> impl Strategy<Value = Asked> {
    let last = prop_oneof![1 => Just(None), 2 => prop::sample::select(vec![0, 20, 35, 60, 100, 250, 999, -2, i64::MAX]).prop_map(Some)];
    prop::collection::vec((question(), last), 1..16)
}

/// `late`: how many moments pass before the questions are watched.
fn check(
    (points, rules): (Vec<(i64, f64)>, SeriesRules),
    (questions, moments): (Asked, Option<Vec<i64>>),
    late: usize,
) -> Result<(), TestCaseError> {
    let times = times(&points, moments);
    let (samples, _) = Samples::new(points.clone(), i64::MAX).unwrap();
    let mut cursor = Cursor::new(samples, rules.clone());
    let mut probes = Vec::new();
    for (passed, now) in times.into_iter().enumerate() {
        if passed == late {
            probes =
                questions.iter().map(|(question, last)| cursor.watch(*question, *last)).collect();
        }
        cursor.advance(now).unwrap();
        let series = afresh(&points, &rules, now);
        prop_assert_eq!(
            format!("{:?}", cursor.admission()),
            format!("{:?}", series.as_ref().map(|_| ()))
        );
        if let (Ok(series), Ok(carried)) = (&series, &cursor.series()) {
            prop_assert_eq!(series.times(), carried.times());
            prop_assert_eq!((series.from(), series.present()), (carried.from(), carried.present()));
        }
        for (probe, (question, last)) in probes.iter().zip(&questions) {
            let expected = series.clone().map_err(Fault::from);
            let expected = expected.and_then(|series| asked(&series, *question, *last));
            prop_assert_eq!(
                said(cursor.answer(*probe)),
                said(expected),
                "{:?} {:?} at {}",
                question,
                last,
                now
            );
        }
    }
    Ok(())
}

/// The same cases on every run.
fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]))
}

/// `GONOGO_ROLLING_CASES`, when it is compiled, sets another number of cases.
#[test]
fn a_cursor_says_what_a_fresh_series_says() {
    let cases = std::option_env!("GONOGO_ROLLING_CASES").and_then(|cases| cases.parse().ok());
    let strategy = ((history(), rules()), (questions(), moments()), 0_usize..3);
    let outcome = runner(cases.unwrap_or(600))
        .run(&strategy, |(series, asked, late)| check(series, asked, late));
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

/// Cases that chance rarely finds.
#[test]
fn steps_too_large_for_a_number_leave_no_trace() {
    let values =
        [1.0, f64::MIN, f64::MAX, f64::MIN, 3.0, 4.0, 9.0, f64::MAX, f64::MAX, 2.0, 5e-324];
    let points: Vec<_> = (0..).map(|index| index * 10).zip(values).collect();
    for window in [10, 20, 30, 1000] {
        let rules = SeriesRules { window: Some(window), ..SeriesRules::default() };
        let questions =
            [Question::Increase, Question::Sum, Question::Avg, Question::Percentile(30.0)];
        let asked = questions.iter().map(|question| (*question, None)).collect();
        check((points.clone(), rules), (asked, None), 0).unwrap();
    }
}

#[test]
fn many_values_in_order_agree() {
    let value =
        |index: i64| f64::from((index * 7919 % 1009) as i32) + (index / 1500) as f64 * 400.0;
    let points: Vec<_> = (0..4000).map(|index| (index * 10, value(index))).collect();
    for window in [None, Some(7_000), Some(16_000)] {
        let rules = SeriesRules { window, ..SeriesRules::default() };
        let (samples, _) = Samples::new(points.clone(), i64::MAX).unwrap();
        let mut cursor = Cursor::new(samples, rules);
        let percents = [0.0, 33.3, 50.0, 99.0, 100.0];
        let probes = percents.map(|percent| cursor.watch(Question::Percentile(percent), None));
        for (time, _) in points.iter().step_by(23) {
            cursor.advance(*time).unwrap();
            let series = cursor.series().unwrap();
            for (probe, percent) in probes.iter().zip(percents) {
                let expected = Answer::Number(series.percentile(percent).unwrap());
                assert_eq!(cursor.answer(*probe), Ok(expected), "{percent} at {time}");
            }
        }
    }
}

#[test]
fn time_goes_forward_only() {
    let mut cursor = Cursor::new(Samples::default(), SeriesRules::default());
    cursor.advance(20).unwrap();
    assert_eq!(cursor.advance(19), Err(crate::ArgumentFault::Backwards { by: 1 }));
    assert_eq!((cursor.now(), cursor.advance(20)), (20, Ok(())));
    assert_eq!(cursor.admission(), Err(crate::SeriesFault::Empty { stretch: None }));
}
