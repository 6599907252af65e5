//! Parameters: named values that expressions read as `params.name`.

use gonogo_cel::Diagnostic;

use super::reader::{Reader, did_you_mean};
use super::tree::{Kind, Node, Spanned, quoted};
use crate::codes;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParamNode {
    pub name: Spanned<String>,
    /// A scalar, list or mapping; never null.
    pub value: Node,
}

/// Those of the gate.
pub(super) fn read(reader: &mut Reader, key: &str, node: &Node) -> Option<Vec<ParamNode>> {
    let entries = reader.entries(node, &quoted(key))?;
    let mut params = Vec::new();
    for entry in entries {
        let name = reader.declared_word(&entry.key);
        if entry.value.kind == Kind::Null {
            let message = format!("parameter {} has no value", quoted(&name.value));
            let problem = Diagnostic::error(&codes::WRONG_TYPE, name.span, message);
            reader.report(problem.with_help("write a value, or remove the parameter"));
        }
        let value = entry.value.clone();
        params.push(ParamNode { name, value });
    }
    Some(params)
}

/// Those of a phase, which replace values of the gate. `declared` is `None` when the gate's
/// own could not be read.
pub(super) fn overrides(
    reader: &mut Reader,
    node: &Node,
    declared: Option<&[ParamNode]>,
) -> Option<Vec<ParamNode>> {
    let mut params = read(reader, "params", node)?;
    let names: Option<Vec<&str>> =
        declared.map(|params| params.iter().map(|param| param.name.value.as_str()).collect());
    params.retain(|param| {
        let Some(names) = &names else { return true };
        let is_known = names.contains(&param.name.value.as_str());
        if !is_known {
            let message = format!("unknown parameter {}", quoted(&param.name.value));
            let help = did_you_mean(&param.name.value, names);
            reader.refuse(&codes::UNKNOWN_PARAM, param.name.span, (message, help));
        }
        is_known
    });
    Some(params)
}
