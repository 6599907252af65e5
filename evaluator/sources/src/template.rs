//! Text in which `${NAME}` stands for a value of the environment.

use std::fmt;

use gonogo_document::{Span, Text};

/// As it was written; what it stands for is known only to those who resolve it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    parts: Vec<Part>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Plain(String),
    Variable(String),
}

/// A variable that the environment does not have, or has empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    pub variable: String,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the environment variable `{}` is not set", self.variable)
    }
}

impl std::error::Error for Missing {}

impl Template {
    /// A reference that is no whole one was reported when the gate was read, and stays as it is.
    pub(crate) fn new(text: &Text) -> Self {
        let mut parts = Vec::new();
        let mut rest = text.value.as_str();
        while let Some((before, after)) = rest.split_once("${") {
            let Some((name, behind)) = after.split_once('}') else { break };
            if !before.is_empty() {
                parts.push(Part::Plain(before.to_owned()));
            }
            parts.push(Part::Variable(name.to_owned()));
            rest = behind;
        }
        if !rest.is_empty() {
            parts.push(Part::Plain(rest.to_owned()));
        }
        Self { parts, span: text.span }
    }

    pub fn resolve(&self, env: &dyn Fn(&str) -> Option<String>) -> Result<String, Missing> {
        let mut resolved = String::new();
        for part in &self.parts {
            match part {
                Part::Plain(text) => resolved.push_str(text),
                Part::Variable(name) => {
                    let value = env(name).filter(|value| !value.trim().is_empty());
                    let value = value.ok_or_else(|| Missing { variable: name.clone() })?;
                    // A trailing line break is how files and pipes end, never part of a value.
                    resolved.push_str(value.trim_end_matches(['\n', '\r']));
                }
            }
        }
        Ok(resolved)
    }

    /// The text, if nothing of it comes from the environment.
    pub fn plain(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [] => Some(""),
            [Part::Plain(text)] => Some(text),
            _ => None,
        }
    }
}

/// As it was written, without any value of the environment.
impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match part {
            Part::Plain(text) => f.write_str(text),
            Part::Variable(name) => write!(f, "${{{name}}}"),
        })
    }
}
