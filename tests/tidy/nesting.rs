//! How deep the control flow of a function goes.
//!
//! One level each: the branches of an `if`, the arms of a `match`, the body of `for`,
//! `while` and `loop`, and a closure whose body is a block. An `else if` stands on the
//! level of its `if`. Conditions and the values matched on belong to the level outside.
//! Nested functions are measured on their own.

use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprClosure, ExprForLoop, ExprIf, ExprLoop, ExprMatch, ExprWhile, Item};

pub(crate) fn deepest(body: &Block) -> usize {
    let mut levels = Levels { depth: 0, deepest: 0 };
    levels.visit_block(body);
    levels.deepest
}

struct Levels {
    depth: usize,
    deepest: usize,
}

impl Levels {
    fn enter(&mut self, visit_inside: impl FnOnce(&mut Self)) {
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        visit_inside(self);
        self.depth -= 1;
    }
}

impl<'ast> Visit<'ast> for Levels {
    fn visit_expr_if(&mut self, expr: &'ast ExprIf) {
        self.visit_expr(&expr.cond);
        self.enter(|levels| levels.visit_block(&expr.then_branch));
        match expr.else_branch.as_ref().map(|(_, branch)| branch.as_ref()) {
            None => {}
            Some(Expr::If(chained)) => self.visit_expr_if(chained),
            Some(Expr::Block(last)) => self.enter(|levels| levels.visit_block(&last.block)),
            Some(other) => self.visit_expr(other),
        }
    }

    fn visit_expr_match(&mut self, expr: &'ast ExprMatch) {
        self.visit_expr(&expr.expr);
        self.enter(|levels| expr.arms.iter().for_each(|arm| levels.visit_arm(arm)));
    }

    fn visit_expr_for_loop(&mut self, expr: &'ast ExprForLoop) {
        self.visit_expr(&expr.expr);
        self.enter(|levels| levels.visit_block(&expr.body));
    }

    fn visit_expr_while(&mut self, expr: &'ast ExprWhile) {
        self.visit_expr(&expr.cond);
        self.enter(|levels| levels.visit_block(&expr.body));
    }

    fn visit_expr_loop(&mut self, expr: &'ast ExprLoop) {
        self.enter(|levels| levels.visit_block(&expr.body));
    }

    fn visit_expr_closure(&mut self, expr: &'ast ExprClosure) {
        if matches!(*expr.body, Expr::Block(_)) {
            self.enter(|levels| visit::visit_expr_closure(levels, expr));
        } else {
            visit::visit_expr_closure(self, expr);
        }
    }

    fn visit_item(&mut self, _: &'ast Item) {}
}

#[test]
fn levels_are_counted_as_described() {
    let check = |body: &str, expected: usize| {
        let block: Block = syn::parse_str(&format!("{{ {body} }}")).expect(body);
        assert_eq!(deepest(&block), expected, "{body}");
    };
    check("a();", 0);
    check("if a { b() } else if c { d() } else { e() }", 1);
    check("if a { b() } else { if c { d() } }", 2);
    check("for x in y { match x { A => if b { c() }, B => {} } }", 3);
    check("while let Some(x) = y.find(|z| { z.ok() }) { loop { break } }", 2);
    check("xs.map(|x| x + 1).for_each(|x| { if x { y() } })", 2);
    check("let Some(x) = y else { return };", 0);
    check("fn inner() { if a { if b {} } }", 0);
}
