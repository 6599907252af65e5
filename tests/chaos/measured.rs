//! One run of the binary, with its time and the most memory that it held.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use gonogo_test_services::wait_until;

pub(crate) struct Measured {
    pub(crate) code: Option<i32>,
    pub(crate) took: Duration,
    pub(crate) peak_mib: u64,
    pub(crate) errors: String,
}

pub(crate) fn measure(gate: &Path, url: &str) -> Measured {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gonogo"));
    command.args(["run", "--once", "--quiet", "--deadline", "1s", "--timeout", "1s"]).arg(gate);
    command.env("URL", url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let began = Instant::now();
    let mut child = command.spawn().unwrap();
    let peak_mib = watch(&mut child);
    let took = began.elapsed();
    let output = child.wait_with_output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    Measured { code: output.status.code(), took, peak_mib, errors }
}

/// Until it ends. The kernel keeps the peak, so that no moment is missed but the very last.
fn watch(child: &mut Child) -> u64 {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let mut look = || {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
        peak = peak.max(kib.unwrap_or(0) / 1024);
        child.try_wait().unwrap()
    };
    wait_until(Duration::from_secs(60), Duration::from_millis(3), &mut look);
    peak
}
