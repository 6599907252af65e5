//! The language against the crates `cel` and `cel-core`: generated expressions over the same
//! facts give the same values, but for what stands in the list of known differences.
#![cfg(test)]

#[path = "differential/answers.rs"]
mod answers;
#[path = "differential/draws.rs"]
mod draws;
#[path = "differential/extensions.rs"]
mod extensions;
#[path = "differential/facts.rs"]
mod facts;
#[path = "differential/generate.rs"]
mod generate;
#[path = "differential/grammar.rs"]
mod grammar;
#[path = "differential/known.rs"]
mod known;
#[path = "differential/oracle.rs"]
mod oracle;
#[path = "differential/shown.rs"]
mod shown;

use std::collections::BTreeMap;

use draws::Draws;
use facts::FACTS;
use generate::Expression;
use grammar::KINDS;
use oracle::{Oracle, Party};

const CASES: usize = 8_000;
/// Levels of operators and calls.
const DEPTH: usize = 4;
/// Differences that are printed; the rest is counted.
const PRINTED: usize = 40;

#[test]
fn generated_expressions_give_what_the_oracles_give() {
    let mut draws = Draws::seeded(0x9e37_79b9_7f4a_7c15);
    let oracles: Vec<Oracle> = (0..FACTS).map(Oracle::new).collect();
    let (mut errors, mut differences) = (0, BTreeMap::new());
    for case in 0..CASES {
        let facts = draws.below(FACTS);
        let kind = KINDS[draws.below(KINDS.len())];
        let expression = Expression::draw(kind, 1 + case % DEPTH, &mut draws);
        let oracle = &oracles[facts];
        errors += usize::from(oracle.ask(Party::Gonogo, &expression.source()) == "error");
        for party in [Party::Cel, Party::CelCore] {
            if extensions::lacks(party, &expression.source()) {
                continue;
            }
            if let Some(difference) = difference(oracle, party, &expression) {
                differences.insert((party, difference.source.clone()), difference);
            }
        }
    }
    let shown: Vec<String> =
        differences.iter().take(PRINTED).map(|((party, _), found)| found.text(*party)).collect();
    assert!(differences.is_empty(), "{} differences\n{}", differences.len(), shown.join("\n"));
    assert!(errors < CASES / 3, "{errors} of {CASES} are errors and prove little");
}

struct Difference {
    source: String,
    facts: usize,
    ours: String,
    theirs: String,
}

impl Difference {
    fn text(&self, party: Party) -> String {
        let Self { source, facts, ours, theirs } = self;
        format!("{party:?}, facts {facts}: {source}\n    ours   {ours}\n    theirs {theirs}")
    }
}

/// The smallest part that the two read differently, unless that is known.
fn difference(oracle: &Oracle, party: Party, expression: &Expression) -> Option<Difference> {
    let whole = expression.source();
    let (ours, theirs) = (oracle.ask(Party::Gonogo, &whole), oracle.ask(party, &whole));
    if ours == theirs {
        return None;
    }
    let parts = expression.parts();
    let closed = || parts.iter().filter(|part| part.is_closed());
    if parts.iter().any(|part| known_within(oracle, party, part)) {
        return None;
    }
    if let Some(smaller) = closed().find_map(|part| difference(oracle, party, part)) {
        return Some(smaller);
    }
    let found = Difference { source: whole, facts: oracle.facts, ours, theirs };
    let answers = (found.ours.as_str(), found.theirs.as_str());
    (!known::explains(party, &found.source, answers)).then_some(found)
}

/// Whether a part of it is read differently and the difference is known.
fn known_within(oracle: &Oracle, party: Party, part: &Expression) -> bool {
    if part.parts().iter().any(|part| known_within(oracle, party, part)) {
        return true;
    }
    if !part.is_closed() {
        return false;
    }
    let source = part.source();
    let (ours, theirs) = (oracle.ask(Party::Gonogo, &source), oracle.ask(party, &source));
    ours != theirs && known::explains(party, &source, (&ours, &theirs))
}

#[test]
fn known_differences_are_still_there() {
    let oracles: Vec<Oracle> = (0..FACTS).map(Oracle::new).collect();
    let mut changed = Vec::new();
    for known in known::ALL {
        let oracle = &oracles[known.facts];
        let ours = oracle.ask(Party::Gonogo, known.source);
        let theirs = oracle.ask(known.party, known.source);
        if (ours.as_str(), theirs.as_str()) != (known.ours, known.theirs) {
            let party = known.party;
            changed.push(format!(
                "{} ({party:?})\n    ours   {ours}\n    theirs {theirs}",
                known.source
            ));
        }
        let answers = (ours.as_str(), theirs.as_str());
        assert!(known::explains(known.party, known.source, answers), "{}", known.source);
        assert!(!known.why.is_empty());
    }
    assert!(changed.is_empty(), "no longer so:\n{}", changed.join("\n"));
}
