//! What can go wrong at a start.

use std::cell::Cell;
use std::net::TcpStream;
use std::time::Instant;

use super::*;

/// Redis listens on the port and says nothing about itself.
fn redis<'a>(is_ready: &'a dyn Fn(&Site) -> bool) -> Plan<'a> {
    Plan {
        program: "redis-server",
        stop: Signal::Terminate,
        prepare: &|site, command| {
            command.args(["--save", "", "--bind", "127.0.0.1", "--port", &site.port.to_string()]);
        },
        is_ready,
    }
}

fn accepts(site: &Site) -> bool {
    TcpStream::connect(("127.0.0.1", site.port)).is_ok()
}

fn start(plan: &Plan<'_>, terms: &Terms<'_>) -> (PathBuf, Result<Server, Failure>) {
    let folder = Folder::new();
    let path = folder.path().to_owned();
    (path, Server::try_start(plan, folder, terms))
}

#[test]
fn a_taken_port_is_given_up_for_another() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let first = taken.local_addr().unwrap().port();
    let asked = Cell::new(0);
    let port = || {
        asked.set(asked.get() + 1);
        if asked.get() == 1 { first } else { free_port() }
    };
    let terms = Terms { ready_within: READY_WITHIN, port: &port };
    let (_, server) = start(&redis(&accepts), &terms);
    let server = server.unwrap();
    assert_eq!(asked.get(), 2);
    assert_ne!(server.site().port, first);
}

#[test]
fn a_port_that_stays_taken_is_a_failure_with_the_log() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = || taken.local_addr().unwrap().port();
    let terms = Terms { ready_within: READY_WITHIN, port: &port };
    let (folder, server) = start(&redis(&accepts), &terms);
    let failure = server.unwrap_err();
    assert!(failure.is_taken_port(), "{failure}");
    assert!(!folder.exists());
}

#[test]
fn a_server_that_ends_at_once_is_not_waited_for() {
    let plan = Plan {
        prepare: &|_, command| {
            command.arg("--no-such-setting");
        },
        ..redis(&|_| false)
    };
    let began = Instant::now();
    let (folder, server) = start(&plan, &Terms { ready_within: READY_WITHIN, port: &free_port });
    let text = server.unwrap_err().to_string();
    assert!(text.contains("ended before it was ready (exit status: 1)"), "{text}");
    assert!(text.contains("no-such-setting"), "{text}");
    assert!(began.elapsed() < READY_WITHIN / 2 && !folder.exists());
}

#[test]
fn a_server_that_never_gets_ready_is_ended() {
    let port = Cell::new(0);
    let note = || {
        port.set(free_port());
        port.get()
    };
    let terms = Terms { ready_within: Duration::from_millis(300), port: &note };
    let (folder, server) = start(&redis(&|_| false), &terms);
    let text = server.unwrap_err().to_string();
    assert!(text.contains("was not ready after 300ms"), "{text}");
    assert!(text.contains("Ready to accept connections"), "{text}");
    assert!(TcpStream::connect(("127.0.0.1", port.get())).is_err() && !folder.exists());
}

#[test]
fn a_dropped_server_is_gone_even_when_suspended() {
    let terms = Terms { ready_within: READY_WITHIN, port: &free_port };
    let (folder, server) = start(&redis(&accepts), &terms);
    let server = server.unwrap();
    let port = server.site().port;
    server.suspend();
    let began = Instant::now();
    drop(server);
    assert!(began.elapsed() < STOP_WITHIN);
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err() && !folder.exists());
}

#[test]
fn a_server_outlives_the_thread_that_started_it() {
    let terms = Terms { ready_within: READY_WITHIN, port: &free_port };
    let (_, server) = start(&redis(&accepts), &terms);
    let mut server = server.unwrap();
    let started = thread::spawn(|| {
        let terms = Terms { ready_within: READY_WITHIN, port: &free_port };
        start(&redis(&accepts), &terms).1.unwrap()
    });
    let mut other = started.join().unwrap();
    // The first ends while the second is looked at, so that there was time for a signal.
    Signal::Terminate.send(Target::Process(server.pid()));
    server.child.wait().unwrap();
    assert!(matches!(other.child.try_wait(), Ok(None)), "{}", other.log());
}

#[test]
fn services_are_not_root() {
    let terms = Terms { ready_within: READY_WITHIN, port: &free_port };
    let (_, server) = start(&redis(&accepts), &terms);
    let server = server.unwrap();
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.pid())).unwrap();
    let users = status.lines().find(|line| line.starts_with("Uid:")).unwrap();
    assert!(users.split_whitespace().skip(1).all(|user| user != "0"), "{users}");
}
