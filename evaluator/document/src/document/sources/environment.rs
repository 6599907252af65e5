//! References to the environment, `${NAME}`. They belong into `sources` only: a threshold
//! or a query that the environment can change would not be what was reviewed.

use gonogo_cel::{Diagnostic, Span};

use crate::codes;
use crate::document::reader::{Reader, is_word};
use crate::document::text::Text;
use crate::document::tree::{Kind, Node, quoted};

/// Below `sources`: every reference must be a whole one.
pub(in crate::document) fn check_inside(reader: &mut Reader, node: &Node) {
    each_text(node, &mut |text| {
        for reference in references(&text.value).filter(|found| !found.is_name()) {
            let message = format!("{} is no reference", quoted(reference.text));
            let problem =
                Diagnostic::error(&codes::ENVIRONMENT, text.file_span(reference.span), message);
            reader.report(problem.with_help("write `${NAME}` with letters, digits and `_`"));
        }
    });
}

/// Everywhere else.
pub(in crate::document) fn check_outside(reader: &mut Reader, node: &Node) {
    each_text(node, &mut |text| {
        for reference in references(&text.value).filter(Reference::is_name) {
            let message = format!(
                "{} is read from the environment, which only sources may do",
                quoted(reference.text)
            );
            let problem =
                Diagnostic::error(&codes::ENVIRONMENT, text.file_span(reference.span), message);
            reader.report(problem.with_help(
                "move it into `sources`; a value that differs per run is a parameter, given with `--set`",
            ));
        }
    });
}

struct Reference<'t> {
    /// From `${` to `}`, or to the end if that is missing.
    text: &'t str,
    /// In the value.
    span: Span,
}

impl Reference<'_> {
    fn is_name(&self) -> bool {
        let inner = self.text.strip_prefix("${").and_then(|text| text.strip_suffix('}'));
        inner.is_some_and(is_word)
    }
}

fn references(value: &str) -> impl Iterator<Item = Reference<'_>> {
    value.match_indices('$').filter_map(|(start, _)| {
        let rest = value.get(start..).filter(|rest| rest.starts_with("${"))?;
        let length = rest.find('}').map_or(rest.len(), |end| end + 1);
        let span = Span::new(u32::try_from(start).ok()?, u32::try_from(start + length).ok()?);
        Some(Reference { text: rest.get(..length)?, span })
    })
}

fn each_text(node: &Node, visit: &mut impl FnMut(&Text)) {
    match &node.kind {
        Kind::Null | Kind::Broken => {}
        Kind::Scalar(text) => visit(text),
        Kind::List(items) => {
            for item in items {
                each_text(item, visit);
            }
        }
        Kind::Map(entries) => {
            for entry in entries {
                visit(&entry.key);
                each_text(&entry.value, visit);
            }
        }
    }
}
