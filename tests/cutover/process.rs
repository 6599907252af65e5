//! A watch that runs: what it says on the way, and how it ends.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use gonogo_engine::Timestamp;
use gonogo_test_services::wait_until;

/// Machines under load are slow.
const LIMIT: Duration = Duration::from_secs(20);

pub(crate) struct Watch {
    child: Child,
    said: Arc<Mutex<String>>,
    reader: JoinHandle<()>,
}

pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) output: String,
    pub(crate) errors: String,
}

impl Watch {
    pub(crate) fn start(mut command: Command) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let errors = BufReader::new(child.stderr.take().unwrap());
        let said = Arc::new(Mutex::new(String::new()));
        let heard = said.clone();
        let reader = thread::spawn(move || {
            for line in errors.lines() {
                *heard.lock().unwrap() += &format!("{}\n", line.unwrap());
            }
        });
        Self { child, said, reader }
    }

    /// Until it has said this.
    pub(crate) fn wait_for(&self, words: &str) {
        let heard = || self.said.lock().unwrap().contains(words).then_some(());
        let heard = wait_until(LIMIT, Duration::from_millis(10), heard);
        assert!(heard.is_some(), "never `{words}`: {}", self.said.lock().unwrap());
    }

    pub(crate) fn end(self) -> Ended {
        let output = self.child.wait_with_output().unwrap();
        self.reader.join().unwrap();
        let errors = self.said.lock().unwrap().clone();
        Ended {
            code: output.status.code(),
            output: String::from_utf8(output.stdout).unwrap(),
            errors,
        }
    }
}

impl Ended {
    pub(crate) fn decision(&self) -> serde_json::Value {
        serde_json::from_str(&self.output).unwrap_or_else(|error| panic!("{error}: {self}"))
    }

    /// The time of the decision, in milliseconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        let decision = self.decision();
        let now = decision["now"].as_str().and_then(Timestamp::parse);
        now.and_then(Timestamp::epoch_nanos).unwrap() / 1_000_000
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "exit {:?}\n{}", self.code, self.errors)?;
        let Ok(decision) = serde_json::from_str::<serde_json::Value>(&self.output) else {
            return f.write_str(&self.output);
        };
        writeln!(f, "{} at {} by {}", decision["decision"], decision["now"], decision["deciding"])?;
        for rule in decision["rules"].as_array().into_iter().flatten() {
            if rule["outcome"] != "pass" {
                writeln!(
                    f,
                    "{}: {} {} {}",
                    rule["id"], rule["outcome"], rule["message"], rule["cause"]
                )?;
            }
        }
        Ok(())
    }
}
