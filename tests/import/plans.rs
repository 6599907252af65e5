//! Whole plans, as they are read.

use std::fs;
use std::path::{Path, PathBuf};

use gonogo_draft::{DraftError, Names, Place, draft};
use gonogo_plan::read;

use super::gates::assert_sound;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn plans_of_all_manners_are_gates() {
    let mut count = 0;
    for folder in fs::read_dir(root().join("fixtures/plans")).unwrap() {
        let path = folder.unwrap().path().join("plan.md");
        let Ok(text) = fs::read_to_string(&path) else { continue };
        assert_sound(&path.display().to_string(), &read(&text));
        count += 1;
    }
    assert!(count >= 10, "only {count} plans");
}

/// Plans of others lie beside the project where it is developed: `PLANS_DIR` names their folder.
#[test]
fn real_plans_are_gates() {
    let named = std::env::var_os("PLANS_DIR").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| root().join("../shared/plans"));
    let Ok(files) = fs::read_dir(folder) else { return };
    for file in files {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|end| end == "txt") {
            let plan = read(&fs::read_to_string(&path).unwrap());
            let (_, gate) = assert_sound(&path.display().to_string(), &plan);
            assert!(gate.rules.len() >= 8, "{}: {} rules", path.display(), gate.rules.len());
        }
    }
}

#[test]
fn a_plan_that_asks_for_nothing_is_no_gate() {
    let place = Place::Beside { path: "plan.md".to_owned() };
    for text in ["", "# A plan\n\nWe deploy on Monday.\n"] {
        assert_eq!(draft(&read(text), &place, &Names::default()), Err(DraftError::Nothing));
    }
    let many: String = (0..401).map(|at| format!("## {at}\n- [ ] a\n")).collect();
    let refused = draft(&read(&many), &place, &Names::default());
    assert_eq!(refused, Err(DraftError::TooMany { rules: 401 }));
}
