//! Variables for later jobs: words, digests and numbers only, since values may be expanded.

use gonogo_engine::decision::Decision;

pub(in crate::decision) fn render(decision: &Decision) -> String {
    let counts = decision.counts;
    let lines = [
        ("GONOGO_DECISION", decision.decision.name().to_owned()),
        ("GONOGO_GATE", decision.gate.name.clone()),
        ("GONOGO_PHASE", decision.phase.clone()),
        ("GONOGO_FAILED", counts.failed.to_string()),
        ("GONOGO_WARNED", counts.warned.to_string()),
        ("GONOGO_UNDETERMINED", counts.undetermined.to_string()),
        ("GONOGO_GATE_DIGEST", decision.gate.digest.clone()),
        ("GONOGO_SNAPSHOT_DIGEST", decision.snapshot.digest.clone()),
    ];
    lines.into_iter().map(|(name, value)| format!("{name}={}\n", plain(&value))).collect()
}

/// Names and digests hold nothing else.
pub(super) fn plain(value: &str) -> String {
    let is_plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
    value.chars().filter(is_plain).collect()
}
