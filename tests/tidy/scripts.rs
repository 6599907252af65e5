//! Shell scripts: those with a shell on their first line, and those called `*.sh`.

use std::process::Command;

use crate::project::{assert_none, files, read_text, root};

#[test]
fn shell_scripts_parse() {
    let mut offenders = Vec::new();
    for path in files().into_iter().filter(|path| is_shell_script(path)) {
        let output = Command::new("bash").arg("-n").arg(root().join(&path)).output();
        let output = output.expect("bash should start");
        if !output.status.success() {
            offenders.push(format!("{path}: {}", String::from_utf8_lossy(&output.stderr).trim()));
        }
    }
    assert_none("scripts that bash cannot read", &offenders);
}

fn is_shell_script(path: &str) -> bool {
    let text = read_text(path).unwrap_or_default();
    let first = text.lines().next().unwrap_or_default();
    path.ends_with(".sh") || (first.starts_with("#!") && first.ends_with("sh"))
}
