//! Values as they are written: literals, names, lists, maps, brackets.

use super::ast::{Call, Entry, Expr, ExprKind, Ident, Literal};
use super::literal::{self, BadLiteral};
use super::parser::Parser;
use super::token::{RESERVED, Token, TokenKind};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

type Read = fn(&str) -> Result<Literal, BadLiteral>;

impl Parser<'_> {
    pub(super) fn primary(&mut self) -> Expr {
        let token = self.peek();
        match token.kind {
            TokenKind::Int => self.literal(literal::int),
            TokenKind::Uint => self.literal(literal::uint),
            TokenKind::Float => self.literal(literal::float),
            TokenKind::Text => self.literal(literal::string),
            TokenKind::Bytes => self.literal(literal::bytes),
            TokenKind::Minus => self.negative(),
            TokenKind::True => self.constant(Literal::Bool(true)),
            TokenKind::False => self.constant(Literal::Bool(false)),
            TokenKind::Null => self.constant(Literal::Null),
            TokenKind::Dot if self.peek_at(1).kind == TokenKind::Ident => {
                self.next();
                self.name(Some(token))
            }
            TokenKind::Ident => self.name(None),
            TokenKind::OpenParen => self.parenthesised(),
            TokenKind::OpenBracket => self.list(),
            TokenKind::OpenBrace => self.map(),
            _ => {
                let span = token.span;
                self.unexpected("a value");
                self.broken(span)
            }
        }
    }

    fn constant(&mut self, value: Literal) -> Expr {
        let token = self.next();
        self.node(token.span, ExprKind::Literal(value))
    }

    fn literal(&mut self, read: Read) -> Expr {
        let token = self.next();
        self.literal_at(token.span, read)
    }

    /// A number with its sign.
    fn negative(&mut self) -> Expr {
        let sign = self.next();
        let number = self.next();
        let read: Read = match number.kind {
            TokenKind::Float => literal::float,
            _ => literal::int,
        };
        self.literal_at(sign.span.join(number.span), read)
    }

    fn literal_at(&mut self, span: Span, read: Read) -> Expr {
        match read(self.text(span)) {
            Ok(value) => self.node(span, ExprKind::Literal(value)),
            Err(BadLiteral { offset, message }) => {
                let place = Span::new(span.start.saturating_add(offset as u32), span.end);
                let mut problem = Diagnostic::error(&codes::C003, place, message);
                problem.help = literal::braced_escape(self.text(place));
                self.report(problem);
                self.broken(span)
            }
        }
    }

    fn name(&mut self, dot: Option<Token>) -> Expr {
        let token = self.next();
        let name = self.text(token.span).to_owned();
        let span = dot.map_or(token.span, |dot| dot.span.join(token.span));
        if RESERVED.contains(&name.as_str()) {
            let problem = format!("`{name}` is a reserved word");
            self.report(Diagnostic::error(&codes::C001, token.span, problem));
        }
        if self.peek().kind == TokenKind::OpenParen {
            let (args, end) = self.arguments();
            let function = if dot.is_some() { format!(".{name}") } else { name };
            let call = Call { function, name_span: token.span, target: None, args };
            return self.call(span.join(end.span), call);
        }
        if self.peek().kind == TokenKind::OpenBrace {
            return self.no_struct(span);
        }
        self.node(span, ExprKind::Ident(Ident { name, rooted: dot.is_some() }))
    }

    /// `Point{x: 1}`, behind its name.
    pub(super) fn no_struct(&mut self, name: Span) -> Expr {
        let message = "struct literals are not supported: there are no message types";
        let brace = self.peek();
        self.report(
            Diagnostic::error(&codes::C006, brace.span, message)
                .with_help("write a map, such as `{'name': value}`"),
        );
        self.map();
        self.broken(name)
    }

    fn parenthesised(&mut self) -> Expr {
        let open = self.next();
        let mut inner = self.expression();
        let close = self.close(TokenKind::CloseParen, open, "an operator or `)`");
        inner.span = open.span.join(close.span);
        inner
    }

    fn list(&mut self) -> Expr {
        let open = self.next();
        let mut elements = Vec::new();
        while !matches!(self.peek().kind, TokenKind::CloseBracket | TokenKind::End) {
            let optional = self.eat(TokenKind::Question);
            let element = self.expression();
            elements.push(self.if_present(optional, element));
            if self.eat(TokenKind::Comma).is_none() {
                break;
            }
        }
        let close = self.close(TokenKind::CloseBracket, open, "`,` or `]`");
        self.node(open.span.join(close.span), ExprKind::List(elements))
    }

    fn map(&mut self) -> Expr {
        let open = self.next();
        let mut entries = Vec::new();
        while !matches!(self.peek().kind, TokenKind::CloseBrace | TokenKind::End) {
            let optional = self.eat(TokenKind::Question);
            let key = self.expression();
            if self.eat(TokenKind::Colon).is_none() {
                self.unexpected("`:` and the value of this key");
            } else {
                let value = self.expression();
                let value = self.if_present(optional, value);
                entries.push(Entry { key, value });
            }
            if self.eat(TokenKind::Comma).is_none() {
                break;
            }
        }
        let close = self.close(TokenKind::CloseBrace, open, "`,` or `}`");
        self.node(open.span.join(close.span), ExprKind::Map(entries))
    }

    /// What stands behind `?` in a list or map.
    fn if_present(&mut self, optional: Option<Token>, value: Expr) -> Expr {
        match optional {
            Some(_) => self.node(value.span, ExprKind::IfPresent(Box::new(value))),
            None => value,
        }
    }
}
