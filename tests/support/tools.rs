//! Tools without a Debian package, which `.ci/install` puts into a folder of their own.

use std::env;
use std::path::{Path, PathBuf};

/// Its path. Panics with what to install when it is not there.
pub(crate) fn tool(name: &str) -> PathBuf {
    let path = folder().join(name);
    assert!(path.exists(), "test needs `{}`: run .ci/install", path.display());
    path
}

fn folder() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let tools =
        env::var_os("GONOGO_TOOLS").map_or_else(|| target.join("tools/pipelines"), PathBuf::from);
    // Commands run in folders of their own.
    root.canonicalize().unwrap().join(tools)
}
