//! Who is told when something goes on.

use gonogo_criteria::Time;

use crate::section::SectionId;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escalation {
    /// In the file, from 1.
    pub line: usize,
    /// The innermost section that it stands in.
    pub section: Option<SectionId>,
    /// The line of the criterion that it is for, if it stands below one.
    pub of: Option<usize>,
    /// At once where it is zero; nothing if the plan does not say.
    pub after: Option<Time>,
    /// As written: `ops lead`.
    pub to: String,
}
