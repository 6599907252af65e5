//! The exposition text that our reader takes is one that `promtool check metrics` takes.

use std::fs::File;
use std::path::Path;
use std::process::Command;

#[test]
fn promtool_takes_what_we_take() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let text = File::open(root.join("fixtures/formats/exposition/node.txt")).unwrap();
    let output = Command::new("promtool").args(["check", "metrics"]).stdin(text).output();
    let output = output.expect("promtool should start; `.ci/install` installs it");
    let complaints = String::from_utf8_lossy(&output.stderr);
    // It also has opinions on names, with another exit code.
    assert_ne!(output.status.code(), Some(1), "{complaints}");
    assert!(!complaints.contains("error while linting"), "{complaints}");
}
