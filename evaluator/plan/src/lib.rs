//! Rollout plans in Markdown: their sections, checklists and sign-offs.
//!
//! [`read`] takes any text and never fails: what cannot be understood is not in the [`Plan`].
//! Criteria and phases of a plan are not read yet.

mod annotation;
mod checkbox;
mod checklist;
mod date;
mod item;
mod limits;
mod markdown;
mod plan;
mod problem;
mod reader;
mod repair;
mod section;
mod signoff;
mod title;

pub use checklist::{Checklist, Part, Progress};
pub use item::{Item, State};
pub use limits::{ITEMS, TEXT_CHARACTERS};
pub use plan::{Plan, read};
pub use problem::PlanError;
pub use repair::{Repaired, repair};
pub use section::{Section, SectionId};
pub use signoff::{Approval, Signoff, Signoffs};
