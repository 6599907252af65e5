//! How deep the lists and maps that an expression makes can be inside each other.
//!
//! Chains of `map(x, [x])` make values deeper than any bracket shows. What walks over
//! values and types is recursive, so that depth is bounded before anything runs.

use super::ast::{Expr, ExprKind, Fold};

/// An upper bound, facts counted as flat. `variables` are those of the macros around.
pub(super) fn value_depth<'e>(expr: &'e Expr, variables: &mut Vec<(&'e str, u32)>) -> u32 {
    match &expr.kind {
        ExprKind::Ident(ident) if !ident.rooted => {
            let bound = variables.iter().rev().find(|(name, _)| *name == ident.name);
            bound.map_or(0, |(_, depth)| *depth)
        }
        ExprKind::Comprehension(fold) => {
            let range = value_depth(&fold.range, variables);
            // An element is less deep than its list.
            variables.push((&fold.variable.name, range.saturating_sub(1)));
            let condition = fold.condition.as_ref().map_or(0, |c| value_depth(c, variables));
            let body = value_depth(&fold.body, variables);
            variables.pop();
            let made = if fold.fold == Fold::Map { body.saturating_add(1) } else { body };
            range.max(condition).max(made)
        }
        ExprKind::List(_) | ExprKind::Map(_) => deepest(expr, variables).saturating_add(1),
        _ => deepest(expr, variables),
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
            ("a.map(x, [x].map(x, [x]))", 3),
        ] {
            let syntax = parse(source, &Limits::DEFAULT).unwrap();
            assert_eq!(value_depth(&syntax.root, &mut Vec::new()), depth, "{source}");
        }
    }
}
