//! Outputs of a step of GitHub Actions. Each is a line `name=value`, and no value is free text: a
//! line that begins like that cannot be taken for the start of a longer one, nor end in another.

use gonogo_engine::decision::Decision;

use super::dotenv::plain;

pub(in crate::decision) fn render(decision: &Decision) -> String {
    let counts = decision.counts;
    let lines = [
        ("gate", decision.gate.name.clone()),
        ("phase", decision.phase.clone()),
        ("passed", counts.passed.to_string()),
        ("failed", counts.failed.to_string()),
        ("warned", counts.warned.to_string()),
        ("undetermined", counts.undetermined.to_string()),
        ("skipped", counts.skipped.to_string()),
        ("gate-digest", decision.gate.digest.clone()),
        ("snapshot-digest", decision.snapshot.digest.clone()),
        // The last line of a name is the one that counts, so that the decision comes last.
        ("decision", decision.decision.name().to_owned()),
    ];
    lines.into_iter().map(|(name, value)| format!("{name}={}\n", plain(&value))).collect()
}
