//! Macros: what runs for each element, and what they make.

use super::estimator::{Cost, Estimator, Local, Node, keyed};
use super::rule::Arguments;
use super::{Size, Work};
use crate::check::{Reference, SORT_BY_KEYS};
use crate::syntax::ast::{Comprehension, Expr, ExprKind, Fold};
use crate::types::Type;

/// What runs for an element.
struct Inside {
    /// The condition of `map(x, condition, e)`.
    condition: Option<Cost>,
    body: Node,
}

impl Estimator<'_> {
    pub(super) fn fold(&mut self, expr: &Expr, fold: &Comprehension) -> Node {
        let range = self.node(&fold.range);
        match fold.fold {
            Fold::OptMap | Fold::OptFlatMap => {
                let body = self.inside(fold, range.size, 1).body;
                let sometimes = Cost::between(0, body.cost.most);
                let cost = range.cost.and(Cost::exactly(1)).and(sometimes);
                return cost.giving(body.size.at_least(0));
            }
            Fold::Bind => {
                let made = Cost::between(0, range.cost.most);
                let body = self.inside(fold, range.size, 1).body;
                return made.and(body.cost).giving(body.size);
            }
            Fold::All
            | Fold::Exists
            | Fold::ExistsOne
            | Fold::Filter
            | Fold::Map
            | Fold::SortBy
            | Fold::TransformList
            | Fold::TransformMap
            | Fold::TransformMapEntry => {}
        }
        let inside = self.inside(fold, range.size.part(), range.size.most);
        let (each, size) = self.over(fold, &range.size, inside);
        self.worked(expr, Work::Macro, each.most);
        range.cost.and(each).giving(size)
    }

    fn inside(&mut self, fold: &Comprehension, element: Size, times: u64) -> Inside {
        let values = self.values(&fold.range, 0).saturating_mul(times);
        let variables = 1 + usize::from(fold.second.is_some());
        for _ in 0..variables {
            // An index is a number, whatever the size: its type tells.
            self.locals.push(Local { size: element.clone(), values });
        }
        let outside = self.times;
        self.times = outside.saturating_mul(times);
        let condition = fold.condition.as_ref().map(|condition| self.node(condition).cost);
        let body = self.node(&fold.body);
        self.times = outside;
        self.locals.truncate(self.locals.len() - variables);
        Inside { condition, body }
    }

    /// The cost of all elements together, and the size of what is made of them.
    fn over(&self, fold: &Comprehension, count: &Size, inside: Inside) -> (Cost, Size) {
        let Inside { condition, body } = inside;
        let always = Cost::exactly(1).and(condition.unwrap_or(Cost::NONE));
        let (runs, least) = match condition {
            Some(_) => (Cost::between(0, body.cost.most), 0),
            None => (body.cost, count.least),
        };
        let with = |kept: Cost| always.and(runs).and(kept).times(count);
        let kept = Cost::between(u64::from(condition.is_none()), 1);
        match fold.fold {
            Fold::All | Fold::Exists => {
                // One element can decide; those before it may have failed early.
                let one = count.clone().at_least(count.least.min(1));
                (always.and(runs).times(&one), Size::SCALAR)
            }
            Fold::ExistsOne => (with(Cost::NONE), Size::SCALAR),
            Fold::Filter => (with(Cost::between(0, 1)), Size::list(count.most, count.part())),
            Fold::Map | Fold::TransformList => {
                (with(kept), Size::list(count.most, body.size).at_least(least))
            }
            Fold::TransformMap => {
                let part = count.part().or(&body.size);
                let told_apart = Cost::between(0, keyed(count.most, &count.part()));
                (with(kept).and(told_apart), Size::map(count.most, part).at_least(least))
            }
            Fold::TransformMapEntry => {
                let entries = count.most.saturating_mul(body.size.most);
                let part = body.size.part();
                let told_apart = Cost::between(0, keyed(entries, &part));
                let each = with(Cost::between(0, body.size.most)).and(told_apart);
                (each, Size::map(entries, part))
            }
            Fold::SortBy => {
                let sorted = self.sorted(fold, count, &body.size);
                let each = with(Cost::exactly(2)).and(Cost::between(0, sorted));
                (each, Size::list(count.most, count.part()).at_least(least))
            }
            Fold::OptMap | Fold::OptFlatMap | Fold::Bind => (Cost::NONE, Size::SCALAR),
        }
    }

    /// Work of the function that takes the elements and their keys.
    fn sorted(&self, fold: &Comprehension, count: &Size, key: &Size) -> u64 {
        let (elements, keys) = (count.clone(), Size::list(count.most, key.clone()));
        let of = self.checked.type_of(&fold.range);
        let sizes = [(of, elements), (&Type::Dyn, keys)];
        let arguments = Arguments { sizes: &sizes, first: None, literal: None, number: None, of };
        let functions = self.env.functions(SORT_BY_KEYS).iter();
        functions.map(|function| (function.cost.work)(&arguments)).max().unwrap_or(0)
    }

    /// How many values it takes in one evaluation: as many as the macros' variables in it.
    pub(super) fn values(&self, expr: &Expr, inside: usize) -> u64 {
        if let Some(Reference::Local(up)) = self.checked.reference(expr) {
            let outer = (*up as usize).checked_sub(inside);
            let local = outer.and_then(|up| self.locals.iter().rev().nth(up));
            return local.map_or(1, |local| local.values);
        }
        if let ExprKind::Comprehension(fold) = &expr.kind {
            let variables = 1 + usize::from(fold.second.is_some());
            let parts = fold.condition.iter().chain([&fold.body]);
            let range = self.values(&fold.range, inside);
            let inner = parts.map(|part| self.values(part, inside + variables));
            return inner.fold(range, u64::saturating_mul);
        }
        let mut values = 1u64;
        expr.for_each_child(|child| {
            values = values.saturating_mul(self.values(child, inside));
        });
        values
    }
}
