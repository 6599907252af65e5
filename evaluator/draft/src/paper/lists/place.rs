//! Which boxes an expression means.

use gonogo_plan::{Plan, SectionId};

use super::FACT;
use crate::scope::{Scope, Scopes, is_refusal};
use crate::text::cel;

/// All boxes of a plan, with when each counts.
pub(super) struct Boxes<'p> {
    pub(super) plan: &'p Plan,
    /// For each item.
    scopes: Vec<Scope>,
    paths: Vec<Vec<&'p str>>,
}

impl<'p> Boxes<'p> {
    pub(super) fn new(plan: &'p Plan, scopes: &Scopes<'_>) -> Self {
        let scope = |item: &gonogo_plan::Item| match scopes.of_box(item.section) {
            scope @ (Scope::Trigger | Scope::Stop | Scope::Rollback) => scope,
            scope @ (Scope::All | Scope::Phase(_) | Scope::Beforehand | Scope::Afterwards) => {
                if is_refusal(&item.text) {
                    Scope::Stop
                } else {
                    scope
                }
            }
        };
        Self {
            plan,
            scopes: plan.items.iter().map(scope).collect(),
            paths: plan.items.iter().map(|item| plan.path(item.section)).collect(),
        }
    }

    pub(super) fn scope(&self, at: usize) -> Scope {
        self.scopes.get(at).copied().unwrap_or(Scope::All)
    }

    pub(super) fn phases(&self, scopes: &Scopes<'_>, at: usize) -> Vec<usize> {
        match self.scope(at) {
            Scope::All | Scope::Beforehand | Scope::Stop | Scope::Rollback => {
                (0..scopes.phases.len()).collect()
            }
            Scope::Phase(phase) => vec![phase],
            Scope::Afterwards => vec![scopes.last()],
            Scope::Trigger => scopes.live(),
        }
    }
}

/// A section as expressions name it: by its title, and by those around it as far as needed.
pub(super) struct Place<'p> {
    /// Innermost first.
    names: Vec<&'p str>,
    /// Of the section, innermost first.
    pub(super) path: Vec<&'p str>,
    /// The boxes that are meant.
    pub(super) selected: Vec<usize>,
}

impl<'p> Place<'p> {
    pub(super) fn of(boxes: &Boxes<'p>, scopes: &Scopes<'p>, section: Option<SectionId>) -> Self {
        let path: Vec<&str> =
            scopes.around(section).into_iter().map(|id| scopes.title(id)).collect();
        let selected = |names: &[&str]| -> Vec<usize> {
            let has_all = |at: &usize| {
                boxes
                    .paths
                    .get(*at)
                    .is_some_and(|path| names.iter().all(|name| path.contains(name)))
            };
            (0..boxes.paths.len()).filter(has_all).collect()
        };
        let whole = selected(&path);
        let mut names: Vec<&str> = path.first().copied().into_iter().collect();
        for outer in path.iter().skip(1) {
            if selected(&names).len() == whole.len() {
                break;
            }
            names.push(outer);
        }
        Self { names, path, selected: whole }
    }

    /// Whether it means nothing but boxes that count at the same time as these.
    pub(super) fn is_asked_for_alike(&self, boxes: &Boxes<'_>, items: &[usize]) -> bool {
        let scope = items.first().map(|at| boxes.scope(*at));
        self.selected.iter().all(|at| Some(boxes.scope(*at)) == scope)
    }

    /// How many of its boxes read so.
    pub(super) fn count(&self, boxes: &Boxes<'_>, text: &str) -> usize {
        let items = self.selected.iter().filter_map(|at| boxes.plan.items.get(*at));
        items.filter(|item| item.text == text).count()
    }

    /// Outermost first.
    pub(super) fn expression(&self) -> String {
        let section = |name: &&str| format!(".section({})", cel::string(name));
        let sections: String = self.names.iter().rev().map(section).collect();
        format!("{FACT}{sections}")
    }
}
