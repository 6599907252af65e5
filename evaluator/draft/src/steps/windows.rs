//! The times of day at which phases may be.

use gonogo_plan::{NotTaken, Window};

use crate::names::{Named, Namer};
use crate::paper::questions::Question;
use crate::parts::Rule;
use crate::scope::Scopes;
use crate::text::cel::message;
use crate::text::words::line;

#[derive(Debug, Default)]
pub(crate) struct Windows {
    pub(crate) rules: Vec<Rule>,
    /// Of windows that no clock can tell.
    pub(crate) questions: Vec<Question>,
    pub(crate) warnings: Vec<NotTaken>,
}

/// One time of day, with the phases that it is for.
struct Times<'p> {
    window: &'p Window,
    /// What has to lie in it.
    when: &'static str,
    phases: Vec<usize>,
}

/// A rule for each time of day.
pub(crate) fn take(scopes: &Scopes<'_>, namer: &mut Namer<'_>) -> Windows {
    let mut all: Vec<Times<'_>> = Vec::new();
    for (at, phase) in scopes.phases.iter().enumerate() {
        let Some(window) = phase.window.as_ref() else { continue };
        // What is watched for a while may end after its time; it has to begin in it.
        let when = if phase.bake.is_some() { "phase.started" } else { "now" };
        match all.iter_mut().find(|other| other.window == window && other.when == when) {
            Some(other) => other.phases.push(at),
            None => all.push(Times { window, when, phases: vec![at] }),
        }
    }
    let mut windows = Windows::default();
    for times in all {
        windows.add(times, scopes, namer);
    }
    windows
}

impl Windows {
    fn add(&mut self, times: Times<'_>, scopes: &Scopes<'_>, namer: &mut Namer<'_>) {
        let first = times.phases.first().and_then(|at| scopes.phases.get(*at));
        let at = first.map_or(0, |phase| phase.line);
        let title = first.map(|phase| phase.title.clone()).unwrap_or_default();
        let stands_for = namer.unused(Named::Rule, "window");
        let (fields, note) = match is_known(times.window) {
            true => (told(&times), None),
            false => {
                let fact = namer.give(Named::Fact, &stands_for, "time_is_right");
                let (fields, note) = asked(&times, &fact);
                let phases = times.phases.iter().filter_map(|at| scopes.phases.get(*at));
                self.warnings.extend(phases.map(|phase| NotTaken {
                    line: phase.line,
                    text: phase.title.clone(),
                    why: WHY.to_owned(),
                }));
                let description = format!("the phase is at its time: {}", span(times.window));
                self.questions.push(Question { fact, description, lines: vec![at] });
                (fields, Some(note))
            }
        };
        self.rules.push(Rule {
            id: namer.give(Named::Rule, &stands_for, "window"),
            title: "Time of day".to_owned(),
            phases: times.phases,
            fields,
            cases: Vec::new(),
            from: vec![(at, title)],
            note,
            section: first.and_then(|phase| phase.section),
            is_demand: false,
        });
    }
}

const WHY: &str = "its time of day has no time zone that is understood: somebody has to say that it \
                   is right, until the rule has a zone such as Europe/Berlin";

fn told(Times { window, when, .. }: &Times<'_>) -> Vec<(&'static str, String)> {
    let (from, to) = (&window.from, &window.to);
    let zone = window.zone.as_deref().unwrap_or_default();
    vec![
        ("require", format!("{when}.in_window('{from}', '{to}', '{zone}')")),
        ("because", format!("{{{when}}} is not between {from} and {to} {zone}")),
    ]
}

/// The condition with a wrong zone would be go at a wrong hour.
fn asked(
    Times { window, when, .. }: &Times<'_>,
    fact: &str,
) -> (Vec<(&'static str, String)>, String) {
    let span = span(window);
    let because =
        format!("somebody has to look whether it is {}: no time zone is known", message(&span));
    let note = format!("name the zone: {when}.in_window('{}', '{}', '…')", window.from, window.to);
    (vec![("require", fact.to_owned()), ("because", because)], note)
}

fn span(window: &Window) -> String {
    line(&format!("between {} and {}", window.from, window.to), 60)
}

/// Whether a gate can tell it. A window without a zone is another one for each reader.
fn is_known(window: &Window) -> bool {
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
        && window.zone.as_deref().is_some_and(|zone| zone.chars().all(is_zone))
}
