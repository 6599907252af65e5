//! Whatever is evaluated costs no more than estimated, and no less when it succeeds.

use std::sync::Arc;

use gonogo_cel::cost::{Size, estimate};
use gonogo_cel::{Binding, Bindings, Budget, Env, Fault, Map, Type, Value};

/// Numbers that look random and are the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn one_of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.below(all.len() as u64) as usize]
    }
}

/// Templates by what they give; `#` and a letter is a part: int, text, bool, list of int, `T`
/// list of text, map, dyn. `%` is the variable of the macro around.
const GRAMMAR: &[(char, &[&str])] = &[
    (
        'i',
        &[
            "1",
            "n",
            "#i + #i",
            "#i * 2",
            "-n",
            "#l[0]",
            "#s.size()",
            "size(#l)",
            "#b ? #i : #i",
            "int(#s)",
            "int('12')",
            "size(#m)",
            "n / 0",
            "#T.size()",
        ],
    ),
    (
        's',
        &[
            "'a'",
            "'0123456789abcdef'",
            "s",
            "#s + #s",
            "#m.k1",
            "#m[#s]",
            "#T[0]",
            "string(#i)",
            "#b ? #s : #s",
            "string(bytes(#s))",
            "string(b'abc')",
            "string(1.5)",
            "#m.?k1.orValue(#s)",
            "#m.?k2.or(optional.of(#s)).value()",
            "cel.bind(%, #s, % + %)",
            "o.name",
        ],
    ),
    (
        'b',
        &[
            "true",
            "#i < #i",
            "#s == #s",
            "#s < #s",
            "#l == #l",
            "#m == #m",
            "#b && #b",
            "#b || #b",
            "!#b",
            "#i in #l",
            "#s in #m",
            "#s in #T",
            "#s.contains(#s)",
            "#s.startsWith(#s)",
            "#s.endsWith('xyz')",
            "#s.matches('[a-z]+x?')",
            "#s.matches('b')",
            "'aab'.matches(p)",
            "#l.all(%, % > #i)",
            "#l.exists(%, % == #i)",
            "#l.exists_one(%, % == 1)",
            "has(#m.k1)",
            "#T.all(%, % < #s)",
            "#m.exists(%, #m[%] == #s)",
            "#d == #d",
            "#d < #d",
            "#d in #d",
            "#d.all(%, % == #d)",
            "has(u)",
            "u > 1",
            "#i in #d",
            "#T.exists(%, 'aab'.matches(%))",
            "type(#d) == list",
            "#d.all(i, %, % == i)",
            "cel.bind(%, #s, % == %)",
            "#m.exists(k, %, k == %)",
            "cel.bind(%, #l, #l.all(x, x in %))",
            "has(o.list)",
            "n / 0 == 1 || #b",
            "#l[77] == 1 && #b",
            "#T == #T",
        ],
    ),
    (
        'l',
        &[
            "[1, 2]",
            "[]",
            "xs",
            "#l + #l",
            "#l.filter(%, % > #i)",
            "#l.map(%, % + #i)",
            "#l.map(%, % > 1, % * 2)",
            "[#i, #i, #i]",
            "#b ? #l : #l",
            "#m.map(%, #m[%].size())",
            "o.list",
            "#l.map(%, #l.size())",
            "[?#m.?k1.optMap(%, 3), 4]",
            "#l.transformList(i, %, % > 1, i)",
            "#m.transformList(k, %, 7)",
        ],
    ),
    (
        'T',
        &[
            "['a', 'bcd']",
            "['a', #s]",
            "#m.map(%, %)",
            "#m.map(%, #m[%])",
            "#T + #T",
            "#l.map(%, #s)",
            "#T.filter(%, %.size() > #i)",
            "#T.map(%, % + #s)",
        ],
    ),
    (
        'm',
        &[
            "m",
            "{'k1': #s, 'k2': 'b'}",
            "{}",
            "{#s: #s}",
            "#m.transformMap(k, %, % + #s)",
            "#T.transformMapEntry(i, %, {%: %})",
            "{?'k1': #m[?#s], 'z': 'b'}",
            "#b ? #m : #m",
        ],
    ),
    (
        'd',
        &[
            "j",
            "dyn(#i)",
            "dyn(#s)",
            "dyn(#l)",
            "dyn(#m)",
            "j.a",
            "j.b",
            "j.c.d",
            "#d + #d",
            "#d[0]",
            "j.b.map(%, %)",
            "#d.filter(%, true)",
            "[#d, #d]",
            "#d - #d",
            "{'a': #d}",
        ],
    ),
];

fn expression(kind: char, depth: u64, dice: &mut Dice) -> String {
    let rows = GRAMMAR.iter().find(|(of, _)| *of == kind).expect("a kind").1;
    let leaves: Vec<&str> = rows.iter().copied().filter(|row| !row.contains('#')).collect();
    let template = if depth == 0 { dice.one_of(&leaves) } else { dice.one_of(rows) };
    let name = format!("v{depth}");
    let mut text = String::new();
    let mut letters = template.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '#' => {
                let part = letters.next().expect("a kind after #");
                text.push_str(&format!("({})", expression(part, depth - 1, dice)));
            }
            '%' => text.push_str(&name),
            other => text.push(other),
        }
    }
    text
}

fn map(entries: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::Map(Arc::new(Map::record(entries)))
}

fn text(dice: &mut Dice, most: u64) -> Value {
    Value::string("x".repeat(dice.below(most + 1) as usize))
}

fn ints(dice: &mut Dice, most: u64) -> Value {
    let count = dice.below(most + 1);
    Value::list((0..count).map(|_| Value::Int(dice.below(9) as i64)).collect::<Vec<_>>())
}

fn json(dice: &mut Dice) -> Value {
    match dice.below(4) {
        0 => Value::Null,
        1 => ints(dice, 9),
        _ => {
            let parts = map([("d", text(dice, 9)), ("e", ints(dice, 5))]);
            map([("a", text(dice, 30)), ("b", ints(dice, 9)), ("c", parts)])
        }
    }
}

/// Variables, their sizes as declared, exact or assumed, and values within them.
fn world(dice: &mut Dice) -> (Env, Bindings) {
    let mut env = Env::standard();
    let mut bindings = Bindings::default();
    let object =
        gonogo_cel::ObjectType::new("o", [("name", Type::String), ("list", Type::list(Type::Int))]);
    let texts = map([("k1", text(dice, 40)), ("k2", text(dice, 40))]);
    let whole = map([("name", text(dice, 40)), ("list", ints(dice, 9))]);
    let field = Size::text(40).or(&Size::list(9, Size::SCALAR));
    let rows = [
        ("n", Type::Int, Size::SCALAR, Value::Int(dice.below(9) as i64)),
        ("s", Type::String, Size::text(300), text(dice, 300)),
        ("p", Type::String, Size::text(5), text(dice, 5)),
        ("xs", Type::list(Type::Int), Size::list(12, Size::SCALAR), ints(dice, 12)),
        ("m", Type::map(Type::String, Type::String), Size::map(2, Size::text(40)), texts),
        ("o", Type::Object(object), Size::map(2, field), whole),
        ("j", Type::Dyn, Size::assumed(&Type::Dyn), json(dice)),
    ];
    for (name, of, size, value) in rows {
        let slot = env.declare(name, of);
        match dice.below(3) {
            0 if name != "p" => {}
            1 => env.bound(slot, Size::of(&value)),
            _ => env.bound(slot, size),
        }
        let binding = if dice.below(20) == 0 { Binding::Unknown } else { Binding::Value(value) };
        bindings.set(slot, binding);
    }
    let slot = env.declare("u", Type::Int);
    bindings.set(slot, Binding::Absent);
    (env, bindings)
}

const UNITS: u64 = 1_000_000_000;

#[test]
fn what_is_metered_lies_within_the_estimate() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let (mut succeeded, mut evaluated) = (0, 0);
    for _ in 0..CASES {
        let kind = ['b', 'b', 'b', 'i', 's', 'l', 'T', 'm', 'd'][dice.below(9) as usize];
        let depth = 1 + dice.below(4);
        let source = expression(kind, depth, &mut dice);
        let (mut env, bindings) = world(&mut dice);
        env.set_limits(gonogo_cel::Limits { cost: UNITS, ..gonogo_cel::Limits::DEFAULT });
        let Ok(program) = env.compile(&source) else { continue };
        let estimate = estimate(&env, program.checked());
        if estimate.most > 20_000_000 {
            continue;
        }
        let budget = Budget::new(UNITS);
        let result = program.evaluate(&bindings, &budget);
        let metered = UNITS - budget.left();
        let shown = || format!("{source}\nmetered {metered}, {estimate:?}, {bindings:?}");
        assert!(metered <= estimate.most, "{}", shown());
        evaluated += 1;
        match result {
            Ok(_) => {
                succeeded += 1;
                assert!(metered >= estimate.least, "{}", shown());
            }
            Err(Fault::Error(_) | Fault::Unknown(_)) => {}
        }
    }
    assert!(succeeded > CASES / 3, "only {succeeded} of {evaluated} gave a value");
}

const CASES: u32 = 10_000;
