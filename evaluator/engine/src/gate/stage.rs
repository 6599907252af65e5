//! A gate at one phase, with its parameters settled: all that a decision needs but the facts.

use std::fmt;

use gonogo_cel::{Binding, Bindings, Value, suggest};

use super::waivers::Waiver;
use super::{Gate, Given, Param, Phase, PluginCheck, Rule, params};
use crate::explain::{Onsets, value_text};
use crate::functions::quantity::quantity_value;

/// `--set name=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    pub name: String,
    pub value: String,
}

/// Nanoseconds, since 1970 and from there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bake {
    pub started: i64,
    pub lasts: i64,
}

/// Has at least one rule that can stop the release.
#[derive(Clone, Debug)]
pub struct Stage<'g> {
    pub gate: &'g Gate,
    pub phase: &'g Phase,
    pub rules: Vec<&'g Rule>,
    pub waivers: Vec<Waiver>,
    /// Why the phase is not over, of one that is watched and has to be: until then it is no go.
    pub unfinished: Option<String>,
    /// When it began to bake, of one that is looked at while it does.
    pub bake: Option<Bake>,
    /// What earlier looks at the phase found, of one that is looked at again and again.
    pub onsets: Option<Onsets>,
    /// What the caller set, by name.
    pub overrides: Vec<Override>,
    pub(crate) params: Vec<Value>,
}

/// What was asked for does not fit the gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageError {
    pub message: String,
    pub help: Option<String>,
}

impl fmt::Display for StageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for StageError {}

impl StageError {
    fn new(message: String, help: Option<String>) -> Self {
        Self { message, help }
    }
}

impl<'g> Stage<'g> {
    /// The rules in the order of the file.
    pub fn in_order(&self) -> Vec<&'g Rule> {
        let mut rules = self.rules.clone();
        rules.sort_by(|a, b| (a.position, &a.id).cmp(&(b.position, &b.id)));
        rules
    }

    /// The same, not yet over for that cause.
    pub fn unfinished(&self, cause: &str) -> Self {
        Self { unfinished: Some(cause.to_owned()), ..self.clone() }
    }

    /// What the phase gives a policy to go by.
    pub(crate) fn settings<'c>(&self, check: &'c PluginCheck) -> Vec<(&'c str, Value)> {
        let settings = check.settings.iter().filter_map(|setting| {
            let value = match &setting.given {
                Given::Value(value) => value.clone(),
                Given::Param(at) => self.params.get(*at)?.clone(),
            };
            Some((setting.name.as_str(), value))
        });
        settings.collect()
    }

    /// The values of everything that stays the same while the phase lasts.
    pub fn constants(&self) -> Bindings {
        let mut bindings = Bindings::new(self.gate.slots.count);
        let slots = &self.gate.slots;
        let mut set = |slot, value| bindings.set(slot, Binding::Value(value));
        set(slots.phase_name, Value::string(self.phase.name.as_str()));
        set(slots.phase_live, Value::Bool(self.phase.live));
        if let Some(traffic) = self.phase.traffic.and_then(quantity_value) {
            set(slots.phase_traffic, traffic);
        }
        for (param, value) in self.gate.params.iter().zip(&self.params) {
            set(param.slot, value.clone());
        }
        bindings
    }
}

impl Gate {
    /// The phase may be left out when there is only one.
    pub fn stage(
        &self,
        phase: Option<&str>,
        overrides: &[Override],
    ) -> Result<Stage<'_>, StageError> {
        let (at, phase) = self.find_phase(phase)?;
        let rules: Vec<&Rule> =
            self.rules.iter().filter(|rule| rule.phases.contains(&at)).collect();
        if !rules.iter().any(|rule| rule.can_stop()) {
            let message = format!("the phase `{}` has no rule that can stop it", phase.name);
            let help = "what checks nothing, or only warns, would always say go: add a rule whose \
                        failure is no-go or rollback";
            return Err(StageError::new(message, Some(help.to_owned())));
        }
        let params = self.settle(phase, overrides)?;
        let mut overrides = overrides.to_vec();
        overrides.sort_by(|a, b| a.name.cmp(&b.name));
        let (waivers, unfinished, bake, onsets) = (Vec::new(), None, None, None);
        Ok(Stage { gate: self, phase, rules, waivers, unfinished, bake, onsets, overrides, params })
    }

    fn find_phase(&self, name: Option<&str>) -> Result<(usize, &Phase), StageError> {
        let names = || {
            let quoted: Vec<String> = self.phases.iter().map(|p| format!("`{}`", p.name)).collect();
            quoted.join(", ")
        };
        let Some(name) = name else {
            return match self.phases.as_slice() {
                [only] => Ok((0, only)),
                _ => Err(StageError::new(
                    format!("the gate `{}` has several phases", self.name),
                    Some(format!("name one with `--phase`: {}", names())),
                )),
            };
        };
        let found = self.phases.iter().enumerate().find(|(_, phase)| phase.name == name);
        found.ok_or_else(|| {
            let near = suggest::nearest(name, self.phases.iter().map(|phase| phase.name.as_str()));
            let help = near.map_or_else(
                || format!("it has {}", names()),
                |near| format!("did you mean `{near}`?"),
            );
            StageError::new(format!("the gate `{}` has no phase `{name}`", self.name), Some(help))
        })
    }

    /// The gate's values, then the phase's, then those that were set.
    fn settle(&self, phase: &Phase, overrides: &[Override]) -> Result<Vec<Value>, StageError> {
        let mut values: Vec<Value> = self.params.iter().map(|param| param.value.clone()).collect();
        let mut put = |at: usize, value: Value| {
            if let Some(place) = values.get_mut(at) {
                *place = value;
            }
        };
        for (at, value) in &phase.params {
            put(*at, value.clone());
        }
        for (at, set) in overrides.iter().enumerate() {
            if overrides.iter().take(at).any(|before| before.name == set.name) {
                let message = format!("the parameter `{}` is set twice", set.name);
                return Err(StageError::new(message, None));
            }
            let (at, value) = self.overridden(set)?;
            put(at, value);
        }
        Ok(values)
    }

    fn overridden(&self, set: &Override) -> Result<(usize, Value), StageError> {
        let named = self.params.iter().enumerate().find(|(_, param)| param.name == set.name);
        let Some((at, param)) = named else {
            let names = self.params.iter().map(|param| param.name.as_str());
            let help =
                suggest::nearest(&set.name, names).map(|near| format!("did you mean `{near}`?"));
            return Err(StageError::new(format!("there is no parameter `{}`", set.name), help));
        };
        let bad = |message: String| {
            StageError::new(format!("`--set {}={}`: {message}", set.name, set.value), None)
        };
        if param.of == gonogo_cel::Type::String {
            return Ok((at, Value::string(set.value.as_str())));
        }
        let (value, of) = match param.value {
            Value::List(_) | Value::Map(_) => params::several(&set.value).map_err(bad)?,
            _ => params::plain(&set.value).map_err(bad)?,
        };
        let is_empty_list = matches!(&param.value, Value::List(_))
            && matches!(&value, Value::List(elements) if elements.is_empty());
        if of != param.of && !is_empty_list {
            let mut error = bad(format!("this is a `{of}`, the parameter is a `{}`", param.of));
            error.help = with_unit(&set.value, param);
            return Err(error);
        }
        Ok((at, value))
    }
}

/// For a bare number where the parameter has a unit.
fn with_unit(text: &str, param: &Param) -> Option<String> {
    let shown = value_text(&param.value);
    let unit = shown.trim_start_matches(|c: char| !c.is_alphabetic() && c != '%');
    let whole = format!("{text}{unit}");
    let is_it = !unit.contains(|c: char| c.is_ascii_digit())
        && params::plain(&whole).is_ok_and(|(_, of)| of == param.of);
    is_it.then(|| format!("write it with its unit, such as `{whole}`"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gate;

    const GATE: &str = "
gate: a
params: {share: 1%, name: blue, number: 3, flag: true, list: [1]}
phases: {one: {params: {share: 2%}}, two: , none: , shadow: }
rules:
  - {id: r, phases: [one, two], require: 'true'}
  - {id: s, phases: [shadow], require: 'true', shadow: true}
";

    #[test]
    fn lists_are_set_as_yaml_writes_them() {
        for (value, expected) in [
            ("[2, 3]", "2 % 'blue' 3.0 true [2.0, 3.0]"),
            ("[]", "2 % 'blue' 3.0 true []"),
            (
                "[a]",
                "`--set list=[a]`: this is a `list(string)`, the parameter is a `list(double)`",
            ),
            ("[2", "`--set list=[2`: "),
            ("2", "`--set list=2`: this is a `double`, the parameter is a `list(double)`"),
        ] {
            let found = staged(Some("one"), &[("list", value)]);
            assert!(found.starts_with(expected), "{value}: {found}");
        }
    }

    /// The parameters as text, or the error with its help.
    fn staged(phase: Option<&str>, set: &[(&str, &str)]) -> String {
        let gate = gate::load("gate.yaml", GATE).gate.unwrap();
        let overrides: Vec<Override> = set
            .iter()
            .map(|(name, value)| Override { name: (*name).into(), value: (*value).into() })
            .collect();
        match gate.stage(phase, &overrides) {
            Ok(stage) => {
                let values: Vec<String> = stage.params.iter().map(Value::to_string).collect();
                values.join(" ")
            }
            Err(error) => format!("{error} ({})", error.help.as_deref().unwrap_or("no help")),
        }
    }

    #[test]
    fn values_come_from_the_gate_the_phase_and_the_call() {
        for (phase, set, expected) in [
            ("two", &[][..], "1 % 'blue' 3.0 true [1.0]"),
            ("one", &[], "2 % 'blue' 3.0 true [1.0]"),
            ("one", &[("share", "0.5%")], "0.5 % 'blue' 3.0 true [1.0]"),
            ("one", &[("share", "0.005 ratio")], "0.005 ratio 'blue' 3.0 true [1.0]"),
            ("two", &[("name", "7"), ("number", "7")], "1 % '7' 7.0 true [1.0]"),
            ("two", &[("flag", "false")], "1 % 'blue' 3.0 false [1.0]"),
        ] {
            assert_eq!(staged(Some(phase), set), expected, "{phase} {set:?}");
        }
    }

    /// What only counts stops nothing; the score, or a veto, may.
    #[test]
    fn members_of_a_score_stop_nothing_by_themselves() {
        let check = |otherwise: &str, veto: &str, expected: bool| {
            let text = format!(
                "gate: a\nrules: [{{id: r, score: {{of: {{m: 1}}, go: 90%, else: {otherwise}}}}}, \
                 {{id: m, require: 'true', veto: {veto}}}]"
            );
            let gate = gate::load("gate.yaml", &text).gate.unwrap();
            assert_eq!(gate.stage(None, &[]).is_ok(), expected, "{otherwise} {veto}");
        };
        check("no-go", "false", true);
        check("rollback", "false", true);
        check("warn", "false", false);
        check("warn", "true", true);
    }
}
