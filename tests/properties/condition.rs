//! Conditions about four facts.

use proptest::prelude::*;

use crate::snapshot::{FACTS, Fact};

#[derive(Clone, Debug)]
pub(crate) enum Condition {
    Below(Fact, i8),
    AtLeast(Fact, i8),
    /// Whether the optional fact is there.
    Has,
    Always(bool),
    /// A runtime error.
    Error,
    Not(Box<Condition>),
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
    Choice(Box<Condition>, Box<Condition>, Box<Condition>),
}

impl Condition {
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Below(fact, limit) => format!("{} < {limit}.0", fact.value()),
            Self::AtLeast(fact, limit) => format!("{} >= {limit}.0", fact.value()),
            Self::Has => format!("has({})", Fact::Optional.name()),
            Self::Always(value) => value.to_string(),
            Self::Error => "[1, 2][size(phase.name) + 9] == 1".to_owned(),
            Self::Not(inner) => format!("!({})", inner.text()),
            Self::And(a, b) => format!("({}) && ({})", a.text(), b.text()),
            Self::Or(a, b) => format!("({}) || ({})", a.text(), b.text()),
            Self::Choice(which, a, b) => {
                format!("({}) ? ({}) : ({})", which.text(), a.text(), b.text())
            }
        }
    }

    pub(crate) fn reads(&self, fact: Fact) -> bool {
        match self {
            Self::Below(read, _) | Self::AtLeast(read, _) => *read == fact,
            Self::Has => fact == Fact::Optional,
            Self::Always(_) | Self::Error => false,
            Self::Not(inner) => inner.reads(fact),
            Self::And(a, b) | Self::Or(a, b) => a.reads(fact) || b.reads(fact),
            Self::Choice(which, a, b) => which.reads(fact) || a.reads(fact) || b.reads(fact),
        }
    }
}

pub(crate) fn condition() -> impl Strategy<Value = Condition> {
    let fact = || prop::sample::select(FACTS.to_vec());
    let leaf = prop_oneof![
        4 => (fact(), 1..10_i8).prop_map(|(fact, limit)| Condition::Below(fact, limit)),
        4 => (fact(), 1..10_i8).prop_map(|(fact, limit)| Condition::AtLeast(fact, limit)),
        1 => Just(Condition::Has),
        1 => any::<bool>().prop_map(Condition::Always),
        1 => Just(Condition::Error),
    ];
    leaf.prop_recursive(3, 10, 3, |inner| {
        let boxed = || inner.clone().prop_map(Box::new);
        prop_oneof![
            boxed().prop_map(Condition::Not),
            (boxed(), boxed()).prop_map(|(a, b)| Condition::And(a, b)),
            (boxed(), boxed()).prop_map(|(a, b)| Condition::Or(a, b)),
            (boxed(), boxed(), boxed()).prop_map(|(c, a, b)| Condition::Choice(c, a, b)),
        ]
    })
}
