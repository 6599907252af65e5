//! The language against the crate `cel`: generated expressions give the same values.
#![cfg(test)]

use gonogo_cel::{Bindings, Budget, Env, Value};

const CASES: u64 = 400;

/// xorshift: the same expressions on every machine.
struct Draws(u64);

impl Draws {
    fn next(&mut self, below: u64) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below).expect("small")
    }

    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.next(from.len() as u64)]
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Int,
    Double,
    Text,
    Bool,
    Ints,
}

const KINDS: [Kind; 5] = [Kind::Int, Kind::Double, Kind::Text, Kind::Bool, Kind::Ints];

/// A well-typed expression; brackets everywhere, so that both read it alike.
fn expression(kind: Kind, depth: u32, draws: &mut Draws) -> String {
    if depth == 0 {
        let leaves: &[&str] = match kind {
            Kind::Int => &["0", "1", "7", "-3", "9223372036854775807"],
            Kind::Double => &["0.0", "1.5", "-2.25", "1e300"],
            Kind::Text => &["''", "'a'", "'größe'", "'release-42'"],
            Kind::Bool => &["true", "false"],
            Kind::Ints => &["[]", "[1]", "[3, 1, 2]"],
        };
        return draws.pick(leaves).to_owned();
    }
    let mut part = |kind: Kind| expression(kind, depth - 1, draws);
    let (int, double, text) = (part(Kind::Int), part(Kind::Double), part(Kind::Text));
    let (truth, ints) = (part(Kind::Bool), part(Kind::Ints));
    let (other, more) = (part(kind), part(kind));
    match kind {
        Kind::Int => match draws.next(6) {
            0 => format!("({int} {} {other})", draws.pick(&["+", "-", "*", "/", "%"])),
            1 => format!("size({text})"),
            2 => format!("size({ints})"),
            3 => format!("int({double})"),
            4 => format!("{ints}[{int}]"),
            _ => format!("({truth} ? {int} : {other})"),
        },
        Kind::Double => match draws.next(3) {
            0 => format!("({double} {} {other})", draws.pick(&["+", "-", "*", "/"])),
            1 => format!("double({int})"),
            _ => format!("({truth} ? {double} : {other})"),
        },
        Kind::Text => match draws.next(3) {
            0 => format!("({text} + {other})"),
            1 => format!("string({int})"),
            _ => format!("({truth} ? {text} : {other})"),
        },
        Kind::Bool => match draws.next(9) {
            0 => format!("({truth} && {other} && {more})"),
            1 => format!("({truth} || {other} || {more})"),
            2 => format!("!({truth})"),
            3 => format!("({int} {} {int})", draws.pick(&["<", "<=", "==", "!=", ">", ">="])),
            4 => format!("({double} {} {double})", draws.pick(&["<", "<=", "==", "!=", ">"])),
            5 => format!("{text}.{}({text})", draws.pick(&["contains", "startsWith", "endsWith"])),
            6 => format!("({int} in {ints})"),
            7 => format!("{ints}.{}(x, x > {int})", draws.pick(&["all", "exists", "exists_one"])),
            _ => format!("({ints} == {ints})"),
        },
        Kind::Ints => match draws.next(3) {
            0 => format!("({ints} + {other})"),
            1 => format!("{ints}.filter(x, x != {int})"),
            _ => format!("{ints}.map(x, x % 5)"),
        },
    }
}

/// Both values as text, errors as one word.
fn ours(source: &str) -> String {
    let program = Env::standard().compile(source).unwrap_or_else(|e| panic!("{source}: {e:?}"));
    let result = program.evaluate(&Bindings::default(), &Budget::new(1_000_000));
    result.map_or_else(|_| "error".to_owned(), |value| shown(&value))
}

fn shown(value: &Value) -> String {
    match value {
        Value::List(elements) => elements.iter().map(|e| shown(e) + ",").collect(),
        Value::Double(double) => format!("{double:?}"),
        other => other.to_string(),
    }
}

fn theirs(source: &str) -> String {
    let program = cel::Program::compile(source).unwrap_or_else(|e| panic!("{source}: {e:?}"));
    let result = program.execute(&cel::Context::default());
    result.map_or_else(|_| "error".to_owned(), |value| shown_theirs(&value))
}

fn shown_theirs(value: &cel::Value) -> String {
    match value {
        cel::Value::List(elements) => elements.iter().map(|e| shown_theirs(e) + ",").collect(),
        cel::Value::Int(int) => int.to_string(),
        cel::Value::Float(double) => format!("{double:?}"),
        cel::Value::String(text) => Value::string(text.as_str()).to_string(),
        cel::Value::Bool(truth) => truth.to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn generated_expressions_give_what_the_oracle_gives() {
    let mut draws = Draws(0x9e37_79b9_7f4a_7c15);
    let (mut differences, mut errors) = (Vec::new(), 0);
    for case in 0..CASES {
        let kind = KINDS[draws.next(KINDS.len() as u64)];
        let source = expression(kind, 1 + (case % 3) as u32, &mut draws);
        let (ours, theirs) = (ours(&source), theirs(&source));
        errors += u64::from(ours == "error");
        if ours != theirs {
            differences.push(format!("{source}\n    ours {ours}\n    cel  {theirs}"));
        }
    }
    assert!(differences.is_empty(), "{}\n{}", differences.len(), differences.join("\n"));
    assert!(errors < CASES / 2, "{errors} of {CASES} are errors and prove little");
}

#[test]
fn oracle_loses_pairs_of_signs_and_we_do_not() {
    let theirs = |source: &str| {
        cel::Program::compile(source).ok().and_then(|p| p.execute(&cel::Context::default()).ok())
    };
    assert_eq!(theirs("!!1"), Some(cel::Value::Int(1)));
    assert_eq!(theirs("--'a'"), Some(cel::Value::from("a")));
    for source in ["!!1", "--'a'"] {
        assert!(Env::standard().compile(source).is_err(), "{source}");
    }
}
