//! Messages with expressions in braces: `error rate is {error_rate.latest()}`.

use gonogo_cel::{Diagnostic, Span};
use gonogo_document::Text;

use super::codes;
use super::expression::{Compiler, Expression};

#[derive(Clone, Debug)]
pub struct Template {
    pub parts: Vec<Part>,
}

#[derive(Clone, Debug)]
pub enum Part {
    Text(String),
    Value(Box<Expression>),
}

impl Template {
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        self.parts.iter().filter_map(|part| match part {
            Part::Value(expression) => Some(&**expression),
            Part::Text(_) => None,
        })
    }
}

/// Values in one message.
const VALUES: usize = 32;

/// `{{` and `}}` stand for single braces.
pub(super) fn compile(compiler: &mut Compiler<'_>, text: &Text) -> Option<Template> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut whole = true;
    let mut at = 0;
    while let Some(character) = text.value.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.value.get(at..).unwrap_or_default();
        if rest.starts_with("{{") || rest.starts_with("}}") {
            literal.push(character);
            at += 2;
            continue;
        }
        if character == '}' {
            stray(compiler, text, at);
            return None;
        }
        if character != '{' {
            literal.push(character);
            at += character.len_utf8();
            continue;
        }
        let Some(length) = closing(rest) else {
            unclosed(compiler, text, at);
            return None;
        };
        let inside = Span::new(at as u32 + 1, (at + length) as u32);
        parts.push(Part::Text(std::mem::take(&mut literal)));
        match compiler.value(text, inside) {
            Some(expression) => parts.push(Part::Value(Box::new(expression))),
            None => whole = false,
        }
        at += length + 1;
    }
    parts.push(Part::Text(literal));
    whole.then_some(Template { parts }).filter(|template| is_short(compiler, text, template))
}

fn is_short(compiler: &mut Compiler<'_>, text: &Text, template: &Template) -> bool {
    let values = template.expressions().count();
    if values > VALUES {
        let message = format!("the message has {values} values, at most {VALUES} are allowed");
        compiler.problems.push(
            Diagnostic::error(&codes::BAD_TEMPLATE, text.span, message)
                .with_help("say what a reader needs; `--explain` shows all values"),
        );
    }
    values <= VALUES
}

fn unclosed(compiler: &mut Compiler<'_>, text: &Text, at: usize) {
    let span = text.file_span(Span::new(at as u32, at as u32 + 1));
    compiler.problems.push(
        Diagnostic::error(&codes::BAD_TEMPLATE, span, "`{` is never closed")
            .with_help("close it with `}`, or write `{{` for a brace"),
    );
}

fn stray(compiler: &mut Compiler<'_>, text: &Text, at: usize) {
    let span = text.file_span(Span::new(at as u32, at as u32 + 1));
    compiler.problems.push(
        Diagnostic::error(&codes::BAD_TEMPLATE, span, "`}` closes nothing")
            .with_help("remove it, or write `}}` for a brace"),
    );
}

/// The offset of the brace that closes the first one; braces in strings and maps do not.
fn closing(text: &str) -> Option<usize> {
    let mut level = 0u32;
    // The quote that is open, and whether a backslash has a meaning behind it: not in `r'\d'`.
    let mut quote: Option<(char, bool)> = None;
    let mut is_escaped = false;
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        match (quote, character) {
            (Some(_), _) if is_escaped => is_escaped = false,
            (Some((_, escapes)), '\\') => is_escaped = escapes,
            (Some((open, _)), _) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some((character, !matches!(before, 'r' | 'R'))),
            (None, '{') => level += 1,
            (None, '}') => {
                level = level.saturating_sub(1);
                if level == 0 {
                    return Some(at);
                }
            }
            (None, _) => {}
        }
        before = character;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gate;

    /// The parts of a message, or the first problem with the text that it points at.
    fn parts(message: &str) -> String {
        let quoted = message.replace('\'', "''");
        let text = format!("gate: a\nrules: [{{id: r, require: 'true', because: '{quoted}'}}]");
        let loaded = gate::load("gate.yaml", &text);
        if let Some(problem) = loaded.problems.first() {
            return format!("{} at `{}`", problem.message, problem.span.text(&text));
        }
        let gate = loaded.gate.unwrap();
        let template = gate.rules[0].because.as_ref().unwrap();
        let shown = template.parts.iter().map(|part| match part {
            Part::Text(text) => text.clone(),
            Part::Value(expression) => format!("<{}>", expression.text),
        });
        shown.collect()
    }

    #[test]
    fn expressions_stand_in_braces() {
        for (message, expected) in [
            ("plain", "plain"),
            ("{phase.name} at {now}", "<phase.name> at <now>"),
            ("{{literal}} and }} and {{", "{literal} and } and {"),
            ("{ {'a': 1}['a'] }", "<{'a': 1}['a']>"),
            ("{'}'} {'{'}", "<'}'> <'{'>"),
            ("é{1}é", "é<1>é"),
            (r"{'it\'s }'} {r'\'} x", r"<'it\'s }'> <r'\'> x"),
        ] {
            assert_eq!(parts(message), expected, "{message}");
        }
    }

    #[test]
    fn problems_point_into_the_message() {
        for (message, expected) in [
            ("é {phase.nam}", "there is no `phase.nam` at `phase.nam`"),
            ("a } alone", "`}` closes nothing at `}`"),
            ("open {now", "`{` is never closed at `{`"),
            ("open {'}", "`{` is never closed at `{`"),
            (r"open {'\'}", "`{` is never closed at `{`"),
        ] {
            assert_eq!(parts(message), expected, "{message}");
        }
    }
}
