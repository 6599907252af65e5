//! The store beside a naive model in memory, which it has to agree with whatever is done.
#![cfg(test)]

#[path = "scratch/folder.rs"]
mod folder;
#[path = "model/naive.rs"]
mod naive;

use gonogo_state::{
    Claimant, Entry, Notification, Sample, StateError, Store, Tick, Watch, WatchName,
};
use proptest::prelude::*;

use naive::Naive;

const SCOPES: [&str; 2] = ["gate/source/1", "gate/source/2"];
const VERDICTS: [&str; 3] = ["go", "no-go", "rollback"];
const IDS: [&str; 3] = ["n1", "n2", "n3"];
const BODIES: [&str; 2] = ["text", "other"];
const LIFETIME: i64 = 6;
const PATIENCE: i64 = 4;

/// Times and values are small, so that they meet.
#[derive(Debug, Clone)]
enum Step {
    Append { scope: usize, samples: Vec<(i64, Option<i8>)> },
    Prune { scope: usize, before: i64 },
    Enter { pid: u32, time: i64 },
    Tick { time: i64, verdict: usize, ends: bool },
    Heartbeat { time: i64 },
    Release,
    Kill,
    Notify { id: usize, due: i64, body: usize },
    TakeDue { now: i64 },
    Delivered { id: usize },
    Postpone { id: usize, due: i64 },
    Reopen,
}

fn step() -> impl Strategy<Value = Step> {
    let time = || 0..30_i64;
    let sample = (0..12_i64, proptest::option::weighted(0.8, 0..3_i8));
    prop_oneof![
        3 => (0..2_usize, proptest::collection::vec(sample, 0..4))
            .prop_map(|(scope, samples)| Step::Append { scope, samples }),
        1 => (0..2_usize, 0..12_i64).prop_map(|(scope, before)| Step::Prune { scope, before }),
        3 => (1..3_u32, time()).prop_map(|(pid, time)| Step::Enter { pid, time }),
        5 => (time(), 0..3_usize, proptest::bool::weighted(0.2))
            .prop_map(|(time, verdict, ends)| Step::Tick { time, verdict, ends }),
        1 => time().prop_map(|time| Step::Heartbeat { time }),
        1 => Just(Step::Release),
        1 => Just(Step::Kill),
        2 => (0..3_usize, 0..3_i64, 0..2_usize)
            .prop_map(|(id, due, body)| Step::Notify { id, due, body }),
        2 => time().prop_map(|now| Step::TakeDue { now }),
        1 => (0..3_usize).prop_map(|id| Step::Delivered { id }),
        1 => (0..3_usize, time()).prop_map(|(id, due)| Step::Postpone { id, due }),
        1 => Just(Step::Reopen),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_store_does_what_the_model_does(steps in proptest::collection::vec(step(), 1..60)) {
        let scratch = folder::Folder::new();
        let path = scratch.path().join("state.db");
        let mut naive = Naive::default();
        let mut steps = steps.iter();
        loop {
            // Until the next `Reopen`; what is held then is left as a killed process leaves it.
            let store = Store::open(&path).unwrap();
            let mut watch = None;
            naive.kill();
            let mut is_over = true;
            for step in steps.by_ref() {
                if matches!(step, Step::Reopen) {
                    is_over = false;
                    break;
                }
                let (did, expected) = both(&store, &mut watch, (step, &mut naive));
                prop_assert_eq!(did, expected, "{:?}", step);
            }
            if let Some(watch) = watch {
                std::mem::forget(watch);
            }
            compare(&store, &naive)?;
            if is_over {
                break;
            }
        }
    }
}

/// What the store says to a step, and what the model says.
fn both<'s>(
    store: &'s Store,
    watch: &mut Option<Watch<'s>>,
    (step, naive): (&Step, &mut Naive),
) -> (String, String) {
    match step {
        Step::Append { scope, samples } => {
            let list: Vec<Sample<'_>> = samples.iter().map(sample).collect();
            let did = store.samples(SCOPES[*scope]).append(&list);
            (said(did.map(|new| new.to_string())), naive.append(*scope, samples))
        }
        Step::Prune { scope, before } => {
            let did = store.samples(SCOPES[*scope]).prune(*before);
            (said(did.map(|count| count.to_string())), naive.prune(*scope, *before))
        }
        Step::Enter { pid, time } => {
            // One process at a time: what it held is given back.
            drop(watch.take());
            naive.release();
            let did = enter(store, (*pid, *time), watch);
            (said(did), naive.enter(*pid, *time))
        }
        Step::Tick { time, verdict, ends } => {
            let did = record(watch, (*time, VERDICTS[*verdict]), *ends);
            (did, naive.tick((*time, VERDICTS[*verdict]), *ends))
        }
        Step::Heartbeat { time } => {
            let did = watch.as_ref().map_or(Ok(()), |watch| watch.heartbeat(*time));
            naive.beat(*time);
            (said(did.map(|()| "ok".to_owned())), "ok".to_owned())
        }
        Step::Release => {
            let did = watch.take().map_or(Ok(()), Watch::release);
            naive.release();
            (said(did.map(|()| "ok".to_owned())), "ok".to_owned())
        }
        Step::Kill => {
            if let Some(watch) = watch.take() {
                std::mem::forget(watch);
            }
            naive.kill();
            (String::new(), String::new())
        }
        other => outbox(store, (other, naive)),
    }
}

fn outbox(store: &Store, (step, naive): (&Step, &mut Naive)) -> (String, String) {
    let plain = |did: Result<(), StateError>| said(did.map(|()| "ok".to_owned()));
    match step {
        Step::Notify { id, due, body } => {
            let (id, body) = (IDS[*id], BODIES[*body]);
            let did = store.notify(&Notification { id, due: *due, body });
            (plain(did), naive.notify(id, *due, body))
        }
        Step::TakeDue { now } => {
            let did = store.take_due(*now, PATIENCE).map(|due| {
                let text = |due: gonogo_state::Due| {
                    format!("{} {} {} {:?}", due.id, due.due, due.attempts, due.interrupted)
                };
                due.into_iter().map(text).collect::<Vec<_>>().join(", ")
            });
            (said(did), naive.take_due(*now, PATIENCE))
        }
        Step::Delivered { id } => (plain(store.delivered(IDS[*id])), naive.delivered(IDS[*id])),
        Step::Postpone { id, due } => {
            (plain(store.postpone(IDS[*id], *due, "why")), naive.postpone(IDS[*id], *due))
        }
        other => panic!("{other:?} is not for the outbox"),
    }
}

fn compare(store: &Store, naive: &Naive) -> Result<(), TestCaseError> {
    for (scope, name) in SCOPES.iter().enumerate() {
        for (from, to) in [(i64::MIN, i64::MAX), (3, 8)] {
            let found = store.samples(name).window("f", from, to).unwrap();
            let kept = found.iter().flat_map(|series| &series.samples);
            let text: Vec<String> = kept.map(|(time, value)| format!("{time} {value}")).collect();
            prop_assert_eq!(text, naive.window(scope, (from, to)));
        }
    }
    let decisions = store.decisions(&name()).unwrap();
    let found: Vec<(i64, String)> =
        decisions.into_iter().map(|decided| (decided.time, decided.verdict)).collect();
    prop_assert_eq!(found, naive.decisions());
    Ok(())
}

fn enter<'s>(
    store: &'s Store,
    (pid, time): (u32, i64),
    watch: &mut Option<Watch<'s>>,
) -> Result<String, StateError> {
    let claimant = Claimant { pid, host: "ci", lifetime: LIFETIME };
    let entered = store.begin_or_resume(&Entry { name: name(), digest: "d", claimant }, time)?;
    let progress = entered.progress();
    let last = progress.last.as_ref().map(|last| (last.time, last.verdict.clone()));
    let taken = progress.taken_over.as_ref().map(|holder| (holder.pid, holder.heartbeat));
    let text = format!("{} {last:?} {taken:?}", progress.started);
    *watch = Some(entered);
    Ok(text)
}

fn record(watch: &mut Option<Watch<'_>>, (time, verdict): (i64, &str), ends: bool) -> String {
    let (snapshot, document) = ("s", "{}");
    let tick = Tick { time, verdict, snapshot, rules: &["r"], document, notifications: &[] };
    let did = match (watch.take(), ends) {
        (None, _) => return "no watch".to_owned(),
        (Some(ending), true) => ending.finish(&tick),
        (Some(mut going), false) => {
            let did = going.tick(&tick);
            *watch = Some(going);
            did
        }
    };
    said(did.map(|()| "ok".to_owned()))
}

fn name() -> WatchName<'static> {
    WatchName { gate: "g", phase: "p", key: "k" }
}

fn sample(&(time, value): &(i64, Option<i8>)) -> Sample<'static> {
    Sample { fact: "f", labels: "", time, value: value.map_or(f64::NAN, f64::from) }
}

fn said(did: Result<String, StateError>) -> String {
    match did {
        Ok(text) => text,
        Err(StateError::SampleDiffers { .. }) => "differs".to_owned(),
        Err(StateError::TickDiffers { .. }) => "tick differs".to_owned(),
        Err(StateError::ClockBehind { seen, .. }) => format!("behind {seen}"),
        Err(StateError::Claimed { holder, age }) => format!("claimed {} {age}", holder.pid),
        Err(StateError::NotificationDiffers { .. }) => "notification differs".to_owned(),
        Err(StateError::NotBeingSent { .. }) => "not being sent".to_owned(),
        Err(other) => panic!("{other}"),
    }
}
