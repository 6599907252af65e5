//! The facts that a policy needs, against those that the rule hands over.

use gonogo_cel::{Diagnostic, suggest};
use gonogo_document::codes;
use gonogo_engine::facts::FactKind as Declared;
use gonogo_engine::gate::{Gate, Handed, PluginCheck};
use gonogo_series::quantity::{Dimension, Unit};

use super::component::FittedFact;
use super::problem;
use crate::component::{FactKind, FactNeed};

pub(super) fn fit(
    gate: &Gate,
    check: &PluginCheck,
    needs: &[FactNeed],
) -> (Vec<FittedFact>, Vec<Diagnostic>) {
    let (mut fitted, mut problems) = (Vec::new(), Vec::new());
    for handed in &check.facts {
        if !needs.iter().any(|need| need.name == handed.name) {
            problems.push(unwanted(handed, needs));
        }
    }
    for need in needs {
        let Some(handed) = check.facts.iter().find(|handed| handed.name == need.name) else {
            problems.extend(missing(check, need));
            continue;
        };
        let Some(fact) = gate.facts.get(handed.fact) else { continue };
        match unit(&fact.declaration.kind, need) {
            Ok(unit) => {
                fitted.push(FittedFact { name: need.name.clone(), optional: need.optional, unit })
            }
            Err(misfit) => problems.push(problem(&codes::PLUGIN_FACT, handed.span, misfit)),
        }
    }
    (fitted, problems)
}

fn missing(check: &PluginCheck, need: &FactNeed) -> Option<Diagnostic> {
    if need.optional {
        return None;
    }
    let message = format!("the policy needs the fact `{}`: {}", need.name, need.description.trim());
    let help = format!("hand it over: `facts: {{{}: …}}`", need.name);
    Some(problem(&codes::PLUGIN_FACT, check.module_span, (message, help)))
}

fn unwanted(handed: &Handed, needs: &[FactNeed]) -> Diagnostic {
    let message = format!("the policy asks for no fact `{}`", handed.name);
    let names = needs.iter().map(|need| need.name.as_str());
    let help = match suggest::nearest(&handed.name, names.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if needs.is_empty() => "it asks for none: remove it".to_owned(),
        None => format!("it asks for {}", names.collect::<Vec<_>>().join(", ")),
    };
    problem(&codes::PLUGIN_FACT, handed.span, (message, help))
}

/// In which it is handed over, or why it cannot be.
fn unit(declared: &Declared, need: &FactNeed) -> Result<Option<Unit>, (String, String)> {
    let (kind, own) = shape(declared);
    // A time is a duration for expressions; policies that want a quantity get one.
    let is_same = kind == need.kind
        || (kind == FactKind::Duration && need.kind == FactKind::Quantity && need.unit.is_some());
    if !is_same {
        let message = format!(
            "the policy takes `{}` as {}, this is {}",
            need.name,
            name(need.kind),
            name(kind)
        );
        return Err((message, "hand over another fact, or declare this one so".to_owned()));
    }
    let Some(wanted) = need.unit.as_deref().filter(|unit| !unit.is_empty()) else {
        return Ok(None);
    };
    let unknown = |_| {
        let message = format!("the policy wants `{}` in `{wanted}`, which is no unit", need.name);
        (message, "ask whoever wrote the policy".to_owned())
    };
    let wanted = Unit::parse(wanted).map_err(unknown)?;
    let dimension = if kind == FactKind::Duration { Some(Dimension::Time) } else { own };
    if dimension == Some(wanted.dimension()) {
        return Ok(Some(wanted));
    }
    let message = format!(
        "the policy wants `{}` in `{}`, this is {}",
        need.name,
        wanted.symbol(),
        dimension.map_or_else(|| "a plain number".to_owned(), |of| format!("a {}", of.name()))
    );
    Err((message, "declare a `unit:` of that kind on the fact".to_owned()))
}

fn shape(declared: &Declared) -> (FactKind, Option<Dimension>) {
    let plain = |kind| (kind, None);
    match declared {
        Declared::Number(None) => plain(FactKind::Number),
        Declared::Number(Some(unit)) if unit.dimension() == Dimension::Time => {
            plain(FactKind::Duration)
        }
        Declared::Number(Some(unit)) => (FactKind::Quantity, Some(unit.dimension())),
        Declared::String => plain(FactKind::Text),
        Declared::Bool => plain(FactKind::Boolean),
        Declared::Timestamp => plain(FactKind::Time),
        Declared::Duration => plain(FactKind::Duration),
        Declared::Series { unit, by, .. } => {
            let kind = if by.is_empty() { FactKind::Series } else { FactKind::Several };
            (kind, unit.map(Unit::dimension))
        }
        Declared::List
        | Declared::Map
        | Declared::Json
        | Declared::Checklist
        | Declared::Signoffs
        | Declared::Tests
        | Declared::Coverage
        | Declared::Scan
        | Declared::Probe
        | Declared::Certificate => plain(FactKind::Structured),
    }
}

fn name(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Number => "a plain number",
        FactKind::Quantity => "a number with a unit",
        FactKind::Text => "a text",
        FactKind::Boolean => "a truth value",
        FactKind::Time => "a time",
        FactKind::Duration => "a duration",
        FactKind::Series => "a series",
        FactKind::Several => "several series (`by:`)",
        FactKind::Structured => "something with parts (JSON)",
    }
}
