//! Edge cases of the functions on texts, and what they cost.

use std::sync::Arc;

use gonogo_cel::{Binding, Bindings, Budget, Env, Error, ErrorKind, Fault, Map, Type, Value};

use crate::testing::{cost_of, estimate_of};

const BUDGET: u64 = 100_000;

/// Lists inside each other, each holding the one before twice.
fn doubled(levels: u32) -> Value {
    (0..levels).fold(Value::Int(1), |inner, _| Value::list([inner.clone(), inner]))
}

fn bound() -> (Env, Bindings) {
    let mut env = Env::standard();
    crate::add(&mut env);
    let numbers: Vec<(Value, Value)> = (0..100).map(|n| (Value::Int(n), Value::Null)).collect();
    let map = Map::new(numbers).unwrap();
    let mut bindings = Bindings::default();
    for (name, value) in [
        ("x10", Value::string("x".repeat(10))),
        ("x1000", Value::string("x".repeat(1_000))),
        ("words", Value::string("word ".repeat(200))),
        ("letters", Value::list(vec![Value::string("x"); 100])),
        ("raw", Value::Bytes(Arc::from(vec![7; 1_000]))),
        ("map", Value::Map(Arc::new(map))),
        ("huge", doubled(60)),
        ("deep", (0..600).fold(Value::Null, |inner, _| Value::list([inner]))),
    ] {
        bindings.set(env.declare(name, Type::Dyn), Binding::Value(value));
    }
    (env, bindings)
}

fn run(source: &str) -> (Result<Value, Fault>, u64) {
    let (env, bindings) = bound();
    let program = env.compile(source).unwrap_or_else(|e| panic!("{source}: {e:?}"));
    let budget = Budget::new(BUDGET);
    let result = program.evaluate(&bindings, &budget);
    (result, BUDGET - budget.left())
}

pub(crate) fn failed(source: &str) -> Error {
    match run(source).0 {
        Err(Fault::Error(error)) => *error,
        other => panic!("{source} gives {other:?}"),
    }
}

pub(crate) fn check(rows: &[(&str, &str)]) {
    for (source, gives) in rows {
        let value = run(source).0.unwrap_or_else(|fault| panic!("{source}: {fault:?}"));
        assert_eq!(value.to_string(), *gives, "{source}");
    }
}

pub(crate) fn check_errors(rows: &[(&str, &str)]) {
    for (source, message) in rows {
        assert_eq!(failed(source).message, *message, "{source}");
    }
}

#[test]
fn no_call_costs_more_than_was_told() {
    for source in [
        "''.split(',')",
        "'a,b,,c'.split(',').map(x, x + x).size()",
        "'aaaaaaaaaaaaaaaaaaaa'.split('').join('bbbbbbbbbb').size()",
        "'aaaaaaaaaaaaaaaaaaaa'.replace('', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb').size()",
        "'aaaaaaaaaaaaaaaaaaaa'.replace('aa', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb').size()",
        "strings.quote('\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n').size()",
        "'%.1000f%.999e'.format([1e300, 5e-324]).size()",
        "'%s %s'.format([5e-324, [5e-324, [1, 'a', {'b': 1, 'c': [], 3: true}]]]).size()",
        "'%x'.format(['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa']).size()",
        "'%s'.format([[[], [], [[]], {}, {}]]).size()",
        "regex.extract('hello aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'hello(.*)')",
        "regex.extractAll('aaaaaaaaaaaaaaaaaaaaaa', '(a*)')",
        "base64.encode(b'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa').size()",
    ] {
        let (cost, most) = (cost_of(source), estimate_of(source));
        assert!(cost <= most, "{source}: {cost}, at most {most}");
    }
}

pub(crate) fn check_costs(rows: &[(&str, u64)]) {
    for (source, units) in rows {
        assert_eq!(run(source).1, *units, "{source}");
    }
}

pub(crate) fn check_exceeded(sources: &[&str]) {
    for source in sources {
        assert_eq!(failed(source).kind, ErrorKind::CostExceeded, "{source}");
    }
}

#[test]
fn parts_are_counted_in_characters() {
    check(&[
        ("''.charAt(0)", "''"),
        ("'tacocat'.charAt(0)", "'t'"),
        ("'tacocat'.charAt(7)", "''"),
        ("'a🐱é'.charAt(1)", "'🐱'"),
        ("'a🐱é'.charAt(3)", "''"),
        ("''.substring(0)", "''"),
        ("''.substring(0, 0)", "''"),
        ("'a🐱é'.substring(1)", "'🐱é'"),
        ("'a🐱é'.substring(1, 2)", "'🐱'"),
        ("'a🐱é'.substring(3, 3)", "''"),
        ("''.trim()", "''"),
        ("'\\u00a0\\n'.trim()", "''"),
        ("'\\u3000a b\\u0085'.trim()", "'a b'"),
        ("'\\u200ba'.trim() == '\\u200ba'", "true"),
        ("''.reverse()", "''"),
        ("'a🐱é'.reverse()", "'é🐱a'"),
        ("''.lowerAscii()", "''"),
        ("'ÀZ'.lowerAscii() + 'àz'.upperAscii()", "'ÀzàZ'"),
    ]);
}

#[test]
fn places_are_found_from_both_ends() {
    check(&[
        ("''.indexOf('')", "0"),
        ("''.indexOf('a')", "-1"),
        ("''.indexOf('', 0)", "0"),
        ("'tacocat'.indexOf('', 7)", "7"),
        ("'tacocat'.indexOf('t', 7)", "-1"),
        ("'tacocat'.indexOf('tacocats')", "-1"),
        ("'🐱🐱a'.indexOf('a')", "2"),
        ("'🐱🐱a'.indexOf('🐱', 1)", "1"),
        ("''.lastIndexOf('')", "0"),
        ("''.lastIndexOf('a')", "-1"),
        ("'a'.lastIndexOf('aaaa')", "-1"),
        ("'aaa'.lastIndexOf('aa')", "1"),
        ("'aaa'.lastIndexOf('aa', 0)", "0"),
        ("'aaa'.lastIndexOf('aa', 3)", "1"),
        ("'tacocat'.lastIndexOf('', 3)", "3"),
        ("'tacocat'.lastIndexOf('t', 7)", "6"),
        ("'é🐱é'.lastIndexOf('é')", "2"),
        ("'é🐱é'.lastIndexOf('é', 1)", "0"),
        ("'é🐱é'.lastIndexOf('🐱é', 1)", "1"),
    ]);
}

#[test]
fn indexes_outside_are_errors() {
    let outside = |index: &str, length: usize| {
        format!("index {index} is outside of a text of {length} characters")
    };
    for index in ["4", "-1", "9223372036854775807", "-9223372036854775808"] {
        for call in [
            "charAt(#)",
            "substring(#)",
            "substring(#, 1)",
            "substring(0, #)",
            "indexOf('a', #)",
            "indexOf('', #)",
            "lastIndexOf('a', #)",
            "lastIndexOf('', #)",
        ] {
            let error = failed(&format!("'aé🐱'.{}", call.replace('#', index)));
            assert_eq!(error.message, outside(index, 3), "{call}");
            assert_eq!(error.kind, ErrorKind::IndexOutOfRange);
        }
    }
    check_errors(&[
        ("''.charAt(1)", &outside("1", 0)),
        ("'abc'.substring(3, 1)", "a part from 3 to 1 ends before it starts"),
    ]);
}

#[test]
fn limits_count_pieces_and_replacements() {
    check(&[
        ("'a,b,c'.split(',', 0)", "[]"),
        ("'a,b,c'.split(',', 1)", "['a,b,c']"),
        ("'a,b,c'.split(',', 2)", "['a', 'b,c']"),
        ("'a,b,c'.split(',', 3)", "['a', 'b', 'c']"),
        ("'a,b,c'.split(',', 9223372036854775807)", "['a', 'b', 'c']"),
        ("'a,b,c'.split(',', -9223372036854775808)", "['a', 'b', 'c']"),
        ("',a,'.split(',')", "['', 'a', '']"),
        ("''.split(',')", "['']"),
        ("''.split('')", "[]"),
        ("''.split('', 1)", "[]"),
        ("''.split('', -1)", "[]"),
        ("'né🐱'.split('')", "['n', 'é', '🐱']"),
        ("'né🐱'.split('', 2)", "['n', 'é🐱']"),
        ("'né🐱'.split('', 1)", "['né🐱']"),
        ("'né🐱'.split('', 4)", "['n', 'é', '🐱']"),
        ("'aaa'.split('aa')", "['', 'a']"),
        ("'aaa'.replace('a', 'b', 0)", "'aaa'"),
        ("'aaa'.replace('a', 'b', 2)", "'bba'"),
        ("'aaa'.replace('a', 'b', -1)", "'bbb'"),
        ("'aaa'.replace('a', 'b', 9223372036854775807)", "'bbb'"),
        ("'aaa'.replace('a', '')", "''"),
        ("'aaa'.replace('aa', 'a')", "'aa'"),
        ("''.replace('', 'x')", "'x'"),
        ("''.replace('a', 'x')", "''"),
        ("'é🐱'.replace('', '-')", "'-é-🐱-'"),
        ("'é🐱'.replace('', '-', 2)", "'-é-🐱'"),
        ("'é🐱'.replace('🐱', 'é')", "'éé'"),
        ("[''].join(',')", "''"),
        ("['', ''].join(',')", "','"),
        ("['é', '🐱'].join('')", "'é🐱'"),
    ]);
    check_errors(&[("dyn(['a', 1]).join()", "`1` at 1 is no text to join")]);
}

#[test]
fn quotes_have_escapes_for_what_has_a_letter() {
    check(&[
        (r#"strings.quote('\a\b\f\n\r\t\v') == r'"\a\b\f\n\r\t\v"'"#, "true"),
        (r#"strings.quote('"\\') == r'"\"\\"'"#, "true"),
        (r#"strings.quote("it's é🐱") == "\"it's é🐱\"""#, "true"),
    ]);
}

#[test]
fn work_is_charged_for() {
    // One unit for a variable, one for a call, one for each element and each ten bytes.
    check_costs(&[
        ("x1000.charAt(3)", 2 + 100),
        ("x1000.substring(500)", 2 + 100 + 50),
        ("x1000.indexOf(x10)", 3 + 101),
        ("x1000.lastIndexOf(x10)", 3 + 101),
        ("x1000.trim()", 2 + 100),
        ("x1000.reverse()", 2 + 100),
        ("x1000.upperAscii()", 2 + 100),
        ("x1000.replace('y', 'z')", 2 + 101 + 100),
        ("x10.replace('x', x1000)", 3 + 2 + 10 + 1_000),
        ("words.split(' ')", 2 + 101 + 2 * 201 + 100),
        ("x1000.split('')", 2 + 100 + 2 * 1_000 + 100),
        ("letters.join()", 2 + 100 + 10),
        ("letters.join(x1000)", 3 + 100 + 9_910),
        ("strings.quote(x1000)", 2 + 100 + 101),
        ("x1000.format([])", 2 + 10 + 100 + 100),
        ("'%s'.format([x1000])", 2 + 11 + 1 + 1 + 1 + 100),
        ("'%x'.format([raw])", 2 + 11 + 1 + 1 + 100 + 200),
        ("'%s'.format([map])", 2 + 11 + 1 + 1 + 1 + 8 * 110 + 100 + 99),
        ("'%.1000f'.format([1])", 1 + 11 + 1 + 1 + 1_000 + 101),
        ("base64.encode(raw)", 2 + 134),
        ("base64.decode(x1000)", 2 + 100),
    ]);
}

#[test]
fn what_grows_too_much_ends_before_it_is_made() {
    check_exceeded(&[
        "x1000.replace('', x1000)",
        "x1000.replace('x', x1000).replace('x', x1000)",
        "x1000.replace('x', x1000).split('')",
        "letters.join(x1000.replace('x', x10))",
        "'%s'.format([huge])",
        "'%s'.format([{'a': huge}])",
    ]);
    check_errors(&[("'%s'.format([deep])", "the value for `%s` is nested deeper than 500")]);
}
