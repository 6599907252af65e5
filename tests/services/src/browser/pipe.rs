//! Messages to and from the browser: JSON that ends in a zero byte, through two pipes.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::process::{Folder, require, wait_until};

/// The browser's third and fourth file are what others have as input and output.
const REMAP: &str = r#"exec "$0" "$@" 3<&0 4>&1 0</dev/null 1>&2"#;
const ARGUMENTS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--disable-background-networking",
    "--remote-debugging-pipe",
];

const STOP_WITHIN: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(20);

#[derive(Debug)]
pub(super) struct Pipe {
    child: Child,
    to: Option<ChildStdin>,
    from: Receiver<Value>,
    next: u64,
    // The last field: removed after the process has ended.
    _folder: Folder,
}

impl Pipe {
    pub(super) fn start() -> Self {
        let chromium = require("chromium");
        let folder = Folder::new();
        let mut command = Command::new("/bin/sh");
        command.arg("-c").arg(REMAP).arg(chromium).args(ARGUMENTS);
        command.arg(format!("--user-data-dir={}", folder.path().display())).arg("about:blank");
        command.env("HOME", folder.path()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::null()).spawn().expect("chromium should start");
        let to = child.stdin.take();
        let (sender, from) = channel();
        if let Some(output) = child.stdout.take() {
            thread::spawn(move || pass_on(output, &sender));
        }
        Self { child, to, from, next: 0, _folder: folder }
    }

    /// The number that its answer will have.
    pub(super) fn write(&mut self, method: &str, params: Value, session: Option<&str>) -> u64 {
        self.next += 1;
        let mut message = json!({"id": self.next, "method": method, "params": params});
        if let Some(session) = session {
            message["sessionId"] = json!(session);
        }
        let bytes = [message.to_string().as_bytes(), b"\0"].concat();
        let to = self.to.as_mut().expect("open until it is dropped");
        to.write_all(&bytes).and_then(|()| to.flush()).expect("chromium should listen");
        self.next
    }

    pub(super) fn read(&self, patience: Duration) -> Value {
        self.from.recv_timeout(patience).unwrap_or_else(|_| {
            panic!("chromium said nothing for {patience:?}, or ended");
        })
    }
}

fn pass_on(output: ChildStdout, sender: &Sender<Value>) {
    for message in BufReader::new(output).split(0) {
        let Ok(message) = message else { return };
        let Ok(message) = serde_json::from_slice(&message) else { return };
        if sender.send(message).is_err() {
            return;
        }
    }
}

impl Drop for Pipe {
    fn drop(&mut self) {
        drop(self.to.take());
        let has_ended = || self.child.try_wait().ok().flatten();
        if wait_until(STOP_WITHIN, POLL, has_ended).is_none() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}
