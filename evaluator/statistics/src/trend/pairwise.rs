//! The median of all pairwise slopes, without writing them all down.
//!
//! A slope is below `m` where `value − m · time` falls from the earlier to the later sample:
//! slopes below `m` are the inversions of that sequence, countable by sorting (Cole, Salowe,
//! Steiger and Szemerédi 1989). A bracket around the middle is narrowed until few slopes are
//! left inside; those are found as the inversions between the orders at its two edges.

use crate::counted_sort::{pairs, sort_counting};
use crate::number_line::{halfway, steps};

#[derive(Clone, Copy)]
struct Point {
    time: f64,
    value: f64,
    /// The point's place in time.
    place: u32,
    /// `value − m · time`, for the `m` that is looked at.
    height: f64,
}

impl Point {
    fn slope_to(&self, later: &Self) -> f64 {
        (later.value - self.value) / (later.time - self.time)
    }
}

/// The order of the points seen along a slope, lowest first.
struct View {
    below: u64,
    at: u64,
    order: Vec<Point>,
    /// The lengths of the groups of points on one line along this slope.
    groups: Vec<usize>,
}

/// One end of the bracket; slopes inside are strictly beyond it.
struct Edge {
    slope: f64,
    /// The slopes that lie left of the inside.
    left: u64,
    order: Vec<Point>,
}

struct Bracket {
    low: Edge,
    high: Edge,
}

struct Found {
    slope: f64,
    /// The slope that follows in order of size, where it was seen.
    next: Option<f64>,
}

pub(super) struct Slopes {
    points: Vec<Point>,
    /// Half as many slopes as points, over half of the time each, sorted: their middle is
    /// near that of all.
    sample: Vec<f64>,
    largest_value: f64,
    largest_time: f64,
}

/// Rounds end by themselves; this is a stop for what rounding might do.
const ROUNDS: u32 = 400;

/// Apart by so few numbers, both ends of a bracket are the answer.
const NEXT_TO_EACH_OTHER: u64 = 4;

impl Slopes {
    /// Of increasing times, which are as many as the values.
    pub(super) fn new(times: &[f64], values: &[f64]) -> Self {
        let pairs = (0..).zip(times.iter().zip(values));
        let point = |(place, (time, value)): (u32, (&f64, &f64))| Point {
            time: *time,
            value: *value,
            place,
            height: 0.0,
        };
        let points: Vec<Point> = pairs.map(point).collect();
        let halves = points.iter().zip(points.iter().skip(points.len() / 2));
        let mut sample: Vec<f64> = halves.map(|(early, late)| early.slope_to(late)).collect();
        sample.retain(|slope| slope.is_finite());
        sample.sort_unstable_by(f64::total_cmp);
        let largest =
            |of: fn(&Point) -> f64| points.iter().map(|point| of(point).abs()).fold(0.0, f64::max);
        let (largest_value, largest_time) = (largest(|p| p.value), largest(|p| p.time));
        Self { points, sample, largest_value, largest_time }
    }

    /// `None` for fewer than two points.
    pub(super) fn median(&self) -> Option<f64> {
        let count = pairs(self.points.len() as u64);
        let lower_rank = count.checked_sub(1)? / 2;
        let lower = self.at_rank(lower_rank);
        if count % 2 == 1 {
            return Some(lower.slope);
        }
        let upper = match lower.next {
            Some(next) => next,
            None => self.at_rank(lower_rank.saturating_add(1)).slope,
        };
        Some(lower.slope.midpoint(upper))
    }

    /// The slope that so many others lie before in order of size.
    fn at_rank(&self, rank: u64) -> Found {
        let mut bracket = self.everything();
        let few = (self.points.len() as u64).saturating_mul(8);
        for round in 0..ROUNDS {
            if bracket.inside() <= few {
                let rank = rank.saturating_sub(bracket.low.left);
                return among(bracket.slopes(usize::MAX), rank).unwrap_or_else(|| bracket.end());
            }
            if steps(bracket.low.slope, bracket.high.slope) <= NEXT_TO_EACH_OTHER {
                break;
            }
            let probe = self.probe(&bracket, rank, round);
            let view = self.along(probe);
            let up_to = view.below.saturating_add(view.at);
            if rank < view.below {
                let order = view.order;
                bracket.high = Edge { slope: probe, left: view.below, order };
            } else if rank >= up_to {
                let order = view.with_groups_reversed();
                bracket.low = Edge { slope: probe, left: up_to, order };
            } else {
                let next = (rank.saturating_add(1) < up_to).then_some(probe);
                return Found { slope: probe, next };
            }
        }
        bracket.end()
    }

    /// Along an endless fall, later points are higher; along an endless rise they are lower.
    fn everything(&self) -> Bracket {
        let order = self.points.clone();
        let reversed = order.iter().rev().copied().collect();
        let left = pairs(order.len() as u64);
        Bracket {
            low: Edge { slope: f64::NEG_INFINITY, left: 0, order },
            high: Edge { slope: f64::INFINITY, left, order: reversed },
        }
    }

    /// A slope strictly inside the bracket.
    fn probe(&self, bracket: &Bracket, rank: u64, round: u32) -> f64 {
        let (low, high) = (bracket.low.slope, bracket.high.slope);
        let is_inside = |slope: &f64| low < *slope && *slope < high;
        let proposed = if low.is_infinite() || high.is_infinite() {
            self.guess(low.is_infinite(), round).filter(is_inside)
        } else if round % 3 == 2 {
            None
        } else {
            Some(bracket.estimate(rank, self.points.len())).filter(is_inside)
        };
        let by_halving = || halfway(low.max(-f64::MAX), high.min(f64::MAX));
        let of_a_pair = || {
            let mut slopes = bracket.slopes(self.points.len());
            crate::middle::median_of(&mut slopes)
        };
        match proposed {
            Some(slope) => slope,
            None if round % 6 == 5 => by_halving(),
            None => of_a_pair().filter(is_inside).unwrap_or_else(by_halving),
        }
    }

    /// From the middle of the sample outwards, to the side that is still open.
    fn guess(&self, downwards: bool, round: u32) -> Option<f64> {
        let middle = self.sample.len() / 2;
        let width =
            if round == 0 { 0 } else { middle.isqrt().checked_shl(round.saturating_sub(1))? };
        let at = if downwards { middle.checked_sub(width)? } else { middle.saturating_add(width) };
        self.sample.get(at).copied()
    }

    /// Counts the slopes below `slope` and at it.
    fn along(&self, slope: f64) -> View {
        let mut order = self.points.clone();
        for point in &mut order {
            point.height = point.value - slope * point.time;
        }
        // What four roundings of each height can add up to; closer ones are asked themselves.
        let bound = 8.0 * f64::EPSILON * (self.largest_value + slope.abs() * self.largest_time);
        let below = sort_counting(&mut order, |earlier, later| {
            let apart = earlier.height - later.height;
            if apart > bound {
                true
            } else if apart < -bound {
                false
            } else {
                earlier.slope_to(later) < slope
            }
        });
        let is_level = |left: &Point, right: &Point| {
            (left.height - right.height).abs() <= bound && left.slope_to(right) == slope
        };
        let groups: Vec<usize> = order.chunk_by(is_level).map(<[Point]>::len).collect();
        let at = groups.iter().map(|group| pairs(*group as u64)).fold(0, u64::saturating_add);
        View { below, at, order, groups }
    }
}

impl View {
    /// As it looks just above the slope: what was level now falls.
    fn with_groups_reversed(mut self) -> Vec<Point> {
        let mut rest = self.order.as_mut_slice();
        for group in self.groups {
            let (points, others) = rest.split_at_mut(group.min(rest.len()));
            points.reverse();
            rest = others;
        }
        self.order
    }
}

impl Bracket {
    fn inside(&self) -> u64 {
        self.high.left.saturating_sub(self.low.left)
    }

    /// What is left of a bracket in which rounding hides the slopes.
    fn end(&self) -> Found {
        let slope = halfway(self.low.slope, self.high.slope);
        Found { slope, next: Some(slope) }
    }

    /// Slopes inside, at most about so many: of the pairs that stand in one order along the
    /// low edge and in the other along the high edge, by insertion.
    fn slopes(&self, limit: usize) -> Vec<f64> {
        let mut rank_of = vec![0_u32; self.high.order.len()];
        for (rank, point) in (0_u32..).zip(&self.high.order) {
            if let Some(slot) = rank_of.get_mut(point.place as usize) {
                *slot = rank;
            }
        }
        let mut slopes = Vec::new();
        let mut inserted: Vec<(u32, Point)> = Vec::with_capacity(self.low.order.len());
        for point in &self.low.order {
            let rank = rank_of.get(point.place as usize).copied().unwrap_or(0);
            let crossed = inserted.iter().rev().take_while(|(other, _)| *other > rank).count();
            let at = inserted.len().saturating_sub(crossed);
            let others = inserted.get(at..).unwrap_or_default();
            slopes.extend(others.iter().map(|(_, other)| slope_between(other, point)));
            if slopes.len() >= limit {
                break;
            }
            inserted.insert(at, (rank, *point));
        }
        slopes
    }

    /// Where the rank would be if the slopes inside were spread evenly; beyond it, seen from
    /// the nearer edge, so that the next bracket ends on the other side.
    fn estimate(&self, rank: u64, points: usize) -> f64 {
        let inside = self.inside() as f64;
        let share = rank.saturating_sub(self.low.left) as f64 / inside;
        let beyond = (points as f64 * 3.0 / inside).min(0.25);
        let share = if share < 0.5 { share + beyond } else { share - beyond };
        self.low.slope + (self.high.slope - self.low.slope) * share
    }
}

fn slope_between(left: &Point, right: &Point) -> f64 {
    if left.place < right.place { left.slope_to(right) } else { right.slope_to(left) }
}

fn among(mut slopes: Vec<f64>, rank: u64) -> Option<Found> {
    let last = slopes.len().checked_sub(1)?;
    let rank = usize::try_from(rank).unwrap_or(last).min(last);
    let (_, slope, above) = slopes.select_nth_unstable_by(rank, f64::total_cmp);
    Some(Found { slope: *slope, next: above.iter().copied().reduce(f64::min) })
}
