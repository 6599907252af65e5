//! Services run as an ordinary user: PostgreSQL refuses to run as root, and the others have
//! no need to.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use super::{Signal, require};

/// Debian's `nobody` and `nogroup`.
const NOBODY: u32 = 65_534;

/// A command that runs `program` in `folder` as an ordinary user, in a process group of its
/// own, and that gets `at_death` when the thread that started it ends.
///
/// `setpriv` does both in the one order that works: a change of user clears the signal.
pub(super) fn command(program: &str, folder: &Path, at_death: Signal) -> Command {
    let mut command = Command::new(require("setpriv"));
    if is_root() {
        command.arg(format!("--reuid={NOBODY}")).arg(format!("--regid={NOBODY}"));
        command.arg("--clear-groups");
    }
    command.args(["--pdeathsig", at_death.name(), "--"]).arg(require(program));
    command.env_clear().env("HOME", folder).current_dir(folder).process_group(0);
    for name in ["PATH", "LANG"] {
        command.env(name, std::env::var_os(name).as_deref().unwrap_or(OsStr::new("")));
    }
    command
}

/// Lets the user that services run as own a file or folder.
pub(super) fn give_away(path: &Path) {
    if is_root() {
        chown(path, Some(NOBODY), Some(NOBODY))
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}

/// By the effective user.
fn is_root() -> bool {
    static IS_ROOT: OnceLock<bool> = OnceLock::new();
    *IS_ROOT.get_or_init(|| {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let users = status.lines().find_map(|line| line.strip_prefix("Uid:"));
        users.and_then(|users| users.split_whitespace().nth(1)) == Some("0")
    })
}
