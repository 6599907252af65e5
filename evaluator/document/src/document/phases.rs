//! Phases: the named moments of a rollout.

use gonogo_cel::{Diagnostic, Span};

use super::params::{self, ParamNode};
use super::reader::ShareNode;
use super::reader::{Nanos, Reader};
use super::tree::{Kind, Node, Spanned};
use crate::codes;

const KEYS: [&str; 5] = ["live", "traffic", "bake", "every", "params"];

#[derive(Clone, Debug, PartialEq)]
pub struct PhaseNode {
    pub name: Spanned<String>,
    /// Something is deployed that could be rolled back.
    pub live: bool,
    pub traffic: Option<ShareNode>,
    pub bake: Option<Spanned<Nanos>>,
    /// How often to look, one stretch of the bake after the other.
    pub every: Vec<EveryNode>,
    /// Values that replace those of the gate.
    pub params: Vec<ParamNode>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EveryNode {
    pub span: Span,
    /// How long this pace is kept; `None` to the end, only in the last one.
    pub lasting: Option<Spanned<Nanos>>,
    pub every: Spanned<Nanos>,
}

pub(super) fn read(
    reader: &mut Reader,
    node: &Node,
    declared: Option<&[ParamNode]>,
) -> Option<Vec<PhaseNode>> {
    let entries = reader.entries(node, "`phases`")?;
    if entries.is_empty() {
        let problem = Diagnostic::error(&codes::WRONG_TYPE, node.span, "`phases` holds no phase");
        reader.report(problem.with_help("name a phase, or remove `phases` to have one, `default`"));
        return None;
    }
    let phases = entries.iter().map(|entry| {
        let name = reader.declared_name(&entry.key);
        phase(reader, name, &entry.value, declared)
    });
    Some(phases.collect())
}

fn phase(
    reader: &mut Reader,
    name: Spanned<String>,
    node: &Node,
    declared: Option<&[ParamNode]>,
) -> PhaseNode {
    let mut phase = PhaseNode {
        name,
        live: true,
        traffic: None,
        bake: None,
        every: Vec::new(),
        params: Vec::new(),
    };
    if node.kind == Kind::Null {
        return phase;
    }
    let Some(fields) = reader.fields(node, "a phase", &KEYS) else { return phase };
    phase.live = reader.optional(&fields, "live", Reader::boolean) != Some(false);
    phase.traffic = reader.optional(&fields, "traffic", Reader::share);
    phase.bake = reader.optional(&fields, "bake", Reader::positive_duration);
    phase.every = reader.optional(&fields, "every", every).unwrap_or_default();
    if let Some(node) = fields.get("params") {
        phase.params = params::overrides(reader, node, declared).unwrap_or_default();
    }
    phase
}

/// One duration, or a list of paces.
fn every(reader: &mut Reader, key: &str, node: &Node) -> Option<Vec<EveryNode>> {
    if node.as_text().is_some() {
        let every = reader.positive_duration(key, node)?;
        return Some(vec![EveryNode { span: every.span, lasting: None, every }]);
    }
    let items = reader.items(key, node)?;
    if items.is_empty() {
        let message = "`every` holds nothing".to_owned();
        let help = "write a duration such as `15s`".to_owned();
        reader.refuse(&codes::WRONG_TYPE, node.span, (message, help));
    }
    let last = items.len().saturating_sub(1);
    let paces = items.iter().enumerate().filter_map(|(number, item)| {
        let fields = reader.fields(item, "a pace", &["for", "every"])?;
        if number < last && fields.get("for").is_none() {
            let message = "only the last pace may leave out `for`";
            let problem = Diagnostic::error(&codes::MISSING_KEY, fields.head, message);
            reader.report_absence(problem.with_help("say how long it lasts: `for: 1h`"));
        }
        let lasting = reader.optional(&fields, "for", Reader::positive_duration);
        let every = reader.required(&fields, "every", Reader::positive_duration)?;
        Some(EveryNode { span: item.span, lasting, every })
    });
    Some(paces.collect())
}
