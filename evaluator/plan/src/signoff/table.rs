//! Tables of sign-offs: a role in each row.

use super::approval::said;
use super::{Approval, Entry, Signoff};
use crate::limits::cut;
use crate::markdown::{Row, Table};
use crate::words::annotation::{is_placeholder, person};
use crate::words::title::tidy;

const ROLES: &[&str] = &[
    "role",
    "function",
    "stakeholder",
    "approver role",
    "team",
    "department",
    "position",
    "party",
    "approver",
    "area",
    "rolle",
    "funktion",
];
const NAMES: &[&str] =
    &["name", "full name", "approver name", "person", "signed by", "approved by", "approver"];
const DATES: &[&str] = &[
    "date",
    "date/time",
    "date & time",
    "time",
    "signed at",
    "signed on",
    "approved on",
    "date signed",
    "timestamp",
    "when",
    "datum",
];
/// A column of such a name makes a table one of sign-offs.
const APPROVALS: &[&str] = &[
    "approval",
    "approved",
    "approved?",
    "approval status",
    "sign-off",
    "signoff",
    "sign off",
    "signed off",
    "signed",
    "signature",
    "unterschrift",
    "freigabe",
];
/// And of these only where it is about sign-offs anyway.
const STATES: &[&str] = &["status", "decision", "verdict", "result", "ok", "go/no-go", "vote"];

/// Nothing where the table is about something else. `is_expected`: its section is about
/// sign-offs.
pub(crate) fn signoffs(table: &Table<'_>, expected: Expected) -> Option<Vec<Signoff>> {
    let header = &table.titles;
    let of = |names: &[&str]| names.iter().find_map(|n| header.iter().position(|t| t == n));
    let role = of(ROLES)?;
    let name = of(NAMES).filter(|name| *name != role);
    let is_of = |names: &[&str], at: &usize| {
        header.get(*at).is_some_and(|title| names.contains(&title.as_str()))
    };
    let columns = 0..header.len();
    let strong = columns.clone().any(|at| is_of(APPROVALS, &at));
    let approvals: Vec<usize> = columns
        .filter(|at| Some(*at) != name && (is_of(APPROVALS, at) || is_of(STATES, at)))
        .collect();
    let is_form = match expected {
        Expected::Signoffs => name.is_some() || !approvals.is_empty(),
        Expected::Anything => strong,
    };
    let columns = Columns { role, name, date: of(DATES), approvals };
    let rows = || table.rows.iter().filter_map(|row| columns.read(table, row));
    is_form.then(|| rows().collect())
}

/// What the section of the table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    Signoffs,
    Anything,
}

struct Columns {
    role: usize,
    name: Option<usize>,
    date: Option<usize>,
    approvals: Vec<usize>,
}

impl Columns {
    fn read(&self, table: &Table<'_>, row: &Row<'_>) -> Option<Signoff> {
        let role = tidy(row.cell(self.role));
        if is_placeholder(&role) {
            return None;
        }
        let cell = |column: Option<usize>| column.map_or("", |column| row.cell(column));
        let mut entry = Entry {
            role: cut(&role),
            name: person(&tidy(cell(self.name))),
            date: tidy(cell(self.date)),
            ..Entry::default()
        };
        for column in &self.approvals {
            self.approve(table, *column, row, &mut entry);
        }
        // Where there is no box, a name with a date is how one signs.
        let is_signed = self.approvals.is_empty()
            && entry.name.is_some()
            && gonogo_criteria::words::date::find(&entry.date).is_some();
        if is_signed {
            entry.approval = Some(Approval::Approved);
        }
        Some(entry.at(row.number))
    }

    /// A refusal counts more than an empty box, and that more than a tick.
    fn approve(&self, table: &Table<'_>, column: usize, row: &Row<'_>, entry: &mut Entry) {
        let title = table.titles.get(column).map_or("", String::as_str);
        let said = said(row.cell(column));
        let rest = person(&tidy(&said.rest));
        let is_signature = title.contains("sign") || title == "unterschrift";
        let found = match said.approval {
            None if is_signature && rest.is_some() => Some(Approval::Approved),
            said => said,
        };
        // Whoever signs need not write the name twice.
        if is_signature && found == Some(Approval::Approved) {
            entry.name = entry.name.take().or(rest);
        }
        entry.approval = match (entry.approval, found) {
            (Some(Approval::Rejected), _) | (_, Some(Approval::Rejected)) => {
                Some(Approval::Rejected)
            }
            (Some(Approval::Open), _) | (_, Some(Approval::Open)) => Some(Approval::Open),
            (before, found) => found.or(before),
        };
    }
}
