//! The program, run.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::pack::Shown;

pub(crate) struct Answer {
    pub(crate) exit: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}{}", self.stdout, self.stderr))
    }
}

pub(crate) fn check(gate: &Path) -> Answer {
    answer(Command::new(env!("CARGO_BIN_EXE_gonogo")).arg("check").arg(gate))
}

pub(crate) fn test(tests: &Path) -> Answer {
    let limits = ["--mutate", "--min-coverage", "100%", "--min-score", "90%"];
    answer(Command::new(env!("CARGO_BIN_EXE_gonogo")).arg("test").arg(tests).args(limits))
}

pub(crate) fn eval(gate: &Path, shown: &Shown, format: &str) -> Answer {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gonogo"));
    command.arg("eval").arg(gate).arg("--facts").arg(&shown.path);
    answer(command.args(["--phase", &shown.phase, "--format", format]))
}

fn answer(command: &mut Command) -> Answer {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let exit = status.code().unwrap_or(-1);
    let [stdout, stderr] = [stdout, stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    Answer { exit, stdout, stderr }
}
