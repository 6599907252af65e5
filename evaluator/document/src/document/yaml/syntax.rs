//! What a syntax error means to someone who wanted to write an expression, not YAML.

use gonogo_cel::{Diagnostic, Span};
use serde_saphyr::granit_parser::{ErrorKind, ScanError};

use super::build::Build;
use super::limits;
use super::line::Lines;
use crate::codes;

/// Keys whose values often hold what YAML takes for its own.
const EXPRESSION_KEYS: [&str; 6] =
    ["require", "no_go_if", "rollback_if", "warn_if", "when", "because"];

/// A syntax error with what lies around it.
pub(super) struct Fault {
    kind: ErrorKind,
    /// One character, or empty at the end of a line.
    pub(super) at: Span,
    key: Option<Span>,
    /// Of the key's value, when it is on the line of the key.
    pub(super) value_start: Option<u32>,
    /// The outermost one that is still open.
    pub(super) open_bracket: Option<Span>,
}

impl Fault {
    pub(super) fn new(source: &str, build: &Build<'_>, error: &ScanError) -> Self {
        let offset = error.marker().byte_offset().unwrap_or(source.len()).min(source.len());
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        let lines = Lines::new(source);
        let open_bracket = build.open_bracket();
        let key_of_line = match open_bracket {
            Some(_) => lines.last_key_before(offset),
            None => lines.first_key_before(offset),
        };
        let pending = build.pending_key().filter(|key| lines.value_start(*key).is_some());
        let key = pending.or(key_of_line);
        let value_start = key.and_then(|key| lines.value_start(key));
        let kind = error.kind().clone();
        let at = character(source, offset);
        let mut fault = Self { kind, at, key, value_start, open_bracket };
        fault.find_open_quote(source);
        fault
    }

    /// The parser may tell where the quote starts, or where it gave up looking for the end.
    fn find_open_quote(&mut self, source: &str) {
        if !self.is_open_quote() {
            return;
        }
        if self.at.text(source).starts_with(['"', '\'']) {
            self.key = Lines::new(source).last_key_before(self.at.start);
            self.value_start = Some(self.at.start);
        } else if let Some(start) = self.value_start {
            self.at = character(source, start);
        }
    }

    pub(super) fn line(&self, lines: &Lines<'_>) -> Span {
        lines.around(self.at.start)
    }

    /// Whether the line reads like `key: …` rather than the end of a bracket.
    pub(super) fn is_at_key(&self) -> bool {
        matches!(
            self.kind,
            ErrorKind::ExpectedFlowMappingSeparator
                | ErrorKind::ExpectedFlowSequenceSeparator
                | ErrorKind::InvalidColonPlacement
        )
    }

    pub(super) fn is_open_quote(&self) -> bool {
        matches!(
            self.kind,
            ErrorKind::UnclosedQuotedScalar
                | ErrorKind::InvalidQuotedScalarIndent
                | ErrorKind::DocumentIndicatorInQuotedScalar
        )
    }

    pub(super) fn diagnostic(&self, source: &str) -> Diagnostic {
        if matches!(self.kind, ErrorKind::RecursionLimitExceeded) {
            let message = format!("the gate file nests deeper than {} levels", limits::DEPTH);
            return Diagnostic::error(&codes::LIMIT, self.at, message);
        }
        let message = format!("invalid YAML: {}", self.what());
        let found = Diagnostic::error(&codes::YAML_SYNTAX, self.at, message);
        let found = match self.distant_bracket(source) {
            Some(bracket) => found.with_related(bracket, "opened here"),
            None => found,
        };
        found.with_help(self.help(source))
    }

    fn distant_bracket(&self, source: &str) -> Option<Span> {
        let lines = Lines::new(source);
        self.open_bracket.filter(|open| lines.around(open.start) != self.line(&lines))
    }

    fn what(&self) -> String {
        match &self.kind {
            _ if self.is_open_quote() => "this quote is not closed".to_owned(),
            ErrorKind::InvalidTrailingSingleQuotedScalar
            | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
                "text goes on after the closing quote".to_owned()
            }
            ErrorKind::MappingValueNotAllowed if self.key.is_none() => {
                "this line is indented deeper than the key above it".to_owned()
            }
            ErrorKind::MappingValueNotAllowed => "a second `: ` in one value".to_owned(),
            ErrorKind::ExpectedBlockSequenceEntry | ErrorKind::InvalidIndentation => {
                "this line is indented like none of the lines above".to_owned()
            }
            ErrorKind::ExpectedBlockMappingKey => "expected a key here".to_owned(),
            ErrorKind::SimpleKeyExpected => "expected a `:` after this".to_owned(),
            ErrorKind::InvalidBlockScalarHeader => {
                "text follows `|` or `>` on the same line".to_owned()
            }
            ErrorKind::UnexpectedCharacter { character } => {
                format!("a value cannot start with `{}`", character.escape_default())
            }
            ErrorKind::UnknownAnchor => "`*` refers to an anchor that does not exist".to_owned(),
            ErrorKind::DirectiveDisallowed => "directives (`%`) are not taken".to_owned(),
            ErrorKind::ExpectedFlowMappingSeparator => "expected `,` or `}` here".to_owned(),
            ErrorKind::ExpectedFlowSequenceSeparator => "expected `,` or `]` here".to_owned(),
            ErrorKind::UnknownQuotedScalarEscape => "unknown escape after `\\`".to_owned(),
            ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart => "a tab cannot indent a line".to_owned(),
            other => lowercase(&other.to_string()),
        }
    }

    fn help(&self, source: &str) -> String {
        let key = self.key.map(|key| key.text(source));
        match (&self.kind, key) {
            (
                ErrorKind::TabNotAllowed
                | ErrorKind::TabInBlockIndentation
                | ErrorKind::TabInIndentation
                | ErrorKind::TabInPlainScalar
                | ErrorKind::TabAtBlockScalarStart,
                _,
            ) => "indent with spaces".to_owned(),
            (ErrorKind::UnknownQuotedScalarEscape, _) => {
                "write `\\\\` for a backslash, or use single quotes".to_owned()
            }
            (_, Some(key)) if EXPRESSION_KEYS.contains(&key) => format!(
                "put the whole expression in single quotes, or write it on the lines below `{key}: |`"
            ),
            _ if self.distant_bracket(source).is_some() => "close the bracket".to_owned(),
            (_, Some(key)) => format!("put quotes around the whole value of `{key}`"),
            (ErrorKind::SimpleKeyExpected, None) => "write `key: value`".to_owned(),
            (ErrorKind::MappingValueNotAllowed, None) => {
                "give all keys of a mapping the same indentation".to_owned()
            }
            (_, None) => "check the indentation, the brackets and the quotes".to_owned(),
        }
    }
}

fn character(source: &str, offset: u32) -> Span {
    let c = source.get(offset as usize..).and_then(|rest| rest.chars().next());
    let width = c.filter(|c| !c.is_control()).map_or(0, char::len_utf8);
    Span::new(offset, offset + u32::try_from(width).unwrap_or(0))
}

fn lowercase(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => "it cannot be read".to_owned(),
    }
}
