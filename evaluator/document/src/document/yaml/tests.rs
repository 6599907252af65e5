use super::*;
use crate::document::tree::{Entry, Kind};

fn parse(text: &str) -> Parsed {
    super::parse(text, &GATE)
}

fn entries(text: &str) -> Vec<Entry> {
    let parsed = parse(text);
    assert!(parsed.problems.is_empty(), "{:?}", parsed.problems);
    match parsed.root.unwrap().kind {
        Kind::Map(entries) => entries,
        other => panic!("{other:?}"),
    }
}

/// The code, the marked text and the message of every problem.
fn problems(text: &str) -> Vec<(&'static str, &str, String)> {
    let found = parse(text).problems;
    found.into_iter().map(|d| (d.code.id, d.span.text(text), d.message)).collect()
}

#[test]
fn scalars_keep_their_text() {
    for written in ["1.10", "0.1%", "010", "1_000", "0x1F", ".nan", "no", "True", "1e999"] {
        let text = format!("k: {written}\n");
        assert_eq!(entries(&text)[0].value.as_text().unwrap().value, written);
    }
}

#[test]
fn nothing_is_null_unless_it_is_quoted() {
    for (text, is_null) in [("k:", true), ("k: ~", true), ("k: null", true), ("k: ''", false)] {
        assert_eq!(entries(text)[0].value.kind == Kind::Null, is_null, "{text}");
    }
}

#[test]
fn nodes_know_their_place() {
    let text = "a: {x: [1, 2]} # why\nb:\n  - c: 1\n    d: é\n\n# end\n";
    let map = entries(text);
    assert_eq!(map[0].value.span.text(text), "{x: [1, 2]}");
    assert_eq!(map[1].value.span.text(text), "- c: 1\n    d: é");
}

#[test]
fn an_alias_does_not_move_what_it_stands_in() {
    let text = "- a: &x [1]\n- b: *x\n  c: 2\n";
    let Kind::List(items) = parse(text).root.unwrap().kind else { panic!() };
    let Kind::Map(entries) = &items[1].kind else { panic!() };
    let Kind::List(inner) = &entries[0].value.kind else { panic!() };
    let marked = |node: &Node| node.span.text(text).to_owned();
    assert_eq!(marked(&items[1]), "b: *x\n  c: 2");
    assert_eq!(marked(&entries[0].value), "*x");
    assert_eq!(marked(&inner[0]), "1");
}

#[test]
fn duplicate_keys_have_two_places_and_the_first_stays() {
    let text = "a: 1\nb: 2\n\"a\": 3\nc: 4\na: 5\n";
    let parsed = parse(text);
    assert_eq!(parsed.problems.len(), 2);
    assert_eq!(parsed.problems[0].span, Span::new(10, 13));
    assert_eq!(parsed.problems[0].related[0].0, Span::new(0, 1));
    let Kind::Map(entries) = parsed.root.unwrap().kind else { panic!() };
    let kept: Vec<_> = entries.iter().map(|e| e.value.as_text().unwrap().value.clone()).collect();
    assert_eq!(kept, ["1", "2", "4"]);
}

#[test]
fn aliases_repeat_and_are_counted() {
    let map = entries("a: &x [1, {b: 2}]\nc: *x\n");
    assert_eq!(map[0].value.kind, map[1].value.kind);
    let wide = |levels: usize| {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..levels {
            let uses = vec![format!("*a{}", level - 1); 9].join(", ");
            text.push_str(&format!("a{level}: &a{level} [{uses}]\n"));
        }
        text
    };
    let bomb = wide(9);
    let found = problems(&bomb);
    assert_eq!((found.len(), found[0].0), (1, "P002"), "{found:?}");
}

#[test]
fn limits_are_reported() {
    let many = |what: &str, count: usize| what.repeat(count);
    for text in [
        many("x", 256 * 1024 + 1),
        many("- x\n", 10_001),
        many("[", 20_000),
        many("- ", 10_000),
        format!("a: &a [x]\nb: [{}]\n", many("*a, ", 1_001)),
        format!("k: [{}]", (0..1_001).map(|n| format!("&a{n} x, ")).collect::<String>()),
    ] {
        let found = problems(&text);
        assert_eq!(found[0].0, "P002", "{found:?}");
    }
}

#[test]
fn what_uses_an_alias_stands_where_it_was_written() {
    let text = "a: &x [one]\nb:\n  c: *x\n  d: 1\ne:\n  f: *x\n";
    let map = entries(text);
    let written = |entry: &Entry| entry.value.span.text(text).trim().to_owned();
    assert_eq!(written(&map[1]), "c: *x\n  d: 1");
    assert_eq!(written(&map[2]), "f: *x");
    let Kind::Map(inner) = &map[2].value.kind else { panic!("a mapping") };
    assert_eq!(inner[0].span().text(text), "f: *x");
}

#[test]
fn a_large_gate_may_reuse_its_lists_often() {
    let uses: String = (0..200).map(|n| format!("r{n}: *x\n")).collect();
    let text = format!("a: &x [one, two, three]\n{uses}");
    let found = problems(&text);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn features_that_hide_things_are_refused() {
    for (text, marked) in [
        ("a: &x 1\n<<: *x\n", "<<"),
        ("a: !!str 5\n", "!!str"),
        ("a: !other [1]\n", "!other"),
        ("a: &x == 1\n", "&x"),
        ("a: 1\n---\nb: 1\n", "---"),
        ("a: &x [*x]\n", "*x"),
    ] {
        let found = problems(text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].0, found[0].1), ("P022", marked));
    }
}

#[test]
fn all_syntax_errors_come_at_once() {
    let text = "a: \"x\" == 1\nb: 2\nc: [1, 2].all(x)\nd: {x: \"y\" z}\ne: 'open\nf: x: y\ng: @z\n";
    let parsed = parse(text);
    let lines: Vec<_> = parsed
        .problems
        .iter()
        .map(|p| text[..p.span.start as usize].matches('\n').count() + 1)
        .collect();
    assert_eq!(lines, [1, 3, 4, 5, 6, 7]);
    let Kind::Map(entries) = parsed.root.unwrap().kind else { panic!() };
    let keys: Vec<_> = entries.iter().map(|e| e.key.value.as_str()).collect();
    assert_eq!(keys, ["a", "b", "c", "d", "e", "f", "g"]);
    assert_eq!(entries.iter().filter(|e| e.value.is_broken()).count(), 6);
}

#[test]
fn an_unclosed_bracket_is_one_problem() {
    for text in ["a: [1,\n  2\nb: 3\nc: 4\n", "a: {b: 1\nc: 2\n", "a: [1,\n 2\n"] {
        let found = problems(text);
        assert_eq!(found.len(), 1, "{text:?} {found:?}");
        assert_eq!(found[0].0, "P001");
    }
}

#[test]
fn help_for_expressions_says_to_quote_them() {
    for text in ["require: \"a\" == b", "x:\n  - when: a: b", "no_go_if: {a} == b", "warn_if: > 5"]
    {
        let help = parse(text).problems[0].help.clone().unwrap();
        assert!(help.contains("single quotes"), "{text}: {help}");
    }
}
