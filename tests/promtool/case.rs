//! The generated cases: a series, an alert on it, and what the gate demands of the series.

use crate::draws::Draws;
pub(crate) use crate::shape::{Gaps, Shape};

pub(crate) const STEPS: usize = 120;
pub(crate) const LIMIT: f64 = 5.0;
/// For how many seconds Prometheus shows a sample, unless told otherwise.
pub(crate) const LOOKBACK: i64 = 300;
/// Of all shapes with all gaps.
const ROUNDS: usize = 2;

/// A comparison in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Operator {
    pub(crate) gonogo: &'static str,
    pub(crate) promql: &'static str,
    /// Whether smaller values hold.
    is_mirrored: bool,
}

const OPERATORS: [Operator; 4] = [
    Operator { gonogo: "above", promql: ">", is_mirrored: false },
    Operator { gonogo: "at_least", promql: ">=", is_mirrored: false },
    Operator { gonogo: "below", promql: "<", is_mirrored: true },
    Operator { gonogo: "at_most", promql: "<=", is_mirrored: true },
];

/// What the gate says of gaps, in seconds; `None` leaves it to the default.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) max_gap: Option<i64>,
    pub(crate) stale_after: Option<i64>,
}

/// Times in seconds; the series has a place every `step` from 0 on.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) id: usize,
    pub(crate) shape: Shape,
    pub(crate) gaps: Gaps,
    pub(crate) step: i64,
    pub(crate) hold: i64,
    pub(crate) window: i64,
    pub(crate) limits: Limits,
    pub(crate) operator: Operator,
    pub(crate) values: Vec<Option<f64>>,
}

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { id, shape, gaps, step, hold, window, limits, operator, values } = self;
        let Limits { max_gap, stale_after } = limits;
        write!(f, "case {id} ({shape:?}, {gaps:?}): {} {LIMIT} for {hold}s, ", operator.promql)?;
        write!(f, "step {step}s, window {window}s, max_gap {max_gap:?}, ")?;
        write!(f, "stale_after {stale_after:?}\n   ")?;
        values.iter().try_for_each(|value| match value {
            Some(value) => write!(f, " {value}"),
            None => f.write_str(" _"),
        })
    }
}

impl Case {
    pub(crate) fn time(&self, at: usize) -> i64 {
        self.step * i64::try_from(at).expect("small")
    }

    pub(crate) fn max_gap(&self) -> i64 {
        self.limits.max_gap.unwrap_or(self.stale_after())
    }

    pub(crate) fn stale_after(&self) -> i64 {
        self.limits.stale_after.unwrap_or(3 * self.step)
    }

    /// `None` where the sample is missing.
    pub(crate) fn holds(&self, at: usize) -> Option<bool> {
        self.values[at].map(|value| match self.operator.promql {
            ">" => value > LIMIT,
            ">=" => value >= LIMIT,
            "<" => value < LIMIT,
            _ => value <= LIMIT,
        })
    }

    /// The first place that the window at step `at` reaches back to.
    pub(crate) fn window_start(&self, at: usize) -> usize {
        at.saturating_sub(usize::try_from(self.window / self.step).expect("small"))
    }

    /// The first sample that does not hold.
    pub(crate) fn first_calm(&self) -> Option<usize> {
        (0..self.values.len()).find(|at| self.holds(*at) == Some(false))
    }

    /// As Prometheus sees it: each value stays for the lookback, in seconds.
    pub(crate) fn filled(&self, lookback: i64) -> Vec<Option<f64>> {
        let mut newest = None;
        (0..self.values.len())
            .map(|at| {
                newest = self.values[at].map(|value| (self.time(at), value)).or(newest);
                newest.filter(|(time, _)| self.time(at) - time <= lookback).map(|(_, value)| value)
            })
            .collect()
    }
}

/// The same on every machine: every shape with every kind of gap, the rest drawn.
pub(crate) fn cases() -> Vec<Case> {
    let mut draws = Draws::seeded(0x2545_f491_4f6c_dd1d);
    let kinds = Shape::ALL.iter().flat_map(|shape| Gaps::ALL.map(|gaps| (*shape, gaps)));
    let kinds: Vec<_> = kinds.collect();
    let all = (0..ROUNDS).flat_map(|_| kinds.iter()).enumerate();
    all.map(|(id, (shape, gaps))| case(id, (*shape, *gaps), &mut draws)).collect()
}

fn case(id: usize, (shape, gaps): (Shape, Gaps), draws: &mut Draws) -> Case {
    let step = *draws.pick(&[15, 30, 60]);
    let hold = *draws.pick(&[0, 2 * step, 4 * step, 4 * step + step / 3, 8 * step]);
    let window = step * draws.pick(&[30, 60]);
    let operator = *draws.pick(&OPERATORS);
    let limits = limits(step, draws);
    let hold_steps = usize::try_from((hold + step - 1) / step).expect("small");
    let lookback = usize::try_from(LOOKBACK / step).expect("small");
    let missing = gaps.missing(lookback, draws);
    let values = shape.values(hold_steps, draws).into_iter().zip(missing);
    let mirrored = |value: f64| if operator.is_mirrored { 2.0 * LIMIT - value } else { value };
    let values = values.map(|(value, gone)| (!gone).then_some(mirrored(value))).collect();
    Case { id, shape, gaps, step, hold, window, limits, operator, values }
}

fn limits(step: i64, draws: &mut Draws) -> Limits {
    let written =
        |max_gap, stale_after| Limits { max_gap: Some(max_gap), stale_after: Some(stale_after) };
    *draws.pick(&[
        Limits { max_gap: None, stale_after: None },
        Limits { max_gap: Some(step), stale_after: None },
        written(step, 6 * step),
        written(6 * step, 12 * step),
        written(LOOKBACK + 2 * step, LOOKBACK + 4 * step),
    ])
}
