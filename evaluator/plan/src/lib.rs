//! Rollout plans in Markdown: their sections, checklists, sign-offs, criteria and phases.
//!
//! [`read`] takes any text and never fails: what cannot be understood is not in the [`Plan`], and
//! lines that look like criteria and were not taken are named with the reason.

mod criterion;
mod item;
mod limits;
mod markdown;
mod phase;
mod plan;
mod reader;
mod repair;
mod section;
mod signoff;
mod words;

pub use criterion::{Criterion, Escalation, NotTaken};
pub use gonogo_criteria::{
    Amount, Band, Comparator, Comparison, Effect, Reference, Relation, Sense, Statistic, Time,
    Trend,
};
pub use item::{Checklist, Item, Part, Progress, State};
pub use limits::{ITEMS, TEXT_CHARACTERS};
pub use phase::{Phase, Window};
pub use plan::{Plan, PlanError, read, read_by};
pub use repair::{Repaired, repair};
pub use section::{Section, SectionId};
pub use signoff::{Approval, Signoff, Signoffs};
