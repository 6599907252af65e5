//! A program that is run without a shell, without our environment, and never for longer than
//! somebody waits for it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};

use rustix::io::Errno;
use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};

use crate::failure::Failure;
use crate::limits;

/// What a program may know of our environment. The rest may hold secrets of the job.
const ENVIRONMENT: [&str; 4] = ["PATH", "HOME", "LANG", "TZ"];
/// Bytes that are kept of what it said on standard error.
const SAID: usize = 4 * 1024;

/// The caller's environment.
type Env<'e> = &'e dyn Fn(&str) -> Option<String>;

/// What becomes of output beyond the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::source) enum Excess {
    Fails,
    /// It is left out, and the program ended.
    IsCut,
}

#[derive(Debug)]
pub(in crate::source) struct Program {
    name: String,
    command: Command,
}

#[derive(Debug)]
pub(in crate::source) struct Output {
    pub(in crate::source) printed: Vec<u8>,
    /// On standard error, at last.
    pub(in crate::source) said: String,
    /// How it ended, such as `ended with code 3`, if that was no success.
    pub(in crate::source) failed: Option<String>,
}

impl Program {
    /// A name with `/` is a path from the folder; any other is looked for in `PATH`.
    pub(in crate::source) fn new(
        name: &str,
        (folder, env): (&Path, Env<'_>),
    ) -> Result<Self, Failure> {
        let file = match name.contains('/') {
            true => Some(folder.join(name)).filter(|file| is_program(file)),
            false => on_path(name, env),
        };
        let place = if name.contains('/') { "its folder" } else { "`PATH`" };
        let missing = || Failure::new(format!("there is no program `{name}` in {place}"));
        let mut command = Command::new(file.ok_or_else(missing)?);
        command.current_dir(folder).env_clear().stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        // With a group of its own, so that its children can be ended with it.
        command.process_group(0).kill_on_drop(true);
        for variable in ENVIRONMENT {
            if let Some(value) = env(variable) {
                command.env(variable, value);
            }
        }
        Ok(Self { name: name.to_owned(), command })
    }

    pub(in crate::source) fn arguments(&mut self, arguments: &[String]) {
        self.command.args(arguments);
    }

    pub(in crate::source) fn variable(&mut self, name: &str, value: &str) {
        self.command.env(name, value);
    }

    /// Ends the program and all of its group when it is dropped.
    pub(in crate::source) async fn run(mut self, excess: Excess) -> Result<Output, Failure> {
        let name = self.name;
        let mut child = self.command.spawn().map_err(|error| {
            let cause = format!("`{name}` cannot be started: {}", error.kind());
            // Somebody is writing it, or has too many processes just now.
            let is_passing = [Errno::TXTBSY, Errno::AGAIN].map(Errno::raw_os_error);
            match error.raw_os_error().is_some_and(|code| is_passing.contains(&code)) {
                true => Failure::passing(cause),
                false => Failure::new(cause),
            }
        })?;
        let group = Group::of(&child);
        let is_cut =
            |printed: &[u8]| excess == Excess::IsCut && printed.len() == limits::OUTPUT_BYTES;
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        let ended = async {
            let status = child.wait().await;
            // What it left behind would keep its output open.
            group.end();
            status.map_err(|error| Failure::new(format!("`{name}`: {}", error.kind())))
        };
        let read = async {
            let printed = printed(stdout, &name, excess).await?;
            if is_cut(&printed) {
                group.end();
            }
            Ok(printed)
        };
        let (status, printed, said) = tokio::try_join!(ended, read, said(stderr))?;
        let failed = (!status.success() && !is_cut(&printed)).then(|| end(status));
        Ok(Output { printed, said, failed })
    }
}

/// All processes that were started for one program, as far as they did not leave its group.
struct Group(Option<Pid>);

impl Group {
    fn of(child: &Child) -> Self {
        let id = child.id().and_then(|id| i32::try_from(id).ok());
        Self(id.and_then(Pid::from_raw))
    }

    /// That nobody of it is left is no matter.
    fn end(&self) {
        if let Some(id) = self.0 {
            let _ = kill_process_group(id, Signal::KILL);
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.end();
    }
}

async fn printed(
    output: Option<impl AsyncRead + Unpin>,
    name: &str,
    excess: Excess,
) -> Result<Vec<u8>, Failure> {
    let mut printed = Vec::new();
    let Some(output) = output else { return Ok(printed) };
    let most = limits::OUTPUT_BYTES as u64;
    let read = output.take(most + 1).read_to_end(&mut printed).await;
    read.map_err(|error| Failure::new(format!("`{name}`: {}", error.kind())))?;
    if printed.len() > limits::OUTPUT_BYTES {
        match excess {
            Excess::IsCut => printed.truncate(limits::OUTPUT_BYTES),
            Excess::Fails => {
                let mib = limits::OUTPUT_BYTES / 1024 / 1024;
                let message = format!("`{name}` prints more than {mib} MiB: print less");
                return Err(Failure::new(message));
            }
        }
    }
    Ok(printed)
}

/// Reads on to the end: a full pipe would stop the program.
async fn said(output: Option<impl AsyncRead + Unpin>) -> Result<String, Failure> {
    let mut said = Vec::new();
    let mut part = vec![0; SAID];
    let Some(mut output) = output else { return Ok(String::new()) };
    while let Ok(length @ 1..) = output.read(&mut part).await {
        said.extend_from_slice(part.get(..length).unwrap_or_default());
        let before = said.len().saturating_sub(SAID);
        said.drain(..before);
    }
    Ok(String::from_utf8_lossy(&said).trim().to_owned())
}

fn end(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("ended with code {code}"),
        (None, Some(signal)) => format!("was ended by signal {signal}"),
        (None, None) => "did not end well".to_owned(),
    }
}

/// Folders that are relative, to whatever it is, are passed over.
fn on_path(name: &str, env: Env<'_>) -> Option<PathBuf> {
    let path = env("PATH")?;
    let folders = path.split(':').filter(|folder| folder.starts_with('/'));
    folders.map(|folder| Path::new(folder).join(name)).find(|file| is_program(file))
}

fn is_program(file: &Path) -> bool {
    const RUN: u32 = 0o111;
    fs::metadata(file).is_ok_and(|data| data.is_file() && data.permissions().mode() & RUN != 0)
}
