//! What a rule hands over and its policy can hardly mean: warnings.

use gonogo_cel::{Diagnostic, Span};
use gonogo_document::{Language, codes};
use gonogo_engine::gate::PluginCheck;

use super::Read;

const FACT: &str = "look for a misspelt name there or here: in Rego it is undefined, and a `deny` that \
    reads it finds nothing; only a policy that goes through all of `input.facts` needs no names";
const SETTING: &str = "look for a misspelt name there or here: in Rego it is undefined, and a `deny` \
    that reads it finds nothing";

/// OPA's modules do not say what they want: what they read by name stands in them as text.
pub(super) fn of_check(check: &PluginCheck, read: Read<'_>) -> Vec<Diagnostic> {
    match check.language {
        Language::Component => Vec::new(),
        Language::Rego => of_rego(check, &read(&check.module).unwrap_or_default()),
    }
}

fn of_rego(check: &PluginCheck, module: &[u8]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    if check.facts.is_empty() {
        let message = "the policy is handed no fact: what it asks of them is undefined".to_owned();
        problems.push(warning(check.module_span, (message, "add `facts: [\u{2026}]`")));
    }
    let facts = check.facts.iter().map(|handed| ("fact", &handed.name, handed.span, FACT));
    let settings = check.settings.iter();
    let settings = settings.map(|setting| ("setting", &setting.name, setting.span, SETTING));
    for (what, name, span, help) in facts.chain(settings) {
        if !mentions(module, name) {
            let message = format!("the policy never mentions the {what} `{name}`");
            problems.push(warning(span, (message, help)));
        }
    }
    problems
}

fn warning(span: Span, (message, help): (String, &str)) -> Diagnostic {
    Diagnostic::warning(&codes::PLUGIN_FACT, span, message).with_help(help)
}

fn mentions(module: &[u8], name: &str) -> bool {
    let name = name.as_bytes();
    module.windows(name.len().max(1)).any(|part| part == name)
}
