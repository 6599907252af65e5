//! Who is told when a failure lasts: each step once, in order.

use std::time::Duration;

use crate::page::Page;
use crate::process::{Folder, json, let_pass};

const GATE: &str = "
gate: watched
phases: {canary: {bake: 10m, every: 20ms}}
sources:
  app: {metrics: '${APP_URL}/metrics'}
facts:
  queue: {type: number, from: app, query: queue_length}
rules:
  - id: stuck
    no_go_if: queue > 5.0
    because: the queue holds {queue}
    escalate: [{after: 0s, to: on-call}, {after: 700ms, to: lead}]
";
const BAKE: [&str; 4] = ["--bake", "1500ms", "--every", "50ms"];

/// Receivers, and since when their step is due.
fn told(hook: &Page) -> Vec<(String, String)> {
    let bodies = hook.bodies();
    let events = bodies.iter().map(|body| json(body)["event"].clone());
    let due = events.filter(|event| event["kind"] == "escalation-due");
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    due.map(|event| (text(&event["to"]), text(&event["since"]))).collect()
}

fn receivers(hook: &Page) -> Vec<String> {
    told(hook).into_iter().map(|(to, _)| to).collect()
}

fn nanos(time: &str) -> i64 {
    gonogo_engine::Timestamp::parse(time).unwrap().epoch_nanos().unwrap()
}

#[track_caller]
fn check(gate: &str) {
    let (page, hook, folder) =
        (Page::showing("queue_length 50\n"), Page::showing(""), Folder::with(gate));
    let ended = folder.run(&page, &[&BAKE[..], &["--notify", &hook.url()]].concat());
    assert_eq!(ended.code, Some(10), "{}", ended.errors);
    let told = told(&hook);
    let [(first, begun), (second, later)] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!([first.as_str(), second], ["on-call", "lead"]);
    assert_eq!(nanos(later) - nanos(begun), 700_000_000, "{told:?}");
}

#[test]
fn each_step_is_told_once_and_in_order() {
    check(GATE);
}

#[test]
fn a_failure_that_outlasts_its_window_keeps_its_onset() {
    let series = "type: series, window: 400ms, stale_after: 5s";
    let gate = GATE.replace("type: number", series);
    check(
        &gate.replace("queue > 5.0", "queue.above(5.0).lasting('0s')").replace("{queue}", "much"),
    );
}

#[test]
fn what_is_not_known_neither_begins_nor_ends_a_failure() {
    let (page, hook) = (Page::showing("queue_length 50\n"), Page::showing(""));
    let folder = Folder::with(GATE);
    let watch = folder.start(&page, &[&BAKE[..], &["--notify", &hook.url()]].concat());
    page.wait_for(3);
    page.break_down();
    watch.end();
    assert_eq!(receivers(&hook), ["on-call", "lead"], "nobody has seen it recover");

    let hook = Page::showing("");
    let ended = folder.run(&page, &[&BAKE[..], &["--notify", &hook.url()]].concat());
    assert_eq!(ended.code, Some(10), "{}", ended.errors);
    assert_eq!(receivers(&hook), [""; 0], "nobody has seen it fail");
}

#[test]
fn a_failure_that_comes_again_is_another_one() {
    let (page, hook) = (Page::showing("queue_length 50\n"), Page::showing(""));
    let folder = Folder::with(GATE);
    let watch = folder.start(&page, &[&BAKE[..], &["--notify", &hook.url()]].concat());
    page.wait_for(3);
    page.show("queue_length 1\n");
    page.wait_for(page.served() + 3);
    page.show("queue_length 60\n");
    watch.end();
    let told = receivers(&hook);
    assert_eq!(told.iter().filter(|to| *to == "on-call").count(), 2, "{told:?}");
}

#[test]
fn a_watch_that_is_killed_remembers_since_when_a_rule_fails() {
    let (page, hook) = (Page::showing("queue_length 50\n"), Page::showing(""));
    let folder = Folder::with(GATE);
    let url = hook.url();
    let args = [&BAKE[..], &["--state", "s.db", "--notify", &url]].concat();
    let watch = folder.start(&page, &args);
    hook.wait_for(2);
    page.wait_for(page.served() + 2);
    watch.signal("KILL");
    watch.end();
    let_pass(Duration::from_millis(100));
    let ended = folder.run(&page, &args);
    assert_eq!(ended.code, Some(10), "{}", ended.errors);
    let told = told(&hook);
    let [(first, begun), (second, later)] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!([first.as_str(), second], ["on-call", "lead"]);
    assert_eq!(nanos(later) - nanos(begun), 700_000_000, "{told:?}");
}
