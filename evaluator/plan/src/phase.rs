//! The steps of a rollout, as a plan names them.

pub(crate) mod choice;

use gonogo_criteria::Time;

use crate::section::SectionId;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phase {
    /// As gates name phases: `canary-5`.
    pub name: String,
    pub title: String,
    /// In the file, from 1.
    pub line: usize,
    /// The section that is about it; its criteria are those of the section and those below.
    pub section: Option<SectionId>,
    /// Whether something of the new version takes traffic.
    pub is_live: bool,
    /// Percent, as decimal text: `5`.
    pub traffic: Option<String>,
    /// How long it is watched before the next.
    pub bake: Option<Time>,
    /// How often somebody looks.
    pub every: Option<Time>,
    pub window: Option<Window>,
}

/// When it may be done, every day: `02:00` to `06:00`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    pub from: String,
    pub to: String,
    /// `UTC` or an IANA name; nothing if the plan does not say.
    pub zone: Option<String>,
}
