//! A program that keeps running: started on a free port, watched until it is ready, stopped.

mod failure;
mod listener;
mod permit;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use super::signal::Target;
use super::{Folder, Signal, leftovers, privileges, spawner, wait};
use failure::Failure;
use permit::Permit;

/// A port is free when it is looked for, and may be taken when it is used.
const TRIES: usize = 5;
/// Machines under load are slow.
const READY_WITHIN: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(10);
const STOP_WITHIN: Duration = Duration::from_secs(3);
const LOG_FILE: &str = "log";

/// How to run a program as a server.
pub(crate) struct Plan<'a> {
    pub(crate) program: &'static str,
    /// Ends it in an orderly way.
    pub(crate) stop: Signal,
    /// Writes what it reads at its start, and adds the arguments.
    pub(crate) prepare: &'a dyn Fn(&Site, &mut Command),
    pub(crate) is_ready: &'a dyn Fn(&Site) -> bool,
}

/// What changes with each try.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    pub(crate) folder: PathBuf,
    pub(crate) port: u16,
    /// For a server that listens twice.
    pub(crate) second_port: u16,
}

/// Tries that a test may change.
struct Terms<'a> {
    ready_within: Duration,
    port: &'a dyn Fn() -> u16,
}

/// A running service; stopped, and its folder removed, when dropped.
#[derive(Debug)]
pub struct Server {
    program: &'static str,
    stop: Signal,
    child: Child,
    site: Site,
    // The last field: removed after the process has ended.
    folder: Folder,
}

impl Server {
    /// Panics with the end of the log when it does not get ready.
    pub(crate) fn start(plan: &Plan<'_>, folder: Folder) -> Self {
        let terms = Terms { ready_within: READY_WITHIN, port: &free_port };
        Self::try_start(plan, folder, &terms)
            .unwrap_or_else(|failure| panic!("`{}` {failure}", plan.program))
    }

    fn try_start(plan: &Plan<'_>, folder: Folder, terms: &Terms<'_>) -> Result<Self, Failure> {
        let _permit = Permit::wait();
        let mut tries = 1;
        loop {
            let site = Site {
                folder: folder.path().to_owned(),
                port: (terms.port)(),
                second_port: free_port(),
            };
            match launch(plan, &site, terms.ready_within) {
                Ok(child) => {
                    let Plan { program, stop, .. } = *plan;
                    return Ok(Self { program, stop, child, site, folder });
                }
                Err(failure) if failure.is_taken_port() && tries < TRIES => tries += 1,
                Err(failure) => return Err(failure),
            }
        }
    }

    pub(crate) fn site(&self) -> &Site {
        &self.site
    }

    pub(crate) fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Where it keeps its files.
    #[must_use]
    pub fn folder_path(&self) -> &Path {
        self.folder.path()
    }

    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The end of what the server has written.
    #[must_use]
    pub fn log(&self) -> String {
        failure::end_of(&self.folder.join(LOG_FILE))
    }

    /// Ends it as a crash would: connections break, and nobody listens any more.
    pub fn kill(&mut self) {
        Signal::Kill.send(Target::Group(self.child.id()));
        let _ = self.child.wait();
    }

    /// Lets it hang: connections are accepted, by the kernel, and nothing is answered.
    pub fn suspend(&self) {
        Signal::Stop.send(Target::Group(self.child.id()));
    }

    /// Lets it go on after [`Server::suspend`].
    pub fn resume(&self) {
        Signal::Continue.send(Target::Group(self.child.id()));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("end of the log of `{}`:\n{}", self.program, self.log());
        }
        if matches!(self.child.try_wait(), Ok(None)) {
            // What is suspended hears nothing.
            self.resume();
        }
        end(&mut self.child, self.stop);
    }
}

/// A port on which nobody listens.
fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("loopback should have a free port");
    listener.local_addr().expect("it is bound").port()
}

fn launch(plan: &Plan<'_>, site: &Site, limit: Duration) -> Result<Child, Failure> {
    let log = site.folder.join(LOG_FILE);
    let mut command = privileges::command(plan.program, &site.folder, plan.stop);
    (plan.prepare)(site, &mut command);
    let output = File::create(&log).expect("an own folder");
    command.stdin(Stdio::null());
    command.stdout(output.try_clone().expect("a file")).stderr(output);
    let mut child = spawner::spawn(command).map_err(Failure::NotStarted)?;
    remember(&site.folder, child.id());

    let seen = wait::until(limit, POLL, || {
        let answers = (plan.is_ready)(site) && listener::is_of(child.id(), site.port);
        match child.try_wait() {
            Ok(Some(status)) => Some(Err(Failure::Ended { status, log: failure::end_of(&log) })),
            Ok(None) if answers => Some(Ok(())),
            Ok(None) | Err(_) => None,
        }
    });
    let late = || Err(Failure::NotReady { limit, log: failure::end_of(&log) });
    match seen.unwrap_or_else(late) {
        Ok(()) => Ok(child),
        Err(failure) => {
            end(&mut child, Signal::Kill);
            Err(failure)
        }
    }
}

fn remember(folder: &Path, pid: u32) {
    std::fs::write(folder.join(leftovers::PID_FILE), pid.to_string()).expect("an own folder");
}

/// By the given signal, by force when that takes too long; then whoever is left of its group.
fn end(child: &mut Child, stop: Signal) {
    let group = Target::Group(child.id());
    if matches!(child.try_wait(), Ok(None)) {
        stop.send(Target::Process(child.id()));
        let ended = || child.try_wait().ok().flatten();
        if wait::until(STOP_WITHIN, Duration::from_millis(5), ended).is_none() {
            Signal::Kill.send(group);
            let _ = child.wait();
        }
    }
    Signal::Kill.send(group);
}
