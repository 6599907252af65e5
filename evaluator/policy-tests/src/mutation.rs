//! What the tests of a gate are worth: the mutants that they notice, and those that they do not.

use std::collections::BTreeMap;

use crate::coverage::Tally;
use crate::document::AcceptedNode;
use crate::mutate::{Fate, Mutant};

/// Of all mutants of one gate.
#[derive(Clone, Debug, Default)]
pub struct Mutation {
    /// In the order of the file.
    pub tried: Vec<Tried>,
    /// Accepted without need: noticed all the same, or not there.
    pub needless: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct Tried {
    pub mutant: Mutant,
    pub ending: Ending,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// By the case of that name.
    Noticed(String),
    /// So many cases look at what was changed.
    Survived(usize),
    /// No test can tell the difference, for this reason.
    Accepted(String),
    /// It is no gate, and does not count.
    Refused,
}

impl Mutation {
    /// `tried` are all mutants with their fates, `names` those of the cases that they were tried on.
    pub fn new(tried: Vec<(Mutant, Fate)>, names: &[&str], accepted: &[AcceptedNode]) -> Self {
        let mut reasons: BTreeMap<String, (String, bool)> = BTreeMap::new();
        for node in accepted {
            let reason = (node.because.value.trim().to_owned(), false);
            reasons.insert(node.mutant.value.trim().to_owned(), reason);
        }
        let mut judge = |(mutant, fate): (Mutant, Fate)| {
            let ending = match fate {
                Fate::Refused => Ending::Refused,
                Fate::Noticed(at) => {
                    Ending::Noticed(names.get(at).copied().unwrap_or_default().to_owned())
                }
                Fate::Survived(looked) => match reasons.get_mut(&mutant.name()) {
                    None => Ending::Survived(looked),
                    Some((reason, used)) => {
                        *used = true;
                        Ending::Accepted(reason.clone())
                    }
                },
            };
            Tried { mutant, ending }
        };
        let tried = tried.into_iter().map(&mut judge).collect();
        let needless = reasons.into_iter().filter(|(_, (_, used))| !used);
        Self { tried, needless: needless.map(|(name, _)| name).collect() }
    }

    fn count(&self, is: impl Fn(&Ending) -> bool) -> usize {
        self.tried.iter().filter(|tried| is(&tried.ending)).count()
    }

    pub fn noticed(&self) -> usize {
        self.count(|ending| matches!(ending, Ending::Noticed(_)))
    }

    pub fn survived(&self) -> usize {
        self.count(|ending| matches!(ending, Ending::Survived(_)))
    }

    pub fn accepted(&self) -> usize {
        self.count(|ending| matches!(ending, Ending::Accepted(_)))
    }

    /// What was noticed of what could have been; neither what is accepted nor what is no gate.
    pub fn score(&self) -> Tally {
        Tally { seen: self.noticed(), all: self.noticed() + self.survived() }
    }

    pub fn survivors(&self) -> impl Iterator<Item = (&Mutant, usize)> {
        self.tried.iter().filter_map(|tried| match tried.ending {
            Ending::Survived(looked) => Some((&tried.mutant, looked)),
            Ending::Noticed(_) | Ending::Accepted(_) | Ending::Refused => None,
        })
    }
}
