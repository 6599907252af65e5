//! What the plan has no more.

use super::edit::Spot;
use super::scan::{Entry, indent};
use super::{ChangeKind, GONE, Merge, Part};

impl Merge<'_> {
    pub(super) fn gone(&mut self, here: &Entry) {
        let is_said = here
            .lead
            .clone()
            .any(|at| self.gate.lines.get(at).is_some_and(|line| line.trim() == GONE));
        if is_said {
            return;
        }
        let first = self.gate.lines.get(here.body.start).copied().unwrap_or_default();
        let indent = " ".repeat(indent(first));
        self.edits.insert(Spot::Before(here.body.start), &format!("{indent}{GONE}\n"));
        self.say(ChangeKind::Gone, here);
        if here.part == Part::Phases {
            self.closed(here);
        }
    }

    /// Its rules follow the plan to other phases, so that what is left could say go.
    fn closed(&mut self, phase: &Entry) {
        let id = closing(&phase.name);
        if self.gate.entry(Part::Rules, &id).is_some() {
            return;
        }
        let last = self.gate.of(Part::Rules).last();
        let first = last.and_then(|rule| self.gate.lines.get(rule.body.start));
        let indent = " ".repeat(first.map_or(2, |line| indent(line)));
        let name = &phase.name;
        let lines = [
            format!(
                "# the plan has no phase {name} any more: remove both, or this rule if it is still meant"
            ),
            format!("- id: {id}"),
            format!("  title: \"The plan has no phase {name} any more\""),
            format!("  phases: [{name}]"),
            format!("  no_go_if: phase.name == '{name}'"),
            format!("  because: \"the plan has no phase {name} any more\""),
        ];
        let text: String = lines.iter().map(|line| format!("{indent}{line}\n")).collect();
        let part = self.gate.parts.iter().find(|(part, _)| *part == Part::Rules);
        let behind = last.map(|rule| rule.body.end.saturating_sub(1)).or(part.map(|(_, at)| *at));
        match behind {
            Some(at) => self.edits.insert(Spot::After(at), &format!("\n{text}")),
            None => {
                let spot = self.edits.open(Part::Rules, self.gate.lines.len());
                self.edits.insert(spot, &format!("\nrules:\n{text}"));
            }
        }
    }

    /// The phase is in the plan again.
    pub(super) fn reopened(&mut self, phase: &Entry) {
        let rule = self.gate.entry(Part::Rules, &closing(&phase.name));
        let Some(rule) = rule.filter(|_| phase.part == Part::Phases) else { return };
        let (start, end) = (rule.lead.start, rule.body.end);
        let is_empty =
            |at: &usize| self.gate.lines.get(*at).is_some_and(|line| line.trim().is_empty());
        let start = start.checked_sub(1).filter(is_empty).unwrap_or(start);
        self.edits.replace(start..end, String::new());
    }
}

/// The rule that stops a phase which is gone.
fn closing(phase: &str) -> String {
    format!("gone-{phase}")
}
