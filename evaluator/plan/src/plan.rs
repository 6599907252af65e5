//! A plan, and what can be asked of it.

mod problem;

use crate::criterion::{Criterion, Escalation, NotTaken};
use crate::item::{Checklist, Item};
use crate::limits::ITEMS;
use crate::phase::Phase;
use crate::section::{self, Section, SectionId};
use crate::signoff::{Signoff, Signoffs};
use crate::{markdown, reader, repair};

pub(crate) use problem::NAMED;
pub use problem::PlanError;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// In the order in which they were met; a section comes after the one around it.
    pub sections: Vec<Section>,
    /// In the order of the plan.
    pub items: Vec<Item>,
    /// In the order of the plan.
    pub signoffs: Vec<Signoff>,
    /// In the order of the plan.
    pub criteria: Vec<Criterion>,
    /// In the order in which they come.
    pub phases: Vec<Phase>,
    /// Lines that look like criteria and could not be read, each once.
    pub not_taken: Vec<NotTaken>,
    /// In the order of the plan.
    pub escalations: Vec<Escalation>,
    /// Characters that had been decoded wrongly and were put together again.
    pub repaired: usize,
    /// Characters of which too little was left to know them.
    pub lost: usize,
    unread: Option<PlanError>,
}

/// Any text. What was not read at all is said by [`Plan::checklist`].
pub fn read(text: &str) -> Plan {
    let repaired = repair::repair(text);
    let document = markdown::parse(&repaired.text);
    let found = reader::read(&document.blocks);
    let decimals = reader::speech::decimals(&document.blocks);
    let mut said = reader::criteria::read(&document.blocks, &found.sections, decimals);
    let rollout = reader::phases::read(&document.blocks, &found.sections, decimals);
    said.not_taken.extend(rollout.not_taken);
    said.not_taken.extend(document.unjudged.map(too_deep));
    said.not_taken.sort_by_key(|line| line.line);
    let deep = document.unread.map(|line| PlanError::TooDeep { line });
    let many = found.is_full.then_some(PlanError::TooMany { limit: ITEMS });
    Plan {
        sections: found.sections,
        items: found.items,
        signoffs: found.signoffs,
        criteria: said.criteria,
        phases: rollout.phases,
        not_taken: said.not_taken,
        escalations: said.escalations,
        repaired: repaired.repaired,
        lost: repaired.lost,
        unread: deep.or(many),
    }
}

fn too_deep(line: usize) -> NotTaken {
    let why = "it has too many lists or quotes inside each other; write it with fewer levels";
    NotTaken { line, text: String::new(), why: why.to_owned() }
}

impl Plan {
    /// Titles of a section and those around it, outermost first; empty outside of any.
    pub fn path(&self, section: Option<SectionId>) -> Vec<&str> {
        section::path(&self.sections, section)
    }

    pub fn section(&self, id: SectionId) -> Option<&Section> {
        self.sections.get(id.0)
    }

    /// The items of a section and those below it, or all. A section is named by its heading,
    /// or where that is not enough by the end of its path: `Release / Database`.
    pub fn checklist(&self, section: Option<&str>) -> Result<Checklist<'_>, PlanError> {
        let within = self.within(section)?;
        let items = self.items.iter().filter(|item| within.has(item.section)).collect();
        Ok(Checklist { plan: self, items })
    }

    /// As [`checklist`](Self::checklist).
    pub fn signoffs(&self, section: Option<&str>) -> Result<Signoffs<'_>, PlanError> {
        let within = self.within(section)?;
        let all = self.signoffs.iter().filter(|signoff| within.has(signoff.section)).collect();
        Ok(Signoffs { all })
    }

    fn within(&self, section: Option<&str>) -> Result<Within, PlanError> {
        if let Some(problem) = &self.unread {
            return Err(problem.clone());
        }
        let Some(name) = section else { return Ok(Within::All) };
        let id = section::select(&self.sections, name)?;
        Ok(Within::Sections(section::within(&self.sections, id)))
    }
}

enum Within {
    All,
    /// For each section whether it is meant.
    Sections(Vec<bool>),
}

impl Within {
    fn has(&self, section: Option<SectionId>) -> bool {
        match self {
            Self::All => true,
            Self::Sections(all) => section.and_then(|id| all.get(id.0)).copied().unwrap_or(false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        let plan = read(text);
        plan.items.iter().map(|item| format!("{}:{}", item.line, item.text)).collect()
    }

    /// A `✅` is a tick where there are boxes to be ticked.
    #[test]
    fn ticks_are_items_beside_boxes_only() {
        assert_eq!(texts("- ✅ a\n- ❌ b\n\n⬜ Approved / ⬜ Rejected"), [""; 0]);
        assert_eq!(texts("- ✅ a\n- [ ] b"), ["2:b"]);
        assert_eq!(texts("- ✅ a\n- ❌ b\n- ☐ c"), ["1:a", "2:b", "3:c"]);
        assert_eq!(texts("## ✅ a\n- ☐ c"), ["2:c"]);
    }

    #[test]
    fn lines_of_a_paragraph_are_items() {
        assert_eq!(texts("Before:\n[ ] a\ngoes on\n[x] b"), ["2:a goes on", "4:b"]);
        assert_eq!(texts("- [ ] a\n[ ] b\n  c"), ["1:a", "2:b c"]);
        assert_eq!(texts("text [ ] a"), [""; 0]);
    }

    #[test]
    fn what_was_not_read_is_said() {
        let deep = format!("- [ ] a\n{}[ ] b\n", "> ".repeat(200));
        let plan = read(&deep);
        assert_eq!(plan.checklist(None).map(|_| ()), Err(PlanError::TooDeep { line: 2 }));
        let plan = read(&format!("a\n{}errors < 1 %\n", "> ".repeat(200)));
        assert_eq!(plan.not_taken.first().map(|other| other.line), Some(2));
        let plan = read(&"- [ ] a\n".repeat(ITEMS + 1));
        assert_eq!(plan.signoffs(None).map(|_| ()), Err(PlanError::TooMany { limit: ITEMS }));
        assert!(read(&"- [ ] a\n".repeat(ITEMS)).checklist(None).is_ok());
    }

    #[test]
    fn odd_texts_are_read() {
        let long = "a".repeat(100_000);
        for text in [
            "",
            "\u{0}",
            "\r",
            "[",
            "[ ]",
            "- [",
            "# ",
            "|",
            "|\n|-|",
            "~~~",
            "<!--",
            "---\n",
            "+++",
            "- - - - [ ] a",
            "\u{feff}- [ ] a",
            "# [ ] \n- [ ] ",
            "\u{301}",
            "> ",
            "\t\t- [ ] a",
            "- \n\n  [ ] a",
            "[ ]: b",
            "**",
            "- **",
            "~~",
            "\\",
            "&",
            "`",
            "- [ ] `",
            "âœ",
            "\u{f8ff}ü",
            &format!("# {long}\n- [ ] {long} (owner: {long})\n"),
            &format!(
                "# Sign-off\n{long}: ✅ {long}\n|Role|Name|Approval|\n|-|-|-|\n|{long}|{long}|✅|"
            ),
        ] {
            let plan = read(text);
            let checklist = plan.checklist(None).unwrap();
            assert_eq!(checklist.items().len(), checklist.progress().items());
            checklist.to_json();
            plan.signoffs(None).unwrap().to_json();
        }
    }

    #[test]
    fn a_role_that_signs_twice_approves_twice() {
        let check = |second: &str, expected: &str| {
            let row = |cells: &str| format!("|Role|Name|Approval|\n|-|-|-|\n|QA|{cells}|\n\n");
            let plan = read(&format!("# A\n{}# B\n{}", row("Ana|✅"), row(second)));
            assert_eq!(plan.signoffs(None).unwrap().to_json().to_string(), expected);
            let first = plan.signoffs(Some("A")).unwrap().to_json().to_string();
            assert_eq!(first, r#"{"QA":{"approved":true,"by":"Ana"}}"#);
        };
        check("Bo|✅", r#"{"QA":{"approved":true,"by":"Bo","comment":"2 of 2 signed"}}"#);
        check("Bo|", r#"{"QA":{"approved":false,"by":"Bo","comment":"1 of 2 signed"}}"#);
        check("|❌", r#"{"QA":{"approved":false,"comment":"rejected"}}"#);
    }
}
