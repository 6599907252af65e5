//! Phases of a plan as those of a gate, and the times of day at which they may be.

use gonogo_plan::{Phase, Window};

use crate::criteria;
use crate::names::{Named, Namer};
use crate::parts::Rule;
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

/// A rule for each time of day, with the phases that it is for.
pub(crate) fn windows(scopes: &Scopes<'_>, namer: &mut Namer<'_>) -> Vec<Rule> {
    let mut windows: Vec<(&Window, &'static str, Vec<usize>)> = Vec::new();
    for (at, phase) in scopes.phases.iter().enumerate() {
        let Some(window) = phase.window.as_ref().filter(|window| is_valid(window)) else {
            continue;
        };
        // What is watched for a while may end after its time; it has to begin in it.
        let when = if phase.bake.is_some() { "phase.started" } else { "now" };
        match windows.iter_mut().find(|(other, of, _)| *other == window && *of == when) {
            Some((.., phases)) => phases.push(at),
            None => windows.push((window, when, vec![at])),
        }
    }
    let rule = |(window, when, phases): (&Window, &str, Vec<usize>)| {
        let first = phases.first().and_then(|at| scopes.phases.get(*at));
        let line = first.map_or(0, |phase| phase.line);
        let zone = window.zone.as_deref().unwrap_or("UTC");
        let stands_for = namer.unused(Named::Rule, "window");
        let (from, to) = (&window.from, &window.to);
        Rule {
            id: namer.give(Named::Rule, &stands_for, "window"),
            title: "Time of day".to_owned(),
            phases,
            fields: vec![
                ("require", format!("{when}.in_window('{from}', '{to}', '{zone}')")),
                ("because", format!("{{{when}}} is not between {from} and {to} {zone}")),
            ],
            cases: Vec::new(),
            from: vec![(line, first.map(|phase| phase.title.clone()).unwrap_or_default())],
            note: window.zone.is_none().then(|| "the plan names no time zone".to_owned()),
            section: first.and_then(|phase| phase.section),
            is_demand: false,
        }
    };
    windows.into_iter().map(rule).collect()
}

fn is_valid(window: &Window) -> bool {
    let is_time = |text: &str| {
        text.split_once(':').is_some_and(|(hours, minutes)| {
            let number = |text: &str| {
                let is_short = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
                text.parse::<u8>().ok().filter(|_| is_short)
            };
            number(hours).is_some_and(|hours| hours < 24)
                && number(minutes).is_some_and(|minutes| minutes < 60)
        })
    };
    let is_zone = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+');
    is_time(&window.from)
        && is_time(&window.to)
        && window.from != window.to
        && window.zone.as_deref().is_none_or(|zone| zone.chars().all(is_zone))
}
