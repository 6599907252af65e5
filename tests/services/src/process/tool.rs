//! Programs that do one thing and end: `initdb`, `promtool`, `openssl`.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use super::{Signal, privileges, signal, spawner, wait};

/// Longer than any of them takes on a loaded machine.
const LIMIT: Duration = Duration::from_secs(60);

/// A call that is being put together. Input and output are files, so that no pipe can be
/// held open by something that was left behind.
pub(crate) struct Tool {
    program: String,
    command: Command,
    output: std::path::PathBuf,
}

impl Tool {
    /// Runs in `folder`, which has to be writable for services.
    pub(crate) fn new(program: &str, folder: &Path) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let output = folder.join(format!("tool-{number}"));
        let mut command = privileges::command(program, folder, Signal::Terminate);
        command.stdin(Stdio::null());
        Self { program: program.to_owned(), command, output }
    }

    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    pub(crate) fn args(mut self, arguments: &[&str]) -> Self {
        self.command.args(arguments);
        self
    }

    pub(crate) fn input(mut self, bytes: &[u8]) -> Self {
        let path = self.output.with_extension("in");
        fs::write(&path, bytes).expect("an own folder");
        self.command.stdin(File::open(&path).expect("just written"));
        self
    }

    /// What it printed. Panics with its errors when it fails.
    pub(crate) fn run(self) -> String {
        let program = self.program.clone();
        match self.attempt() {
            Ok(printed) => String::from_utf8_lossy(&printed).into_owned(),
            Err(error) => panic!("`{program}` failed: {error}"),
        }
    }

    /// What it printed, or how it failed.
    pub(crate) fn attempt(mut self) -> Result<Vec<u8>, String> {
        let errors = self.output.with_extension("err");
        self.command.stdout(File::create(&self.output).expect("an own folder"));
        self.command.stderr(File::create(&errors).expect("an own folder"));
        let mut child = spawner::spawn(self.command).map_err(|error| error.to_string())?;
        let ended = finish(&mut child);
        let printed = fs::read(&self.output).unwrap_or_default();
        let complaint = fs::read(&errors).unwrap_or_default();
        for path in [&self.output, &errors, &self.output.with_extension("in")] {
            let _ = fs::remove_file(path);
        }
        match ended {
            Some(status) if status.success() => Ok(printed),
            Some(status) => {
                Err(format!("{status}\n{}", String::from_utf8_lossy(&complaint).trim_end()))
            }
            None => Err(format!("not done after {} s", LIMIT.as_secs())),
        }
    }
}

fn finish(child: &mut Child) -> Option<ExitStatus> {
    let ended = wait::until(LIMIT, Duration::from_millis(2), || child.try_wait().ok().flatten());
    if ended.is_none() {
        Signal::Kill.send(signal::Target::Group(child.id()));
        let _ = child.wait();
    }
    ended
}

#[test]
fn a_tool_that_fails_says_why() {
    let folder = super::Folder::new();
    let failed = Tool::new("openssl", folder.path()).arg("unheard-of").attempt().unwrap_err();
    assert!(failed.contains("unheard-of"), "{failed}");
    let printed = Tool::new("openssl", folder.path()).arg("version").run();
    assert!(printed.starts_with("OpenSSL"), "{printed}");
}
