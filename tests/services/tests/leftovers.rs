//! Nothing is left of the services of a process that was killed, or that simply ended.
#![cfg(test)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use gonogo_test_services::wait_until;

/// As long as the cleaner takes at most, on a slow machine.
const LIMIT: Duration = Duration::from_secs(15);

struct Held {
    holder: Child,
    pids: Vec<u32>,
    folders: Vec<PathBuf>,
    shared: SocketAddr,
}

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.holder.kill();
        let _ = self.holder.wait();
    }
}

fn hold() -> Held {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hold-services"));
    let holder = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let shared = SocketAddr::from(([127, 0, 0, 1], 0));
    let mut held = Held { holder, pids: Vec::new(), folders: Vec::new(), shared };
    let lines = BufReader::new(held.holder.stdout.take().unwrap()).lines();
    for line in lines.map(Result::unwrap) {
        let (pid, rest) = line.split_once(' ').unwrap();
        if pid == "shared" {
            let address = rest.rsplit(['@', '/']).nth(1).unwrap();
            held.shared = address.parse().unwrap();
            return held;
        }
        held.pids.push(pid.parse().unwrap());
        held.folders.push(PathBuf::from(rest));
    }
    panic!("not all services started");
}

/// A zombie is dead: it only waits for whoever inherited it.
fn is_alive(pid: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let state = stat.rsplit(") ").next().and_then(|rest| rest.chars().next());
    state.is_some_and(|state| state != 'Z')
}

/// Numbers of living processes whose working folder is, or was, one of the given.
fn working_in(folders: &[PathBuf]) -> Vec<u32> {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let numbers = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let inside = |pid: &u32| {
        fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| {
            folders.iter().any(|folder| cwd.starts_with(folder))
                || folders.iter().any(|folder| {
                    cwd.to_string_lossy() == format!("{} (deleted)", folder.display())
                })
        })
    };
    numbers.filter(inside).filter(|pid| is_alive(*pid)).collect()
}

fn assert_nothing_is_left(held: &Held) {
    let left = || {
        let pids: Vec<u32> = held.pids.iter().copied().filter(|pid| is_alive(*pid)).collect();
        let folders: Vec<&PathBuf> = held.folders.iter().filter(|folder| folder.exists()).collect();
        let nothing = pids.is_empty() && folders.is_empty() && working_in(&held.folders).is_empty();
        (nothing && TcpStream::connect(held.shared).is_err(), format!("{pids:?} {folders:?}"))
    };
    let nothing = wait_until(LIMIT, Duration::from_millis(50), || left().0.then_some(()));
    assert!(nothing.is_some(), "still there: {}", left().1);
}

#[test]
fn a_killed_parent_leaves_nothing() {
    let mut held = hold();
    assert_eq!(held.pids.len(), 4);
    assert!(held.pids.iter().all(|pid| is_alive(*pid)));
    assert!(held.folders.iter().all(|folder| folder.exists()));
    // More than the four: workers of nginx, helpers of PostgreSQL.
    assert!(working_in(&held.folders).len() > held.pids.len());
    assert!(TcpStream::connect(held.shared).is_ok());
    held.holder.kill().unwrap();
    held.holder.wait().unwrap();
    assert_nothing_is_left(&held);
}

#[test]
fn a_parent_that_ends_leaves_nothing_of_what_is_shared() {
    let mut held = hold();
    drop(held.holder.stdin.take());
    assert!(held.holder.wait().unwrap().success());
    assert!(held.folders.iter().all(|folder| !folder.exists()), "dropped before the end");
    assert_nothing_is_left(&held);
}
