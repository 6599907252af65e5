//! What a policy says of itself.

use crate::FactKind;
use crate::bindings::gonogo::plugin::types::{self, SettingKind};

/// Name, version and purpose of a policy, the facts that it reads and its settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Description(types::Description);

impl Description {
    /// The summary is one sentence.
    pub fn new(name: &str, version: &str, summary: &str) -> Self {
        Self(types::Description {
            name: name.to_owned(),
            version: version.to_owned(),
            summary: summary.to_owned(),
            facts: Vec::new(),
            settings: Vec::new(),
        })
    }

    pub fn fact(mut self, need: Need) -> Self {
        self.0.facts.push(need.0);
        self
    }

    pub fn setting(mut self, setting: Setting) -> Self {
        self.0.settings.push(setting.0);
        self
    }
}

impl From<Description> for types::Description {
    fn from(description: Description) -> Self {
        description.0
    }
}

/// A fact that a policy reads, by the policy's name for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Need(types::FactNeed);

impl Need {
    pub fn new(name: &str, kind: FactKind, description: &str) -> Self {
        Self(types::FactNeed {
            name: name.to_owned(),
            kind,
            unit: None,
            optional: false,
            description: description.to_owned(),
        })
    }

    /// A plain number.
    pub fn number(name: &str, description: &str) -> Self {
        Self::new(name, FactKind::Number, description)
    }

    /// A number with a unit: see [`Need::in_unit`].
    pub fn quantity(name: &str, description: &str) -> Self {
        Self::new(name, FactKind::Quantity, description)
    }

    pub fn text(name: &str, description: &str) -> Self {
        Self::new(name, FactKind::Text, description)
    }

    pub fn boolean(name: &str, description: &str) -> Self {
        Self::new(name, FactKind::Boolean, description)
    }

    pub fn time(name: &str, description: &str) -> Self {
        Self::new(name, FactKind::Time, description)
    }

    pub fn duration(name: &str, description: &str) -> Self {
        Self::new(name, FactKind::Duration, description)
    }

    pub fn series(name: &str, description: &str) -> Self {
        Self::new(name, FactKind::Series, description)
    }

    /// The series of a fact with `by`.
    pub fn several(name: &str, description: &str) -> Self {
        Self::new(name, FactKind::Several, description)
    }

    /// Checklists, test results and all else that has parts: JSON.
    pub fn structured(name: &str, description: &str) -> Self {
        Self::new(name, FactKind::Structured, description)
    }

    /// Values are handed over in this unit, such as `ms`; without it, in that of the fact.
    pub fn in_unit(mut self, unit: &str) -> Self {
        self.0.unit = Some(unit.to_owned());
        self
    }

    /// The policy can judge without it. What is not optional is there when the policy is called.
    pub fn optional(mut self) -> Self {
        self.0.optional = true;
        self
    }
}

/// What a rule can set.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting(types::SettingNeed);

impl Setting {
    fn new(name: &str, kind: SettingKind, description: &str) -> Self {
        Self(types::SettingNeed {
            name: name.to_owned(),
            kind,
            required: false,
            description: description.to_owned(),
        })
    }

    pub fn number(name: &str, description: &str) -> Self {
        Self::new(name, SettingKind::Number, description)
    }

    pub fn text(name: &str, description: &str) -> Self {
        Self::new(name, SettingKind::Text, description)
    }

    pub fn boolean(name: &str, description: &str) -> Self {
        Self::new(name, SettingKind::Boolean, description)
    }

    pub fn duration(name: &str, description: &str) -> Self {
        Self::new(name, SettingKind::Duration, description)
    }

    /// Written with any unit of the same dimension, handed over as a number in this one.
    pub fn quantity(name: &str, unit: &str, description: &str) -> Self {
        Self::new(name, SettingKind::Quantity(unit.to_owned()), description)
    }

    /// One of these texts.
    pub fn choice(name: &str, choices: &[&str], description: &str) -> Self {
        let choices = choices.iter().map(|choice| (*choice).to_owned()).collect();
        Self::new(name, SettingKind::Choice(choices), description)
    }

    pub fn numbers(name: &str, description: &str) -> Self {
        Self::new(name, SettingKind::Numbers, description)
    }

    pub fn texts(name: &str, description: &str) -> Self {
        Self::new(name, SettingKind::Texts, description)
    }

    /// Without it the rule is refused.
    pub fn required(mut self) -> Self {
        self.0.required = true;
        self
    }
}
