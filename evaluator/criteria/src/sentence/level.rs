//! Limits of several levels in one line: `> 500 ms (warning) / > 1 s (rollback)`.

use crate::words::list::Words;
use crate::words::token::{Kind, Tokens};

/// What a line says of levels behind its first number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Levels {
    #[default]
    Unsaid,
    /// `> 5 % (warning)`: no more than a warning is meant.
    Warned,
    /// Each of its numbers may mean something else.
    Several,
}

const WARNS: Words = Words::of("warning warn alert caution yellow amber warnung gelb");
const OTHERS: Words =
    Words::of("critical crit red rollback revert abort halt page no-go kritisch rot");

/// Of a line with so many statements.
pub fn of(tokens: &Tokens, statements: usize) -> Levels {
    let is_number = |at: &usize| tokens.kind(*at) == Some(Kind::Number);
    let Some(first) = (0..tokens.count()).find(is_number).filter(|_| statements > 0) else {
        return Levels::Unsaid;
    };
    let mut found = Levels::Unsaid;
    for at in first + 1..tokens.count() {
        let word = tokens.word(at);
        let is_warning = WARNS.has(word);
        if !is_warning && !OTHERS.has(word) {
            continue;
        }
        let is_opened = tokens.is(at - 1, "(");
        let is_alone = is_opened && tokens.is(at + 1, ")");
        if has_limit(tokens, at + 1) || (is_alone && statements > 1) {
            return Levels::Several;
        }
        if is_alone && is_warning {
            found = Levels::Warned;
        }
    }
    found
}

/// `: 0.5 %`, `at > 3 %`
fn has_limit(tokens: &Tokens, from: usize) -> bool {
    /// Words between a level and its limit.
    const MOST: usize = 3;
    const BETWEEN: Words = Words::of(": at if limit above below over under from");
    let is_between =
        |at: &usize| tokens.kind(*at) == Some(Kind::Comparator) || BETWEEN.has(tokens.word(*at));
    let skipped = (from..from + MOST).take_while(is_between).count();
    tokens.kind(from + skipped) == Some(Kind::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_of_a_line_are_known() {
        let check = |text: &str, statements: usize, expected: Levels| {
            let mut tokens = Tokens::default();
            tokens.read(text);
            assert_eq!(of(&tokens, statements), expected, "{text}");
        };
        check("p95 > 500ms (warning) / > 1s (rollback)", 2, Levels::Several);
        check("Error rate < 1 % (warning: 0.5 %)", 1, Levels::Several);
        check("Error rate > 5 %, warning at > 3 %", 2, Levels::Several);
        check("Error rate > 5 % (warning)", 1, Levels::Warned);
        check("Warning: error rate > 5 %", 1, Levels::Unsaid);
        check("Error rate > 5 % → rollback within 5 minutes", 1, Levels::Unsaid);
        check("Error rate > 5 % for 5 minutes", 1, Levels::Unsaid);
    }
}
