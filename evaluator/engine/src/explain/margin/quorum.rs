//! How many of the conditions of a quorum held, and which.

use gonogo_cel::Value;
use gonogo_cel::syntax::ast::Expr;

use super::Site;
use crate::explain::decider::{Counted, truth};

/// Conditions that are named at most.
const NAMED: usize = 4;

/// `2 of 3 hold, 2 are enough: error_rate.latest() > '1%', queue.max() > 1000.0`
///
/// Of a single one, also how far it was from its limit.
pub(super) fn margin(
    site: &Site<'_>,
    counted: &Counted<'_>,
    first: Option<&str>,
) -> Option<String> {
    let Counted { quorum, held, .. } = *counted;
    let Some(Value::Int(needed)) = site.trace.value(quorum.needed.id) else {
        return None;
    };
    let source = &site.expression.source;
    let holds = |condition: &&Expr| truth(site, condition) == Some(true);
    let holding: Vec<&Expr> = quorum.conditions.iter().filter(holds).collect();
    let (count, of) = (holding.len(), quorum.conditions.len());
    let verb = if count == 1 { "holds" } else { "hold" };
    let wanted = match (held, needed) {
        (true, 1) => "1 is enough".to_owned(),
        (true, needed) => format!("{needed} are enough"),
        (false, needed) => format!("it takes {needed}"),
    };
    let text = |condition: &&Expr| {
        let text = condition.span.text(source);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut names: Vec<String> = holding.iter().take(NAMED).map(text).collect();
    if count > NAMED {
        names.push(format!("{} more", count - NAMED));
    }
    let colon = if names.is_empty() { "" } else { ": " };
    let far = first.filter(|_| held && count == 1).map(|far| format!(" {far}")).unwrap_or_default();
    Some(format!("{count} of {of} {verb}, {wanted}{colon}{}{far}", names.join(", ")))
}
