//! Soundness of the checker: what it accepts keeps to the types it found, and what it
//! refuses is refused with a reason.
//!
//! Expressions are written from the signatures that the environment declares, so that a new
//! function is tried without a word here. They are the same in every run.
#![cfg(test)]

#[path = "soundness/expressions.rs"]
mod expressions;
#[path = "soundness/judge.rs"]
mod judge;
#[path = "soundness/macros.rs"]
mod macros;
#[path = "soundness/optional.rs"]
mod optional;
#[path = "soundness/random.rs"]
mod random;
#[path = "soundness/values.rs"]
mod values;
#[path = "soundness/world.rs"]
mod world;

use gonogo_cel::Budget;

use expressions::Writer;
use judge::UNITS;
use random::Random;
use world::World;

/// Each depth; deeper ones are not tried, so that what fails is short.
const CASES: u32 = 600;
/// Calls by each signature.
const CALLS: u32 = 6;
const DEEPEST: u32 = 4;

/// What became of the expressions.
struct Tally {
    accepted: u32,
    refused: u32,
    broken: Vec<String>,
    /// Signatures that were never written.
    untried: Vec<&'static str>,
}

fn try_all(world: &World, write: fn(&mut Writer<'_>, u32) -> Option<String>) -> Tally {
    let mut writer = Writer::new(world, 1);
    let mut random = Random::new(2);
    let mut tally = Tally { accepted: 0, refused: 0, broken: Vec::new(), untried: Vec::new() };
    for at in 0..world.callables.len() {
        for depth in 0..CALLS {
            let source = writer.call_of(at, Vec::new(), depth / 2);
            source.iter().for_each(|source| tally.one(world, source, &mut random));
        }
    }
    let counted = world.callables.iter().zip(&writer.used);
    tally.untried = counted.filter(|(_, used)| **used == 0).map(|(one, _)| one.text).collect();
    for case in 0..CASES * DEEPEST {
        let source = write(&mut writer, 1 + case / CASES);
        source.iter().for_each(|source| tally.one(world, source, &mut random));
    }
    tally
}

impl Tally {
    fn one(&mut self, world: &World, source: &str, random: &mut Random) {
        let bindings = world.bindings(random);
        if let Ok(program) = world.env.compile_unchecked(source) {
            // Whatever it gives without a check: it returns.
            drop(program.evaluate(&bindings, &Budget::new(UNITS)));
        }
        let broken = match world.env.compile(source) {
            Ok(program) => {
                self.accepted += 1;
                judge::broken_promise(&program, source, &bindings)
            }
            Err(problems) => {
                self.refused += 1;
                judge::bad_problem(&problems, source)
            }
        };
        self.broken.extend(broken.map(|what| format!("{source}\n    {what}")));
    }
}

fn assert_kept(tally: &Tally) {
    let first: Vec<&str> = tally.broken.iter().take(10).map(String::as_str).collect();
    assert!(first.is_empty(), "{} promises broken:\n{}", tally.broken.len(), first.join("\n"));
}

fn check_well_typed(world: &World) {
    let tally = try_all(world, |writer, depth| writer.any(depth));
    println!("{} accepted, {} refused", tally.accepted, tally.refused);
    assert_kept(&tally);
    // What is wanted of an empty list can be found out too late: then a part is refused.
    assert!(tally.refused * 50 < tally.accepted, "{} of {}", tally.refused, tally.accepted);
    assert!(tally.untried.is_empty(), "never written: {}", tally.untried.join(", "));
}

fn check_ill_typed(world: &World) {
    let tally = try_all(world, |writer, depth| writer.ill_typed(depth));
    println!("{} accepted, {} refused", tally.accepted, tally.refused);
    assert_kept(&tally);
    assert!(tally.refused * 4 > tally.accepted, "{} of {}", tally.refused, tally.accepted);
}

#[test]
fn well_typed_expressions_keep_their_types() {
    check_well_typed(&World::plain());
}

#[test]
fn well_typed_expressions_of_gates_keep_their_types() {
    check_well_typed(&World::of_gates());
}

#[test]
fn ill_typed_expressions_are_refused_with_a_place() {
    check_ill_typed(&World::plain());
}

#[test]
fn ill_typed_expressions_of_gates_are_refused_with_a_place() {
    check_ill_typed(&World::of_gates());
}

/// A parameter that stood for a part of itself had no end.
#[test]
fn empty_lists_in_empty_lists_have_a_type() {
    let env = World::plain().env;
    let source = "(([].filter(v1, false) + (true ? [[], [v1], params.v10] : \
                  [params.v10, [v28.b, 2]]))[0]).map(v1, dyn({}.map(x, {'1.5': {v4: 1.5, \
                  x: params.v3, x: v27.rate}}))[9223372036854775807 - dyn(v28.a)].a)";
    // That it returns is the point.
    drop(env.check(source));
}

/// Found by the properties above.
#[test]
fn open_arguments_promise_nothing() {
    let env = World::of_gates().env;
    for (source, of) in [
        // The host has an overload for durations beside the standard ones for numbers.
        ("1.5 * dyn(duration('2s'))", "dyn"),
        ("dyn(errors).avg()", "dyn"),
        ("dyn(['a']) + [1]", "list(dyn)"),
        ("[1] + dyn(['a'])", "list(dyn)"),
        ("1.5 * 2.0", "double"),
        // A parameter inside, bound already, counted as wider than what it was bound to.
        ("optional.of({0: [1, []]}).orValue({1: [1], ?2: ({}).?a})", "map(int, list(dyn))"),
    ] {
        let program = env.compile(source).unwrap_or_else(|e| panic!("{source}: {e:?}"));
        assert_eq!(program.result_type().to_string(), of, "{source}");
    }
}
