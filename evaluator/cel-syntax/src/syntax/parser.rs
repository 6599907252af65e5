//! The parser's state: tokens, limits, problems. The grammar is in its neighbours.

use super::ast::{Expr, ExprId, ExprKind};
use super::lexer;
use super::nesting;
use super::token::{Token, TokenKind};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::limits::Limits;
use crate::source::Span;

/// A parsed expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Syntax {
    pub root: Expr,
    /// Ids of its nodes are below this.
    pub nodes: ExprId,
}

/// Reads one expression; on failure every problem found, in source order.
pub fn parse(source: &str, limits: &Limits) -> Result<Syntax, Vec<Diagnostic>> {
    if source.len() > limits.source_bytes {
        let message = format!(
            "the expression has {} bytes, at most {} are allowed",
            source.len(),
            limits.source_bytes
        );
        return Err(vec![
            Diagnostic::error(&codes::C004, Span::new(0, 0), message)
                .with_help("split it into several rules"),
        ]);
    }
    let (tokens, problems) = lexer::tokens(source);
    let mut parser =
        Parser { source, limits, tokens, at: 0, nodes: 0, nesting: 0, problems, full: false };
    let root = parser.whole();
    if parser.problems.is_empty() {
        parser.bound_values(&root);
    }
    if parser.problems.is_empty() {
        return Ok(Syntax { root, nodes: parser.nodes });
    }
    parser.problems.sort_by_key(|problem| problem.span);
    parser.problems.truncate(limits.problems);
    Err(parser.problems)
}

pub(super) struct Parser<'s> {
    pub(super) source: &'s str,
    pub(super) limits: &'s Limits,
    tokens: Vec<Token>,
    at: usize,
    nodes: ExprId,
    nesting: u32,
    problems: Vec<Diagnostic>,
    /// A size limit was hit: nothing more is read or reported.
    full: bool,
}

impl Parser<'_> {
    fn whole(&mut self) -> Expr {
        let root = self.expression();
        let next = self.peek();
        if next.kind != TokenKind::End {
            self.unexpected("an operator or the end");
        }
        root
    }

    pub(super) fn peek(&self) -> Token {
        self.peek_at(0)
    }

    pub(super) fn peek_at(&self, ahead: usize) -> Token {
        let end = Span::new(self.source.len() as u32, self.source.len() as u32);
        self.tokens
            .get(self.at + ahead)
            .copied()
            .unwrap_or(Token { kind: TokenKind::End, span: end })
    }

    pub(super) fn next(&mut self) -> Token {
        let token = self.peek();
        self.at = (self.at + 1).min(self.tokens.len().saturating_sub(1));
        token
    }

    pub(super) fn eat(&mut self, kind: TokenKind) -> Option<Token> {
        (self.peek().kind == kind).then(|| self.next())
    }

    pub(super) fn text(&self, span: Span) -> &str {
        span.text(self.source)
    }

    pub(super) fn node(&mut self, span: Span, kind: ExprKind) -> Expr {
        let mut expr = Expr { id: self.nodes, span, depth: 1, kind };
        let mut deepest = 0;
        expr.for_each_child(|child| deepest = deepest.max(child.depth));
        expr.depth = deepest + 1;
        self.nodes += 1;
        if expr.depth > self.limits.depth {
            let message = format!("the expression is nested deeper than {}", self.limits.depth);
            self.stop(span, message);
        } else if self.nodes > self.limits.nodes {
            self.stop(span, format!("the expression has more than {} parts", self.limits.nodes));
        }
        expr
    }

    /// Reads one level deeper, unless that is too deep.
    pub(super) fn nested(&mut self, read: impl FnOnce(&mut Self) -> Expr) -> Expr {
        if self.nesting >= self.limits.depth / 2 {
            let message =
                format!("operators and brackets are nested deeper than {}", self.limits.depth / 2);
            let span = self.peek().span;
            self.stop(span, message);
            return self.broken(span);
        }
        self.nesting += 1;
        let expr = read(self);
        self.nesting -= 1;
        expr
    }

    fn bound_values(&mut self, root: &Expr) {
        if nesting::value_depth(root, &mut Vec::new()) > self.limits.value_depth {
            let depth = self.limits.value_depth;
            self.stop(root.span, format!("lists and maps are nested deeper than {depth}"));
        }
    }

    /// Reports a limit, once, and ends the reading.
    fn stop(&mut self, span: Span, message: String) {
        if self.full {
            return;
        }
        self.full = true;
        self.at = self.tokens.len().saturating_sub(1);
        self.problems.push(
            Diagnostic::error(&codes::C004, span, message)
                .with_help("split it into several rules, or compute it before it is collected"),
        );
    }

    pub(super) fn report(&mut self, problem: Diagnostic) {
        if !self.full && self.problems.len() < self.limits.problems {
            self.problems.push(problem);
        }
    }

    pub(super) fn broken(&mut self, span: Span) -> Expr {
        self.nodes += 1;
        Expr { id: self.nodes - 1, span, depth: 1, kind: ExprKind::Broken }
    }

    /// Reports the token at hand and skips to where reading can go on.
    pub(super) fn unexpected(&mut self, wanted: &str) {
        self.unexpected_with(wanted, None);
    }

    /// The same, with better advice than the words alone give.
    pub(super) fn unexpected_with(&mut self, wanted: &str, help: Option<String>) {
        let token = self.peek();
        if token.kind != TokenKind::Unknown {
            let found = match token.kind {
                TokenKind::End => "the expression ends here".to_owned(),
                _ => format!("`{}` is out of place", self.text(token.span)),
            };
            let mut problem = Diagnostic::error(&codes::C001, token.span, found)
                .with_label(format!("expected {wanted}"));
            problem.help = help.or_else(|| self.foreign_word(token));
            self.report(problem);
        }
        self.recover();
    }

    /// How the language writes what is spelt otherwise elsewhere.
    fn foreign_word(&self, token: Token) -> Option<String> {
        let behind = |back: usize| self.at.checked_sub(back).and_then(|at| self.tokens.get(at));
        let before = behind(1).map_or("", |token| self.text(token.span));
        let number = behind(2).filter(|token| token.kind.is_number());
        if let (Some(number), "%") = (number, before) {
            let number = self.text(number.span);
            return Some(format!("a percentage is written as a text: `'{number}%'`"));
        }
        let after = self.text(self.peek_at(1).span);
        let help = match (before, self.text(token.span)) {
            (_, "and") => Some("logical and is written `&&`"),
            (_, "or") => Some("logical or is written `||`"),
            ("not", _) => Some("negation is written `!`"),
            ("<", ">") => Some("inequality is written `!=`"),
            ("!", "in") => Some("write `!(x in list)`"),
            ("?", "?") => Some("a value for what may be absent is written `a.?b.orValue(x)`"),
            ("/", "*") => Some("a comment starts with `//` and ends with its line"),
            (_, "/") if after == "*" => Some("a comment starts with `//` and ends with its line"),
            ("*", "*") => Some("there is no operator for powers: write `x * x`"),
            ("", "") => Some("write a condition, such as `error_rate < 0.01`"),
            _ => None,
        };
        help.map(str::to_owned)
    }

    /// Skips to the next `,` or closing bracket on this level.
    fn recover(&mut self) {
        let mut level = 0u32;
        loop {
            let kind = self.peek().kind;
            let boundary = kind == TokenKind::Comma || kind.closes();
            if kind == TokenKind::End || (level == 0 && boundary && self.nesting > 0) {
                return;
            }
            if kind.opens() {
                level += 1;
            } else if kind.closes() {
                level = level.saturating_sub(1);
            }
            self.next();
        }
    }

    /// `wanted` tells what may stand here.
    pub(super) fn close(&mut self, kind: TokenKind, opened: Token, wanted: &str) -> Token {
        if let Some(token) = self.eat(kind) {
            return token;
        }
        let token = self.peek();
        let open = self.text(opened.span).to_owned();
        let found = match token.kind {
            TokenKind::End => format!("`{open}` is never closed"),
            _ => format!("`{}` is out of place", self.text(token.span)),
        };
        if token.kind != TokenKind::Unknown {
            let mut problem = Diagnostic::error(&codes::C001, token.span, found)
                .with_related(opened.span, "opened here");
            if token.kind != TokenKind::End {
                problem.label = Some(format!("expected {wanted}"));
                problem.help = self.foreign_word(token);
            }
            self.report(problem);
        }
        self.recover();
        self.eat(kind).unwrap_or(token)
    }
}
