//! Policies whose module nobody pinned: another one could stand there tomorrow.

use gonogo_cel::Diagnostic;
use gonogo_document::{GateDocument, RuleBody, RuleNode, codes};

pub(crate) fn of_rules(document: &GateDocument) -> Vec<Diagnostic> {
    document.rules.iter().filter_map(unpinned).collect()
}

fn unpinned(rule: &RuleNode) -> Option<Diagnostic> {
    let RuleBody::Plugin(plugin) = &rule.body else { return None };
    if plugin.digest.is_some() {
        return None;
    }
    let file = &plugin.module.value;
    let message = format!("`{file}` may be exchanged and nobody notices: it has no digest");
    let help = format!("add `digest: sha256:…`, which `gonogo plugin inspect {file}` shows");
    Some(Diagnostic::warning(&codes::NOT_PINNED, plugin.module.span, message).with_help(help))
}
