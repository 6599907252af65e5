//! Anchors and what aliases repeat of them.

use std::collections::BTreeMap;

use gonogo_cel::{Diagnostic, Span};

use crate::codes;
use crate::document::tree::{Kind, Node, quoted};

#[derive(Default)]
pub(super) struct Anchors {
    by_id: BTreeMap<usize, Anchor>,
    aliases: usize,
}

#[derive(Default)]
struct Anchor {
    name: String,
    span: Span,
    node: Option<Node>,
    uses: usize,
}

impl Anchors {
    /// How many anchors there are now.
    pub(super) fn declare(&mut self, id: usize, name: &str, span: Span) -> usize {
        let anchor = self.by_id.entry(id).or_default();
        anchor.name = name.to_owned();
        anchor.span = span;
        self.by_id.len()
    }

    /// Parsers give 0 to a node without an anchor.
    pub(super) fn keep(&mut self, id: usize, node: &Node) {
        if id != 0 {
            self.by_id.entry(id).or_default().node = Some(node.clone());
        }
    }

    /// The node, unless it is still being read, and how many aliases there are now.
    pub(super) fn resolve(&mut self, id: usize) -> (Option<Node>, usize) {
        self.aliases += 1;
        let anchor = self.by_id.entry(id).or_default();
        anchor.uses += 1;
        (anchor.node.clone(), self.aliases)
    }

    /// `require: &x == 1` is an anchor to YAML and would silently lose its start.
    pub(super) fn unused(&self) -> impl Iterator<Item = Diagnostic> {
        self.by_id.values().filter(|anchor| anchor.uses == 0).map(|anchor| {
            let name = quoted(&format!("&{}", anchor.name));
            let message = format!("the anchor {name} is never used");
            Diagnostic::error(&codes::YAML_FEATURE, anchor.span, message)
                .with_help("put quotes around the whole value if `&` is part of it")
        })
    }
}

/// Nodes, and bytes of text.
pub(super) fn weight(node: &Node) -> (usize, usize) {
    let sum = |(nodes, bytes), (more_nodes, more_bytes)| (nodes + more_nodes, bytes + more_bytes);
    match &node.kind {
        Kind::Null | Kind::Broken => (1, 0),
        Kind::Scalar(text) => (1, text.value.len()),
        Kind::List(items) => items.iter().map(weight).fold((1, 0), sum),
        Kind::Map(entries) => entries
            .iter()
            .map(|entry| sum((1, entry.key.value.len()), weight(&entry.value)))
            .fold((1, 0), sum),
    }
}

/// Levels of lists and mappings.
pub(super) fn depth(node: &Node) -> usize {
    match &node.kind {
        Kind::Null | Kind::Broken | Kind::Scalar(_) => 0,
        Kind::List(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Kind::Map(entries) => 1 + entries.iter().map(|e| depth(&e.value)).max().unwrap_or(0),
    }
}
