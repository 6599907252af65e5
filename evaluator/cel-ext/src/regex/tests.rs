use crate::strings::tests::{check, check_costs, check_errors, check_exceeded};

#[test]
fn the_first_match_or_its_group_is_taken() {
    check(&[
        ("regex.extract('hello world', 'hello(.*)')", "optional.of(' world')"),
        ("regex.extract('The color is red', 'is (\\\\w+)')", "optional.of('red')"),
        ("regex.extract('The color is red', 'is \\\\w+')", "optional.of('is red')"),
        ("regex.extract('phone: 415-5551212', 'e: ((?:[0-9]{3})-)?')", "optional.of('415-')"),
        ("regex.extract('phone: 5551212', 'e: ((?:[0-9]{3})-)?')", "optional.none()"),
        ("regex.extract('hello', 'hello(.*)')", "optional.none()"),
        ("regex.extract('hello', 'x*')", "optional.of('')"),
        ("regex.extract('', '[a-z]+')", "optional.none()"),
        ("regex.extract('', '')", "optional.of('')"),
        ("regex.extract('é🐱', '.$')", "optional.of('🐱')"),
        ("regex.extract('user@host', '(?P<name>[a-z]+)@')", "optional.of('user')"),
        ("regex.extract('HELLO', '(?i)hello')", "optional.of('HELLO')"),
    ]);
}

#[test]
fn all_matches_are_taken_without_overlap() {
    check(&[
        ("regex.extractAll('banananana', '(ana)')", "['ana', 'ana']"),
        ("regex.extractAll('banana', 'an')", "['an', 'an']"),
        ("regex.extractAll('a1b22', '[a-z]([0-9])?')", "['1', '2']"),
        ("regex.extractAll('ab1', '[a-z]([0-9])?')", "['1']"),
        ("regex.extractAll('abc', 'x*')", "['', '', '', '']"),
        ("regex.extractAll('baac', 'a*')", "['', 'aa', '']"),
        ("regex.extractAll('é🐱é', '')", "['', '', '', '']"),
        ("regex.extractAll('', 'a')", "[]"),
        ("regex.extractAll('a\\nb', '(?m)^.')", "['a', 'b']"),
    ]);
}

#[test]
fn replacements_have_groups_and_limits() {
    check(&[
        ("regex.replace('foo bar', '(fo)o (ba)r', r'\\2 \\1')", "'ba fo'"),
        ("regex.replace('foo bar', '[a-z]+', r'(\\0)')", "'(foo) (bar)'"),
        ("regex.replace('ab', '(a)|(b)', r'<\\1|\\2>')", "'<a|><|b>'"),
        ("regex.replace('ab', 'b', r'\\\\')", r"'a\\'"),
        ("regex.replace('ab', 'b', '$0')", "'a$0'"),
        ("regex.replace('a', '(.)', r'\\11')", "'a1'"),
        ("regex.replace('banana', 'a', 'x', 0)", "'banana'"),
        ("regex.replace('banana', 'a', 'x', 2)", "'bxnxna'"),
        ("regex.replace('banana', 'a', 'x', -12)", "'bxnxnx'"),
        ("regex.replace('banana', 'a', 'x', 9223372036854775807)", "'bxnxnx'"),
        ("regex.replace('banana', 'ana', '')", "'bna'"),
        ("regex.replace('é🐱', '', '-')", "'-é-🐱-'"),
        ("regex.replace('', 'a', 'b')", "''"),
        ("regex.replace('', '', 'b')", "'b'"),
    ]);
}

#[test]
fn wrong_patterns_and_replacements_are_explained() {
    check_errors(&[
        ("regex.extract('a', '(' + '')", "this is no pattern: unclosed group"),
        ("regex.extractAll('a', '[a-z' + '')", "this is no pattern: unclosed character class"),
        (
            "regex.extract('a@b', '(.*)@(.*)')",
            "`'(.*)@(.*)'` has 2 groups, at most one may take: the others begin with `(?:`",
        ),
        (
            "regex.extractAll('none', '(x)(y)(z)')",
            "`'(x)(y)(z)'` has 3 groups, at most one may take: the others begin with `(?:`",
        ),
        (
            "regex.replace('test', '(.)', r'\\2')",
            r"`'\\2'` asks for group `\2`, the pattern has one group",
        ),
        (
            "regex.replace('none', 'x', r'\\1', 0)",
            r"`'\\1'` asks for group `\1`, the pattern has 0 groups",
        ),
        (
            "regex.replace('a', 'a', r'x: \\values')",
            r"`\v` in `'x: \\values'` is no group: there are `\0` to `\9`, and `\\`",
        ),
        ("regex.replace('a', 'a', 'b\\\\')", r"`'b\\'` ends with a backslash: one is written `\\`"),
    ]);
}

#[test]
fn searches_are_charged_for() {
    // Literal patterns are there before: a tenth of the text for the first search, a twentieth of the rest for each further one, times a quarter of the pattern.
    // Groups cost a further search, and a tenth of the match times the pattern.
    check_costs(&[
        ("regex.extract(x1000, 'y')", 2 + 101),
        ("regex.extract(x1000, '[x]+')", 2 + 101 + 100),
        ("regex.extract(x1000, '[a-y]+')", 2 + 2 * 101 + 100),
        ("regex.extract(x1000, '([x]+)')", 2 + 2 * 101 + 2 * 101 + 601 + 100),
        ("regex.replace(x10, '(x)', r'\\1', 1)", 2 + 1 + 2 + 2 + 1 + 1 + 3 + 4),
        ("regex.extractAll(x1000, '[x]+')", 2 + 101 + 102 + 1),
        ("regex.replace(x1000, 'y', x1000)", 3 + 100 + 101 + 100),
        ("regex.replace(x10, '[x]+', x1000)", 3 + 100 + 2 + 1 + 100 + 1),
        ("regex.replace(x10, 'x', 'y', 2)", 2 + 1 + 2 + 1 + 1 + 1 + 1),
    ]);
    // Another pattern costs 3,000 for each of its bytes and one more; joining texts is a unit.
    check_costs(&[("regex.extract(x1000, 'y' + '')", 2 + 1 + 6_000 + 101)]);
    check_exceeded(&[
        "regex.replace(x1000, 'x', x1000)",
        "regex.replace(x1000, '()', x1000)",
        "regex.extractAll(x1000.replace('x', x1000).substring(0, 9000), 'x')",
        "regex.extract('a', x1000)",
        "regex.extract(x1000.replace('x', x10), '(?:(x{1,40}){1,40})*$')",
    ]);
}
