//! Why a checklist or sign-offs cannot be given.

use thiserror::Error;

/// Sections that are named in an answer.
pub(crate) const NAMED: usize = 5;

/// `count` is of all sections, of which the first are named. [`help`](Self::help) says what to do.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum PlanError {
    #[error("the plan has no section `{name}`")]
    Unknown { name: String, near: Vec<String>, count: usize },
    #[error("the plan has {count} sections `{name}`")]
    Ambiguous { name: String, count: usize, paths: Vec<String> },
    #[error("line {line} has too many lists or quotes inside each other to be read")]
    TooDeep { line: usize },
    #[error("the plan has more than {limit} items or sign-offs")]
    TooMany { limit: usize },
}

impl PlanError {
    pub fn help(&self) -> String {
        match self {
            Self::Unknown { near, count, .. } => match near.as_slice() {
                [] => "it has no headings".to_owned(),
                [only] => format!("there is `{only}`"),
                several => format!("there are {}", listed(several, *count)),
            },
            Self::Ambiguous { paths, count, .. } => {
                format!("give one of {}", listed(paths, *count))
            }
            Self::TooDeep { .. } => "write it with fewer levels".to_owned(),
            Self::TooMany { .. } => "split the plan".to_owned(),
        }
    }
}

fn listed(names: &[String], count: usize) -> String {
    let shown: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match count.saturating_sub(names.len()) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
