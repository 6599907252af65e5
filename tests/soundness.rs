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
#[path = "soundness/random.rs"]
mod random;
#[path = "soundness/values.rs"]
mod values;
#[path = "soundness/world.rs"]
mod world;

use gonogo_cel::{Budget, Diagnostic};

use expressions::Writer;
use random::Random;
use world::World;

/// Each depth; deeper ones are not tried, so that what fails is short.
const CASES: u32 = 1_500;
const DEEPEST: u32 = 4;

#[derive(Default)]
struct Tally {
    accepted: u32,
    refused: Vec<(String, Vec<Diagnostic>)>,
    broken: Vec<String>,
}

fn try_all(world: &World, write: fn(&mut Writer<'_>, u32) -> Option<String>) -> Tally {
    let mut tally = Tally::default();
    let mut writer = Writer::new(world, 1);
    let mut random = Random::new(2);
    for case in 0..CASES * DEEPEST {
        let bindings = world.bindings(&mut random);
        let Some(source) = write(&mut writer, 1 + case / CASES) else { continue };
        match world.env.compile(&source) {
            Ok(program) => {
                tally.accepted += 1;
                let broken = judge::broken_promise(&program, &source, &bindings);
                tally.broken.extend(broken.map(|what| format!("{source}\n    {what}")));
            }
            Err(problems) => {
                let bad = judge::bad_problem(&problems, &source);
                tally.broken.extend(bad.map(|what| format!("{source}\n    {what}")));
                tally.refused.push((source.clone(), problems));
            }
        }
        if let Ok(program) = world.env.compile_unchecked(&source) {
            // Whatever it gives: it returns.
            let _ = program.evaluate(&bindings, &Budget::new(20_000));
        }
    }
    tally
}

fn check(world: &World) {
    let sound = try_all(world, Writer::any);
    println!("{} accepted, {} refused", sound.accepted, sound.refused.len());
    for (source, problems) in sound.refused.iter().take(20) {
        println!("refused: {source}\n    {}", problems[0].message);
    }
    let shown = sound.broken.len().min(10);
    assert!(
        sound.broken.is_empty(),
        "{}: {}",
        sound.broken.len(),
        sound.broken[..shown].join("\n")
    );
}

fn check_ill_typed(world: &World) {
    let tally = try_all(world, Writer::ill_typed);
    println!("{} accepted, {} refused", tally.accepted, tally.refused.len());
    let shown = tally.broken.len().min(10);
    assert!(
        tally.broken.is_empty(),
        "{}: {}",
        tally.broken.len(),
        tally.broken[..shown].join("\n")
    );
}

#[test]
fn well_typed_expressions_keep_their_types() {
    check(&World::plain());
}

#[test]
fn well_typed_expressions_of_gates_keep_their_types() {
    check(&World::of_gates());
}

#[test]
fn ill_typed_expressions_are_refused_with_a_place() {
    check_ill_typed(&World::plain());
}

#[test]
fn ill_typed_expressions_of_gates_are_refused_with_a_place() {
    check_ill_typed(&World::of_gates());
}
