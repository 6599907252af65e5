//! What is printed reads as the same tree: a table, and generated trees.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;
use regex::Regex;

use crate::limits::Limits;
use crate::source::Span;
use crate::syntax::ast::{
    Call, Comprehension, Entry, Expr, ExprKind, Fold, Ident, Literal, Operator, Select, Variable,
};
use crate::syntax::parse;

/// The tree without ids and places.
fn shape(expr: &Expr) -> String {
    static PLACES: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\bid: \d+, |\bdepth: \d+, |Span \{[^}]*\}").unwrap());
    PLACES.replace_all(&format!("{expr:?}"), "").into_owned()
}

fn read(source: &str) -> Expr {
    parse(source, &Limits::DEFAULT).unwrap_or_else(|e| panic!("{source}: {e:?}")).root
}

#[test]
fn brackets_stand_where_they_are_needed() {
    for (source, printed) in [
        ("((a))+(b*c)", "a + b * c"),
        ("(a+b)*c", "(a + b) * c"),
        ("a-(b-c)", "a - (b - c)"),
        ("(a-b)-c", "a - b - c"),
        ("a && (b && c)", "a && (b && c)"),
        ("(a && b) || c && d", "a && b || c && d"),
        ("(a || b) && c", "(a || b) && c"),
        ("(a < b) == (c in d)", "a < b == (c in d)"),
        ("!(a in b)", "!(a in b)"),
        ("!(a.b)", "!a.b"),
        ("!!a", "!!a"),
        ("(a ? b : c) ? (d ? e : f) : (g ? h : i)", "(a ? b : c) ? (d ? e : f) : g ? h : i"),
        ("{(a ? b : c): (d ? e : f)}", "{a ? b : c: d ? e : f}"),
        ("(-a).b", "(-a).b"),
        ("-(a.b)", "-a.b"),
        ("-(5)", "-(5)"),
        ("- 5", "-5"),
        ("(-5).f()", "-5.f()"),
        ("-(5.f())", "-(5.f())"),
        ("-(5u)", "-5u"),
        ("-(-1.5)", "--1.5"),
        ("-(0.5[1])", "-(0.5[1])"),
        ("1 - -1", "1 - -1"),
        ("(a + b)[(c)]", "(a + b)[c]"),
        ("((a)[0])[1]", "a[0][1]"),
        ("(a + b).map(x, (x))", "(a + b).map(x, x)"),
        ("a.map(x, (x > 1), x ? 1 : 2)", "a.map(x, x > 1, x ? 1 : 2)"),
        ("a.existsOne(x, x)", "a.exists_one(x, x)"),
        ("[(1), (a || b),]", "[1, a || b]"),
        ("(a).?b[?(c)].?`d-e`", "a.?b[?c].?`d-e`"),
        ("[?(a), ?b || c, {?(d): (e)}]", "[?a, ?b || c, {?d: e}]"),
        ("a.all(i, x, (i < x))", "a.all(i, x, i < x)"),
        ("a.transformMap(k, v, v, (k))", "a.transformMap(k, v, v, k)"),
        ("cel.bind(x, (a), (x + 1))", "cel.bind(x, a, x + 1)"),
        ("quorum((n), [(a), b ? c : d])", "quorum(n, [a, b ? c : d])"),
        ("-(cel.bind(x, 1, x))", "-cel.bind(x, 1, x)"),
        (
            "cel.block([a, cel.index(0)], (cel.index(1)))",
            "cel.block([a, cel.index(0)], cel.index(1))",
        ),
        (
            "a.map(cel.iterVar(0, 1), cel.iterVar(0, 1))",
            "a.map(cel.iterVar(0, 1), cel.iterVar(0, 1))",
        ),
    ] {
        let tree = read(source);
        assert_eq!(tree.to_string(), printed, "{source}");
        assert_eq!(shape(&read(printed)), shape(&tree), "{source}");
    }
}

#[test]
fn names_and_literals_are_written_as_they_are_read() {
    for (source, printed) in [
        (".a.b(.c)", ".a.b(.c)"),
        (".f(1)", ".f(1)"),
        ("a.`b-c`.`d`.`in`.if", "a.`b-c`.d.`in`.if"),
        ("a.`1` + a.`b c`", "a.`1` + a.`b c`"),
        ("has(a.`b.c`) || has(d)", "has(a.`b.c`) || has(d)"),
        ("0x1f + 0X1Fu", "31 + 31u"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("[1.0, 1e3, .5, 1e-300, 1e16, -0.0]", "[1.0, 1000.0, 0.5, 1e-300, 1e16, -0.0]"),
        (r#""it's" + r'\d' + '''a"b'''"#, r#"'it\'s' + '\\d' + 'a"b'"#),
        (r"'\n\r\t\a\u200b\U000e0001é🚀'", r"'\n\r\t\u0007\u200b\U000e0001é🚀'"),
        (r"b'\xff\\\'a' + b'é'", r"b'\xff\\\'a' + b'\xc3\xa9'"),
        ("{'a': null, true: false}", "{'a': null, true: false}"),
        ("{}[[]]", "{}[[]]"),
    ] {
        let tree = read(source);
        assert_eq!(tree.to_string(), printed, "{source}");
        assert_eq!(shape(&read(printed)), shape(&tree), "{source}");
    }
}

fn node(kind: ExprKind) -> Expr {
    Expr { id: 0, span: Span::default(), depth: 1, kind }
}

fn name() -> impl Strategy<Value = String> {
    select(vec!["a", "b", "r", "e1", "_x", "size", "has_it"]).prop_map(str::to_owned)
}

fn literal() -> impl Strategy<Value = Literal> {
    let finite = any::<f64>().prop_filter("no literal stands for it", |value| value.is_finite());
    prop_oneof![
        Just(Literal::Null),
        any::<bool>().prop_map(Literal::Bool),
        prop_oneof![-3i64..3, any::<i64>()].prop_map(Literal::Int),
        prop_oneof![0u64..3, any::<u64>()].prop_map(Literal::Uint),
        prop_oneof![finite, select(vec![0.0, -0.0, 1e300, 1e-7, 5e-324])].prop_map(Literal::Double),
        any::<String>().prop_map(Literal::String),
        any::<Vec<u8>>().prop_map(Literal::Bytes),
    ]
}

fn leaf() -> impl Strategy<Value = Expr> {
    let ident = (name(), any::<bool>());
    prop_oneof![
        literal().prop_map(|literal| node(ExprKind::Literal(literal))),
        ident.prop_map(|(name, rooted)| node(ExprKind::Ident(Ident { name, rooted }))),
    ]
}

fn binary() -> impl Strategy<Value = Operator> {
    use Operator::*;
    select(vec![
        Add,
        Subtract,
        Multiply,
        Divide,
        Modulo,
        Equal,
        NotEqual,
        Less,
        LessEqual,
        Greater,
        GreaterEqual,
        In,
        Index,
        OptionalIndex,
    ])
}

/// How a field is written: `a.b`, `has(a.b)`, `a.?b`.
#[derive(Clone, Copy, Debug)]
enum Selection {
    Plain,
    Tested,
    Optional,
}

fn selected(inner: BoxedStrategy<Expr>) -> impl Strategy<Value = Expr> {
    let field = prop_oneof![
        name(),
        "[a-zA-Z0-9_./ -]{1,6}",
        select(vec!["in", "if", "null"]).prop_map(str::to_owned)
    ];
    let selection = select(vec![Selection::Plain, Selection::Tested, Selection::Optional]);
    (inner, field, selection).prop_map(|(operand, field, selection)| {
        let select = Box::new(Select { operand, field, field_span: Span::default() });
        match selection {
            Selection::Plain => node(ExprKind::Select(select)),
            Selection::Optional => node(ExprKind::OptionalSelect(select)),
            Selection::Tested => node(ExprKind::Has(Box::new(node(ExprKind::Select(select))))),
        }
    })
}

fn called(inner: BoxedStrategy<Expr>) -> impl Strategy<Value = Expr> {
    let target = prop::option::of(inner.clone());
    let args = prop::collection::vec(inner, 0..3);
    (name(), target, args, any::<bool>()).prop_map(|(name, target, args, rooted)| {
        let dot = if rooted && target.is_none() { "." } else { "" };
        let function = format!("{dot}{name}");
        let call = Call { function, name_span: Span::default(), target, args };
        node(ExprKind::Call(Box::new(call)))
    })
}

fn folded(inner: BoxedStrategy<Expr>) -> impl Strategy<Value = Expr> {
    use Fold::*;
    let one = select(vec![All, Exists, ExistsOne, Filter, Map, SortBy, OptMap, OptFlatMap, Bind]);
    let two = select(vec![All, Exists, ExistsOne, TransformList, TransformMap, TransformMapEntry]);
    let fold = prop_oneof![one.prop_map(|fold| (fold, false)), two.prop_map(|fold| (fold, true))];
    let condition = prop::option::of(inner.clone());
    (fold, inner.clone(), name(), condition, inner).prop_map(
        |((fold, has_two), range, name, condition, body)| {
            let second =
                has_two.then(|| Variable { name: format!("{name}2"), span: Span::default() });
            let variable = Variable { name, span: Span::default() };
            let may_have_condition =
                matches!(fold, Map | TransformList | TransformMap | TransformMapEntry);
            let condition = condition.filter(|_| may_have_condition);
            let fold = Comprehension { fold, range, variable, second, condition, body };
            node(ExprKind::Comprehension(Box::new(fold)))
        },
    )
}

fn collected(inner: BoxedStrategy<Expr>) -> impl Strategy<Value = Expr> {
    let several = prop::collection::vec(inner.clone(), 2..4);
    let item = (inner.clone(), any::<bool>()).prop_map(|(value, is_optional)| match is_optional {
        true => node(ExprKind::IfPresent(Box::new(value))),
        false => value,
    });
    let entry = (inner, item.clone()).prop_map(|(key, value)| Entry { key, value });
    prop_oneof![
        several.clone().prop_map(|operands| node(ExprKind::And(operands))),
        several.prop_map(|operands| node(ExprKind::Or(operands))),
        prop::collection::vec(item, 0..3).prop_map(|elements| node(ExprKind::List(elements))),
        prop::collection::vec(entry, 0..3).prop_map(|entries| node(ExprKind::Map(entries))),
    ]
}

fn tree() -> impl Strategy<Value = Expr> {
    leaf().prop_recursive(5, 40, 3, |inner| {
        let inner = inner.boxed();
        let pair = (binary(), inner.clone(), inner.clone());
        let prefix = (select(vec![Operator::Negate, Operator::Not]), inner.clone());
        let three = [inner.clone(), inner.clone(), inner.clone()];
        prop_oneof![
            4 => pair.prop_map(|(of, a, b)| node(ExprKind::Operator(of, vec![a, b]))),
            2 => prefix.prop_map(|(of, a)| node(ExprKind::Operator(of, vec![a]))),
            1 => three.prop_map(|parts| node(ExprKind::Conditional(Box::new(parts)))),
            2 => collected(inner.clone()),
            2 => selected(inner.clone()),
            1 => called(inner.clone()),
            1 => folded(inner),
        ]
    })
}

/// No bracket can be left out: without any one pair the text is no or another tree.
fn without_one_pair(printed: &str, expr: &Expr) -> Option<String> {
    let wanted = shape(expr);
    let opens = printed.match_indices('(').map(|(at, _)| at);
    let closes: Vec<usize> = printed.match_indices(')').map(|(at, _)| at).collect();
    for open in opens {
        for close in closes.iter().filter(|close| **close > open) {
            let shorter = [&printed[..open], &printed[open + 1..*close], &printed[close + 1..]];
            let shorter = shorter.concat();
            let same = parse(&shorter, &Limits::DEFAULT).is_ok_and(|s| shape(&s.root) == wanted);
            if same {
                return Some(shorter);
            }
        }
    }
    None
}

/// Macros inside macros are limited, what a generated tree nests is not.
fn unlimited() -> Limits {
    Limits { comprehensions: 100, ..Limits::DEFAULT }
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn what_is_printed_reads_as_the_same_tree(expr in tree()) {
        let printed = expr.to_string();
        let syntax = parse(&printed, &unlimited()).map_err(|problems| {
            TestCaseError::fail(format!("{printed}: {problems:?}"))
        })?;
        prop_assert_eq!(shape(&syntax.root), shape(&expr), "{}", printed);
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn no_bracket_is_too_many(expr in tree()) {
        let printed = expr.to_string();
        prop_assume!(printed.len() < 60 && printed.contains('('));
        prop_assert_eq!(without_one_pair(&printed, &expr), None, "{}", printed);
    }
}
