//! The pure crates' clippy.toml: clippy reads one file only, so that what they share with
//! the root is repeated, and must stay the same.

use toml::Table;

use crate::project::{assert_none, read_toml};

const PURE: &[&str] = &[
    "evaluator/cel",
    "evaluator/cel-ext",
    "evaluator/cel-pattern",
    "evaluator/cel-syntax",
    "evaluator/cel-value",
    "evaluator/criteria",
    "evaluator/document",
    "evaluator/engine",
    "evaluator/facts",
    "evaluator/formats",
    "evaluator/plan",
    "evaluator/replay",
    "evaluator/quantity",
    "evaluator/series",
    "evaluator/sources",
    "evaluator/statistics",
];
const REFUSALS: &[&str] = &["disallowed-macros", "disallowed-methods", "disallowed-types"];

#[test]
fn pure_crates_refuse_the_same_and_share_the_rest() {
    let settings: Vec<(&str, Table)> =
        PURE.iter().map(|folder| (*folder, read_toml(&format!("{folder}/clippy.toml")))).collect();
    let root = read_toml("clippy.toml");
    let first = settings[0].1.clone();
    let mut offenders = Vec::new();
    for (folder, own) in settings {
        for key in REFUSALS {
            if own.get(*key).is_none_or(|list| Some(list) != first.get(*key)) {
                offenders.push(format!("{folder}/clippy.toml: {key} differs from {}", PURE[0]));
            }
        }
        let shared: Table =
            own.into_iter().filter(|(key, _)| !REFUSALS.contains(&key.as_str())).collect();
        if shared != root {
            offenders.push(format!("{folder}/clippy.toml: differs from the root's settings"));
        }
    }
    assert_none("clippy settings out of step", &offenders);
}
