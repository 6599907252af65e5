//! What is beside the metrics: the endpoints of blue and green, and the folder of the release.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use gonogo_state::{Sample, Store};
use gonogo_test_services::{Nginx, Redis};

use crate::traffic;

static FOLDERS: AtomicU64 = AtomicU64::new(0);

/// Under which samples of the queue are kept.
pub(crate) const SCOPE: &str = "blue-green-gradual\nqueue\nLLEN email_queue";
/// Samples that were there before the watch.
pub(crate) const KNOWN: usize = 24;
pub(crate) const TOKEN: &str = "let-me-in";

/// Green asks for its token.
const ENDPOINTS: &str = r#"
location /green/ {
  default_type application/json;
  if ($http_authorization != "Bearer let-me-in") { return 401; }
  location = /green/health { return 200 '{"status":"healthy","version":"v1.2.0"}'; }
  location = /green/health/ready { return 200 '{"status":"ready","db":"connected"}'; }
  location = /green/health/live { return 200 '{"status":"alive"}'; }
}
location = /blue/health {
  default_type application/json;
  return 200 '{"status":"healthy","version":"v1.1.4"}';
}
"#;

pub(crate) fn endpoints() -> Nginx {
    Nginx::start(ENDPOINTS)
}

/// Removed when dropped.
pub(crate) struct Release(PathBuf);

impl Release {
    /// All is ticked, and nobody has found anything.
    pub(crate) fn new(pack: &Path) -> Self {
        let number = FOLDERS.fetch_add(1, Ordering::SeqCst);
        let name = format!("gonogo-cutover-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        let list = fs::read_to_string(pack.join("release-checklist.md")).unwrap();
        fs::write(path.join("release-checklist.md"), ticked(&list)).unwrap();
        let incidents = serde_json::json!({
            "critical_functionality_broken": false,
            "data_corruption": false,
            "security_vulnerability": false,
        });
        fs::write(path.join("incidents.json"), incidents.to_string()).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn state(&self) -> PathBuf {
        self.0.join("gonogo.db")
    }
}

/// Every box but those of the rollback triggers, where a tick is bad news.
fn ticked(list: &str) -> String {
    let (before, rest) = list.split_once("### Rollback triggers").unwrap();
    let (triggers, after) = rest.split_once("\n### ").unwrap();
    let [before, after] = [before, after].map(|part| part.replace("- [ ]", "- [x]"));
    format!("{before}### Rollback triggers{triggers}\n### {after}")
}

impl Drop for Release {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// With 46 jobs. Redis has no past: what the watch of the step before would have sampled of the
/// last six minutes is put into the state file.
pub(crate) fn queue(state: &Path) -> Redis {
    let redis = Redis::start();
    for _ in 0..46 {
        let _length = redis.run(["RPUSH", "email_queue", "{}"]);
    }
    let store = Store::open(state).unwrap();
    let now = traffic::now();
    let sample = |age: i64| Sample {
        fact: "backlog",
        labels: "",
        time: (now - age * 15_000) * 1_000_000,
        value: 46.0,
    };
    let mut samples: Vec<_> = (1..).take(KNOWN).map(sample).collect();
    samples.reverse();
    store.samples(SCOPE).append(&samples).unwrap();
    redis
}
