//! Prefix operators, and what follows a value: `.field`, `.method(…)`, `[index]`.

use super::ast::{Call, Expr, ExprKind, Operator, Select};
use super::parser::Parser;
use super::token::{Token, TokenKind};

impl Parser<'_> {
    pub(super) fn unary(&mut self) -> Expr {
        let token = self.peek();
        let operator = match token.kind {
            TokenKind::Bang => Operator::Not,
            TokenKind::Minus if !self.minus_of_number() => Operator::Negate,
            _ => return self.member(),
        };
        self.next();
        let operand = self.nested(Self::unary);
        let span = token.span.join(operand.span);
        self.node(span, ExprKind::Operator(operator, vec![operand]))
    }

    /// In `-5` the sign belongs to the literal, so that the smallest int can be written.
    fn minus_of_number(&self) -> bool {
        matches!(self.peek_at(1).kind, TokenKind::Int | TokenKind::Float)
    }

    fn member(&mut self) -> Expr {
        let mut value = self.primary();
        loop {
            value = match self.peek().kind {
                TokenKind::Dot => self.selection(value),
                TokenKind::OpenBracket => self.index(value),
                TokenKind::OpenBrace if matches!(value.kind, ExprKind::Select(_)) => {
                    self.no_struct(value.span)
                }
                _ => return value,
            };
        }
    }

    fn selection(&mut self, target: Expr) -> Expr {
        self.next();
        let optional = self.eat(TokenKind::Question).is_some();
        let name = self.peek();
        if !matches!(name.kind, TokenKind::Ident | TokenKind::Escaped) {
            self.unexpected(if optional { "a field name" } else { "a field or method name" });
            return target;
        }
        self.next();
        let escaped = name.kind == TokenKind::Escaped;
        let field = self.text(name.span).trim_matches('`').to_owned();
        let called = !escaped && !optional && self.peek().kind == TokenKind::OpenParen;
        if called {
            let (args, end) = self.arguments();
            let span = target.span.join(end.span);
            let call = Call { function: field, name_span: name.span, target: Some(target), args };
            return self.call(span, call);
        }
        let span = target.span.join(name.span);
        let select = Select { operand: target, field, field_span: name.span };
        let kind = if optional { ExprKind::OptionalSelect } else { ExprKind::Select };
        self.node(span, kind(Box::new(select)))
    }

    fn index(&mut self, target: Expr) -> Expr {
        let open = self.next();
        let operator = match self.eat(TokenKind::Question) {
            Some(_) => Operator::OptionalIndex,
            None => Operator::Index,
        };
        let index = self.expression();
        let close = self.close(TokenKind::CloseBracket, open, "an operator or `]`");
        let span = target.span.join(close.span);
        self.node(span, ExprKind::Operator(operator, vec![target, index]))
    }

    /// `(a, b)`: the arguments and the closing bracket.
    pub(super) fn arguments(&mut self) -> (Vec<Expr>, Token) {
        let open = self.next();
        let mut args = Vec::new();
        if self.peek().kind != TokenKind::CloseParen {
            args.push(self.expression());
            while self.eat(TokenKind::Comma).is_some() {
                args.push(self.expression());
            }
        }
        (args, self.close(TokenKind::CloseParen, open, "`,` or `)`"))
    }
}
