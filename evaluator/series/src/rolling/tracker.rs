//! What is carried forward for a question; questions that need the same share it.

use super::extreme::Extreme;
use super::increase::Increase;
use super::order::Order;
use super::question::Question;
use super::runs::Runs;
use super::slide::{Points, Rolling, Slide};
use crate::exact::ExactSum;
use crate::series::Condition;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Need {
    Least,
    Greatest,
    Sum,
    Increase,
    Order,
    Runs(Condition),
}

#[derive(Debug)]
pub(super) enum Tracker {
    Extreme(Extreme),
    Sum(Box<ExactSum>),
    Increase(Box<Increase>),
    Order(Order),
    Runs(Runs),
}

impl Need {
    /// `None` for what the range itself knows, or what is computed afresh.
    pub(super) fn of(question: Question) -> Option<Self> {
        Some(match question {
            Question::Latest | Question::Count | Question::Stddev => return None,
            Question::Min => Self::Least,
            Question::Max => Self::Greatest,
            Question::Sum | Question::Avg => Self::Sum,
            Question::Increase => Self::Increase,
            Question::Percentile(_) => Self::Order,
            Question::Spans(condition, _) => Self::Runs(condition),
        })
    }

    pub(super) fn tracker(self, max_gap: i64) -> Tracker {
        match self {
            Self::Least => Tracker::Extreme(Extreme::least()),
            Self::Greatest => Tracker::Extreme(Extreme::greatest()),
            Self::Sum => Tracker::Sum(Box::new(ExactSum::new())),
            Self::Increase => Tracker::Increase(Box::new(Increase::new())),
            Self::Order => Tracker::Order(Order::new()),
            Self::Runs(condition) => Tracker::Runs(Runs::new(condition, max_gap)),
        }
    }
}

impl Tracker {
    #[inline]
    pub(super) fn slide(&mut self, points: Points<'_>, slide: &Slide) {
        match self {
            Self::Extreme(extreme) => extreme.slide(points, slide),
            Self::Sum(sum) => sum.slide(points, slide),
            Self::Increase(increase) => increase.slide(points, slide),
            Self::Order(order) => order.slide(points, slide),
            Self::Runs(runs) => runs.slide(points, slide),
        }
    }
}
