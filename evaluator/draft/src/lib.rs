//! Gates drafted from rollout plans, and kept in step with them.
//!
//! [`draft`] makes a gate of a [`Plan`](gonogo_plan::Plan): it passes `gonogo check` as it is, and
//! without facts it never says go. [`update`] brings a changed plan into a gate that somebody has
//! edited since.

mod criteria;
mod draft;
mod escalation;
mod names;
mod paper;
mod parts;
mod scope;
mod steps;
mod summary;
mod text;
mod update;

pub use draft::{Draft, DraftError, Place, RULES, draft};
pub use names::{Named, Names};
pub use summary::{Left, Summary, Taken, What};
pub use update::{Change, ChangeKind, Lock, LockError, Part, Update, update};
