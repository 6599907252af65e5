//! Conditions that come to the same whatever the facts are, and cases that nothing reaches.

use gonogo_cel::syntax::ast::{Expr, ExprKind};
use gonogo_cel::{Bindings, Budget, Diagnostic};

use crate::range::{Claim, Range, claim, compared, natural};
use crate::site::Site;
use gonogo_document::codes;
use gonogo_engine::gate::{Check, Phase};

/// Of all conditions of one rule, in their order.
pub(crate) fn of_rule(sites: &[Site<'_>]) -> Vec<Diagnostic> {
    let mut problems: Vec<Diagnostic> = sites.iter().filter_map(of_condition).collect();
    let cases = sites.iter().filter(|site| matches!(site.rule.check, Check::Cases(_)));
    let cases: Vec<&Site<'_>> = cases.filter(|site| !is_when(site)).collect();
    for (at, later) in cases.iter().enumerate() {
        let before = cases.get(..at).unwrap_or_default();
        problems.extend(before.iter().find_map(|earlier| unreached(earlier, later)));
    }
    problems
}

fn is_when(site: &Site<'_>) -> bool {
    site.rule.when.as_ref().is_some_and(|when| when.position == site.expression.position)
}

fn of_condition(site: &Site<'_>) -> Option<Diagnostic> {
    for truth in [true, false] {
        let Some(phases) = site.in_phases(|phase| always(site, site.root(), phase) == Some(truth))
        else {
            continue;
        };
        let help = match site.expression.slots().is_empty() {
            true => "compare with a fact, or remove it",
            false => "look at its limits: together they leave nothing to decide",
        };
        let message = format!("{phases}this is always {truth}, whatever the facts are");
        return Some(site.warning(&codes::CONSTANT, site.root().span, (message, help)));
    }
    None
}

/// What a condition comes to in the phase, if facts and time have no say.
fn always(site: &Site<'_>, expr: &Expr, phase: &Phase) -> Option<bool> {
    match &expr.kind {
        ExprKind::And(parts) => {
            let mut found = parts.iter().map(|part| always(site, part, phase));
            let is_false = found.clone().any(|truth| truth == Some(false));
            if is_false || contradicts(site, parts, phase) {
                return Some(false);
            }
            found.all(|truth| truth == Some(true)).then_some(true)
        }
        ExprKind::Or(parts) => {
            let mut found = parts.iter().map(|part| always(site, part, phase));
            let is_true = found.clone().any(|truth| truth == Some(true));
            if is_true || completes(site, parts, phase) {
                return Some(true);
            }
            found.all(|truth| truth == Some(false)).then_some(false)
        }
        _ => naturally(site, expr, phase)
            .or_else(|| if site.root().id == expr.id { evaluated(site) } else { None }),
    }
}

/// A comparison with what the compared value cannot be, or cannot but be.
fn naturally(site: &Site<'_>, expr: &Expr, phase: &Phase) -> Option<bool> {
    let (subject, claimed) = compared(site, expr, phase)?;
    let natural = natural::range(site, subject)?;
    if natural.intersection(&claimed).is_empty() {
        return Some(false);
    }
    natural.is_within(&claimed).then_some(true)
}

/// Of a condition that reads nothing at all: parameters may be switches that somebody sets.
fn evaluated(site: &Site<'_>) -> Option<bool> {
    let program = site.expression.program();
    if !program.slots().is_empty() {
        return None;
    }
    let budget = Budget::new(site.gate.env().limits().cost);
    program.evaluate(&Bindings::new(site.gate.slots().count), &budget).ok()?.as_bool()
}

/// Two of them leave no value that both could hold for.
fn contradicts(site: &Site<'_>, parts: &[Expr], phase: &Phase) -> bool {
    let claims: Vec<Claim> = parts.iter().filter_map(|part| claim(site, part, phase)).collect();
    pairs(&claims).any(|(one, other)| one.intersection(other).is_empty())
}

/// One of two always holds.
fn completes(site: &Site<'_>, parts: &[Expr], phase: &Phase) -> bool {
    let claims: Vec<Claim> = parts.iter().filter_map(|part| claim(site, part, phase)).collect();
    pairs(&claims).any(|(one, other)| one.completes(other) || other.completes(one))
}

/// Of the same subject.
fn pairs(claims: &[Claim]) -> impl Iterator<Item = (&Range, &Range)> {
    let followed = claims.iter().enumerate();
    followed.flat_map(|(at, one)| {
        let others = claims.get(at + 1..).unwrap_or_default().iter();
        let same = others.filter(|other| other.subject == one.subject);
        same.map(|other| (&one.range, &other.range))
    })
}

/// A case whose condition holds only where an earlier one does.
fn unreached(earlier: &Site<'_>, later: &Site<'_>) -> Option<Diagnostic> {
    let phases = later.in_phases(|phase| {
        let Some(taken) = claim(earlier, earlier.root(), phase) else { return false };
        let all = match &later.root().kind {
            ExprKind::And(parts) => parts.as_slice(),
            _ => std::slice::from_ref(later.root()),
        };
        let claims = all.iter().filter_map(|part| claim(later, part, phase));
        let mut same = claims.filter(|claim| claim.subject == taken.subject);
        same.any(|claim| claim.range.is_within(&taken.range))
    })?;
    let message = format!(
        "{phases}this case is never reached: `{}` before it takes all of it",
        earlier.expression.text
    );
    let help = "put the narrower case first, or change its limit";
    Some(later.warning(&codes::UNREACHED, later.root().span, (message, help)))
}
