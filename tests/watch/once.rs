//! Single looks: told, remembered, and no end of a bake.

use std::time::Duration;

use gonogo_state::{Decided, Store, WatchName};
use serde_json::Value;

use crate::page::Page;
use crate::process::{Ended, Folder, json, let_pass};

const GATE: &str = "
gate: watched
phases: {canary: {bake: 10m, every: 1m}, check: {}}
sources:
  app: {metrics: '${APP_URL}/metrics'}
facts:
  queue: {type: number, from: app, query: queue_length}
rules:
  - id: stuck
    rollback_if: queue > 5.0
    escalate: [{after: 0s, to: on-call}]
";

fn look(folder: &Folder, page: &Page, more: &[&str]) -> Ended {
    folder.run(page, &[&["--once", "--phase", "canary", "--format", "json"], more].concat())
}

fn decided(folder: &Folder, phase: &str) -> Vec<Decided> {
    let store = Store::open(&folder.path("s.db")).unwrap();
    store.decisions(&WatchName { gate: "watched", phase, key: "" }).unwrap()
}

fn kinds(hook: &Page) -> Vec<Value> {
    hook.bodies().iter().map(|body| json(body)["event"]["kind"].clone()).collect()
}

#[test]
fn a_single_look_is_told() {
    let (page, folder) = (Page::showing("queue_length 50\n"), Folder::with(GATE));
    for args in [&["--phase", "check"][..], &["--phase", "canary", "--once"]] {
        for state in [&[][..], &["--state", "s.db"]] {
            let hook = Page::showing("");
            let ended = folder.run(&page, &[args, state, &["--notify", &hook.url()]].concat());
            assert_eq!(ended.code, Some(20), "{}", ended.errors);
            assert_eq!(kinds(&hook), ["decision-changed", "escalation-due"], "{args:?} {state:?}");
        }
    }
}

#[test]
fn an_address_that_is_none_is_refused_before_anything_is_asked() {
    let (page, folder) = (Page::showing("queue_length 1\n"), Folder::with(GATE));
    for args in
        [&["--phase", "check"][..], &["--phase", "canary", "--once"], &["--phase", "canary"]]
    {
        let ended = folder.run(&page, &[args, &["--notify", "notaurl"]].concat());
        assert_eq!(ended.code, Some(2), "{}", ended.errors);
        assert!(ended.errors.contains("`--notify`"), "{}", ended.errors);
    }
    assert_eq!(page.served(), 0);
}

#[test]
fn single_looks_with_a_state_are_one_watch() {
    let (page, folder) = (Page::showing("queue_length 1\n"), Folder::with(GATE));
    let hook = Page::showing("");
    let url = hook.url();
    let args = ["--state", "s.db", "--notify", &url];
    for _ in 0..3 {
        assert_eq!(look(&folder, &page, &args).code, Some(0));
    }
    let verdicts: Vec<String> =
        decided(&folder, "canary").into_iter().map(|decided| decided.verdict).collect();
    assert_eq!(verdicts, ["go", "go", "go"]);
    page.show("queue_length 50\n");
    assert_eq!(look(&folder, &page, &args).code, Some(20));
    assert_eq!(decided(&folder, "canary").len(), 4);
    assert_eq!(kinds(&hook), ["decision-changed", "escalation-due"]);
    assert_eq!(json(&hook.bodies()[0])["event"]["from"], "go");
}

#[test]
fn a_phase_without_a_bake_is_remembered_too() {
    let (page, folder) = (Page::showing("queue_length 50\n"), Folder::with(GATE));
    let hook = Page::showing("");
    for _ in 0..2 {
        let url = hook.url();
        let args = ["--phase", "check", "--state", "s.db", "--notify", &url];
        assert_eq!(folder.run(&page, &args).code, Some(20));
    }
    assert_eq!(decided(&folder, "check").pop().unwrap().verdict, "rollback");
    assert_eq!(kinds(&hook), ["decision-changed", "escalation-due"], "nothing has changed since");
    // What was looked at is no bake that was watched.
    page.show("queue_length 1\n");
    let args = ["--phase", "check", "--state", "s.db", "--bake", "400ms", "--every", "50ms"];
    let before = page.served();
    assert_eq!(folder.run(&page, &args).code, Some(0));
    assert!(page.served() - before > 3, "{} looks", page.served() - before);
}

#[test]
fn a_go_within_the_bake_says_so() {
    let gate = GATE.replace("bake: 10m, every: 1m", "bake: 1200ms, every: 300ms");
    let (page, folder) = (Page::showing("queue_length 1\n"), Folder::with(&gate));
    let ended = look(&folder, &page, &["--state", "s.db"]);
    let bake = json(&ended.output)["bake"].clone();
    assert_eq!((&bake["lasts"], &bake["over"]), (&"1s".into(), &false.into()), "{bake}");
    let text = folder.run(&page, &["--once", "--phase", "canary", "--state", "s.db"]);
    assert!(text.output.contains("the bake is not over"), "{}", text.output);
    let_pass(Duration::from_millis(1300));
    let ended = look(&folder, &page, &["--state", "s.db"]);
    let bake = json(&ended.output)["bake"].clone();
    assert_eq!((&bake["left"], &bake["over"]), (&"0s".into(), &true.into()), "{bake}");
    // It has ended: the next look begins another one.
    let ended = look(&folder, &page, &["--state", "s.db"]);
    assert_eq!(json(&ended.output)["bake"]["over"], false);
    assert_eq!(decided(&folder, "canary").len(), 1);
}

#[test]
fn a_look_of_which_nothing_is_known_is_the_first_one() {
    let (page, folder) = (Page::showing("queue_length 1\n"), Folder::with(GATE));
    let ended = look(&folder, &page, &[]);
    assert_eq!(ended.code, Some(0), "{}", ended.errors);
    let bake = json(&ended.output)["bake"].clone();
    assert_eq!((&bake["lasts"], &bake["over"]), (&"10m".into(), &false.into()), "{bake}");
}

#[test]
fn a_watch_that_is_ended_is_told_and_recorded() {
    let (page, folder) = (Page::showing("queue_length 1\n"), Folder::with(GATE));
    let hook = Page::showing("");
    let url = hook.url();
    let args = ["--phase", "canary", "--every", "50ms", "--state", "s.db", "--notify", &url];
    let watch = folder.start(&page, &args);
    page.wait_for(3);
    watch.signal("TERM");
    let ended = watch.end();
    assert_eq!(ended.code, Some(10), "{}", ended.errors);
    assert_eq!(kinds(&hook), ["decision-changed"]);
    assert_eq!(json(&hook.bodies()[0])["deciding"], serde_json::json!(["bake"]));
    let last = decided(&folder, "canary").pop().unwrap();
    assert_eq!((last.verdict.as_str(), last.rules), ("no-go", vec!["bake".to_owned()]));
}

#[test]
fn what_follows_a_series_that_only_began_is_told() {
    let series = "type: series, window: 1h, stale_after: 5m, min_samples: 3";
    let gate = GATE.replace("type: number", series).replace("queue > 5.0", "queue.latest() > 5.0");
    let gate = gate.replace("rollback_if", "no_go_if");
    let (page, folder) = (Page::showing("queue_length 50\n"), Folder::with(&gate));
    let hook = Page::showing("");
    let url = hook.url();
    let args = ["--state", "s.db", "--notify", &url];
    for _ in 0..2 {
        assert_eq!(look(&folder, &page, &args).code, Some(10));
        assert_eq!(kinds(&hook), [""; 0], "it only begins");
    }
    assert_eq!(look(&folder, &page, &args).code, Some(10));
    assert_eq!(kinds(&hook), ["decision-changed", "escalation-due"]);
    assert_eq!(look(&folder, &page, &args).code, Some(10));
    assert_eq!(hook.bodies().len(), 2, "nothing has changed since");
}
