//! Phases of a plan as those of a gate.

pub(crate) mod windows;

use gonogo_plan::Phase;

use crate::criteria;
use crate::names::{Named, Namer};
use crate::scope::Scopes;
use crate::text::words::{kebab, line, words};

/// Keys and values of one phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) name: String,
    pub(crate) title: String,
    /// 0 of one that the plan does not name.
    pub(crate) line: usize,
    pub(crate) fields: Vec<(&'static str, String)>,
}

pub(crate) fn take(scopes: &Scopes<'_>, namer: &mut Namer<'_>) -> Vec<Step> {
    let step = |phase: &Phase| {
        let title = line(&phase.title, 80);
        // Another share of the traffic makes another phase.
        let name = kebab(&words(&phase.name), "phase");
        let stands_for = namer.unused(Named::Phase, &name);
        let name = namer.give(Named::Phase, &stands_for, &name);
        Step { name, title, line: phase.line, fields: fields(phase) }
    };
    scopes.phases.iter().map(step).collect()
}

fn fields(phase: &Phase) -> Vec<(&'static str, String)> {
    let mut fields = Vec::new();
    if !phase.is_live {
        fields.push(("live", "false".to_owned()));
    }
    let share = phase.traffic.as_deref().and_then(criteria::share);
    fields.extend(share.map(|share| ("traffic", share)));
    let time = |time: Option<gonogo_plan::Time>| time.and_then(|time| criteria::time(time).ok());
    let bake = time(phase.bake);
    // How often to look means nothing where nobody waits.
    let every = time(phase.every).filter(|_| bake.is_some());
    fields.extend(bake.map(|bake| ("bake", bake)));
    fields.extend(every.map(|every| ("every", every)));
    if fields.is_empty() {
        fields.push(("live", "true".to_owned()));
    }
    fields
}
