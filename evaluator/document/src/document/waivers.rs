//! Waiver files: a list of dated exceptions, each with an owner and a reason.

use gonogo_cel::Span;

use super::reader::Reader;
use super::text::Text;
use super::tree::{Node, Spanned};
use crate::codes;

const KEYS: [&str; 1] = ["waivers"];
const WAIVER_KEYS: [&str; 5] = ["rule", "owner", "reason", "from", "until"];

/// A part that was reported is `None`.
#[derive(Clone, Debug, PartialEq)]
pub struct WaiverNode {
    pub span: Span,
    pub rule: Option<Spanned<String>>,
    pub owner: Option<Text>,
    pub reason: Option<Text>,
    /// Not written is `None`, as is reported.
    pub from: Option<Text>,
    pub until: Option<Text>,
}

pub(super) fn read(reader: &mut Reader, root: &Node) -> Vec<WaiverNode> {
    let Some(fields) = reader.fields(root, "a waiver file", &KEYS) else { return Vec::new() };
    let Some(list) = reader.required(&fields, "waivers", |_, _, node| Some(node.clone())) else {
        return Vec::new();
    };
    let Some(items) = reader.items("waivers", &list) else { return Vec::new() };
    let waivers = items.iter().filter_map(|item| {
        let fields = reader.fields(item, "a waiver", &WAIVER_KEYS)?;
        Some(WaiverNode {
            span: item.span,
            rule: reader.required(&fields, "rule", Reader::name),
            owner: reader.required(&fields, "owner", said),
            reason: reader.required(&fields, "reason", said),
            from: reader.optional(&fields, "from", Reader::text),
            until: reader.required(&fields, "until", Reader::text),
        })
    });
    waivers.collect()
}

/// A waiver without an owner or a reason is nobody's.
fn said(reader: &mut Reader, key: &str, node: &Node) -> Option<Text> {
    let text = reader.text(key, node)?;
    if !text.value.trim().is_empty() {
        return Some(text);
    }
    let help = "say who answers for the waiver, and why it is given".to_owned();
    reader.refuse(&codes::WRONG_TYPE, text.span, (format!("`{key}` is empty"), help));
    None
}
