//! Many facts beside a single one, as whole processes, from four sources that take 200 ms for
//! each answer.
//!
//! `cargo bench -p gonogo --bench collect`
#![expect(clippy::unwrap_used, reason = "a benchmark may stop")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::thread;
use std::time::Duration;

use gonogo_test_services::wait_until;

const SOURCES: usize = 4;
const FACTS: usize = 200;
const ANSWER: Duration = Duration::from_millis(200);

static MANY: LazyLock<PathBuf> = LazyLock::new(|| gate("many", FACTS));
static ONE: LazyLock<PathBuf> = LazyLock::new(|| gate("one", 1));

fn main() {
    divan::main();
}

/// Servers live as long as the process.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer(stream));
        }
    });
    format!("http://{address}")
}

fn answer(mut stream: TcpStream) {
    let mut part = [0; 4096];
    while stream.read(&mut part).is_ok_and(|read| read > 0) {
        wait_until(ANSWER, ANSWER, || None::<()>);
        let body = "{\"value\": 1.5}";
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
        if stream.write_all(format!("{head}{body}").as_bytes()).is_err() {
            return;
        }
    }
}

fn gate(name: &str, facts: usize) -> PathBuf {
    let mut text = format!("gate: {name}\nsources:\n");
    for source in 0..SOURCES {
        text.push_str(&format!("  s{source}: {{http: '{}'}}\n", server()));
    }
    text.push_str("facts:\n");
    for fact in 0..facts {
        let source = fact % SOURCES;
        text.push_str(&format!(
            "  f{fact}: {{type: number, from: s{source}, path: /f{fact}, jsonpath: $.value}}\n"
        ));
    }
    text.push_str("rules: [{id: r, require: f0 > 0.0}]\n");
    let path =
        std::env::temp_dir().join(format!("gonogo-bench-{}-{name}.yaml", std::process::id()));
    std::fs::write(&path, text).unwrap();
    path
}

fn collect(gate: &PathBuf) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gonogo"));
    command.args(["collect", "--quiet", "--fail-fast", "--concurrency", "200"]).arg(gate);
    let status = command.stdout(Stdio::null()).status().unwrap();
    assert!(status.success());
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn one_fact() {
    collect(&ONE);
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn two_hundred_facts() {
    collect(&MANY);
}
