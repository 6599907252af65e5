//! What is told, and how; what is tried before the watch begins.

use crate::page::Page;
use crate::process::{Folder, json};

const GATE: &str = "
gate: watched
phases: {canary: {bake: 10m, every: 20ms}}
sources:
  app: {metrics: '${APP_URL}/metrics'}
facts:
  queue: {type: number, from: app, query: queue_length}
  ready: {type: bool}
rules:
  - id: stuck
    rollback_if: queue > 5.0
    because: <!channel> & more than {queue}
    escalate: [{after: 0s, to: <@U012AB3CD>}]
  - id: ready
    require: ready
";
const BAKE: [&str; 4] = ["--bake", "100ms", "--every", "50ms"];

fn folder() -> Folder {
    let folder = Folder::with(GATE);
    std::fs::write(folder.path("ready.json"), r#"{"ready": true}"#).unwrap();
    folder
}

#[test]
fn what_was_collected_before_can_be_handed_in() {
    let (page, folder) = (Page::showing("queue_length 1\n"), folder());
    let snapshot = r#"{"schema": "gonogo.snapshot/v1", "now": "2026-01-04T03:40:00Z",
        "phase_started": "2026-01-04T03:00:00Z", "facts": {"ready": true},
        "collected": {"ready": "2026-01-04T03:39:59Z"}, "provenance": {}}"#;
    std::fs::write(folder.path("snapshot.json"), snapshot).unwrap();
    let ended = folder.run(&page, &[&BAKE[..], &["--facts", "snapshot.json"]].concat());
    assert_eq!(ended.code, Some(0), "{}", ended.errors);
    let note = "what `--facts` gives is of 2026-01-04T03:40:00Z";
    assert!(ended.errors.contains(note), "{}", ended.errors);
}

#[test]
fn facts_of_a_time_to_come_are_refused() {
    let (page, folder) = (Page::showing("queue_length 1\n"), folder());
    let snapshot = r#"{"now": "2226-01-04T03:40:00Z", "facts": {"ready": true}}"#;
    std::fs::write(folder.path("snapshot.json"), snapshot).unwrap();
    let ended = folder.run(&page, &["--facts", "snapshot.json"]);
    assert_eq!(ended.code, Some(2), "{}", ended.errors);
    assert!(ended.errors.contains("lies in the future"), "{}", ended.errors);
}

#[test]
fn no_text_of_others_is_a_command_to_the_chat() {
    let (page, hook, folder) = (Page::showing("queue_length 50\n"), Page::showing(""), folder());
    let url = hook.url();
    let args = ["--facts", "ready.json", "--notify", &url, "--notify-format", "slack"];
    assert_eq!(folder.run(&page, &args).code, Some(20));
    let texts: Vec<String> =
        hook.bodies().iter().map(|body| json(body)["text"].as_str().unwrap().to_owned()).collect();
    let [changed, escalated] = texts.as_slice() else { panic!("{texts:?}") };
    let said = "&lt;!channel&gt; &amp; more than 50";
    assert!(changed.contains(said) && escalated.contains(said), "{texts:?}");
    assert!(escalated.contains("<@U012AB3CD>, please"), "whom the gate names is named: {texts:?}");
}

#[test]
fn reports_that_cannot_be_written_are_refused_before_the_watch() {
    let (page, folder) = (Page::showing("queue_length 1\n"), folder());
    std::fs::create_dir(folder.path("folder")).unwrap();
    for path in ["json=nowhere/a.json", "json=folder", "text=gate.yaml/a.txt"] {
        let ended = folder.run(&page, &["--facts", "ready.json", "--report", path]);
        assert_eq!(ended.code, Some(2), "{path}: {}", ended.errors);
        assert!(ended.errors.contains("cannot write"), "{path}: {}", ended.errors);
    }
    assert_eq!(page.served(), 0);
    let args = [&BAKE[..], &["--facts", "ready.json", "--report", "json=a.json"]].concat();
    assert_eq!(folder.run(&page, &args).code, Some(0));
    assert!(folder.path("a.json").is_file() && !folder.path("a.json.partial").exists());
}

#[test]
fn the_line_of_a_watch_says_what_is_left_and_stays_alone() {
    let (page, folder) = (Page::showing("queue_length 1\n"), folder());
    let args = ["--facts", "ready.json", "--bake", "2s", "--every", "200ms"];
    let shown = folder.run_on_a_terminal(&page, &args);
    let (before, after) = shown.split_once("go so far").expect(&shown);
    assert!(before.contains("app "), "the first look shows its sources: {before:?}");
    assert!(!after.contains("app  "), "later looks show theirs as well: {after:?}");
    assert!(after.contains("1s of 2s left"), "{after:?}");
}

#[test]
fn a_series_that_only_begins_is_no_news() {
    let series = "type: series, window: 1h, stale_after: 5s, min_samples: 4";
    let gate =
        GATE.replacen("type: number", series, 1).replace("queue > 5.0", "queue.latest() > 5.0");
    let gate = gate.replace("{queue}", "much");
    let (page, folder) = (Page::showing("queue_length 1\n"), Folder::with(&gate));
    std::fs::write(folder.path("ready.json"), r#"{"ready": true}"#).unwrap();
    let kinds = |bake: &str| -> Vec<serde_json::Value> {
        let hook = Page::showing("");
        let url = hook.url();
        let every = ["--facts", "ready.json", "--every", "100ms", "--bake", bake];
        folder.run(&page, &[&every[..], &["--notify", &url]].concat());
        hook.bodies().iter().map(|body| json(body)["event"]["to"].clone()).collect()
    };
    assert!(kinds("1s").is_empty());
    assert_eq!(kinds("100ms"), ["no-go"], "it never began");
}
