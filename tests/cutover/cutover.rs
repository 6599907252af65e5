//! All that the phase `shift-50` reads, and the gate upon it.

use std::path::{Path, PathBuf};
use std::process::Command;

use gonogo_test_services::{Nginx, Redis};

use crate::process::Watch;
use crate::site::{Release, TOKEN, endpoints, queue};
use crate::traffic::{self, Spell, Traffic};

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
        command.args(["--bake", "12s", "--every", "1s", "--set", "monitor_for=12s"]);
        command.args(["--format", "json", "--state"]).arg(self.release.state());
        Watch::start(command)
    }

    /// The greatest value of the last two minutes of a query.
    pub(crate) fn most(&self, what: &str, query: &str) -> f64 {
        let query = format!("max_over_time(({query})[2m:1s])");
        let answer = self.traffic.prometheus().query(&query, traffic::now() / 1_000);
        let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
        let value = answer["data"]["result"][0]["value"][1].as_str();
        value.unwrap_or_else(|| panic!("{what}: {answer}")).parse().unwrap()
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

fn pack() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies/blue-green-gradual")
}
