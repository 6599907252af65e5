//! Operators, loosest first: `?:`, `||`, `&&`, relations, sums, products.

use super::ast::{Expr, ExprKind, Operator};
use super::parser::Parser;
use super::token::{Token, TokenKind};

/// Bytes of a name that help shows.
const SHOWN: usize = 60;

/// How tightly an operator holds; larger holds tighter.
fn binary(kind: TokenKind) -> Option<(u8, Operator)> {
    Some(match kind {
        TokenKind::Equal => (1, Operator::Equal),
        TokenKind::NotEqual => (1, Operator::NotEqual),
        TokenKind::Less => (1, Operator::Less),
        TokenKind::LessEqual => (1, Operator::LessEqual),
        TokenKind::Greater => (1, Operator::Greater),
        TokenKind::GreaterEqual => (1, Operator::GreaterEqual),
        TokenKind::In => (1, Operator::In),
        TokenKind::Plus => (2, Operator::Add),
        TokenKind::Minus => (2, Operator::Subtract),
        TokenKind::Star => (3, Operator::Multiply),
        TokenKind::Slash => (3, Operator::Divide),
        TokenKind::Percent => (3, Operator::Modulo),
        _ => return None,
    })
}

impl Parser<'_> {
    pub(super) fn expression(&mut self) -> Expr {
        self.nested(Self::conditional)
    }

    fn conditional(&mut self) -> Expr {
        let condition = self.or();
        let Some(question) = self.eat(TokenKind::Question) else {
            return condition;
        };
        let help = self.safe_navigation(question);
        let yes = self.or();
        if self.eat(TokenKind::Colon).is_none() {
            // Where a value is missing the rest is, too.
            if !matches!(yes.kind, ExprKind::Broken) {
                self.unexpected_with("`:` and what holds otherwise", help);
            }
            return yes;
        }
        let no = self.expression();
        let span = condition.span.join(no.span);
        self.node(span, ExprKind::Conditional(Box::new([condition, yes, no])))
    }

    /// `a?.b` is `a ? .b : …` so far; elsewhere it reads a field that may be absent.
    fn safe_navigation(&self, question: Token) -> Option<String> {
        let (dot, name) = (self.peek(), self.peek_at(1));
        let is_one_sign = dot.kind == TokenKind::Dot && dot.span.start == question.span.end;
        let field = Some(self.text(name.span)).filter(|name| name.len() <= SHOWN)?;
        is_one_sign.then(|| format!("a field that may be absent is read with `.?{field}`"))
    }

    fn or(&mut self) -> Expr {
        self.chain(TokenKind::Or, Self::and, ExprKind::Or)
    }

    fn and(&mut self) -> Expr {
        self.chain(TokenKind::And, |parser| parser.operators(1), ExprKind::And)
    }

    /// `a && b && c` is one node with three operands: order and depth do not matter to it.
    fn chain(
        &mut self,
        token: TokenKind,
        operand: fn(&mut Self) -> Expr,
        build: fn(Vec<Expr>) -> ExprKind,
    ) -> Expr {
        let first = operand(self);
        if self.peek().kind != token {
            return first;
        }
        let mut span = first.span;
        let mut operands = vec![first];
        while self.eat(token).is_some() {
            let next = operand(self);
            span = span.join(next.span);
            operands.push(next);
        }
        self.node(span, build(operands))
    }

    fn operators(&mut self, least: u8) -> Expr {
        let mut left = self.unary();
        while let Some((strength, operator)) = binary(self.peek().kind) {
            if strength < least {
                break;
            }
            self.next();
            let right = self.operators(strength + 1);
            let span = left.span.join(right.span);
            left = self.node(span, ExprKind::Operator(operator, vec![left, right]));
        }
        left
    }
}
