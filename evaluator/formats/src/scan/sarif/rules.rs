//! The rules of a run's tool and of its extensions, and which of them a result is of.

use std::collections::HashMap;

use serde_json::Value;

use crate::error::{FormatError, shown};
use crate::json::{self, Fields};

pub(super) struct Rules<'a> {
    /// The driver's first, then those of each extension.
    components: Vec<&'a [Value]>,
    by_id: HashMap<&'a str, Fields<'a>>,
}

impl<'a> Rules<'a> {
    pub(super) fn of(run: Fields<'a>) -> Result<Self, FormatError> {
        let tool = run.need_object("tool")?;
        let mut components = vec![tool.need_object("driver")?.array("rules")?];
        for extension in tool.array("extensions")? {
            components.push(json::object(extension, "extensions")?.array("rules")?);
        }
        let mut by_id = HashMap::new();
        for rule in components.iter().flat_map(|rules| rules.iter()) {
            let rule = json::object(rule, "rules")?;
            by_id.entry(rule.need_text("id")?).or_insert(rule);
        }
        Ok(Self { components, by_id })
    }

    /// By index, else by name; `a/b` is a sub-rule of `a`.
    pub(super) fn find(&self, result: Fields<'a>) -> Result<Option<Fields<'a>>, FormatError> {
        let reference = result.object("rule")?;
        let (mut index, mut component) = (result.get("ruleIndex").and_then(Value::as_i64), None);
        let mut id = result.text("ruleId")?;
        if let Some(reference) = reference {
            index = index.or(reference.get("index").and_then(Value::as_i64));
            id = id.or(reference.text("id")?);
            let tool = reference.object("toolComponent")?;
            component = tool.and_then(|tool| tool.get("index")).and_then(Value::as_u64);
        }
        if let Some(index) = index.filter(|index| *index >= 0) {
            return self.at(index, component).map(Some);
        }
        let base = |id: &'a str| id.rsplit_once('/').map(|(base, _)| base);
        let named = id.and_then(|id| {
            self.by_id.get(id).or_else(|| base(id).and_then(|base| self.by_id.get(base)))
        });
        Ok(named.copied())
    }

    fn at(&self, index: i64, component: Option<u64>) -> Result<Fields<'a>, FormatError> {
        // Extensions are counted from 0; without one it is the driver.
        let component = component.map_or(Some(0), |component| component.checked_add(1));
        let component = component.and_then(|component| usize::try_from(component).ok());
        let rules = component.and_then(|component| self.components.get(component));
        let index = usize::try_from(index).ok();
        let rule = rules.zip(index).and_then(|(rules, index)| rules.get(index));
        let rule = rule.ok_or_else(|| FormatError::new("its rule is not in the list of rules"))?;
        json::object(rule, "rules")
    }
}

/// A score from 0 to 10, which is written as text.
pub(super) fn security_severity(of: Fields<'_>) -> Result<Option<f64>, FormatError> {
    let properties = of.object("properties")?;
    let Some(value) = properties.and_then(|properties| properties.get("security-severity")) else {
        return Ok(None);
    };
    let score = match value {
        Value::String(text) => text.trim().parse().ok(),
        other => other.as_f64(),
    };
    let score = score.filter(|score| (0.0..=10.0).contains(score));
    score.map(Some).ok_or_else(|| {
        let found = shown(&value.to_string());
        FormatError::new(format!("`security-severity` is {found}, not 0 to 10"))
    })
}

pub(super) fn default_level<'a>(rule: Fields<'a>) -> Result<Option<&'a str>, FormatError> {
    match rule.object("defaultConfiguration")? {
        Some(configuration) => configuration.text("level"),
        None => Ok(None),
    }
}
