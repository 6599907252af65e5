//! What the parser says of wrong expressions, word for word.

use super::parse;
use crate::limits::Limits;

/// Expression, code, the marked text, message, label, help.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

#[test]
fn wrong_expressions_are_explained_all_at_once() {
    let mut at = 0;
    while let Some((source, ..)) = ROWS.get(at) {
        for problem in parse(source, &Limits::DEFAULT).expect_err(source) {
            let label = problem.label.as_deref().unwrap_or_default();
            let help = problem.help.as_deref().unwrap_or_default();
            let marked = problem.span.text(source);
            let found = (*source, problem.code.id, marked, &*problem.message, label, help);
            assert_eq!(Some(&found), ROWS.get(at), "{source}");
            at += 1;
        }
    }
}

#[test]
fn brackets_point_to_where_they_were_opened() {
    let problems = parse("f((a, b]", &Limits::DEFAULT).unwrap_err();
    let related = &problems.first().unwrap().related;
    assert_eq!(related.len(), 1);
    assert_eq!(related.first().unwrap().1, "opened here");
}

const ROWS: &[Row] = &[
    ("a = b", "C002", "=", "`=` has no meaning here", "", "equality is written `==`"),
    ("a & b", "C002", "&", "`&` has no meaning here", "", "logical and is written `&&`"),
    (
        "a and b",
        "C001",
        "and",
        "`and` is out of place",
        "expected an operator or the end",
        "logical and is written `&&`",
    ),
    ("a || ", "C001", "", "the expression ends here", "expected a value", ""),
    ("(a", "C001", "", "`(` is never closed", "", ""),
    ("[1, 2", "C001", "", "`[` is never closed", "", ""),
    ("a)", "C001", ")", "`)` is out of place", "expected an operator or the end", ""),
    ("1 2", "C001", "2", "`2` is out of place", "expected an operator or the end", ""),
    (
        "'abc",
        "C002",
        "'abc",
        "this string is never closed",
        "",
        "add the closing quote; a string over several lines needs three quotes",
    ),
    ("5m", "C002", "5m", "`5m` is not a number", "", "a duration is written `duration('5m')`"),
    ("a ? b", "C001", "", "the expression ends here", "expected `:` and what holds otherwise", ""),
    ("a.", "C001", "", "the expression ends here", "expected a field or method name", ""),
    ("{1: 2, 3}", "C001", "}", "`}` is out of place", "expected `:` and the value of this key", ""),
    ("f(,)", "C001", ",", "`,` is out of place", "expected a value", ""),
    ("f(,)", "C001", ")", "`)` is out of place", "expected a value", ""),
    ("if", "C001", "if", "`if` is a reserved word", "", ""),
    ("a == = b", "C002", "=", "`=` has no meaning here", "", "equality is written `==`"),
    ("“x”", "C002", "“", "`“` has no meaning here", "", "use straight quotes: ' or \""),
    ("“x”", "C002", "”", "`”` has no meaning here", "", "use straight quotes: ' or \""),
    ("1 + * 2 && (3 + ) ", "C001", "*", "`*` is out of place", "expected a value", ""),
    ("0x", "C003", "0x", "`0x` needs digits", "", ""),
    (
        "99999999999999999999",
        "C003",
        "99999999999999999999",
        "`99999999999999999999` does not fit into 64 bits",
        "",
        "",
    ),
    ("'\\q'", "C003", "\\q'", "`\\q` is not an escape", "", ""),
    ("1.5.2", "C001", ".2", "`.2` is out of place", "expected an operator or the end", ""),
    ("a.?", "C001", "", "the expression ends here", "expected a field name", ""),
    (
        "Msg{f: 1}",
        "C006",
        "{",
        "struct literals are not supported: there are no message types",
        "",
        "write a map, such as `{'name': value}`",
    ),
    (
        "a.all(1, 2, b)",
        "C005",
        "1",
        "a variable of `all` must be a plain name",
        "",
        "write `list.all(x, condition)`",
    ),
    (
        "a.all(1, 2, b)",
        "C005",
        "2",
        "a variable of `all` must be a plain name",
        "",
        "write `list.all(x, condition)`",
    ),
    ("a.all(x, x, x)", "C005", "x", "both variables of `all` are called `x`", "", ""),
    (
        "quorum(2, a)",
        "C005",
        "quorum(2, a)",
        "`quorum` takes a number and a list of conditions",
        "",
        "write `quorum(2, [a, b, c])`",
    ),
    ("cel.block(1, 2)", "C005", "1", "`cel.block` takes a list of values first", "", ""),
    ("cel.index('a')", "C005", "cel.index('a')", "`cel.index` takes numbers", "", ""),
    ("x ≤ 1", "C002", "≤", "`≤` has no meaning here", "", "write `<=`"),
    ("1_000", "C002", "1_000", "`1_000` is not a number", "", "write the digits without `_`"),
    ("@", "C002", "@", "`@` has no meaning here", "", ""),
    (
        "",
        "C001",
        "",
        "the expression ends here",
        "expected a value",
        "write a condition, such as `error_rate < 0.01`",
    ),
    ("a b c", "C001", "b", "`b` is out of place", "expected an operator or the end", ""),
    (
        "a <> b",
        "C001",
        ">",
        "`>` is out of place",
        "expected a value",
        "inequality is written `!=`",
    ),
    (
        "not a",
        "C001",
        "a",
        "`a` is out of place",
        "expected an operator or the end",
        "negation is written `!`",
    ),
    (
        "a or b",
        "C001",
        "or",
        "`or` is out of place",
        "expected an operator or the end",
        "logical or is written `||`",
    ),
    (
        "10%",
        "C001",
        "",
        "the expression ends here",
        "expected a value",
        "a percentage is written as a text: `'10%'`",
    ),
    (
        "a < 0.5% && b",
        "C001",
        "&&",
        "`&&` is out of place",
        "expected a value",
        "a percentage is written as a text: `'0.5%'`",
    ),
    (
        "a?.b",
        "C001",
        "",
        "the expression ends here",
        "expected `:` and what holds otherwise",
        "a field that may be absent is read with `.?b`",
    ),
    (
        "x ?? 1",
        "C001",
        "?",
        "`?` is out of place",
        "expected a value",
        "a value for what may be absent is written `a.?b.orValue(x)`",
    ),
    (
        "has(a.?b)",
        "C005",
        "has(a.?b)",
        "`has` takes one field or name",
        "",
        "write `a.?b.hasValue()`",
    ),
    (
        "a.b.C{d: 1}",
        "C006",
        "{",
        "struct literals are not supported: there are no message types",
        "",
        "write a map, such as `{'name': value}`",
    ),
    ("[1 2]", "C001", "2", "`2` is out of place", "expected `,` or `]`", ""),
    ("{1: 2 3}", "C001", "3", "`3` is out of place", "expected `,` or `}`", ""),
    ("f(1 2)", "C001", "2", "`2` is out of place", "expected `,` or `)`", ""),
    ("a[1 2]", "C001", "2", "`2` is out of place", "expected an operator or `]`", ""),
    (
        "(a and b)",
        "C001",
        "and",
        "`and` is out of place",
        "expected an operator or `)`",
        "logical and is written `&&`",
    ),
    (r"'\u{1F600}'", "C003", r"\u{1F600}'", r"`\u{` is not an escape", "", r"write `\U0001F600`"),
    (
        "1 ** 2",
        "C001",
        "*",
        "`*` is out of place",
        "expected a value",
        "there is no operator for powers: write `x * x`",
    ),
    (
        "/* c */ a",
        "C001",
        "/",
        "`/` is out of place",
        "expected a value",
        "a comment starts with `//` and ends with its line",
    ),
    (
        "a /* c */",
        "C001",
        "*",
        "`*` is out of place",
        "expected a value",
        "a comment starts with `//` and ends with its line",
    ),
    ("'a' 'b'", "C001", "'b'", "`'b'` is out of place", "expected an operator or the end", ""),
    ("!", "C001", "", "the expression ends here", "expected a value", ""),
    ("a ? b : ", "C001", "", "the expression ends here", "expected a value", ""),
    ("{'a' 1}", "C001", "1", "`1` is out of place", "expected `:` and the value of this key", ""),
    ("a..b", "C001", ".", "`.` is out of place", "expected a field or method name", ""),
    (
        "1e",
        "C002",
        "1e",
        "`1e` is not a number",
        "",
        "numbers are written like `15`, `1.5`, `1e3`, `0x1f`, `3u`",
    ),
    ("b'\\u0041'", "C003", "\\u0041'", "`\\u0041` cannot stand in bytes", "", ""),
];
