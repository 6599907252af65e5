//! When to look at a phase while it bakes.

use gonogo_engine::gate::Phase;

/// How often, where the gate says nothing: nanoseconds.
const EVERY: i64 = 15_000_000_000;

/// Ticks as nanoseconds from the start of the phase: the first is 0, the last the end of the bake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    pub bake: i64,
    /// For how long, and how often; the last goes on to the end.
    paces: Vec<(Option<i64>, i64)>,
}

impl Pace {
    /// `None` for a phase that is looked at once.
    pub fn of(phase: &Phase) -> Option<Self> {
        Some(Self { bake: phase.bake?, paces: phase.every.clone() })
    }

    /// The same all the time.
    pub fn even(bake: i64, every: Option<i64>) -> Self {
        Self { bake, paces: every.map(|every| (None, every)).into_iter().collect() }
    }

    pub fn with_bake(self, bake: i64) -> Self {
        Self { bake, ..self }
    }

    pub fn with_every(self, every: i64) -> Self {
        Self { paces: vec![(None, every)], ..self }
    }

    /// How far ticks are apart at that moment.
    pub fn every(&self, at: i64) -> i64 {
        let mut end: i64 = 0;
        for (lasting, every) in &self.paces {
            end = lasting.map_or(i64::MAX, |lasting| end.saturating_add(lasting));
            if at < end {
                return (*every).max(1);
            }
        }
        self.paces.last().map_or(EVERY, |(_, every)| (*every).max(1))
    }

    /// The first tick after that moment; `None` once the bake is over.
    pub fn next(&self, after: i64) -> Option<i64> {
        let mut start: i64 = 0;
        for (at, (lasting, every)) in self.paces.iter().enumerate() {
            let is_last = at + 1 == self.paces.len();
            let end = match lasting {
                Some(lasting) if !is_last => start.saturating_add(*lasting).min(self.bake),
                _ => self.bake,
            };
            if let Some(tick) =
                next_within(start, (*every).max(1), after).filter(|tick| *tick < end)
            {
                return Some(tick);
            }
            start = end;
        }
        if self.paces.is_empty()
            && let Some(tick) = next_within(0, EVERY, after).filter(|tick| *tick < self.bake)
        {
            return Some(tick);
        }
        (after < self.bake).then_some(self.bake)
    }
}

/// The first of `start`, `start + every`, … that is later.
fn next_within(start: i64, every: i64, after: i64) -> Option<i64> {
    if after < start {
        return Some(start);
    }
    let steps = after.checked_sub(start)? / every;
    start.checked_add(steps.checked_add(1)?.checked_mul(every)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(pace: &Pace) -> Vec<i64> {
        let mut ticks = Vec::new();
        let mut after = -1;
        while let Some(tick) = pace.next(after) {
            ticks.push(tick);
            after = tick;
        }
        ticks
    }

    #[test]
    fn ticks_follow_the_paces_and_end_with_the_bake() {
        let check = |paces: &[(Option<i64>, i64)], bake: i64, expected: &[i64]| {
            let pace = Pace { bake, paces: paces.to_vec() };
            assert_eq!(ticks(&pace), expected, "{paces:?} {bake}");
        };
        check(&[(None, 3)], 10, &[0, 3, 6, 9, 10]);
        check(&[(None, 5)], 10, &[0, 5, 10]);
        check(&[(Some(4), 2), (None, 5)], 16, &[0, 2, 4, 9, 14, 16]);
        check(&[(Some(4), 3), (Some(6), 3), (None, 9)], 20, &[0, 3, 4, 7, 10, 19, 20]);
        // What the last pace says of its length is no reason to stop looking.
        check(&[(Some(4), 2)], 9, &[0, 2, 4, 6, 8, 9]);
        check(&[(Some(40), 2), (None, 1)], 5, &[0, 2, 4, 5]);
        check(&[(None, 30)], 10, &[0, 10]);
        check(&[], 40_000_000_000, &[0, 15_000_000_000, 30_000_000_000, 40_000_000_000]);
    }

    #[test]
    fn each_moment_has_its_pace() {
        let pace = Pace { bake: 20, paces: vec![(Some(4), 3), (Some(6), 2), (None, 9)] };
        let found: Vec<i64> = [0, 3, 4, 9, 10, 99].iter().map(|at| pace.every(*at)).collect();
        assert_eq!(found, [3, 3, 2, 2, 9, 9]);
        assert_eq!(Pace::even(20, None).every(3), EVERY);
        assert_eq!(Pace { bake: 20, paces: vec![(Some(4), 3)] }.every(12), 3);
    }

    #[test]
    fn a_late_look_skips_the_ticks_that_it_missed() {
        let pace = Pace::even(100, Some(10));
        assert_eq!(pace.next(34), Some(40));
        assert_eq!(pace.next(99), Some(100));
        assert_eq!(pace.next(100), None);
        assert_eq!(pace.next(i64::MAX), None);
    }
}
