//! The settings that a policy knows, against those that the rule gives.

use gonogo_cel::{Diagnostic, Value, suggest};
use gonogo_document::codes;
use gonogo_engine::gate::{Gate, Given, PluginCheck, Setting as Written};

use super::problem;
use crate::component::{SettingKind, SettingNeed, setting};

pub(super) fn fit(
    gate: &Gate,
    check: &PluginCheck,
    needs: &[SettingNeed],
) -> (Vec<(String, SettingKind)>, Vec<Diagnostic>) {
    let (mut fitted, mut problems) = (Vec::new(), Vec::new());
    for written in &check.settings {
        match needs.iter().find(|need| need.name == written.name) {
            Some(need) => match misfit(gate, written, need) {
                None => fitted.push((need.name.clone(), need.kind.clone())),
                Some(misfit) => {
                    problems.push(problem(&codes::PLUGIN_SETTING, written.span, misfit));
                }
            },
            None => problems.push(unknown(written, needs)),
        }
    }
    let is_given = |need: &&SettingNeed| check.settings.iter().any(|one| one.name == need.name);
    for need in needs.iter().filter(|need| need.required && !is_given(need)) {
        let message =
            format!("the policy needs the setting `{}`: {}", need.name, need.description.trim());
        let help = format!("add `config: {{{}: …}}`: {}", need.name, wanted(&need.kind));
        problems.push(problem(&codes::PLUGIN_SETTING, check.module_span, (message, help)));
    }
    (fitted, problems)
}

/// Of a parameter, each value that some phase gives it.
fn misfit(gate: &Gate, written: &Written, need: &SettingNeed) -> Option<(String, String)> {
    let misfits = |value: &Value| setting(value, &need.kind).is_none();
    let is_wrong = match &written.given {
        Given::Value(value) => misfits(value),
        Given::Param(at) => {
            let param = gate.params().get(*at)?;
            let mut values =
                gate.phases.iter().filter_map(|phase| gate.param_in(phase, param.slot()));
            values.any(misfits)
        }
    };
    is_wrong.then(|| {
        let found = match &written.given {
            Given::Value(value) => value.brief(),
            Given::Param(_) => format!("a parameter of type `{}`", written.of),
        };
        let kind = wanted(&need.kind);
        let message = format!("the policy takes `{}` as {kind}, this is {found}", need.name);
        (message, need.description.trim().to_owned())
    })
}

fn unknown(written: &Written, needs: &[SettingNeed]) -> Diagnostic {
    let message = format!("the policy knows no setting `{}`", written.name);
    let names = needs.iter().map(|need| need.name.as_str());
    let help = match suggest::nearest(&written.name, names.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if needs.is_empty() => "it has none: remove it".to_owned(),
        None => format!("it knows {}", names.collect::<Vec<_>>().join(", ")),
    };
    problem(&codes::PLUGIN_SETTING, written.span, (message, help))
}

fn wanted(kind: &SettingKind) -> String {
    match kind {
        SettingKind::Number => "a plain number".to_owned(),
        SettingKind::Text => "a text".to_owned(),
        SettingKind::Boolean => "`true` or `false`".to_owned(),
        SettingKind::Duration => "a duration such as `5m`".to_owned(),
        SettingKind::Quantity(unit) => format!("a number with a unit such as `1 {unit}`"),
        SettingKind::Choice(of) => format!("one of {}", of.join(", ")),
        SettingKind::Numbers => "a list of plain numbers".to_owned(),
        SettingKind::Texts => "a list of texts".to_owned(),
    }
}
