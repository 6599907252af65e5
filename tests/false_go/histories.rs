//! Histories that are no earlier run: what is compared with itself is never worse.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gonogo_engine::Timestamp;

const GATE: &str = "gate: g\nphases: {one: {}, two: {}}\nfacts:\n  \
                    lat: {type: series, unit: ms, window: 20m, step: 1m}\n  \
                    before: {type: baseline, of: lat, first_run: skip}\nrules:\n  \
                    - {id: limit, require: 'lat.avg() < duration(\"1h\")'}\n  \
                    - {id: worse, rollback_if: 'lat.vs(before).worse(\"high\")'}\n";

/// Minutes after which the latency is three times what it was.
const JUMP: i64 = 60;
const START: i64 = 1_767_500_000;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("histories-{name}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("gate.yaml"), GATE).unwrap();
        Self(folder)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }

    /// The exit code of a decision at that minute, about the 20 minutes before.
    fn eval(&self, minute: i64, args: &[&str]) -> i32 {
        self.write("now.json", &snapshot(minute));
        eval(&self.0, args)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn eval(folder: &Path, args: &[&str]) -> i32 {
    let output = Command::new(env!("CARGO_BIN_EXE_gonogo"))
        .current_dir(folder)
        .args(["eval", "gate.yaml", "--quiet", "--phase", "one", "--facts", "now.json"])
        .args(args)
        .output()
        .expect("gonogo should start");
    output.status.code().expect("an exit code")
}

fn latency(minute: i64) -> i64 {
    let calm = 200 + minute.rem_euclid(7) * 3;
    if minute > JUMP { calm * 3 } else { calm }
}

fn snapshot(minute: i64) -> String {
    let sample = |minute: i64| format!("[{}, {}]", START + 60 * minute, latency(minute));
    let samples: Vec<String> = (minute - 20..=minute).map(sample).collect();
    let now = START + 60 * minute;
    format!("{{\"now\": {now}, \"facts\": {{\"lat\": [{}]}}}}", samples.join(", "))
}

fn time(minute: i64) -> String {
    Timestamp::new(START + 60 * minute, 0).expect("in range").to_string()
}

const HISTORY: [&str; 4] = ["--baseline", "runs.jsonl", "--record", "runs.jsonl"];

/// The first decision at or after the jump that is not go, in minutes after it.
#[track_caller]
fn caught(name: &str, every: i64, args: impl Fn(i64) -> Vec<String>) -> i64 {
    let folder = Folder::new(name);
    for minute in (0..JUMP + 40).step_by(usize::try_from(every).unwrap()) {
        let args = args(minute);
        let args: Vec<&str> = HISTORY.into_iter().chain(args.iter().map(String::as_str)).collect();
        if folder.eval(minute, &args) == 20 {
            return minute - JUMP;
        }
    }
    panic!("{name}: a threefold latency was never rolled back");
}

#[test]
fn a_jump_is_caught_where_every_minute_is_recorded_without_a_start() {
    assert!(caught("minutes", 1, |_| Vec::new()) <= 15);
}

#[test]
fn a_jump_is_caught_where_each_retry_has_a_start_of_its_own() {
    let retry = |minute| vec!["--phase-started".to_owned(), time(minute)];
    assert!(caught("retries", 5, retry) <= 15);
}

#[test]
fn a_snapshot_of_minutes_ago_is_no_baseline() {
    let folder = Folder::new("single");
    for ago in [1, 5, 10, 19] {
        folder.write("before.json", &snapshot(JUMP + 5 - ago));
        assert_eq!(folder.eval(JUMP + 5, &["--baseline", "before.json"]), 10, "{ago}");
    }
    folder.write("before.json", &snapshot(JUMP));
    assert_eq!(folder.eval(JUMP + 20, &["--baseline", "before.json"]), 20);
}

fn line((gate, phase): (&str, &str), (start, minute): (i64, i64), decision: &str) -> String {
    let (start, now) = (time(start), time(minute));
    format!(
        "{{\"schema\":\"gonogo.run/v1\",\"gate\":\"{gate}\",\"phase\":\"{phase}\",\"phase_started\":\
         \"{start}\",\"now\":\"{now}\",\"decision\":\"{decision}\",\"waived\":false,\"snapshot\":{}}}\n",
        snapshot(minute)
    )
}

/// What comes of the slow minute 100, by the history.
#[test]
fn only_a_history_in_which_nothing_went_before_makes_a_first_run() {
    let folder = Folder::new("words");
    let (here, later) = (("g", "one"), 200);
    for (lines, expected) in [
        // Nothing, or nothing of this phase, or nothing that ended well.
        (String::new(), 0),
        ("\n\n".to_owned(), 0),
        (line(("g", "two"), (1, 2), "go"), 0),
        (line(here, (1, 2), "no-go") + &line(here, (3, 4), "rollback"), 0),
        (line(here, (95, 96), "go"), 10),
        // An earlier run.
        (line(here, (1, 2), "go"), 20),
        (line(here, (1, 2), "go") + &line(here, (95, 96), "go"), 20),
        (line(("u", "one"), (1, 2), "go") + &line(here, (1, 2), "go"), 20),
        // Something else, or from later on.
        (line(("u", "one"), (1, 2), "go"), 10),
        (line(here, (1, later), "go"), 10),
        (line(here, (1, 2), "no-go") + &line(here, (3, later), "go"), 10),
        (line(here, (1, 100), "go"), 10),
        // No decision of gonogo's.
        (line(here, (1, 2), "GO"), 2),
        (line(here, (1, 2), ""), 2),
        (line(here, (1, 2), "go").replace("\"waived\":false,", ""), 2),
        (line(here, (1, 2), "go")[..100].to_owned(), 2),
    ] {
        folder.write("runs.jsonl", &lines);
        let found = folder.eval(100, &["--baseline", "runs.jsonl", "--phase-started", &time(90)]);
        assert_eq!(found, expected, "{lines:.300}");
    }
}
