//! Text from files as text of Markdown, and nothing else: no markup, and nothing that GitHub or GitLab
//! makes a link, a mention or a picture of after it was rendered.

use crate::paint::printable;

/// Nothing is seen of it, and words on both of its sides are no longer one.
const APART: &str = "&#8203;";

/// Stays what it is in a line, in an item of a list and in a cell; code stays code.
pub(crate) fn escaped(text: &str) -> String {
    let text = printable(text);
    let text = text.trim();
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    // Behind code that cannot stay so no backtick is trusted: they would pair otherwise.
    let mut is_trusted = true;
    while let Some(c) = rest.chars().next() {
        let code = if c == '`' && is_trusted { code(rest) } else { None };
        is_trusted &= c != '`' || code.is_some();
        let token = code.unwrap_or_else(|| rest.get(..c.len_utf8()).unwrap_or(rest));
        let after = rest.get(token.len()..).unwrap_or_default();
        let begins = rest.len() == text.len();
        match code {
            Some(code) => out.push_str(code),
            None if c == '`' => out.push_str("\\`"),
            None => push(c, (begins, after), &mut out),
        }
        rest = after;
    }
    out
}

/// `a b` between backticks, if it is no cell's end and no command either.
fn code(text: &str) -> Option<&str> {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let (fence, inside) = text.split_at_checked(ticks)?;
    let mut at = 0;
    loop {
        let start = at + inside.get(at..)?.find('`')?;
        let run = inside.get(start..)?;
        let length = run.len() - run.trim_start_matches('`').len();
        if length == fence.len() {
            let is_plain = inside.get(..start).is_some_and(is_plain);
            return text.get(..ticks + start + length).filter(|_| is_plain);
        }
        at = start + length;
    }
}

fn is_plain(code: &str) -> bool {
    !code.trim().is_empty() && !code.contains(['|', '#', '\\'])
}

/// One character that is followed by `after`.
fn push(c: char, (begins, after): (bool, &str), out: &mut String) {
    let next = after.chars().next().unwrap_or(' ');
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    // Two of them would be a formula, and GitHub minds no backslash there.
    if c == '$' {
        out.push_str("<span>$</span>");
        return;
    }
    let escape = match c {
        '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '^' | '&' => true,
        '-' | '+' | '=' => begins,
        '.' | ')' => next == ' ' && is_number(out),
        '!' => next == '[',
        ':' => next == ':',
        _ => false,
    };
    // `www.example.com` and `GH-12` are links as well.
    let joins = |word: &str| out.len() >= word.len() && ends_with(out, word) && is_word(next);
    if (c == '.' && joins("www")) || (c == '-' && joins("gh")) {
        out.push_str(APART);
    }
    if escape {
        out.push('\\');
    }
    out.push(c);
    let parts = match c {
        '@' | '#' | '~' | '&' | '%' | '!' => is_word(next) || next == '-' || next == '"',
        ':' => next == '/' || next == ':' || next == '+' || next == '-' || next.is_alphabetic(),
        _ => false,
    };
    if parts {
        out.push_str(APART);
    }
}

/// It would begin an ordered list.
fn is_number(before: &str) -> bool {
    !before.is_empty() && before.chars().all(|c| c.is_ascii_digit())
}

fn ends_with(text: &str, word: &str) -> bool {
    let end = text.len().checked_sub(word.len()).and_then(|at| text.get(at..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(escaped(text), expected, "{text}");
    }

    #[test]
    fn markup_is_text() {
        check("# a", "\\# a");
        check("<b>|*x*_y_", "\\<b\\>\\|\\*x\\*\\_y\\_");
        check("![a](b)", "!\\[a\\](b)".replace('!', "\\!").as_str());
        check("1. a 2. b", "1\\. a 2. b");
        check(" - a - b", "\\- a - b");
        check("a\n\n# b", "a  \\# b");
        check("&lt; $x$", "\\&&#8203;lt; <span>$</span>x<span>$</span>");
    }

    #[test]
    fn nothing_becomes_a_link_or_a_mention() {
        check("@ana a@b.de", "@&#8203;ana a@&#8203;b.de");
        check("#12 gh-3 !4", "\\#&#8203;12 gh&#8203;-3 !&#8203;4");
        check("https://a.b WWW.c.d", "https:&#8203;//a.b WWW&#8203;.c.d");
        check("03:40 at 1.5 %, 5 @ 6", "03:40 at 1.5 %, 5 @ 6");
    }

    #[test]
    fn code_stays_code_where_it_can() {
        check("run `a_b` now", "run `a_b` now");
        check("`a|b` `c", "\\`a\\|b\\` \\`c");
        check("``a`b``", "``a`b``");
        check("`x ##[y]`", "\\`x \\#\\#\\[y\\]\\`");
    }
}
