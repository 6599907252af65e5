//! Round places on axes of time and of values.

use super::Axis;
use gonogo_cel::time::Timestamp;

const SECOND: i64 = 1_000_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Distances of marks on the axis of time.
const STEPS: [i64; 20] = [
    SECOND,
    5 * SECOND,
    15 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    30 * DAY,
    90 * DAY,
];

/// A mark: from 0 to 1, and what stands there.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    pub share: f64,
    pub label: String,
}

/// At most so many marks, in UTC.
pub fn times(axis: &Axis, most: usize) -> Vec<Tick> {
    let length = axis.to.saturating_sub(axis.from).max(1);
    let most = i64::try_from(most.max(1)).unwrap_or(1);
    let step = STEPS.into_iter().find(|step| length / step <= most);
    let step = step.unwrap_or(length / most + 1);
    let mut ticks = Vec::new();
    let mut at = axis.from.div_euclid(step).saturating_mul(step);
    while at <= axis.to {
        if at >= axis.from {
            ticks.push(Tick { share: axis.share(at), label: label(at, step) });
        }
        let Some(next) = at.checked_add(step) else { break };
        at = next;
    }
    ticks
}

/// As much of the time as tells marks apart; midnight shows its date.
fn label(at: i64, step: i64) -> String {
    let text = Timestamp::from_epoch_nanos(at).map(|time| time.to_string()).unwrap_or_default();
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default().to_owned();
    if step >= DAY || at.rem_euclid(DAY) == 0 {
        return part(5, 10);
    }
    if step >= MINUTE { part(11, 16) } else { part(11, 19) }
}

/// The values from bottom to top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    pub low: f64,
    pub high: f64,
}

impl Range {
    /// Around the samples, with the limits that are not too far away; from zero where that
    /// does not press everything together.
    pub fn around(samples: Self, limits: impl Iterator<Item = f64>) -> Self {
        let Self { mut low, mut high } = samples;
        let reach = (high - low).max(high.abs() * 0.1).max(f64::MIN_POSITIVE) * 4.0;
        for limit in limits {
            if limit <= samples.high + reach && limit >= samples.low - reach {
                (low, high) = (low.min(limit), high.max(limit));
            }
        }
        if low > 0.0 && low < high * 0.6 {
            low = 0.0;
        }
        if low >= high {
            let around = (high.abs() * 0.1).max(1.0);
            return Self { low: low - around, high: high + around };
        }
        let room = (high - low) * 0.08;
        let below = if low == 0.0 { 0.0 } else { room };
        Self { low: low - below, high: high + room }
    }

    pub fn contains(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// From 0 at the bottom to 1 at the top.
    pub fn share(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// Three to five round values.
    pub fn ticks(&self) -> Vec<f64> {
        let rough = (self.high - self.low) / 4.0;
        let power = 10f64.powf(rough.log10().floor());
        let factor = [1.0, 2.0, 2.5, 5.0].into_iter().find(|factor| factor * power >= rough);
        let step = factor.unwrap_or(10.0) * power;
        if !step.is_normal() {
            return Vec::new();
        }
        let first = (self.low / step).ceil();
        let ticks = (0..6).map(|at| (first + f64::from(at)) * step);
        ticks.filter(|tick| *tick <= self.high).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_at_round_places() {
        let axis = Axis { from: 10 * MINUTE, to: 3 * HOUR, columns: 100 };
        let labels: Vec<String> = times(&axis, 6).into_iter().map(|tick| tick.label).collect();
        assert_eq!(labels, ["00:30", "01:00", "01:30", "02:00", "02:30", "03:00"]);
        let range = Range::around(Range { low: 0.1, high: 0.9 }, [1.0, 50.0].into_iter());
        assert_eq!(range.low, 0.0);
        assert_eq!(range.ticks(), [0.0, 0.5, 1.0]);
    }

    #[test]
    fn a_flat_series_has_room_around_it() {
        let range = Range::around(Range { low: 5.0, high: 5.0 }, std::iter::empty());
        assert!(range.contains(5.0) && range.low < 5.0 && range.high > 5.0);
    }
}
