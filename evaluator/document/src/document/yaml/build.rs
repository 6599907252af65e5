//! Parser events to a tree, under a budget.

mod anchors;
mod frame;

use gonogo_cel::{Diagnostic, Span};
use serde_saphyr::granit_parser::{
    self, Event, Parser, ScalarStyle, ScanError, StructureStyle, Tag,
};

use self::anchors::Anchors;
use self::frame::{Frame, Shape};
use super::{FileKind, limits, several};
use crate::codes;
use crate::document::text::{Style, Text};
use crate::document::tree::{Kind, Node, quoted};

/// How far the events led.
pub(super) struct Build<'s> {
    source: &'s str,
    kind: &'s FileKind,
    frames: Vec<Frame>,
    anchors: Anchors,
    nodes: usize,
    scalar_bytes: usize,
    documents: usize,
    pub(super) root: Option<Node>,
    pub(super) problems: Vec<Diagnostic>,
}

/// Why reading stopped before the end.
pub(super) enum Stop {
    Syntax(ScanError),
    /// Reported by the builder already; going on is not worth it.
    Refused,
}

pub(super) fn build<'s>(source: &'s str, kind: &'s FileKind) -> (Build<'s>, Result<(), Stop>) {
    let mut build = Build {
        source,
        kind,
        frames: Vec::new(),
        anchors: Anchors::default(),
        nodes: 0,
        scalar_bytes: 0,
        documents: 0,
        root: None,
        problems: Vec::new(),
    };
    let end = build.run();
    if end.is_ok() {
        build.problems.extend(build.anchors.unused());
    }
    (build, end)
}

impl Build<'_> {
    fn run(&mut self) -> Result<(), Stop> {
        let mut options = granit_parser::options! {
            disallow_directives: true,
            emit_anchor_events: true,
            flow_nesting_limit: limits::DEPTH,
            block_nesting_limit: limits::DEPTH,
        };
        options.set_emit_comments(false);
        for next in Parser::new_from_str_with_options(self.source, options) {
            let (event, span) = next.map_err(Stop::Syntax)?;
            self.event(event, span)?;
        }
        Ok(())
    }

    fn event(&mut self, event: Event<'_>, at: granit_parser::Span) -> Result<(), Stop> {
        let span = bytes(at);
        match event {
            Event::DocumentStart(..) => self.document(span),
            Event::Scalar(value, style, anchor, tag) => {
                let node = self.scalar(&value, style, span);
                let node = self.untagged(node, tag.as_deref(), at);
                self.count(1, value.len(), span)?;
                self.add(node, anchor)
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.check_tag(tag.as_deref(), at);
                self.open(Frame::list(span, shape(style), anchor))
            }
            Event::MappingStart(style, anchor, tag) => {
                self.check_tag(tag.as_deref(), at);
                self.open(Frame::map(span, shape(style), anchor))
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(id) => self.alias(id, span),
            Event::Anchor(id, name) => self.anchor(id, &name, span),
            _ => Ok(()),
        }
    }

    fn document(&mut self, span: Span) -> Result<(), Stop> {
        self.documents += 1;
        if self.documents == 1 {
            return Ok(());
        }
        let name = self.kind.name;
        let message = format!("a {name} file holds one document, and a second one starts here");
        let problem = Diagnostic::error(&codes::YAML_FEATURE, span, message);
        self.problems.push(problem.with_help(format!("put the second {name} into its own file")));
        Err(Stop::Refused)
    }

    fn scalar(&self, value: &str, style: ScalarStyle, span: Span) -> Node {
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::SingleQuoted,
            ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
        };
        if style == Style::Plain && matches!(value, "" | "~" | "null" | "Null" | "NULL") {
            return Node { span, kind: Kind::Null };
        }
        let text = Text::new(self.source, span, value.to_owned(), style);
        Node { span: text.span, kind: Kind::Scalar(text) }
    }

    fn untagged(&mut self, node: Node, tag: Option<&Tag>, at: granit_parser::Span) -> Node {
        match tag {
            None => node,
            Some(_) => {
                self.check_tag(tag, at);
                Node { span: node.span, kind: Kind::Broken }
            }
        }
    }

    fn check_tag(&mut self, tag: Option<&Tag>, at: granit_parser::Span) {
        if tag.is_none() {
            return;
        }
        let span = at.tag_span().map_or_else(|| bytes(at), bytes);
        let message = format!("YAML tags are not taken, found {}", quoted(span.text(self.source)));
        self.problems.push(
            Diagnostic::error(&codes::YAML_FEATURE, span, message)
                .with_help("put quotes around the whole value if `!` is part of it"),
        );
    }

    fn open(&mut self, frame: Frame) -> Result<(), Stop> {
        if self.frames.len() >= limits::DEPTH {
            return self.refuse(frame.span, format!("deeper than {} levels", limits::DEPTH));
        }
        self.count(1, 0, frame.span)?;
        self.frames.push(frame);
        Ok(())
    }

    fn close(&mut self, end: Span) -> Result<(), Stop> {
        let Some(frame) = self.frames.pop() else { return Ok(()) };
        let anchor = frame.anchor;
        let node = frame.finish(end);
        self.add(node, anchor)
    }

    fn add(&mut self, node: Node, anchor: usize) -> Result<(), Stop> {
        self.anchors.keep(anchor, &node);
        match self.frames.last_mut() {
            Some(frame) => frame.add(node, &mut self.problems),
            None => self.root = Some(node),
        }
        Ok(())
    }

    fn anchor(&mut self, id: usize, name: &str, span: Span) -> Result<(), Stop> {
        if self.anchors.declare(id, name, span) > limits::ALIASES {
            return self.refuse(span, format!("more than {} anchors", limits::ALIASES));
        }
        Ok(())
    }

    fn alias(&mut self, id: usize, span: Span) -> Result<(), Stop> {
        let (node, uses) = self.anchors.resolve(id);
        if uses > limits::ALIASES {
            return self.refuse(span, format!("more than {} aliases", limits::ALIASES));
        }
        let Some(node) = node else {
            let message = format!("the alias {} contains itself", quoted(span.text(self.source)));
            self.problems.push(Diagnostic::error(&codes::YAML_FEATURE, span, message));
            return self.add(Node { span, kind: Kind::Broken }, 0);
        };
        let (nodes, bytes) = anchors::weight(&node);
        self.count(nodes, bytes, span)?;
        if self.frames.len() + anchors::depth(&node) > limits::DEPTH {
            return self.refuse(span, format!("deeper than {} levels", limits::DEPTH));
        }
        // It stands where it is used; what is in it stays where it was written.
        self.add(Node { span, kind: node.kind }, 0)
    }

    fn count(&mut self, nodes: usize, bytes: usize, at: Span) -> Result<(), Stop> {
        self.nodes += nodes;
        self.scalar_bytes += bytes;
        if self.nodes > self.kind.nodes {
            let nodes = self.kind.nodes;
            return self.refuse(at, format!("more than {nodes} values, aliases included"));
        }
        if self.scalar_bytes > self.kind.bytes {
            let kibibytes = self.kind.bytes / 1024;
            return self.refuse(at, format!("more than {kibibytes} KiB of text, aliases included"));
        }
        Ok(())
    }

    fn refuse(&mut self, at: Span, what: String) -> Result<(), Stop> {
        let message = format!("the {} file holds {what}", self.kind.name);
        self.problems
            .push(Diagnostic::error(&codes::LIMIT, at, message).with_help(several(self.kind)));
        Err(Stop::Refused)
    }

    /// The key that waits for its value, if reading stopped there.
    pub(super) fn pending_key(&self) -> Option<Span> {
        self.frames.last().and_then(Frame::pending_key)
    }

    /// Where the outermost `{` or `[` that is still open stands.
    pub(super) fn open_bracket(&self) -> Option<Span> {
        self.frames.iter().find(|frame| frame.shape == Shape::Flow).map(|frame| frame.span)
    }
}

fn shape(style: StructureStyle) -> Shape {
    match style {
        StructureStyle::Block => Shape::Block,
        StructureStyle::Flow => Shape::Flow,
    }
}

fn bytes(span: granit_parser::Span) -> Span {
    let offset = |marker: granit_parser::Marker| {
        u32::try_from(marker.byte_offset().unwrap_or_default()).unwrap_or(u32::MAX)
    };
    Span::new(offset(span.start), offset(span.end).max(offset(span.start)))
}
