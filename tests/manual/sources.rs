//! Every gate that a page shows is one.

use std::path::Path;
use std::process::Command;

/// The YAML blocks of a page.
fn blocks(page: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(page);
    let page = std::fs::read_to_string(path).unwrap();
    let blocks = page.split("```yaml\n").skip(1).filter_map(|block| block.split("```").next());
    blocks.map(str::to_owned).collect()
}

#[test]
fn gates_that_read_sources_are_valid() {
    let folder = std::env::temp_dir().join(format!("gonogo-sources-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let gates = blocks("sources.md");
    assert!(gates.len() >= 12, "only {} gates", gates.len());
    let mut offenders = Vec::new();
    for gate in gates {
        std::fs::write(folder.join("gate.yaml"), &gate).unwrap();
        let mut check = Command::new(env!("CARGO_BIN_EXE_gonogo"));
        let output = check.args(["check", "gate.yaml"]).current_dir(&folder).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        if !output.status.success() || said.contains("]: ") {
            offenders.push(format!("{gate}\n{said}"));
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(offenders.is_empty(), "{}", offenders.join("\n"));
}
