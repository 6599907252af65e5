//! Rules that ask a policy in WebAssembly: what is handed to it, checked against the gate.

use std::collections::BTreeMap;
use std::sync::Arc;

use gonogo_cel::{Diagnostic, Slot, Span, Type, Value, suggest};
use gonogo_document::{HandedFact, Kind, Language, Node, ParamNode, PluginNode, Style};

use super::expression::Compiler;
use super::{Fact, Gate, Param, codes, params};
use crate::plugin::Plugin;

#[derive(Clone, Debug)]
pub struct PluginCheck {
    pub language: Language,
    /// Where it is, from the gate file; as it was written.
    pub module: String,
    pub module_span: Span,
    /// `sha256:…` that the module must have.
    pub digest: Option<String>,
    pub entrypoints: Vec<(String, Span)>,
    pub facts: Vec<Handed>,
    pub settings: Vec<Setting>,
    /// `None` until it is attached: undetermined.
    pub(crate) plugin: Option<Arc<dyn Plugin>>,
}

/// A fact that the policy may see.
#[derive(Clone, Debug)]
pub struct Handed {
    /// As the policy calls it.
    pub name: String,
    /// Its place in the gate's facts.
    pub fact: usize,
    pub span: Span,
    pub(crate) slot: Slot,
}

#[derive(Clone, Debug)]
pub struct Setting {
    pub name: String,
    pub of: Type,
    pub given: Given,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum Given {
    Value(Value),
    /// The parameter at that place: written as `params.NAME`.
    Param(usize),
}

impl PluginCheck {
    /// Why the policy cannot be asked at all.
    pub fn broken(&self) -> Option<String> {
        match &self.plugin {
            None => Some(format!("the plugin `{}` was not loaded", self.module)),
            Some(plugin) => plugin.broken().map(str::to_owned),
        }
    }
}

/// Policies that are ready, by the rules that ask them.
#[derive(Clone, Debug, Default)]
pub struct Plugins(BTreeMap<String, Arc<dyn Plugin>>);

impl Plugins {
    pub fn insert(&mut self, rule: &str, plugin: Arc<dyn Plugin>) {
        self.0.insert(rule.to_owned(), plugin);
    }
}

impl Gate {
    /// The rules that ask policies, with what they ask.
    pub fn plugin_checks(&self) -> impl Iterator<Item = (&str, &PluginCheck)> {
        self.rules.iter().filter_map(|rule| Some((rule.id.as_str(), rule.check.plugin()?)))
    }

    /// The parameters that the policy is given.
    pub fn settings_read<'g>(&'g self, check: &'g PluginCheck) -> impl Iterator<Item = Slot> + 'g {
        check.settings.iter().filter_map(|setting| match setting.given {
            Given::Value(_) => None,
            Given::Param(at) => self.params.get(at).map(|param| param.slot),
        })
    }

    pub fn plugins(&self) -> Plugins {
        let attached =
            |(rule, check): (&str, &PluginCheck)| Some((rule.to_owned(), check.plugin.clone()?));
        Plugins(self.plugin_checks().filter_map(attached).collect())
    }

    /// A rule that none is attached to is undetermined.
    pub fn attach(&mut self, plugins: &Plugins) {
        for rule in &mut self.rules {
            if let super::Check::Plugin(check) = &mut rule.check {
                check.plugin = plugins.0.get(&rule.id).cloned();
            }
        }
    }
}

pub(super) fn check(
    compiler: &mut Compiler<'_>,
    params: &[Option<Param>],
    node: &PluginNode,
) -> Option<PluginCheck> {
    let facts: Vec<Option<Handed>> =
        node.facts.iter().map(|handed| fact(compiler, handed)).collect();
    let settings: Vec<Option<Setting>> =
        node.config.iter().map(|given| setting(compiler, params, given)).collect();
    let entrypoints = node.entrypoints.iter().map(|text| (text.value.clone(), text.span));
    Some(PluginCheck {
        language: node.language,
        module: node.module.value.clone(),
        module_span: node.module.span,
        digest: node.digest.as_ref().map(|digest| digest.value.clone()),
        entrypoints: entrypoints.collect(),
        facts: facts.into_iter().collect::<Option<Vec<_>>>()?,
        settings: settings.into_iter().collect::<Option<Vec<_>>>()?,
        plugin: None,
    })
}

fn fact(compiler: &mut Compiler<'_>, handed: &HandedFact) -> Option<Handed> {
    let wanted = &handed.fact;
    let named = |fact: &Fact| fact.declaration.name == wanted.value;
    if let Some(at) = compiler.facts.iter().position(named) {
        let slot = compiler.facts.get(at)?.slot;
        return Some(Handed { name: handed.name.value.clone(), fact: at, span: wanted.span, slot });
    }
    let names = compiler.facts.iter().map(|fact| fact.declaration.name.as_str());
    let help = match suggest::nearest(&wanted.value, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "declare it under `facts`".to_owned(),
    };
    let message = format!("there is no fact `{}`", wanted.value);
    let problem = Diagnostic::error(&codes::PLUGIN_FACT, wanted.span, message);
    compiler.problems.push(problem.with_help(help));
    None
}

fn setting(
    compiler: &mut Compiler<'_>,
    params: &[Option<Param>],
    node: &ParamNode,
) -> Option<Setting> {
    let (name, span) = (node.name.value.clone(), node.name.span);
    let Some(param) = referred(&node.value) else {
        let (value, of) = params::read(&node.value, &mut compiler.problems)?;
        return Some(Setting { name, of, given: Given::Value(value), span });
    };
    let named = |known: &Option<Param>| known.as_ref().is_some_and(|known| known.name == param);
    if let Some(at) = params.iter().position(named) {
        let of = params.get(at)?.as_ref()?.of.clone();
        return Some(Setting { name, of, given: Given::Param(at), span });
    }
    let names = params.iter().flatten().map(|known| known.name.as_str());
    let help = match suggest::nearest(param, names) {
        Some(near) => format!("did you mean `params.{near}`?"),
        None => "declare it under `params`, or quote it if it is a text".to_owned(),
    };
    let message = format!("there is no parameter `{param}`");
    let problem = Diagnostic::error(&codes::UNKNOWN_PARAM, node.value.span, message);
    compiler.problems.push(problem.with_help(help));
    None
}

/// The name in a plain `params.NAME`.
fn referred(node: &Node) -> Option<&str> {
    let Kind::Scalar(text) = &node.kind else { return None };
    let name = text.value.trim().strip_prefix("params.")?;
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (text.style == Style::Plain && is_name).then_some(name)
}
