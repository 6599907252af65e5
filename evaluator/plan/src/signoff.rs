//! Sign-offs: who approves, by role.

mod approval;
mod line;
mod roll;
mod table;

pub(crate) use approval::choice;
pub(crate) use line::line;
pub use roll::Signoffs;
pub(crate) use table::{Expected, signoffs};

use crate::section::SectionId;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    /// Nothing was said yet.
    Open,
    Approved,
    Rejected,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signoff {
    pub role: String,
    pub name: Option<String>,
    /// What is ticked, signed or written; see [`is_approved`](Self::is_approved).
    pub approval: Approval,
    /// RFC 3339; a day without a time is its beginning in UTC. Only of what was approved or
    /// rejected: before, a date is a plan.
    pub at: Option<String>,
    /// The innermost section that it stands in.
    pub section: Option<SectionId>,
    /// In the file, from 1.
    pub line: usize,
    /// What a reader should know of it.
    pub note: Option<String>,
}

impl Signoff {
    /// Approved, and by somebody: a tick without a name may have come with the form.
    pub fn is_approved(&self) -> bool {
        self.approval == Approval::Approved && self.name.is_some()
    }

    pub fn is_rejected(&self) -> bool {
        self.approval == Approval::Rejected
    }
}

/// What is known of a sign-off before it has its place.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    pub(crate) role: String,
    pub(crate) name: Option<String>,
    /// Nothing where there is neither box nor word.
    pub(crate) approval: Option<Approval>,
    /// As it is written.
    pub(crate) date: String,
    pub(crate) note: Option<String>,
}

impl Entry {
    pub(crate) fn at(self, line: usize) -> Signoff {
        let approval = self.approval.unwrap_or(Approval::Open);
        let is_settled = approval != Approval::Open;
        let date = gonogo_criteria::words::date::find(&self.date);
        let is_unclear =
            is_settled && date.is_none() && !crate::words::annotation::is_placeholder(&self.date);
        let unclear = is_unclear.then(|| format!("the date `{}` is not clear", self.date.trim()));
        let is_nameless = approval == Approval::Approved && self.name.is_none();
        let nameless = is_nameless.then(|| "ticked without a name".to_owned());
        Signoff {
            role: self.role,
            name: self.name,
            approval,
            at: date.filter(|_| is_settled).map(|found| found.moment()),
            section: None,
            line,
            note: self.note.or(nameless).or(unclear),
        }
    }
}
