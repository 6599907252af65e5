//! How deep the lists and maps that an expression makes can be inside each other.
//!
//! Chains of `map(x, [x])` make values deeper than any bracket shows. What walks over
//! values and types is recursive, so that depth is bounded before anything runs.

use super::ast::{Expr, ExprKind, Fold, Operator};

/// An upper bound, facts counted as flat. `variables` are those of the macros around.
pub(super) fn value_depth<'e>(expr: &'e Expr, variables: &mut Vec<(&'e str, u32)>) -> u32 {
    match &expr.kind {
        ExprKind::Ident(ident) if !ident.rooted => {
            let bound = variables.iter().rev().find(|(name, _)| *name == ident.name);
            bound.map_or(0, |(_, depth)| *depth)
        }
        ExprKind::Comprehension(fold) => {
            let range = value_depth(&fold.range, variables);
            let own = variables.len();
            // An element is less deep than its list.
            let part = if fold.fold == Fold::Bind { range } else { range.saturating_sub(1) };
            let names = std::iter::once(&fold.variable).chain(&fold.second);
            variables.extend(names.map(|variable| (variable.name.as_str(), part)));
            let condition = fold.condition.as_ref().map_or(0, |c| value_depth(c, variables));
            let body = value_depth(&fold.body, variables);
            variables.truncate(own);
            range.max(condition).max(body.saturating_add(u32::from(wraps(fold.fold))))
        }
        ExprKind::List(_)
        | ExprKind::Map(_)
        | ExprKind::Call(_)
        | ExprKind::OptionalSelect(_)
        | ExprKind::Operator(Operator::OptionalIndex, _) => {
            deepest(expr, variables).saturating_add(1)
        }
        _ => deepest(expr, variables),
    }
}

/// Whether the result is one level deeper than what the body gives.
fn wraps(fold: Fold) -> bool {
    match fold {
        Fold::Map | Fold::TransformList | Fold::TransformMap | Fold::OptMap => true,
        Fold::All
        | Fold::Exists
        | Fold::ExistsOne
        | Fold::Filter
        | Fold::SortBy
        | Fold::TransformMapEntry
        | Fold::OptFlatMap
        | Fold::Bind => false,
    }
}

fn deepest<'e>(expr: &'e Expr, variables: &mut Vec<(&'e str, u32)>) -> u32 {
    let mut depth = 0;
    expr.for_each_child(|child| depth = depth.max(value_depth(child, variables)));
    depth
}

#[cfg(test)]
mod tests {
    use super::value_depth;
    use crate::limits::Limits;
    use crate::syntax::parse;

    #[test]
    fn depth_is_that_of_the_deepest_value() {
        for (source, depth) in [
            ("1 + a", 0),
            ("[1, [2, {3: []}]]", 4),
            ("[1].map(x, x)", 1),
            ("[1].map(x, [x])", 2),
            ("[1].map(x, [x]).map(x, [x])", 3),
            ("[[1]].filter(x, x == [])", 2),
            ("a.map(x, .x)", 1),
            ("optional.of([1])", 2),
            ("cel.bind(x, [1], [x])", 2),
            ("[[1]].transformMap(i, x, x)", 2),
            ("[[1]].transformList(i, x, [x, i])", 3),
            ("a.?b[?0]", 2),
            ("a.map(x, [x].map(x, [x]))", 3),
        ] {
            let syntax = parse(source, &Limits::DEFAULT).unwrap();
            assert_eq!(value_depth(&syntax.root, &mut Vec::new()), depth, "{source}");
        }
    }
}
