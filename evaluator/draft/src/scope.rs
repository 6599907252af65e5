//! Which phases a section is about.

mod polarity;

use gonogo_plan::{Criterion, Effect, Phase, Plan, SectionId};

use crate::text::words::words;
pub(crate) use polarity::is_refusal;
use polarity::polarity;

/// Sections inside each other that are looked at; a plan has fewer.
const DEPTH: usize = 64;

/// What a place in the plan is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The whole rollout.
    All,
    /// One of [`Scopes::phases`].
    Phase(usize),
    /// What is looked at before anything is out.
    Beforehand,
    /// What is done once everything is out: the last phase.
    Afterwards,
    /// What means that the release has to be taken back: a box there is open as long as all is
    /// well.
    Trigger,
    /// What stops the release wherever it is: a tick there is bad news as well.
    Stop,
    /// How it is taken back, which nobody does while all is well.
    Rollback,
}

#[derive(Debug)]
pub(crate) struct Scopes<'p> {
    plan: &'p Plan,
    pub(crate) phases: Vec<Phase>,
    /// Sections with rollback criteria in them.
    triggers: Vec<SectionId>,
}

impl<'p> Scopes<'p> {
    pub(crate) fn new(plan: &'p Plan) -> Self {
        let is_trigger = |criterion: &&Criterion| criterion.effect == Effect::RollbackIf;
        let triggers = plan.criteria.iter().filter(is_trigger);
        let triggers = triggers.filter_map(|criterion| criterion.section);
        let with_boxes = |id: &SectionId| plan.items.iter().any(|item| item.section == Some(*id));
        let phases = match plan.phases.as_slice() {
            [] => two_phases(plan),
            phases => phases.to_vec(),
        };
        Self { plan, phases, triggers: triggers.filter(with_boxes).collect() }
    }

    /// Places in [`phases`](Self::phases) with traffic, or all where none has.
    pub(crate) fn live(&self) -> Vec<usize> {
        let all = 0..self.phases.len();
        let is_live = |at: &usize| self.phases.get(*at).is_some_and(|phase| phase.is_live);
        let live: Vec<usize> = all.clone().filter(is_live).collect();
        if live.is_empty() { all.collect() } else { live }
    }

    pub(crate) fn last(&self) -> usize {
        self.phases.len().saturating_sub(1)
    }

    /// Of a criterion in the line that names a phase: a row of a table of phases, for one.
    pub(crate) fn of_row(&self, line: usize) -> Option<Scope> {
        let named = self.phases.iter().position(|phase| phase.line == line);
        named.filter(|_| !self.plan.phases.is_empty()).map(Scope::Phase)
    }

    /// Of a criterion: where it stands says when it is looked at, never that it is none.
    pub(crate) fn of_criterion(&self, section: Option<SectionId>) -> Scope {
        if let Some(phase) = self.phase(section) {
            return Scope::Phase(phase);
        }
        let around = self.around(section);
        let is_at = |is: fn(&str) -> bool| around.iter().any(|id| is(self.title(*id)));
        match (is_at(is_beforehand), is_at(is_afterwards)) {
            (true, false) if !self.waiting().is_empty() => Scope::Beforehand,
            (false, true) => Scope::Afterwards,
            (true | false, _) => Scope::All,
        }
    }

    /// In which a criterion counts.
    pub(crate) fn phases_of(&self, scope: Scope) -> Vec<usize> {
        match scope {
            Scope::Phase(phase) => vec![phase],
            Scope::Beforehand => self.waiting(),
            Scope::Afterwards => vec![self.last()],
            Scope::All | Scope::Trigger | Scope::Stop | Scope::Rollback => self.live(),
        }
    }

    /// Phases without traffic, if others have some.
    fn waiting(&self) -> Vec<usize> {
        let live = self.live();
        (0..self.phases.len()).filter(|at| !live.contains(at)).collect()
    }

    /// Of an item or a sign-off.
    pub(crate) fn of_box(&self, section: Option<SectionId>) -> Scope {
        let around = self.around(section);
        for id in &around {
            let phase = self.phase_at(*id);
            match polarity(self.title(*id)) {
                // A phase may be about the rollback itself.
                _ if phase.is_some() => break,
                // The heading of the whole plan says nothing of its sections.
                Some(Scope::Stop) if self.is_title(*id) && Some(*id) != section => {}
                Some(scope) => return scope,
                None if self.triggers.contains(id) && Some(*id) == section => {
                    return Scope::Trigger;
                }
                None => {}
            }
        }
        match self.of_criterion(section) {
            // What was done before stays done.
            Scope::Beforehand => Scope::All,
            scope => scope,
        }
    }

    /// From the section itself outwards.
    pub(crate) fn around(&self, section: Option<SectionId>) -> Vec<SectionId> {
        let parent = |id: &SectionId| self.plan.section(*id).and_then(|section| section.parent);
        std::iter::successors(section, parent).take(DEPTH).collect()
    }

    pub(crate) fn title(&self, id: SectionId) -> &'p str {
        self.plan.section(id).map_or("", |section| section.title.as_str())
    }

    /// Whether it is the heading of the whole plan.
    pub(crate) fn is_title(&self, id: SectionId) -> bool {
        let tops = self.plan.sections.iter().filter(|section| section.level == Some(1));
        self.plan.section(id).is_some_and(|section| section.level == Some(1)) && tops.count() == 1
    }

    fn phase(&self, section: Option<SectionId>) -> Option<usize> {
        self.around(section).into_iter().find_map(|id| self.phase_at(id))
    }

    /// A table of phases is about none of them.
    fn phase_at(&self, id: SectionId) -> Option<usize> {
        let mut about =
            self.phases.iter().enumerate().filter(|(_, phase)| phase.section == Some(id));
        match (about.next(), about.next()) {
            (Some((at, _)), None) => Some(at),
            _ => None,
        }
    }
}

/// Of a plan that names none: before and after, if there is anything to be done before.
fn two_phases(plan: &Plan) -> Vec<Phase> {
    let phase = |name: &str, title: &str, is_live: bool| Phase {
        name: name.to_owned(),
        title: title.to_owned(),
        line: 0,
        section: None,
        is_live,
        traffic: None,
        bake: None,
        every: None,
        window: None,
    };
    let before = phase("pre-deploy", "Before the deployment", false);
    let after = phase("deployed", "After the deployment", true);
    match plan.items.is_empty() && plan.signoffs.is_empty() {
        true => vec![after],
        false => vec![before, after],
    }
}

fn is_beforehand(title: &str) -> bool {
    const BEFORE: [&str; 12] = [
        "pre",
        "before",
        "prerequisites",
        "readiness",
        "preparation",
        "staging",
        "preflight",
        "predeployment",
        "vor",
        "vorher",
        "vorbereitung",
        "voraussetzungen",
    ];
    words(title).iter().any(|word| BEFORE.contains(&word.as_str()))
}

fn is_afterwards(title: &str) -> bool {
    const AFTER: [&str; 12] = [
        "post",
        "after",
        "afterwards",
        "cleanup",
        "retrospective",
        "follow",
        "term",
        "nach",
        "danach",
        "nachbereitung",
        "postmortem",
        "closing",
    ];
    words(title).iter().any(|word| AFTER.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use gonogo_plan::read;

    #[test]
    fn headings_say_when_boxes_count() {
        let check = |heading: &str, expected: Scope| {
            let plan = read(&format!("# A\n## {heading}\n- [ ] a\n"));
            let scopes = Scopes::new(&plan);
            assert_eq!(scopes.of_box(plan.items[0].section), expected, "{heading}");
        };
        check("Database", Scope::All);
        check("Post-deployment tasks", Scope::Afterwards);
        check("Rollback triggers", Scope::Trigger);
        check("When to roll back", Scope::Trigger);
        check("Rollback procedure", Scope::Rollback);
        check("Rollback success criteria", Scope::Rollback);
        check("Rollback readiness", Scope::All);
        check("Abort if any of these is ticked", Scope::Stop);
        check("Go / no-go checklist", Scope::All);
    }

    #[test]
    fn a_plan_without_phases_has_two() {
        let names = |text: &str| {
            let plan = read(text);
            let scopes = Scopes::new(&plan);
            let names = scopes.phases.iter().map(|phase| phase.name.as_str());
            (names.collect::<Vec<_>>().join(" "), scopes.live())
        };
        assert_eq!(names("- [ ] a"), ("pre-deploy deployed".to_owned(), vec![1]));
        assert_eq!(names("a"), ("deployed".to_owned(), vec![0]));
    }
}
