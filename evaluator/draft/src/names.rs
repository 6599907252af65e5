//! Names that are given once, and again the same when a plan is imported again.

use std::collections::{BTreeMap, BTreeSet};

/// Of a name that gates take, in characters.
const LONGEST: usize = 64;

/// What is named; each has names of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    Param,
    Phase,
    Fact,
    Rule,
}

impl Named {
    pub const ALL: [Self; 4] = [Self::Param, Self::Phase, Self::Fact, Self::Rule];

    /// As records have it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Param => "params",
            Self::Phase => "phases",
            Self::Fact => "facts",
            Self::Rule => "rules",
        }
    }

    /// Records can be edited: a name is one that gates take.
    pub(crate) fn allows(self, name: &str) -> bool {
        let is_letter = |c: char| match self {
            Self::Param | Self::Fact => c.is_ascii_alphanumeric() || c == '_',
            Self::Phase | Self::Rule => c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-',
        };
        (1..=LONGEST).contains(&name.len()) && name.chars().all(is_letter)
    }
}

/// The names by what they stand for: a text that stays the same when figures change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    pub(crate) given: BTreeMap<(Named, String), String>,
}

impl Names {
    /// Names of what is named in the other as well.
    pub(crate) fn of_those_in(&self, other: &Self) -> Self {
        let is_there = |(key, _): &(&(Named, String), &String)| other.given.contains_key(*key);
        let given = self.given.iter().filter(is_there);
        Self { given: given.map(|(key, name)| (key.clone(), name.clone())).collect() }
    }
}

/// Gives names; those of an earlier import stay with what they stood for.
#[derive(Debug)]
pub(crate) struct Namer<'k> {
    known: &'k Names,
    taken: BTreeSet<(Named, String)>,
    names: Names,
}

/// CEL's own words, and the names that every expression sees.
const RESERVED_WORDS: [&str; 26] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "false",
    "for",
    "function",
    "if",
    "import",
    "in",
    "let",
    "loop",
    "namespace",
    "now",
    "null",
    "package",
    "params",
    "phase",
    "return",
    "true",
    "var",
    "void",
    "while",
    "has",
    "role",
];
/// Rules that every gate has, and what YAML takes for nothing.
const RESERVED_RULES: [&str; 4] = ["facts", "evidence", "bake", "null"];
const RESERVED_PHASES: [&str; 1] = ["null"];

impl<'k> Namer<'k> {
    pub(crate) fn new(known: &'k Names) -> Self {
        let taken = known.given.iter().map(|((kind, _), name)| (*kind, name.clone())).collect();
        Self { known, taken, names: Names::default() }
    }

    /// `wanted`, or with a number. `stands_for` must not have been asked for before.
    pub(crate) fn give(&mut self, kind: Named, stands_for: &str, wanted: &str) -> String {
        let key = (kind, stands_for.to_owned());
        let name = match self.known.given.get(&key) {
            Some(name) => name.clone(),
            None => self.free(kind, wanted),
        };
        self.taken.insert((kind, name.clone()));
        self.names.given.insert(key, name.clone());
        name
    }

    /// The text, or with a number where something else stands for it already.
    pub(crate) fn unused(&self, kind: Named, stands_for: &str) -> String {
        let numbered = (2_u32..).map(|number| format!("{stands_for} #{number}"));
        let mut texts = std::iter::once(stands_for.to_owned()).chain(numbered);
        let is_unused = |text: &String| !self.names.given.contains_key(&(kind, text.clone()));
        texts.find(is_unused).unwrap_or_default()
    }

    fn free(&self, kind: Named, wanted: &str) -> String {
        let between = match kind {
            Named::Param | Named::Fact => '_',
            Named::Phase | Named::Rule => '-',
        };
        let reserved = match kind {
            Named::Param | Named::Fact => RESERVED_WORDS.as_slice(),
            Named::Rule => RESERVED_RULES.as_slice(),
            Named::Phase => &RESERVED_PHASES,
        };
        let is_free = |name: &String| {
            !reserved.contains(&name.as_str()) && !self.taken.contains(&(kind, name.clone()))
        };
        let numbered = (2_u32..).map(|number| format!("{wanted}{between}{number}"));
        let mut names = std::iter::once(wanted.to_owned()).chain(numbered);
        names.find(is_free).unwrap_or_default()
    }

    pub(crate) fn names(self) -> Names {
        self.names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_stay() {
        let known = Names::default();
        let mut namer = Namer::new(&known);
        assert_eq!(namer.give(Named::Rule, "a", "error-rate"), "error-rate");
        assert_eq!(namer.give(Named::Rule, "b", "error-rate"), "error-rate-2");
        assert_eq!(namer.give(Named::Rule, "c", "facts"), "facts-2");
        assert_eq!(namer.give(Named::Fact, "c", "facts"), "facts");
        assert_eq!(namer.give(Named::Fact, "d", "phase"), "phase_2");
        let known = namer.names();
        let mut namer = Namer::new(&known);
        assert_eq!(namer.give(Named::Rule, "new", "error-rate"), "error-rate-3");
        assert_eq!(namer.give(Named::Rule, "b", "anything"), "error-rate-2");
    }
}
