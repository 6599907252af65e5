//! `gonogo run` in a folder of its own.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use gonogo_test_services::wait_until;

use crate::page::Page;

static FOLDERS: AtomicU64 = AtomicU64::new(0);

pub(crate) struct Folder {
    path: PathBuf,
}

pub(crate) struct Running(Child);

pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) output: String,
    pub(crate) errors: String,
}

impl Folder {
    pub(crate) fn with(gate: &str) -> Self {
        let number = FOLDERS.fetch_add(1, Ordering::SeqCst);
        let name = format!("gonogo-watch-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        std::fs::write(path.join("gate.yaml"), gate).unwrap();
        Self { path }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    pub(crate) fn start(&self, page: &Page, args: &[&str]) -> Running {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gonogo"));
        command.arg("run").arg("gate.yaml").args(args).current_dir(&self.path);
        command.env("APP_URL", page.url()).env_remove("GONOGO_NOTIFY_URL");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Running(command.spawn().unwrap())
    }

    /// On a terminal; all that is written there.
    pub(crate) fn run_on_a_terminal(&self, page: &Page, args: &[&str]) -> String {
        let program = env!("CARGO_BIN_EXE_gonogo");
        let line = format!("'{program}' run gate.yaml {}", args.join(" "));
        let mut command = Command::new("script");
        command.args(["-qec", &line, "/dev/null"]).current_dir(&self.path);
        command.env("APP_URL", page.url()).env_remove("GONOGO_NOTIFY_URL").env("TERM", "xterm");
        let output = command.stdin(Stdio::null()).output().expect("`script` of bsdutils");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    pub(crate) fn run(&self, page: &Page, args: &[&str]) -> Ended {
        self.start(page, args).end()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

impl Running {
    pub(crate) fn signal(&self, name: &str) {
        let pid = self.0.id().to_string();
        let sent = Command::new("kill").args([&format!("-{name}"), &pid]).status().unwrap();
        assert!(sent.success(), "kill -{name} {pid}");
    }

    pub(crate) fn end(self) -> Ended {
        let output = self.0.wait_with_output().unwrap();
        Ended {
            code: output.status.code(),
            output: String::from_utf8(output.stdout).unwrap(),
            errors: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

pub(crate) fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

pub(crate) fn let_pass(time: Duration) {
    wait_until(time, time, || None::<()>);
}
