//! All that the phase `shift-50` reads, and the gate upon it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use gonogo_state::{Decided, Store, WatchName};
use gonogo_test_services::{Nginx, Redis, wait_until};

use crate::process::{Ended, Watch};
use crate::site::{self, Release, TOKEN, endpoints, queue};
use crate::traffic::{Spell, Traffic};

pub(crate) struct Cutover {
    pub(crate) traffic: Traffic,
    release: Release,
    queue: Redis,
    endpoints: Nginx,
}

impl Cutover {
    /// Healthy, but for a spell of its past.
    pub(crate) fn prepared(spell: Option<Spell>) -> Self {
        let release = Release::new(&pack());
        let endpoints = endpoints();
        let queue = queue(&release.state());
        // At last: the spell is to be as old as it says.
        Self { traffic: Traffic::flowing(spell), release, queue, endpoints }
    }

    /// `gonogo run`, with the bake shortened and everything that counts left as it is.
    pub(crate) fn watch(&self) -> Watch {
        let mut command = self.gonogo("run");
        command.args(["--bake", "12s", "--every", "1s", "--set", "monitor_for=1s"]);
        command.args(["--format", "json", "--state"]).arg(self.release.state());
        Watch::start(command)
    }

    /// A single look, with nothing remembered.
    pub(crate) fn look(&self, parameter: &str) -> Ended {
        let mut command = self.gonogo("run");
        command.args(["--once", "--format", "json", "--set", parameter]);
        Watch::start(command).end()
    }

    pub(crate) fn doctor(&self) -> Ended {
        Watch::start(self.gonogo("doctor")).end()
    }

    /// What was decided at each tick of the watch.
    pub(crate) fn ticks(&self) -> Vec<Decided> {
        let name = WatchName { gate: "blue-green-gradual", phase: "shift-50", key: "" };
        Store::open(&self.release.state()).unwrap().decisions(&name).unwrap()
    }

    /// How often the length of the queue was kept, beside what was known before.
    pub(crate) fn sampled(&self) -> usize {
        let store = Store::open(&self.release.state()).unwrap();
        let kept = store.samples(&site::scope(&self.queue)).window("backlog", 0, i64::MAX).unwrap();
        kept.iter().map(|series| series.samples.len()).sum::<usize>() - site::KNOWN
    }

    pub(crate) fn wait_for_ticks(&self, count: usize) {
        let enough = || (self.ticks().len() >= count).then_some(());
        let seen = wait_until(Duration::from_secs(20), Duration::from_millis(20), enough);
        assert!(seen.is_some(), "fewer than {count} ticks: {:?}", self.ticks());
    }

    fn gonogo(&self, verb: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gonogo"));
        command.arg(verb).arg(pack().join("gate.yaml")).args(["--phase", "shift-50"]);
        command.env("PROMETHEUS_URL", self.traffic.prometheus().url());
        command.env("PROMETHEUS_TOKEN", "unused").env("REDIS_URL", self.queue.url());
        command.env("GREEN_URL", format!("{}/green", self.endpoints.url()));
        command.env("BLUE_URL", format!("{}/blue", self.endpoints.url()));
        command.env("TEST_TOKEN", TOKEN).env("RELEASE_DIR", self.release.path());
        command.env_remove("GONOGO_NOTIFY_URL");
        command
    }
}

pub(crate) fn pack() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies/blue-green-gradual")
}
