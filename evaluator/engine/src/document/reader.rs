//! Strict reading of mappings and scalars: every problem is noted and reading goes on.

mod scalars;
mod suggest;

use gonogo_cel::{Code, Diagnostic, Span};

use super::tree::{Entry, Kind, Node, quoted};
use super::yaml::Dropped;
use crate::codes;

pub(super) use scalars::is_word;
pub(super) use suggest::did_you_mean;

pub(super) struct Reader {
    problems: Vec<Diagnostic>,
    dropped: Dropped,
}

/// A mapping whose keys are all known.
pub(super) struct Fields<'n> {
    entries: Vec<&'n Entry>,
    /// Where to point when something is missing.
    pub(super) head: Span,
    what: &'static str,
}

impl<'n> Fields<'n> {
    pub(super) fn get(&self, key: &str) -> Option<&'n Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    pub(super) fn entry(&self, key: &str) -> Option<&'n Entry> {
        self.entries.iter().find(|entry| entry.key.value == key).copied()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &'n Entry> {
        self.entries.iter().copied()
    }

    /// Without the keys that were refused for another reason.
    pub(super) fn only(&self, keep: impl Fn(&str) -> bool) -> Self {
        let entries = self.iter().filter(|entry| keep(&entry.key.value)).collect();
        Self { entries, head: self.head, what: self.what }
    }
}

impl Reader {
    pub(super) fn new(problems: Vec<Diagnostic>, dropped: Dropped) -> Self {
        Self { problems, dropped }
    }

    /// Stands in for a tree that could not be built.
    pub(super) fn no_root(&mut self) -> Node {
        if self.problems.is_empty() {
            let problem = Diagnostic::error(&codes::NO_RULES, Span::default(), "the file is empty");
            self.report(problem.with_help("start with `gate: name-of-the-gate`"));
        }
        Node { span: Span::default(), kind: Kind::Broken }
    }

    pub(super) fn report(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// For what seems to be missing, which says nothing when lines were dropped.
    pub(super) fn report_absence(&mut self, problem: Diagnostic) {
        match self.dropped {
            Dropped::Nothing => self.report(problem),
            Dropped::Lines => {}
        }
    }

    /// By place. An alias repeats the problems of what it repeats, so equal ones are merged.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        self.problems
            .sort_by(|a, b| (a.span, a.code.id, &a.message).cmp(&(b.span, b.code.id, &b.message)));
        self.problems.dedup();
        self.problems
    }

    /// `what` with its article: `a rule`.
    pub(super) fn fields<'n>(
        &mut self,
        node: &'n Node,
        what: &'static str,
        allowed: &[&str],
    ) -> Option<Fields<'n>> {
        let entries = self.entries(node, what)?;
        let (known, unknown): (Vec<_>, Vec<_>) =
            entries.iter().partition(|entry| allowed.contains(&entry.key.value.as_str()));
        for entry in unknown {
            let name = &entry.key.value;
            let problem = Diagnostic::error(
                &codes::UNKNOWN_KEY,
                entry.key.span,
                format!("unknown key {}", quoted(name)),
            );
            self.report(problem.with_help(did_you_mean(name, allowed)));
        }
        Some(Fields { entries: known, head: node.head(), what })
    }

    pub(super) fn entries<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n [Entry]> {
        match &node.kind {
            Kind::Map(entries) => Some(entries),
            Kind::Broken => None,
            Kind::Scalar(text) if text.value.contains(':') && !text.value.contains(' ') => {
                let problem = self.mismatch(node, what, "a mapping");
                self.report(problem.with_help("put a space after the `:`"));
                None
            }
            Kind::Null | Kind::Scalar(_) | Kind::List(_) => {
                let problem = self.mismatch(node, what, "a mapping");
                self.report(problem.with_help("write indented `key: value` lines"));
                None
            }
        }
    }

    pub(super) fn items<'n>(&mut self, key: &str, node: &'n Node) -> Option<&'n [Node]> {
        match &node.kind {
            Kind::List(items) => Some(items),
            Kind::Broken => None,
            Kind::Null | Kind::Scalar(_) | Kind::Map(_) => {
                let problem = self.mismatch(node, &quoted(key), "a list");
                self.report(problem.with_help("start each entry with `- `, or write `[a, b]`"));
                None
            }
        }
    }

    pub(super) fn optional<T>(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        read: impl FnOnce(&mut Self, &str, &Node) -> Option<T>,
    ) -> Option<T> {
        fields.get(key).and_then(|node| read(self, key, node))
    }

    pub(super) fn required<T>(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        read: impl FnOnce(&mut Self, &str, &Node) -> Option<T>,
    ) -> Option<T> {
        if fields.get(key).is_none() {
            let message = format!("{} needs {}", fields.what, quoted(key));
            self.report_absence(
                Diagnostic::error(&codes::MISSING_KEY, fields.head, message)
                    .with_help(format!("add `{key}: …`")),
            );
        }
        self.optional(fields, key, read)
    }

    /// `subject` is a key in backticks or something with its article.
    fn mismatch(&self, node: &Node, subject: &str, expected: &str) -> Diagnostic {
        let message = format!("{subject} must be {expected}, found {}", node.found());
        Diagnostic::error(&codes::WRONG_TYPE, node.head(), message)
    }

    /// A value of the right shape that says something it must not.
    pub(super) fn refuse(
        &mut self,
        code: &'static Code,
        at: Span,
        (message, help): (String, String),
    ) {
        self.report(Diagnostic::error(code, at, message).with_help(help));
    }
}
