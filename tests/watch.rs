//! Watching a phase, from outside: ticks, ends, kills, notifications.
#![cfg(test)]

#[path = "watch/bakes.rs"]
mod bakes;
#[path = "watch/escalating.rs"]
mod escalating;
#[path = "watch/hanging.rs"]
mod hanging;
#[path = "watch/once.rs"]
mod once;
#[path = "watch/page.rs"]
mod page;
#[path = "watch/process.rs"]
mod process;
#[path = "watch/samples.rs"]
mod samples;
#[path = "support/scope.rs"]
mod scope;
#[path = "watch/telling.rs"]
mod telling;

use std::time::Duration;

use gonogo_state::{Claimant, Entry, Store, WatchName};
use page::Page;
use process::{Folder, json, let_pass};

const GATE: &str = "
gate: watched
phases: {canary: {bake: 10m, every: 20ms}}
sources:
  app: {metrics: '${APP_URL}/metrics'}
facts:
  queue: {type: series, from: app, query: queue_length, window: 1h, stale_after: 5s}
rules:
  - id: drains
    require: queue.latest() < 100.0
  - id: stuck
    rollback_if: queue.above(5.0).lasting('8s')
    because: the queue holds {queue.latest()}
    escalate: [{after: 0s, to: on-call}]
";

#[test]
fn a_watch_that_goes_well_ends_with_its_bake() {
    let (page, folder) = (Page::showing("queue_length 1\n"), Folder::with(GATE));
    let ended = folder.run(&page, &["--bake", "300ms", "--every", "50ms", "--format", "json"]);
    assert_eq!(ended.code, Some(0), "{}", ended.errors);
    let decision = json(&ended.output);
    assert_eq!(decision["decision"], "go");
    let samples = decision["facts"][0]["samples"].as_u64().unwrap();
    assert!((4..=8).contains(&samples), "{samples} samples of 7 ticks");
}

#[test]
fn a_no_go_that_recovers_is_no_end() {
    let (page, folder) = (Page::showing("queue_length 200\n"), Folder::with(GATE));
    let watch = folder.start(&page, &["--bake", "1500ms", "--every", "50ms"]);
    page.wait_for(3);
    page.show("queue_length 1\n");
    let ended = watch.end();
    assert_eq!(ended.code, Some(0), "{}", ended.errors);
    assert!(ended.errors.contains("no-go so far"), "{}", ended.errors);
    assert!(ended.errors.contains("go so far"), "{}", ended.errors);
}

#[test]
fn a_no_go_ends_a_watch_that_is_to_stop_on_it() {
    let (page, folder) = (Page::showing("queue_length 200\n"), Folder::with(GATE));
    let ended = folder.run(&page, &["--stop-on", "no-go"]);
    assert_eq!(ended.code, Some(10), "{}", ended.errors);
}

#[test]
fn a_rollback_ends_a_watch_at_once() {
    let gate = GATE.replace("'8s'", "'200ms'");
    let (page, folder) = (Page::showing("queue_length 50\n"), Folder::with(&gate));
    let ended = folder.run(&page, &["--format", "json"]);
    assert_eq!(ended.code, Some(20), "{}", ended.errors);
    assert_eq!(json(&ended.output)["deciding"], serde_json::json!(["stuck"]));
}

#[test]
fn a_source_that_is_down_is_no_go_and_no_rollback() {
    let gate = GATE.replace("'8s'", "'0s'").replace("stale_after: 5s", "stale_after: 200ms");
    let (page, folder) = (Page::showing("queue_length 1\n"), Folder::with(&gate));
    let watch = folder.start(&page, &["--bake", "1500ms", "--every", "50ms"]);
    page.wait_for(3);
    page.break_down();
    let ended = watch.end();
    assert_eq!(ended.code, Some(10), "{}", ended.errors);
}

#[test]
fn a_signal_ends_a_watch_with_no_go() {
    for signal in ["INT", "TERM"] {
        let (page, folder) = (Page::showing("queue_length 1\n"), Folder::with(GATE));
        let watch = folder.start(&page, &["--format", "json"]);
        page.wait_for(4);
        watch.signal(signal);
        let ended = watch.end();
        assert_eq!(ended.code, Some(10), "{}", ended.errors);
        let decision = json(&ended.output);
        assert_eq!(decision["deciding"], serde_json::json!(["bake"]));
        let cause = decision["rules"][1]["cause"].as_str().unwrap();
        assert!(cause.starts_with(&format!("it was ended by SIG{signal} after ")), "{cause}");
    }
}

#[test]
fn a_watch_has_one_process_at_a_time() {
    let (page, folder) = (Page::showing("queue_length 1\n"), Folder::with(GATE));
    let first = folder.start(&page, &["--state", "s.db"]);
    page.wait_for(2);
    let second = folder.run(&page, &["--state", "s.db"]);
    assert_eq!(second.code, Some(2), "{}", second.output);
    assert!(second.errors.contains("cannot watch"), "{}", second.errors);
    let other = folder.run(&page, &["--state", "s.db", "--release", "b", "--bake", "50ms"]);
    assert_eq!(other.code, Some(0), "{}", other.errors);
    first.signal("TERM");
    assert_eq!(first.end().code, Some(10));
}

#[test]
fn a_process_that_is_silent_is_taken_over_and_not_said_to_be_gone() {
    let (page, folder) = (Page::showing("queue_length 1\n"), Folder::with(GATE));
    let store = Store::open(&folder.path("s.db")).unwrap();
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap();
    let pid = std::process::id();
    let entry = Entry {
        name: WatchName { gate: "watched", phase: "canary", key: "" },
        digest: "sha256:0",
        claimant: Claimant { pid, host: host.trim(), lifetime: 1 },
    };
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let watch = store.begin_or_resume(&entry, i64::try_from(now.as_nanos()).unwrap()).unwrap();
    // As if it had been stopped: it gives nothing back.
    std::mem::forget(watch);
    let ended = folder.run(&page, &["--state", "s.db", "--bake", "100ms"]);
    assert_eq!(ended.code, Some(0), "{}", ended.errors);
    let said = format!("taken over from process {pid}, last heard of at ");
    assert!(ended.errors.contains(&said) && !ended.errors.contains("gone"), "{}", ended.errors);
}

/// Each page that was fetched after another proves that the sample and the decision before it were
/// acknowledged.
#[test]
fn a_watch_that_is_killed_goes_on_where_it_was() {
    const KILLS: u64 = 50;
    let (page, folder) = (Page::showing("queue_length 50\n"), Folder::with(GATE));
    let (mut proven, mut random) = (0, 7_u64);
    let mut began = None;
    let scope = scope::scope(GATE, "queue", ("APP_URL", &page.url()));
    for _ in 0..KILLS {
        let before = page.served();
        let watch = folder.start(&page, &["--state", "s.db"]);
        page.wait_for(before + 1);
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let_pass(Duration::from_millis(random >> 33 & 63));
        watch.signal("KILL");
        watch.end();
        proven += page.served() - before - 1;
        let store = Store::open(&folder.path("s.db")).unwrap();
        let name = WatchName { gate: "watched", phase: "canary", key: "" };
        let decisions = store.decisions(&name).unwrap().len() as u64;
        let samples = store.samples(&scope);
        let samples = samples.window("queue", 0, i64::MAX).unwrap();
        let samples = samples.first().map_or(0, |series| series.samples.len()) as u64;
        assert!(decisions >= proven, "{decisions} of {proven} decisions");
        assert!(samples >= proven, "{samples} of {proven} samples");
        let first = store.decisions(&name).unwrap().first().map(|first| first.time);
        assert!(began.is_none() || began == first, "the first decision is another one");
        began = first;
    }
    let ended = folder.run(&page, &["--state", "s.db", "--format", "json"]);
    assert_eq!(ended.code, Some(20), "{}", ended.errors);
    assert!(ended.errors.contains("going on with the watch"), "{}", ended.errors);
    let decision = json(&ended.output);
    let stuck = decision["rules"].as_array().unwrap().iter().find(|rule| rule["id"] == "stuck");
    let since = stuck.unwrap()["since"].as_str().unwrap().to_owned();
    let since = gonogo_engine::Timestamp::parse(&since).unwrap().epoch_nanos().unwrap();
    // The span began with the first sample, which was taken just before the first decision.
    assert!(began.unwrap() - since < 1_000_000_000, "the clock was set back: {since} {began:?}");
}

#[test]
fn single_looks_minutes_apart_make_a_series() {
    let gate = GATE.replace("'8s'", "'2s'");
    let (page, folder) = (Page::showing("queue_length 50\n"), Folder::with(&gate));
    let look = || folder.run(&page, &["--once", "--state", "s.db", "--quiet"]).code;
    assert_eq!(look(), Some(10), "one sample does not show that it lasts");
    let_pass(Duration::from_millis(150));
    assert_eq!(look(), Some(10));
    let_pass(Duration::from_millis(1900));
    assert_eq!(look(), Some(20));
}

#[test]
fn a_change_and_an_escalation_are_told_though_the_webhook_stumbles() {
    let gate = GATE.replace("'8s'", "'200ms'");
    let (page, folder) = (Page::showing("queue_length 50\n"), Folder::with(&gate));
    let hook = Page::failing_first(1);
    let url = format!("{}/hook?token=hush-hush", hook.url());
    let ended = folder.run(&page, &["--notify", &url]);
    assert_eq!(ended.code, Some(20), "{}", ended.errors);
    let bodies: Vec<_> = hook.bodies().iter().map(|body| json(body)).collect();
    let kinds: Vec<_> = bodies.iter().map(|body| body["event"]["kind"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"decision-changed"), "{kinds:?}");
    assert!(kinds.contains(&"escalation-due"), "{kinds:?}");
    let everything = format!("{}{}", ended.output, ended.errors);
    assert!(!everything.contains("hush-hush"), "{everything}");
}
