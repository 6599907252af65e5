//! The real `opa`, which `.ci/install` builds.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs, process, thread};

use gonogo_wasm::digest;

/// Beside what cargo built.
fn opa() -> PathBuf {
    let opa = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("tools").join("opa");
    assert!(opa.exists(), "{} is missing: run .ci/install, which builds it with Go", opa.display());
    opa
}

pub(crate) fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(opa());
    command.args(arguments).env("TZ", "UTC").output().unwrap()
}

fn ok(arguments: &[&str]) -> Vec<u8> {
    let output = run(arguments);
    let said = [output.stdout.as_slice(), output.stderr.as_slice()].map(String::from_utf8_lossy);
    assert!(output.status.success(), "opa {arguments:?}: {said:?}");
    output.stdout
}

/// The module of a policy; made once for each text of it.
pub(crate) fn build(policy: &Path) -> Vec<u8> {
    let text = fs::read(policy).unwrap();
    let name = digest(&[text.as_slice(), &ok(&["version"])].concat()).replace(':', "-");
    let modules = Path::new(env!("CARGO_TARGET_TMPDIR")).join("opa");
    let module = modules.join(format!("{name}.wasm"));
    if !module.exists() {
        fs::create_dir_all(&modules).unwrap();
        let one = format!("{}-{:?}", process::id(), thread::current().id());
        let bundle = modules.join(format!("{name}-{one}.tar.gz"));
        let bundle_name = bundle.to_str().unwrap();
        ok(&["build", "-t", "wasm", "-o", bundle_name, policy.to_str().unwrap()]);
        let unpacked = Command::new("tar")
            .args(["-xzOf", bundle_name, "/policy.wasm"])
            .output()
            .expect("tar: install the package tar");
        assert!(unpacked.status.success(), "{}", String::from_utf8_lossy(&unpacked.stderr));
        // In one step: other tests look for it at the same time.
        let fresh = bundle.with_extension("fresh");
        fs::write(&fresh, unpacked.stdout).unwrap();
        fs::rename(&fresh, &module).unwrap();
        fs::remove_file(&bundle).unwrap();
    }
    fs::read(module).unwrap()
}

/// What `opa eval` says of a query: nothing if it is undefined.
pub(crate) fn eval(policy: &Path, input: &Path, query: &str) -> Option<serde_json::Value> {
    let (policy, input) = (policy.to_str().unwrap(), input.to_str().unwrap());
    let said = ok(&["eval", "-f", "json", "-d", policy, "-i", input, query]);
    let said: serde_json::Value = serde_json::from_slice(&said).unwrap();
    let results = said.get("result")?.as_array().unwrap();
    assert_eq!(results.len(), 1, "{query}");
    Some(results[0]["expressions"][0]["value"].clone())
}
