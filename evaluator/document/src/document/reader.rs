//! Strict reading of mappings and scalars: every problem is noted and reading goes on.

mod decimal;
mod duration;
mod scalars;
mod share;
mod suggest;

use gonogo_cel::{Code, Diagnostic, Span};

use super::Completeness;
use super::text::Style;
use super::tree::{Entry, Kind, Node, quoted};
use super::yaml::{Dropped, FileKind};
use crate::codes;

pub use decimal::Decimal;
pub use duration::Nanos;
pub(super) use scalars::is_word;
pub use share::ShareNode;
pub use suggest::{did_you_mean, nearest};

#[derive(Debug)]
pub struct Reader {
    problems: Vec<Diagnostic>,
    dropped: Dropped,
}

/// A mapping whose keys are all known.
#[derive(Debug)]
pub struct Fields<'n> {
    fields: Vec<Field<'n>>,
    /// Where to point when something is missing.
    pub head: Span,
    what: &'static str,
}

#[derive(Clone, Copy, Debug)]
pub struct Field<'n> {
    /// What was meant, where that differs from what was written.
    pub name: &'static str,
    pub entry: &'n Entry,
}

impl<'n> Fields<'n> {
    /// Of entries that were read before: those with these keys.
    pub fn of(entries: &'n [Entry], head: Span, known: &[&'static str]) -> Self {
        let field = |entry: &'n Entry| {
            let name = known.iter().find(|name| **name == entry.key.value)?;
            Some(Field { name, entry })
        };
        Self { fields: entries.iter().filter_map(field).collect(), head, what: "it" }
    }

    pub fn get(&self, key: &str) -> Option<&'n Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    pub fn entry(&self, key: &str) -> Option<&'n Entry> {
        self.fields.iter().find(|field| field.name == key).map(|field| field.entry)
    }

    pub fn iter(&self) -> impl Iterator<Item = Field<'n>> {
        self.fields.iter().copied()
    }

    /// Without the keys that were refused for another reason.
    pub fn only(&self, keep: impl Fn(&str) -> bool) -> Self {
        let fields = self.iter().filter(|field| keep(field.name)).collect();
        Self { fields, head: self.head, what: self.what }
    }
}

impl Reader {
    pub(in crate::document) fn new(problems: Vec<Diagnostic>, dropped: Dropped) -> Self {
        Self { problems, dropped }
    }

    /// For what another layer reads in the same file. `completeness` says whether something may
    /// have been dropped, so that what seems to be missing says nothing.
    pub fn further(completeness: Completeness) -> Self {
        let dropped = match completeness {
            Completeness::Whole => Dropped::Nothing,
            Completeness::Partial => Dropped::Lines,
        };
        Self { problems: Vec::new(), dropped }
    }

    /// Stands in for a tree that could not be built.
    pub(in crate::document) fn no_root(&mut self, kind: &FileKind) -> Node {
        if self.problems.is_empty() {
            let problem = Diagnostic::error(kind.empty, Span::default(), "the file is empty");
            self.report(problem.with_help(kind.start));
        }
        Node { span: Span::default(), kind: Kind::Broken }
    }

    pub fn report(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// For what seems to be missing, which says nothing when lines were dropped.
    pub fn report_absence(&mut self, problem: Diagnostic) {
        match self.dropped {
            Dropped::Nothing => self.report(problem),
            Dropped::Lines => {}
        }
    }

    /// By place. An alias repeats the problems of what it repeats, so equal ones are merged.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.problems
            .sort_by(|a, b| (a.span, a.code.id, &a.message).cmp(&(b.span, b.code.id, &b.message)));
        self.problems.dedup();
        self.problems
    }

    /// `what` with its article: `a rule`. A misspelled key is reported and then read as what
    /// was most likely meant, so that it does not also seem to be missing.
    pub fn fields<'n>(
        &mut self,
        node: &'n Node,
        what: &'static str,
        allowed: &[&'static str],
    ) -> Option<Fields<'n>> {
        let (mut fields, mut unknown) = (Vec::new(), Vec::new());
        for entry in self.entries(node, what)? {
            match allowed.iter().find(|name| **name == entry.key.value) {
                Some(name) => fields.push(Field { name, entry }),
                None => unknown.push(entry),
            }
        }
        for entry in unknown {
            let written = &entry.key.value;
            let message = format!("unknown key {}", quoted(written));
            let problem = Diagnostic::error(&codes::UNKNOWN_KEY, entry.key.span, message);
            self.report(problem.with_help(did_you_mean(written, allowed)));
            let meant = nearest(written, allowed);
            if let Some(name) = meant.filter(|name| fields.iter().all(|f| f.name != *name)) {
                fields.push(Field { name, entry });
            }
        }
        Some(Fields { fields, head: node.head(), what })
    }

    pub fn entries<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n [Entry]> {
        match &node.kind {
            Kind::Map(entries) => Some(entries),
            Kind::Broken => None,
            Kind::Scalar(text) if text.value.split(' ').all(|word| word.contains(':')) => {
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

    pub fn items<'n>(&mut self, key: &str, node: &'n Node) -> Option<&'n [Node]> {
        match &node.kind {
            Kind::List(items) => Some(items),
            Kind::Broken => None,
            Kind::Scalar(text) if text.style == Style::Plain && !text.value.contains(' ') => {
                let problem = self.mismatch(node, &quoted(key), "a list");
                self.report(problem.with_help(format!("write `[{}]`", text.value)));
                None
            }
            Kind::Null | Kind::Scalar(_) | Kind::Map(_) => {
                let problem = self.mismatch(node, &quoted(key), "a list");
                self.report(problem.with_help("start each entry with `- `, or write `[a, b]`"));
                None
            }
        }
    }

    pub fn optional<T>(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        read: impl FnOnce(&mut Self, &str, &Node) -> Option<T>,
    ) -> Option<T> {
        fields.get(key).and_then(|node| read(self, key, node))
    }

    pub fn required<T>(
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
    pub fn refuse(&mut self, code: &'static Code, at: Span, (message, help): (String, String)) {
        self.report(Diagnostic::error(code, at, message).with_help(help));
    }
}
