//! `lasting` and `lasted` against Prometheus' `for`, as the real `promtool test rules` sees it.
//!
//! Generated series are evaluated at every step by both. They differ only where a sample is
//! missing, in the ways that [`cause`] lists; and with the gaps filled as Prometheus fills
//! them (the last value stays for the lookback), they do not differ at all.
#![cfg(test)]

#[path = "promtool/case.rs"]
mod case;
#[path = "promtool/cause.rs"]
mod cause;
#[path = "differential/draws.rs"]
mod draws;
#[path = "promtool/exposition.rs"]
mod exposition;
#[path = "promtool/gate.rs"]
mod gate;
#[path = "promtool/oracle.rs"]
mod oracle;
#[path = "promtool/shape.rs"]
mod shape;

use std::collections::BTreeMap;

use case::{Case, Gaps, cases};
use cause::Cause;
use gate::Answer;
use oracle::Verdicts;

/// Differences that are printed; the rest is counted.
const PRINTED: usize = 20;

/// How many differences each cause explains, of `lasting` and of `lasted`.
#[derive(Default)]
struct Tally {
    compared: usize,
    firing: usize,
    lasting: BTreeMap<Cause, usize>,
    lasted: BTreeMap<Cause, usize>,
    unexplained: Vec<String>,
}

#[test]
fn only_gaps_tell_lasting_from_promtools_for() {
    let cases = cases();
    assert!(cases.len() >= 60, "{} cases", cases.len());
    let verdicts = oracle::ask(&cases);
    let mut tally = Tally::default();
    for case in &cases {
        compare(case, &verdicts, &mut tally);
    }
    let Tally { compared, firing, lasting, lasted, unexplained } = &tally;
    println!("{} series, {compared} steps, {firing} of them firing", cases.len());
    println!("lasting differs by {lasting:?}\nlasted differs by {lasted:?}");
    let shown = unexplained.iter().take(PRINTED).cloned().collect::<Vec<_>>().join("\n");
    assert!(unexplained.is_empty(), "{} unexplained\n{shown}", unexplained.len());
    let silent: Vec<_> = Cause::ALL.iter().filter(|cause| !lasting.contains_key(cause)).collect();
    assert!(silent.is_empty(), "no case shows {silent:?}");
    assert!(*firing > *compared / 10, "{firing} of {compared} steps fire, which proves little");
}

fn compare(case: &Case, verdicts: &Verdicts, tally: &mut Tally) {
    let gate = gate::load(case, verdicts.lookback());
    for at in 0..case.values.len() {
        let ours = gate.ask(case, at);
        let (fires, fired) = (verdicts.fires(case, at), verdicts.fired(case, at));
        tally.compared += 1;
        tally.firing += usize::from(fires);
        let mut complain = |what: &str, ours: Answer, theirs: bool| {
            let text = format!("{what} at step {at}: ours {ours:?}, promtool {theirs}, {case:?}");
            tally.unexplained.push(text);
        };
        if ours.lasting != Answer::of(fires) {
            match cause::of_lasting(case, at, &ours, verdicts) {
                Some(cause) => *tally.lasting.entry(cause).or_default() += 1,
                None => complain("lasting", ours.lasting, fires),
            }
        }
        if ours.lasted != Answer::of(fired) {
            match cause::of_lasted(case, at, &ours, verdicts) {
                Some(cause) => *tally.lasted.entry(cause).or_default() += 1,
                None => complain("lasted", ours.lasted, fired),
            }
        }
        // With the gaps filled, what is not known is that nothing was there to see, or nothing
        // before; Prometheus does not fire on either.
        if ours.filled_lasting.or_false() != fires {
            complain("filled lasting", ours.filled_lasting, fires);
        }
        if ours.filled_lasted.or_false() != fired {
            complain("filled lasted", ours.filled_lasted, fired);
        }
        let was_calm = case.first_calm().is_some_and(|calm| calm <= at);
        if case.gaps == Gaps::None && was_calm && ours.lasting == Answer::Undetermined {
            complain("without a gap", ours.lasting, fires);
        }
    }
}
