//! Rules that ask a policy in WebAssembly.

use gonogo_cel::{Diagnostic, Span};

use crate::codes;
use crate::document::params::{self, ParamNode};
use crate::document::reader::{Fields, Reader};
use crate::document::text::Text;
use crate::document::tree::{Kind, Node, Spanned, quoted};

const KEYS: [&str; 6] = ["wasm", "opa", "digest", "entrypoint", "facts", "config"];

#[derive(Clone, Debug, PartialEq)]
pub struct PluginNode {
    pub span: Span,
    pub language: Language,
    /// Where the module is, from the gate file; as it was written.
    pub module: Text,
    /// `sha256:` and 64 hexadecimal digits.
    pub digest: Option<Spanned<String>>,
    /// Of a module made by OPA: at least one.
    pub entrypoints: Vec<Text>,
    pub facts: Vec<HandedFact>,
    pub config: Vec<ParamNode>,
}

/// Whose contract the module keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// A component of world `gonogo:plugin/policy`.
    Component,
    /// A module made by OPA.
    Rego,
}

/// The name that the policy has for it, and the fact of the gate.
#[derive(Clone, Debug, PartialEq)]
pub struct HandedFact {
    pub name: Spanned<String>,
    pub fact: Spanned<String>,
}

pub(super) fn read(reader: &mut Reader, node: &Node) -> Option<PluginNode> {
    let fields = reader.fields(node, "a plugin", &KEYS)?;
    let module = module(reader, &fields);
    let digest = reader.optional(&fields, "digest", digest);
    let entrypoints = reader.optional(&fields, "entrypoint", texts).unwrap_or_default();
    let facts = reader.optional(&fields, "facts", facts).unwrap_or_default();
    let config = reader.optional(&fields, "config", params::read).unwrap_or_default();
    let (language, module) = module?;
    check_entrypoints(reader, &fields, language);
    Some(PluginNode { span: node.span, language, module, digest, entrypoints, facts, config })
}

fn module(reader: &mut Reader, fields: &Fields<'_>) -> Option<(Language, Text)> {
    match (fields.entry("wasm"), fields.entry("opa")) {
        (Some(first), Some(other)) => {
            let message = "a plugin is one module, and this one has both `wasm` and `opa`";
            reader.report(
                Diagnostic::error(&codes::BAD_PLUGIN, other.key.span, message)
                    .with_related(first.key.span, "the first module")
                    .with_help("make two rules of it"),
            );
            None
        }
        (Some(entry), None) => Some((Language::Component, reader.text("wasm", &entry.value)?)),
        (None, Some(entry)) => Some((Language::Rego, reader.text("opa", &entry.value)?)),
        (None, None) => {
            let message = "a plugin needs `wasm` or `opa`";
            let problem = Diagnostic::error(&codes::BAD_PLUGIN, fields.head, message);
            reader.report_absence(problem.with_help(
                "add `wasm: FILE` for a component, or `opa: FILE` for what `opa build -t wasm` made",
            ));
            None
        }
    }
}

fn check_entrypoints(reader: &mut Reader, fields: &Fields<'_>, language: Language) {
    match (language, fields.entry("entrypoint")) {
        (Language::Component, Some(entry)) => {
            let message = "`entrypoint` goes with `opa` only";
            let problem = Diagnostic::error(&codes::BAD_PLUGIN, entry.key.span, message);
            reader.report(problem.with_help("remove it: a component has one way to be called"));
        }
        (Language::Rego, None) => {
            let message = "a plugin with `opa` needs `entrypoint`";
            let problem = Diagnostic::error(&codes::BAD_PLUGIN, fields.head, message);
            reader.report_absence(
                problem.with_help("add what `opa build -e` was told: `entrypoint: gate/deny`"),
            );
        }
        (Language::Component, None) | (Language::Rego, Some(_)) => {}
    }
}

fn digest(reader: &mut Reader, key: &str, node: &Node) -> Option<Spanned<String>> {
    let text = reader.text(key, node)?;
    let digits = text.value.strip_prefix("sha256:").unwrap_or_default();
    let is_hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    if digits.len() == 64 && digits.chars().all(is_hex) {
        return Some(Spanned { value: text.value.clone(), span: text.span });
    }
    let message = format!("{} is no digest", quoted(&text.value));
    let help = "write `sha256:` and 64 small hexadecimal digits: `gonogo plugin inspect` shows it";
    reader.refuse(&codes::BAD_PLUGIN, text.span, (message, help.to_owned()));
    None
}

/// One text, or a list of them.
fn texts(reader: &mut Reader, key: &str, node: &Node) -> Option<Vec<Text>> {
    if !matches!(node.kind, Kind::List(_)) {
        return reader.text(key, node).map(|text| vec![text]);
    }
    let items = reader.items(key, node)?;
    if items.is_empty() {
        let problem = Diagnostic::error(&codes::BAD_PLUGIN, node.span, "`entrypoint` names none");
        reader.report(problem.with_help("name at least one, such as `gate/deny`"));
    }
    Some(items.iter().filter_map(|item| reader.text(key, item)).collect())
}

/// `[name, …]`, or `{name in the policy: name in the gate}`.
fn facts(reader: &mut Reader, key: &str, node: &Node) -> Option<Vec<HandedFact>> {
    let mut handed = Vec::new();
    if let Kind::Map(entries) = &node.kind {
        for entry in entries {
            let name = Spanned { value: entry.key.value.clone(), span: entry.key.span };
            let fact = reader.text(&name.value, &entry.value);
            let fact = fact.map(|text| Spanned { value: text.value.clone(), span: text.span });
            handed.extend(fact.map(|fact| HandedFact { name, fact }));
        }
        check_apart(reader, &handed);
        return Some(handed);
    }
    for item in reader.items(key, node)? {
        let Some(text) = reader.text(key, item) else { continue };
        let name = Spanned { value: text.value.clone(), span: text.span };
        if let Some(first) =
            handed.iter().find(|before: &&HandedFact| before.name.value == name.value)
        {
            let message = format!("the fact {} is handed over twice", quoted(&name.value));
            reader.report(
                Diagnostic::error(&codes::PLUGIN_FACT, name.span, message)
                    .with_related(first.name.span, "the first time")
                    .with_help("name it once"),
            );
            continue;
        }
        handed.push(HandedFact { name: name.clone(), fact: name });
    }
    Some(handed)
}

/// The same fact under two names is compared with itself.
fn check_apart(reader: &mut Reader, handed: &[HandedFact]) {
    for (at, one) in handed.iter().enumerate() {
        let before = handed.iter().take(at).find(|before| before.fact.value == one.fact.value);
        let Some(before) = before else { continue };
        let names = (quoted(&before.name.value), quoted(&one.name.value));
        let message = format!("{} and {} are the same fact", names.0, names.1);
        reader.report(
            Diagnostic::warning(&codes::PLUGIN_FACT, one.fact.span, message)
                .with_related(before.fact.span, "handed over here already")
                .with_help("hand over another fact, unless the policy shall see it twice"),
        );
    }
}
