//! The finding about an expression that may cost too much.

use super::{Estimate, Work};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// `None` unless the estimate is over the limit; `whole` is the place of the expression.
pub fn warning(estimate: &Estimate, limit: u64, whole: Span) -> Option<Diagnostic> {
    if estimate.most <= limit {
        return None;
    }
    let most = match estimate.most {
        ..COUNTED => format!("up to {}", grouped(estimate.most)),
        _ => format!("more than {}", grouped(COUNTED)),
    };
    let message = format!("this may cost {most} units, {} are allowed", grouped(limit));
    let Some(dearest) = &estimate.dearest else {
        return Some(Diagnostic::warning(&codes::C016, whole, message));
    };
    let help = match dearest.what {
        Work::Macro if dearest.times > 1 => {
            "it runs for each element of the macro around it: `filter` that one's list first, or \
             ask `in` of a list or map instead"
        }
        Work::Macro => "`filter` the list first, or ask less of each element",
        Work::Pattern => "write the pattern as a literal: it is then read when the gate is",
        Work::Value => "compare or join less: a part of the value instead of the whole",
    };
    let label = match dearest.times {
        0 | 1 => "most of it is spent here".to_owned(),
        times => format!("most of it is spent here, up to {} times", grouped(times)),
    };
    let problem = Diagnostic::warning(&codes::C016, dearest.span, message);
    Some(problem.with_label(label).with_help(help))
}

/// Beyond this many units the number says nothing more.
const COUNTED: u64 = 1_000_000_000_000;

/// `12,000,000`
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cost::estimate;
    use crate::{Env, Type};

    /// The warning with the text that it points at.
    fn warned(source: &str) -> String {
        let mut env = Env::standard();
        env.declare("xs", Type::list(Type::Int));
        env.declare("ys", Type::list(Type::Int));
        env.declare("s", Type::String);
        env.declare("j", Type::Dyn);
        let estimate = estimate(&env, &env.check(source).unwrap());
        match warning(&estimate, 1_000_000, Span::new(0, source.len() as u32)) {
            None => "none".to_owned(),
            Some(found) => format!("{} at `{}`", found.message, found.span.text(source)),
        }
    }

    #[test]
    fn the_dearest_part_is_pointed_at() {
        let mut wrong = Vec::new();
        for (source, expected) in [
            ("xs.all(x, x > 0) && s == 'a'", "none"),
            ("xs.all(x, x in [1, 2])", "none"),
            (
                "s != '' && xs.all(x, ys.exists(y, x == y))",
                "this may cost up to 4,002,003 units, 1,000,000 are allowed at `ys.exists(y, x == y)`",
            ),
            (
                "'a'.matches(s)",
                "this may cost up to 3,003,252 units, 1,000,000 are allowed at `'a'.matches(s)`",
            ),
            ("xs.all(x, j == [x, s])", "none"),
            (
                "xs.map(x, j).exists(i, i == j)",
                "this may cost up to 10,006,001 units, 1,000,000 are allowed at `i == j`",
            ),
            (
                "xs.all(a, xs.all(b, xs.all(c, xs.all(d, a + b + c + d > 0))))",
                "this may cost more than 1,000,000,000,000 units, 1,000,000 are allowed at \
                 `xs.all(d, a + b + c + d > 0)`",
            ),
        ] {
            let found = warned(source);
            if found != expected {
                wrong.push(format!("{source}: {found}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
