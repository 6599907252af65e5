//! Programs that behave, and programs that do not.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use gonogo_cel::time::Timestamp;
use gonogo_sources::Plan;
use tokio::time::sleep;

use super::*;
use crate::secrets::Secrets;
use crate::source::Connector;

fn planned(keys: &str) -> Plan {
    let gate = format!(
        "gate: g\nsources:\n  c: {{commands: '${{FOLDER}}', allow_command: true}}\nfacts:\n  f: {{from: c, {keys}}}\nrules: []\n"
    );
    let (document, _) = gonogo_document::read(&gate);
    let planned = gonogo_sources::plan(&document.expect("a gate"));
    assert_eq!(planned.problems, [], "{keys}");
    planned.plan
}

fn variable(name: &str) -> Option<String> {
    match name {
        "FOLDER" => Some(env!("CARGO_MANIFEST_DIR").to_owned()),
        "TZ" => Some("UTC".to_owned()),
        "SECRET" => Some("hunter2".to_owned()),
        _ => std::env::var(name).ok(),
    }
}

/// What it gives as long as `wait` waits for it.
fn run(keys: &str, wait: impl Future<Output = ()>) -> Option<Result<Value, Failure>> {
    let plan = planned(keys);
    let now = || Timestamp::parse("2026-01-04T03:40:00Z").unwrap();
    let mut context = Context::new(&now, &variable, ".");
    context.commands = Permission::Granted;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let connector = Connector::new(&plan.sources[0], &context, &Secrets::default());
        let connector = connector.unwrap();
        tokio::select! {
            answer = connector.fetch(&plan.requests[0], (&context, tokio::time::Instant::now() + crate::limits::DEADLINE)) => {
                Some(answer.map(|answer| answer.value))
            }
            () = wait => None,
        }
    })
}

#[track_caller]
fn check(keys: &str, expected: &str) {
    let found = match run(keys, sleep_long()).expect("an end") {
        Ok(value) => value.to_string(),
        Err(failure) => failure.cause,
    };
    assert_eq!(found, expected, "{keys}");
}

async fn sleep_long() {
    sleep(Duration::from_secs(60)).await;
}

#[test]
fn output_is_read_like_a_file() {
    check("type: number, command: echo 16", "16");
    check("type: string, command: echo $HOME *.toml;", "\"$HOME *.toml;\"");
    check(
        r#"type: series, step: 15s, jsonpath: $.n, command: "echo '{\"n\": 5}'""#,
        r#"[["2026-01-04T03:40:00Z",5]]"#,
    );
    check("type: string, command: ls src/lib.rs", "\"src/lib.rs\"");
    check("type: string, command: \"sh -c 'echo out; echo err >&2'\"", "\"out\"");
    check("type: number, command: \"sh -c 'read x; echo 1$x'\"", "1");
    check("type: number, command: 'true'", "the text is empty");
}

#[test]
fn it_sees_nothing_of_the_environment_but_what_it_needs() {
    check("type: string, command: \"sh -c 'echo $TZ-$SECRET-$FOLDER'\"", "\"UTC--\"");
}

#[test]
fn failures_say_what_the_program_said_last() {
    check(
        "type: number, command: \"sh -c 'echo 1; echo one >&2; echo two >&2; exit 3'\"",
        "`sh` ended with code 3: two",
    );
    check("type: number, command: 'false'", "`false` ended with code 1");
    check("type: number, command: \"sh -c 'kill -TERM $$'\"", "`sh` was ended by signal 15");
    check(
        "type: number, command: no-such-program",
        "there is no program `no-such-program` in `PATH`",
    );
    check("type: number, command: ./nothing", "there is no program `./nothing` in its folder");
    check(
        "type: number, command: ./Cargo.toml",
        "there is no program `./Cargo.toml` in its folder",
    );
    check(
        "type: string, command: \"printf 'a\\\\377'\"",
        "what `printf` printed is not UTF-8: byte 2",
    );
}

#[test]
fn commands_are_off_unless_the_caller_allows_them() {
    let plan = planned("type: number, command: echo 1");
    let now = || Timestamp::from_epoch_nanos(0).unwrap();
    let context = Context::new(&now, &variable, ".");
    let refused = Connector::new(&plan.sources[0], &context, &Secrets::default()).unwrap_err();
    assert_eq!(refused.cause, "commands are off: pass `--allow-commands`");
}

#[test]
fn a_flood_ends_the_program() {
    check("type: string, command: yes", "`yes` prints more than 1 MiB: print less");
    check("type: number, command: \"sh -c 'yes | head -c 3000000 >&2; echo 1'\"", "1");
}

/// What is left behind would keep the output open.
#[test]
fn children_end_with_the_program() {
    check("type: number, command: \"sh -c 'sleep 300 & echo 1'\"", "1");
}

/// Runs until the file holds the number of a process.
async fn written(path: &Path, process: &Cell<Option<String>>) {
    loop {
        let number = fs::read_to_string(path).unwrap_or_default();
        if number.ends_with('\n') {
            process.set(Some(number.trim().to_owned()));
            return;
        }
        sleep(Duration::from_millis(5)).await;
    }
}

fn is_running(process: &str) -> bool {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    stat.rsplit_once(')').is_some_and(|(_, state)| !state.starts_with(" Z"))
}

#[test]
fn nobody_who_waits_ends_all_of_it() {
    let file: PathBuf =
        std::env::temp_dir().join(format!("gonogo-commands-{}", std::process::id()));
    let _ = fs::remove_file(&file);
    let process = Cell::new(None);
    let shell = format!("sh -c 'sleep 300 & echo $! > {}; wait'", file.display());
    let keys = format!("type: number, command: \"{shell}\"");
    assert_eq!(run(&keys, written(&file, &process)), None);
    let process = process.take().expect("a process");
    let began = std::time::Instant::now();
    while is_running(&process) {
        assert!(began.elapsed() < Duration::from_secs(10), "{process} runs on");
        std::thread::yield_now();
    }
    let _ = fs::remove_file(&file);
}
