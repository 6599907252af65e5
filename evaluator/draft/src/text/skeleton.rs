//! The text of the tests that a draft begins with.

use crate::draft::Parts;

/// Some time has to be given: a test does not ask the clock.
const NOW: &str = "2026-01-04T03:40:00Z";

pub(crate) fn text(parts: &Parts) -> String {
    let names: Vec<&str> = parts.steps.iter().map(|step| step.name.as_str()).collect();
    let mut lines = vec![
        "# What the gate says, case by case: `gonogo test` beside it.".to_owned(),
        "# Add a case in which all is well, and one just beyond each limit.".to_owned(),
        "cases:".to_owned(),
        "  - name: nothing is known".to_owned(),
        format!("    phase: [{}]", names.join(", ")),
        format!("    now: {NOW}"),
        "    expect: {decision: no-go}".to_owned(),
    ];
    lines.push(String::new());
    lines.join("\n")
}
