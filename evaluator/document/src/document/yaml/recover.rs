//! Going on after a syntax error. The parser stops at the first one; to find all of them,
//! the value that broke it is painted over, length for length so that every place keeps its
//! offset, and the text is read again. A painted value becomes a broken node.

use gonogo_cel::{Diagnostic, Span};
use serde_saphyr::granit_parser::ScanError;

use super::build::{Build, Stop, build};
use super::line::Lines;
use super::{Dropped, FileKind, Parsed, limits, syntax};
use crate::document::tree::{Kind, Node};

pub(super) fn parse(source: &str, kind: &FileKind) -> Parsed {
    let mut recovery = Recovery { text: source.to_owned(), holes: Vec::new() };
    let mut problems = Vec::new();
    for _ in 0..=limits::RECOVERIES {
        let text = recovery.text.clone();
        let (build, end) = build(&text, kind);
        let again = match end {
            Ok(()) => {
                problems.extend(build.problems);
                let root = build.root.map(|root| recovery.without_holes(root));
                return Parsed { root, dropped: recovery.dropped(), problems };
            }
            Err(Stop::Syntax(error)) => recovery.dig(source, &build, &error, &mut problems),
            Err(Stop::Refused) => None,
        };
        if again.is_none() {
            problems.extend(build.problems);
            break;
        }
    }
    Parsed { root: None, dropped: recovery.dropped(), problems }
}

/// Where to go on after a bracket that is not closed: before the first line that stands as
/// far left as the bracket's own line, which was hardly meant to be inside.
fn end_of_bracket(lines: &Lines<'_>, bracket: Span, fault: &syntax::Fault) -> u32 {
    let own = lines.around(bracket.start);
    let failed = fault.line(lines);
    let is_outside = lines.indentation(failed.start) <= lines.indentation(own.start);
    match failed.start > own.start && is_outside && fault.is_at_key() {
        true => failed.start.saturating_sub(1),
        false => failed.end.max(own.end),
    }
}

struct Recovery {
    text: String,
    holes: Vec<Hole>,
}

#[derive(Clone, Copy)]
struct Hole {
    span: Span,
    cover: Cover,
}

/// What was painted over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cover {
    /// One value that ends on its line.
    Value,
    /// A bracket that is not closed on its line, so what follows may belong to it.
    Open,
    /// Whole lines.
    Lines,
}

impl Recovery {
    /// Reports the error and paints over its cause. `None` when that cannot help.
    fn dig(
        &mut self,
        source: &str,
        build: &Build<'_>,
        error: &ScanError,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<()> {
        let fault = syntax::Fault::new(source, build, error);
        let lines = Lines::new(source);
        let hole = self.hole(&lines, &fault);
        if !self.is_consequence(&lines, &fault) {
            problems.push(fault.diagnostic(source));
        }
        self.paint(hole?)
    }

    fn hole(&self, lines: &Lines<'_>, fault: &syntax::Fault) -> Option<Hole> {
        let value = match (fault.open_bracket, fault.value_start) {
            (Some(bracket), _) => {
                let end = end_of_bracket(lines, bracket, fault);
                let is_distant = fault.line(lines) != lines.around(bracket.start);
                let cover = if is_distant { Cover::Open } else { Cover::Value };
                Some(Hole { span: Span::new(bracket.start, end), cover })
            }
            (None, Some(start)) => {
                Some(Hole { span: Span::new(start, lines.end(start)), cover: Cover::Value })
            }
            (None, None) => None,
        };
        let whole = Hole { span: lines.around(fault.at.start), cover: Cover::Lines };
        match value {
            Some(hole) if !self.is_painted(hole.span) => Some(hole),
            _ if self.holes.iter().all(|hole| hole.span != whole.span) => Some(whole),
            _ => None,
        }
    }

    fn is_painted(&self, span: Span) -> bool {
        self.holes.iter().any(|hole| hole.span.start < span.end && span.start < hole.span.end)
    }

    /// An error where something was painted over, or right after something unclosed, says
    /// nothing new.
    fn is_consequence(&self, lines: &Lines<'_>, fault: &syntax::Fault) -> bool {
        self.holes.iter().any(|hole| {
            let last = lines.around(hole.span.end);
            let next = lines.around(last.end.saturating_add(1));
            let is_next = hole.cover == Cover::Open && next == fault.line(lines);
            last == fault.line(lines) || (is_next && fault.value_start.is_none())
        })
    }

    /// The first line of a value becomes a word, everything else becomes blanks.
    fn paint(&mut self, hole: Hole) -> Option<()> {
        let (start, end) = (hole.span.start as usize, hole.span.end as usize);
        let mut paint = if hole.cover == Cover::Lines { b' ' } else { b'x' };
        let mut bytes = std::mem::take(&mut self.text).into_bytes();
        for byte in bytes.get_mut(start..end)? {
            match byte {
                b'\n' | b'\r' => paint = b' ',
                _ => *byte = paint,
            }
        }
        self.text = String::from_utf8(bytes).ok()?;
        self.holes.push(hole);
        Some(())
    }

    fn without_holes(&self, mut node: Node) -> Node {
        let is_hole = |hole: &Hole| hole.span.start == node.span.start;
        if node.as_text().is_some() && self.holes.iter().any(is_hole) {
            return Node { span: node.span, kind: Kind::Broken };
        }
        node.kind = match node.kind {
            Kind::List(items) => {
                Kind::List(items.into_iter().map(|item| self.without_holes(item)).collect())
            }
            Kind::Map(mut entries) => {
                for entry in &mut entries {
                    let empty = Node { span: entry.value.span, kind: Kind::Null };
                    let value = std::mem::replace(&mut entry.value, empty);
                    entry.value = self.without_holes(value);
                }
                Kind::Map(entries)
            }
            kind => kind,
        };
        node
    }

    fn dropped(&self) -> Dropped {
        match self.holes.iter().any(|hole| hole.cover == Cover::Lines) {
            true => Dropped::Lines,
            false => Dropped::Nothing,
        }
    }
}
