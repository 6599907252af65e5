//! What the values do, and where samples are missing.

use crate::case::{LIMIT, STEPS};
use crate::draws::Draws;

/// What the values do. A value "holds" when it is on the wrong side of the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// From some moment on.
    Step,
    /// Around the limit, often at it.
    Noise,
    /// At the limit, or the next number beside it.
    Edge,
    /// One step shorter than the hold.
    ShortBursts,
    /// As long as the hold.
    ExactBursts,
    LongBursts,
    /// Always, but for single samples.
    Recoveries,
    Always,
}

impl Shape {
    pub(crate) const ALL: [Self; 8] = [
        Self::Step,
        Self::Noise,
        Self::Edge,
        Self::ShortBursts,
        Self::ExactBursts,
        Self::LongBursts,
        Self::Recoveries,
        Self::Always,
    ];

    /// Where larger values hold; `hold` is in steps, rounded up.
    pub(crate) fn values(self, hold: usize, draws: &mut Draws) -> Vec<f64> {
        let onset = 10 + draws.below(40);
        let mut values = Vec::with_capacity(STEPS);
        while values.len() < STEPS {
            match self {
                Self::Step => values.push(level(values.len() >= onset, draws)),
                Self::Noise => values.push((10.0 * LIMIT - 2.0 + draws.below(9) as f64) / 10.0),
                Self::Edge => edge(&mut values, hold, draws),
                Self::ShortBursts => burst(&mut values, hold, draws),
                Self::ExactBursts => burst(&mut values, hold + 1, draws),
                Self::LongBursts => burst(&mut values, 3 * hold + 4, draws),
                Self::Recoveries => burst(&mut values, 1 + draws.below(3 * hold + 4), draws),
                Self::Always => values.push(level(true, draws)),
            }
        }
        values.truncate(STEPS);
        values
    }
}

fn level(holds: bool, draws: &mut Draws) -> f64 {
    let tenths = 1.0 + draws.below(30) as f64;
    let tenths = if holds { 10.0 * LIMIT + tenths } else { 10.0 * LIMIT - tenths };
    tenths / 10.0
}

/// Some samples that do not hold, then `length` that do.
fn burst(values: &mut Vec<f64>, length: usize, draws: &mut Draws) {
    for _ in 0..1 + draws.below(3) {
        values.push(level(false, draws));
    }
    for _ in 0..length {
        values.push(level(true, draws));
    }
}

fn edge(values: &mut Vec<f64>, hold: usize, draws: &mut Draws) {
    let value = *draws.pick(&[LIMIT.next_down(), LIMIT, LIMIT.next_up(), LIMIT.next_up()]);
    for _ in 0..1 + draws.below(hold + 3) {
        values.push(value);
    }
}

/// Where samples are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gaps {
    None,
    Single,
    Short,
    /// Every second sample.
    Regular,
    /// Longer than most limits on gaps, and shorter than the lookback.
    Long,
    BeyondLookback,
    LateStart,
    EarlyEnd,
}

impl Gaps {
    pub(crate) const ALL: [Self; 8] = [
        Self::None,
        Self::Single,
        Self::Short,
        Self::Regular,
        Self::Long,
        Self::BeyondLookback,
        Self::LateStart,
        Self::EarlyEnd,
    ];

    /// `lookback` in steps: Prometheus shows a sample for so long.
    pub(crate) fn missing(self, lookback: usize, draws: &mut Draws) -> Vec<bool> {
        let mut missing = vec![false; STEPS];
        match self {
            Self::None => {}
            Self::Single => scatter(&mut missing, 8, |_| 1, draws),
            Self::Short => scatter(&mut missing, 8, |draws| 1 + draws.below(4), draws),
            Self::Regular => missing.iter_mut().skip(1).step_by(2).for_each(|gone| *gone = true),
            Self::Long => scatter(&mut missing, 3, |draws| lookback / 2 + draws.below(4), draws),
            Self::BeyondLookback => {
                scatter(&mut missing, 2, |draws| lookback + draws.below(4), draws);
            }
            Self::LateStart => missing[..20 + draws.below(40)].fill(true),
            Self::EarlyEnd => missing[40 + draws.below(40)..].fill(true),
        }
        missing
    }
}

fn scatter(
    missing: &mut [bool],
    count: usize,
    length: impl Fn(&mut Draws) -> usize,
    draws: &mut Draws,
) {
    for _ in 0..count {
        let from = 1 + draws.below(STEPS - 1);
        let to = (from + length(draws)).min(STEPS);
        missing[from..to].fill(true);
    }
}
