//! A plan, and what can be asked of it.

mod problem;

use crate::criterion::{Criterion, Escalation, NotTaken};
use crate::item::{Checklist, Item};
use crate::limits::ITEMS;
use crate::phase::Phase;
use crate::section::{self, ByLine, Section, SectionId};
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
    /// Lines that look like items and are none that can be ticked: each is an open item.
    pub odd_boxes: Vec<usize>,
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
    read_by(text, |_, _| ())
}

/// As [`read`], with two parts of the work for somebody who can do them at the same time. What is left
/// undone is done here.
pub fn read_by(text: &str, both: impl FnOnce(&mut (dyn FnMut() + Send), &mut dyn FnMut())) -> Plan {
    let repaired = repair::repair(text);
    let prepared = markdown::prepared(&repaired.text);
    let blocks = markdown::parse(&prepared.text);
    let decimals = reader::speech::decimals(&blocks);
    let rollout = || reader::phases::read(&blocks, decimals);
    let others = || {
        let found = reader::read(&blocks);
        let by_line = ByLine::of(&found.sections);
        let said = reader::criteria::read(&blocks, &by_line, decimals);
        (found, by_line, said)
    };
    let (mut one, mut other) = (None, None);
    both(&mut || one = Some(rollout()), &mut || other = Some(others()));
    let mut rollout = one.unwrap_or_else(rollout);
    let (found, by_line, mut said) = other.unwrap_or_else(others);
    said.not_taken.append(&mut rollout.not_taken);
    said.not_taken.extend(prepared.unjudged.map(too_deep));
    let is_odd = |item: &&Item| found.odd.binary_search(&item.line).is_ok();
    said.not_taken.extend(found.items.iter().filter(is_odd).map(odd_box));
    said.not_taken.sort_by_key(|line| line.line);
    let deep = prepared.unread.map(|line| PlanError::TooDeep { line });
    let many = found.is_full.then_some(PlanError::TooMany { limit: ITEMS });
    Plan {
        sections: found.sections,
        items: found.items,
        signoffs: found.signoffs,
        criteria: said.criteria,
        phases: rollout.phases(&by_line),
        not_taken: said.not_taken,
        odd_boxes: found.odd,
        escalations: said.escalations,
        repaired: repaired.repaired,
        lost: repaired.lost,
        unread: deep.or(many),
    }
}

fn odd_box(item: &Item) -> NotTaken {
    let why = "it looks like a box and was not read as one, so it counts as open; \
        write `- [ ] text`";
    NotTaken { line: item.line, text: item.text.clone(), why: why.to_owned() }
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
