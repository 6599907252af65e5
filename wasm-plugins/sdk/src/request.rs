//! What a policy is asked.

use crate::bindings::gonogo::plugin::types;

pub use types::{Phase, Setting as SettingValue};

/// A question: in which phase, at what time, with which settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Request(types::Request);

impl Request {
    pub fn phase(&self) -> &Phase {
        &self.0.phase
    }

    /// The time that is judged, in nanoseconds since 1970.
    pub fn now(&self) -> i64 {
        self.0.now
    }

    /// What the rule says of a setting, or `None` where it says nothing. The host has checked
    /// that it is of the kind that was described.
    pub fn setting(&self, name: &str) -> Option<&SettingValue> {
        let settings = self.0.configuration.iter();
        settings.rev().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    /// Of a number, or of a quantity in the unit that was described.
    pub fn number(&self, name: &str) -> Option<f64> {
        match self.setting(name)? {
            SettingValue::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Of a text, or of a choice.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.setting(name)? {
            SettingValue::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn boolean(&self, name: &str) -> Option<bool> {
        match self.setting(name)? {
            SettingValue::Boolean(boolean) => Some(*boolean),
            _ => None,
        }
    }

    /// In nanoseconds.
    pub fn duration(&self, name: &str) -> Option<i64> {
        match self.setting(name)? {
            SettingValue::Duration(nanos) => Some(*nanos),
            _ => None,
        }
    }

    pub fn numbers(&self, name: &str) -> Option<&[f64]> {
        match self.setting(name)? {
            SettingValue::Numbers(numbers) => Some(numbers),
            _ => None,
        }
    }

    pub fn texts(&self, name: &str) -> Option<&[String]> {
        match self.setting(name)? {
            SettingValue::Texts(texts) => Some(texts),
            _ => None,
        }
    }
}

impl From<types::Request> for Request {
    fn from(request: types::Request) -> Self {
        Self(request)
    }
}

macro_rules! settings {
    ($($of:ty => $variant:ident),* $(,)?) => {
        $(impl From<$of> for SettingValue {
            fn from(value: $of) -> Self {
                Self::$variant(value.into())
            }
        })*
    };
}

settings! {
    f64 => Number,
    &str => Text,
    bool => Boolean,
    Vec<f64> => Numbers,
    Vec<String> => Texts,
}
