//! Names that say nothing, or that hide where a module's root is.

use syn::Item;

use crate::project::{assert_none, parse, rust_files};

/// `mod.rs` among them: a folder's root is the file of the same name beside it.
const REFUSED: &[&str] =
    &["common", "helper", "helpers", "imp", "manager", "managers", "misc", "mod", "util", "utils"];

fn is_refused(name: &str) -> bool {
    REFUSED.contains(&name)
}

#[test]
fn files_and_modules_have_telling_names() {
    let mut offenders = Vec::new();
    for path in rust_files() {
        if path.trim_end_matches(".rs").split('/').any(is_refused) {
            offenders.push(path.clone());
        }
        for item in parse(&path).items {
            if let Item::Mod(module) = item
                && is_refused(&module.ident.to_string())
            {
                offenders.push(format!("{path}: mod {}", module.ident));
            }
        }
    }
    assert_none("names that tell nothing about the contents", &offenders);
}
