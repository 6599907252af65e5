//! Signals, sent by the shell: the standard library has no call for them.

use std::process::{Command, Stdio};

#[derive(Debug, Clone, Copy)]
pub(crate) enum Signal {
    Continue,
    Interrupt,
    Kill,
    Stop,
    Terminate,
}

/// Who gets it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Target {
    Process(u32),
    Group(u32),
}

impl Signal {
    pub(super) fn name(self) -> &'static str {
        match self {
            Signal::Continue => "CONT",
            Signal::Interrupt => "INT",
            Signal::Kill => "KILL",
            Signal::Stop => "STOP",
            Signal::Terminate => "TERM",
        }
    }

    /// It is no error when nobody is there any more.
    pub(super) fn send(self, target: Target) {
        let target = match target {
            Target::Process(pid) => pid.to_string(),
            Target::Group(pid) => format!("-{pid}"),
        };
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", r#"kill -s "$0" -- "$1""#, self.name(), &target]);
        let _ = shell.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
}
