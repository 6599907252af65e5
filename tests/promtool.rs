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
#[path = "promtool/gate.rs"]
mod gate;
#[path = "promtool/oracle.rs"]
mod oracle;
#[path = "promtool/shape.rs"]
mod shape;

use std::collections::BTreeMap;

use case::{Case, Gaps, cases};
use cause::Cause;
use gate::{Answer, Answers};
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
        let fires = verdicts.fires(case, at);
        let fired = verdicts.fired(case, at);
        tally.compared += 1;
        tally.firing += usize::from(fires);
        check_filled(case, at, &ours, (fires, fired), tally);
        if ours.lasting != Answer::of(fires) {
            match cause::of_lasting(case, at, &ours, verdicts) {
                Some(cause) => *tally.lasting.entry(cause).or_default() += 1,
                None => tally.unexplained.push(text("lasting", case, at, &ours.lasting, fires)),
            }
        }
        if ours.lasted != Answer::of(fired) {
            match cause::of_lasted(case, at, &ours, verdicts) {
                Some(cause) => *tally.lasted.entry(cause).or_default() += 1,
                None => tally.unexplained.push(text("lasted", case, at, &ours.lasted, fired)),
            }
        }
        if case.gaps == Gaps::None && ours.lasting == Answer::Undetermined {
            let seen = at >= case.first_calm().unwrap_or(usize::MAX);
            assert!(!seen, "{case:?} is undetermined at step {at}");
        }
    }
}

/// Filled gaps leave no difference: what is not known then is that nothing was there to
/// see, or nothing before, and Prometheus does not fire.
fn check_filled(
    case: &Case,
    at: usize,
    ours: &Answers,
    (fires, fired): (bool, bool),
    tally: &mut Tally,
) {
    if ours.filled_lasting.or_false() != fires {
        tally.unexplained.push(text("filled lasting", case, at, &ours.filled_lasting, fires));
    }
    if ours.filled_lasted.or_false() != fired {
        tally.unexplained.push(text("filled lasted", case, at, &ours.filled_lasted, fired));
    }
}

fn text(what: &str, case: &Case, at: usize, ours: &Answer, theirs: bool) -> String {
    format!("{what} at step {at}: ours {ours:?}, promtool {theirs}, {case:?}")
}
