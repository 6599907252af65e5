//! An expression of a gate file, compiled, with its place.

use gonogo_cel::{Diagnostic, Env, Program, Slot, Span, Type};
use gonogo_document::Text;

use super::{Fact, bounds, codes};
use crate::decision::MESSAGE_BUDGET;
use gonogo_document::{Lines, Position};

#[derive(Clone, Debug)]
pub struct Expression {
    /// On one line, for people.
    pub text: String,
    pub position: Position,
    /// As it was compiled: the spans of the program's nodes lie in it.
    pub(crate) source: String,
    /// Where it begins in the scalar that it is a part of.
    pub(crate) offset: u32,
    pub(crate) program: Program,
}

impl Expression {
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// As it was compiled: the spans of the program's nodes lie in it.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Where it begins in the scalar that it is a part of, in bytes.
    pub fn offset(&self) -> u32 {
        self.offset
    }

    pub fn slots(&self) -> &[Slot] {
        self.program.slots()
    }
}

/// Compiles texts of one file; problems point into that file.
pub(super) struct Compiler<'c> {
    pub(super) env: &'c Env,
    pub(super) lines: &'c Lines<'c>,
    /// What expressions ask; none where some of them could not be read.
    pub(super) facts: &'c [Fact],
    pub(super) problems: Vec<Diagnostic>,
}

impl Compiler<'_> {
    /// Any type.
    pub(super) fn expression(&mut self, text: &Text) -> Option<Expression> {
        let whole = Span::new(0, text.value.len() as u32);
        self.part((text, whole), self.env.limits().cost)
    }

    /// What stands between braces in a message, of which all values share a budget.
    pub(super) fn value(&mut self, text: &Text, part: Span) -> Option<Expression> {
        self.part((text, part), MESSAGE_BUDGET)
    }

    fn part(&mut self, (text, part): (&Text, Span), units: u64) -> Option<Expression> {
        let source = part.text(&text.value);
        match self.env.compile(source) {
            Ok(program) => {
                let dear = bounds::warning_of((self.env, units), (&program, source), self.facts);
                let told = program.warnings().iter().cloned().chain(dear);
                self.problems.extend(told.map(|problem| place(problem, text, part.start)));
                Some(Expression {
                    text: source.split_whitespace().collect::<Vec<_>>().join(" "),
                    source: source.to_owned(),
                    offset: part.start,
                    position: self.lines.position(text.file_span(part).start),
                    program,
                })
            }
            Err(problems) => {
                let moved = problems.into_iter().map(|problem| place(problem, text, part.start));
                self.problems.extend(moved);
                None
            }
        }
    }

    /// Must be a bool; a dynamic one is checked when it runs.
    pub(super) fn condition(&mut self, text: &Text) -> Option<Expression> {
        let expression = self.expression(text)?;
        match expression.program.result_type() {
            Type::Bool | Type::Dyn => Some(expression),
            // What it is made of has been reported.
            Type::Broken => None,
            other => {
                let message = format!("a condition must be true or false, this is `{other}`");
                let problem = Diagnostic::error(&codes::NOT_A_CONDITION, text.span, message);
                self.problems.push(match condition_help(other) {
                    Some(help) => problem.with_help(help),
                    None => problem.with_help("compare it with something"),
                });
                None
            }
        }
    }
}

fn condition_help(of: &Type) -> Option<&'static str> {
    match of {
        Type::Opaque(opaque) => match opaque.name.as_str() {
            "spans" => Some("ask how long it held, as in `.lasting('2m')`"),
            "series" => Some("ask for a value and compare it, as in `.latest() < 5.0`"),
            "comparison" => Some("ask whether it is worse, as in `.worse('high')`"),
            "checklist" => Some("ask whether it is done: `.done()`"),
            "signoffs" => Some("ask whether they approved: `.approved()`"),
            _ => None,
        },
        _ => None,
    }
}

/// Moves a finding from the expression to its place in the file.
fn place(mut problem: Diagnostic, text: &Text, offset: u32) -> Diagnostic {
    let moved = |span: Span| {
        text.file_span(Span::new(
            span.start.saturating_add(offset),
            span.end.saturating_add(offset),
        ))
    };
    problem.span = moved(problem.span);
    for (span, _) in &mut problem.related {
        *span = moved(*span);
    }
    problem
}
