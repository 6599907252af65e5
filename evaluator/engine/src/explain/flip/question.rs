//! Questions to facts with structure, in words.

use gonogo_cel::Value;
use gonogo_cel::syntax::ast::Call;

use super::{NAMED, Site, Wanted, source, spans};
use crate::explain::value_text;
use crate::facts::{Checklist, ItemState, Signoffs};
use crate::functions::series::comparison::ComparisonValue;
use crate::functions::spans::SpansValue;

/// `None` for what has no words of its own.
pub(super) fn text(site: &Site<'_>, call: &Call, wanted: Wanted) -> Option<String> {
    let target = call.target.as_ref()?;
    let value = site.trace.value(target.id)?;
    let first = call.args.first().and_then(|arg| site.trace.value(arg.id));
    if let Some(spans) = value.downcast::<SpansValue>() {
        return spans::text(site, (call, spans), wanted);
    }
    match (wanted, call.function.as_str()) {
        (Wanted::True, "approved") => approved(value.downcast()?, first),
        (Wanted::True, "done") => done(value.downcast()?, first),
        (Wanted::False, "worse") => {
            value.downcast::<ComparisonValue>()?;
            Some(format!("{} is no longer worse", of_series(site, call)?))
        }
        (Wanted::False, "rising") => Some(format!("{} no longer rises", source(site, target))),
        (Wanted::False, "falling") => Some(format!("{} no longer falls", source(site, target))),
        (Wanted::True, "rising") => Some(format!("{} rises", source(site, target))),
        (Wanted::True, "falling") => Some(format!("{} falls", source(site, target))),
        (Wanted::False, "burns") => {
            Some(format!("the error budget of {} burns slower", source(site, target)))
        }
        (Wanted::True, "in_window") => Some(window(call, site)?),
        _ => None,
    }
}

/// The series that was compared: of `canary.vs(stable)`, the canary.
fn of_series(site: &Site<'_>, call: &Call) -> Option<String> {
    use gonogo_cel::syntax::ast::ExprKind;
    let target = call.target.as_ref()?;
    match &target.kind {
        ExprKind::Call(inner) if inner.function == "vs" => {
            let base = inner.args.first()?;
            let series = inner.target.as_ref()?;
            Some(format!("{}, beside {},", source(site, series), source(site, base)))
        }
        _ => Some(source(site, target)),
    }
}

fn approved(signoffs: &Signoffs, role: Option<&Value>) -> Option<String> {
    if let Some(Value::String(role)) = role {
        return Some(format!("{role} signs off"));
    }
    let open = signoffs.roles().filter(|signoff| !signoff.is_approved());
    let roles: Vec<String> = open.map(|signoff| signoff.role.clone()).collect();
    if roles.is_empty() {
        return None;
    }
    let verb = if roles.len() == 1 { "signs" } else { "sign" };
    Some(format!("{} {verb} off", listed(&roles)))
}

fn done(checklist: &Checklist, item: Option<&Value>) -> Option<String> {
    if let Some(item) = item {
        return Some(format!("`{}` is ticked", value_text(item)));
    }
    let open = checklist.items().filter(|item| item.state == ItemState::Open);
    let texts: Vec<String> = open.map(|item| format!("`{}`", item.text)).collect();
    if texts.is_empty() {
        return None;
    }
    let verb = if texts.len() == 1 { "is" } else { "are" };
    Some(format!("{} {verb} ticked", listed(&texts)))
}

fn window(call: &Call, site: &Site<'_>) -> Option<String> {
    let text = |at: usize| site.trace.value(call.args.get(at)?.id).map(value_text);
    Some(format!("it is between {} and {} {}", text(0)?, text(1)?, text(2)?))
}

/// `a, b and 3 more`
fn listed(texts: &[String]) -> String {
    let more = texts.len().saturating_sub(NAMED);
    let shown = texts.get(..texts.len().min(NAMED)).unwrap_or_default();
    match (shown, more) {
        (shown, more) if more > 0 => format!("{} and {more} more", shown.join(", ")),
        ([ahead @ .., last], _) if !ahead.is_empty() => format!("{} and {last}", ahead.join(", ")),
        (shown, _) => shown.join(", "),
    }
}
