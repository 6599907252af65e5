//! A list or mapping that is still being read.

use std::collections::BTreeMap;

use gonogo_cel::{Diagnostic, Span};

use crate::codes;
use crate::document::text::{Style, Text};
use crate::document::tree::{Entry, Kind, Node, quoted};

pub(super) struct Frame {
    pub(super) span: Span,
    pub(super) shape: Shape,
    /// 0 when it has none.
    pub(super) anchor: usize,
    content: Content,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Block,
    Flow,
}

enum Content {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, seen: BTreeMap<String, Span>, pending: Option<Key> },
}

enum Key {
    Text(Text),
    /// Reported; its value is read and dropped.
    Refused(Span),
}

impl Frame {
    pub(super) fn list(span: Span, shape: Shape, anchor: usize) -> Self {
        Self { span, shape, anchor, content: Content::List(Vec::new()) }
    }

    pub(super) fn map(span: Span, shape: Shape, anchor: usize) -> Self {
        let content = Content::Map { entries: Vec::new(), seen: BTreeMap::new(), pending: None };
        Self { span, shape, anchor, content }
    }

    pub(super) fn add(&mut self, node: Node, problems: &mut Vec<Diagnostic>) {
        self.span = self.span.join(node.span);
        match &mut self.content {
            Content::List(items) => items.push(node),
            Content::Map { entries, seen, pending } => match pending.take() {
                None => *pending = Some(key(node, seen, problems)),
                Some(Key::Text(key)) => entries.push(Entry { key, value: node }),
                Some(Key::Refused(_)) => {}
            },
        }
    }

    /// Block collections end where the next token starts, which may be lines away; they are
    /// taken to end with their last value.
    pub(super) fn finish(self, end: Span) -> Node {
        let span = match self.shape {
            Shape::Flow => self.span.join(end),
            Shape::Block => self.span,
        };
        let kind = match self.content {
            Content::List(items) => Kind::List(items),
            Content::Map { entries, .. } => Kind::Map(entries),
        };
        Node { span, kind }
    }

    pub(super) fn pending_key(&self) -> Option<Span> {
        match &self.content {
            Content::Map { pending: Some(Key::Text(key)), .. } => Some(key.span),
            Content::Map { pending: Some(Key::Refused(span)), .. } => Some(*span),
            Content::Map { pending: None, .. } | Content::List(_) => None,
        }
    }
}

fn key(node: Node, seen: &mut BTreeMap<String, Span>, problems: &mut Vec<Diagnostic>) -> Key {
    let Kind::Scalar(text) = node.kind else {
        if !node.is_broken() {
            problems.push(not_a_key(&node));
        }
        return Key::Refused(node.span);
    };
    if text.style == Style::Plain && text.value == "<<" {
        problems.push(merge_key(text.span));
        return Key::Refused(text.span);
    }
    if let Some(first) = seen.get(&text.value) {
        problems.push(duplicate(&text, *first));
        return Key::Refused(text.span);
    }
    seen.insert(text.value.clone(), text.span);
    Key::Text(text)
}

fn not_a_key(node: &Node) -> Diagnostic {
    let message = format!("a key must be a name, found {}", node.found());
    Diagnostic::error(&codes::WRONG_TYPE, node.head(), message)
        .with_help("write `key: value`, and put quotes around text that starts with `{` or `[`")
}

fn merge_key(span: Span) -> Diagnostic {
    Diagnostic::error(&codes::YAML_FEATURE, span, "merge keys (`<<`) are not taken")
        .with_help("write the keys out where they are needed")
}

fn duplicate(text: &Text, first: Span) -> Diagnostic {
    let message = format!("duplicate key {}", quoted(&text.value));
    Diagnostic::error(&codes::DUPLICATE_KEY, text.span, message)
        .with_label("given again here")
        .with_related(first, "first given here")
        .with_help("keep one of the two")
}
