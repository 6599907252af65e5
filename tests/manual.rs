//! `docs/functions.md` is what the functions say of themselves.
#![cfg(test)]

#[path = "manual/examples.rs"]
mod examples;

use std::path::Path;

#[test]
fn the_manual_is_in_step() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/functions.md");
    let manual = gonogo_engine::functions::manual();
    if std::env::var_os("GONOGO_UPDATE").is_some() {
        std::fs::write(&path, &manual).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, manual, "run the test with GONOGO_UPDATE=1 to rewrite docs/functions.md");
}
