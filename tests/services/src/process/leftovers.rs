//! What remains when a test run ends without dropping its services: by a signal, or because
//! a service is shared and lives in a `static`.

use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::spawner;

/// The file in a service's folder that has the number of its process.
pub(super) const PID_FILE: &str = "pid";

/// Has `folder` removed, and what runs there ended, at the latest when this process is gone.
pub(super) fn register(folder: &Path) {
    static CLEANER: OnceLock<Mutex<Child>> = OnceLock::new();
    let cleaner = CLEANER.get_or_init(|| Mutex::new(start()));
    let mut shell = cleaner.lock().unwrap_or_else(PoisonError::into_inner);
    let pipe = shell.stdin.as_mut().expect("its input is a pipe");
    writeln!(pipe, "{}", folder.display()).expect("the cleaner should listen");
}

/// A shell in a group of its own, so that the terminal's interrupt does not reach it.
fn start() -> Child {
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", include_str!("leftovers.sh"), PID_FILE]).process_group(0).current_dir("/");
    shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    spawner::spawn(shell).expect("sh should start")
}
