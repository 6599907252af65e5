//! The fast way against `decide` on a snapshot of what was known at each step.

mod generated;
mod silences;

use gonogo_engine::facts::SnapshotParts;
use gonogo_engine::gate::{self, Waiver, load_waivers};
use gonogo_engine::{Timestamp, decide};
use proptest::prelude::*;

use crate::replay::{Method, Options, Strip, join, replay_by, strips};
use crate::standing::{self, Standing};
use crate::watch::Watch;
use crate::{History, Source};
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

/// Every step, by JSON snapshots that are cut, and by questions that are carried forward.
fn check(case: &Case) -> Result<(), TestCaseError> {
    let loaded = gate::load("gate.yaml", &case.gate);
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
    let whole = strips(&history, &Options::default(), 1).unwrap().remove(0);
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
