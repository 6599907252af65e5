//! The fast way against `decide` on a snapshot of what was known at each step.

mod generated;
mod onsets;
mod silences;

use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::gate::{Gate, Waiver, load, load_waivers};
use gonogo_engine::{Timestamp, decide};
use proptest::prelude::*;

use crate::replay::{Method, Options, Strip, join, replay_by, strips};
use crate::standing::{self, Standing};
use crate::watch::Watch;
use crate::{History, Replay, Source, replay};
use generated::{Case, case};

fn time(seconds: i64) -> Timestamp {
    Timestamp::new(seconds, 0).unwrap()
}

fn waivers(text: &str) -> Vec<Waiver> {
    if text.is_empty() {
        return Vec::new();
    }
    let loaded = load_waivers(text);
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    loaded.waivers
}

/// With the one series `s`, declared like that.
fn gate(series: &str, rules: &str) -> Gate {
    let text = format!("gate: g\nfacts:\n  s: {{type: series, {series}}}\nrules:\n{rules}");
    let loaded = load("gate.yaml", &text);
    loaded.gate.unwrap_or_else(|| panic!("{:?}", loaded.problems))
}

fn history(gate: &Gate, facts: &str) -> History {
    History::read(gate, &[Source { name: "history", fact: None, text: facts }]).unwrap()
}

fn replayed(series: &str, rules: &str, facts: &str) -> Replay {
    let gate = gate(series, rules);
    let stage = gate.stage(None, &[]).unwrap();
    replay(&stage, &history(&gate, facts), &Options::default()).unwrap()
}

/// One sample a minute.
fn samples(minutes: impl Iterator<Item = i64>, value: impl Fn(i64) -> f64) -> String {
    let samples = minutes.map(|minute| format!("[{},{}]", minute * 60, value(minute)));
    format!("[{}]", samples.collect::<Vec<_>>().join(","))
}

/// Every step, by JSON snapshots that are cut, and by questions that are carried forward.
fn check(case: &Case) -> Result<(), TestCaseError> {
    let loaded = load("gate.yaml", &case.gate);
    let errors: Vec<_> = loaded.problems.iter().filter(|one| one.is_error()).collect();
    prop_assert!(errors.is_empty(), "{errors:?}\n{}", case.gate);
    let gate = loaded.gate.unwrap();
    let mut stage = gate.stage(Some(case.phase), &[]).unwrap();
    stage.waivers = waivers(case.waivers);
    let text = case.snapshot(i64::MAX);
    let source = Source { name: "history", fact: None, text: &text };
    let mut history = History::read(&gate, &[source]).unwrap();
    history.set_phase_started(time(case.started));
    let names = standing::rules(&stage);
    let mut moment = history.moment(time(0));
    moment.prepare(gate.facts.iter().map(|fact| &fact.declaration));
    let mut watch = Watch::new(&stage, &history, (&names, moment)).expect("the budget is enough");
    // Without any sample nothing happens: cases shrink to that.
    let Ok(mut whole) = strips(&history, &Options::default(), 1) else { return Ok(()) };
    let whole = whole.remove(0);
    let between = whole.between_samples(&history);
    for step in whole.steps(&history, &between) {
        let now = Timestamp::from_epoch_nanos(step).unwrap();
        let mut parts = SnapshotParts::default();
        parts.add(("cut", &case.snapshot(step))).unwrap();
        let mut snapshot = parts.freeze(now);
        snapshot.recollect(now);
        snapshot.set_phase_started(time(case.started));
        let expected = Standing::of(&decide(&stage, &snapshot), &names);
        let found = watch.stand(step, now);
        prop_assert_eq!(found, &expected, "at {} of\n{}\n{}", step, case.gate, text);
    }
    let options = Options::default();
    let fast = replay_by(Method::Watched, &stage, &history, &options);
    prop_assert_eq!(&fast, &replay_by(Method::Afresh, &stage, &history, &options));
    for (parts, every) in [(2, None), (5, None), (3, Some(7_000_000_000))] {
        let options = Options { every, ..options };
        let strips = strips(&history, &options, parts).unwrap();
        let run = |strip: &Strip| strip.run(Method::Watched, &stage, &history).unwrap();
        let joined = join(&stage, &history, strips.iter().map(run));
        prop_assert_eq!(joined, replay_by(Method::Watched, &stage, &history, &options));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn every_step_is_what_decide_says_of_what_was_known(case in case()) {
        check(&case)?;
    }
}
