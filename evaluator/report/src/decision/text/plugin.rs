//! A policy: what was asked, and what it found.

use gonogo_engine::decision::{FindingRecord, Outcome, RuleRecord};

use super::super::steps;
use crate::Detail;

/// Digits of a digest that are shown.
const DIGEST: usize = "sha256:".len() + 12;

/// Labels with their texts; nothing for rules of other kinds.
pub(super) fn lines(rule: &RuleRecord, detail: Detail) -> Vec<(&'static str, String)> {
    let Some(plugin) = &rule.plugin else { return Vec::new() };
    let full = detail == Detail::Full;
    if !full && matches!(rule.outcome, Outcome::Pass | Outcome::Skipped) {
        return Vec::new();
    }
    let version = plugin.version.as_ref().map(|version| format!(" {version}")).unwrap_or_default();
    let digest = plugin.digest.get(..DIGEST).unwrap_or(&plugin.digest);
    let mut lines = vec![("policy", format!("{}{version} ({digest}…)", plugin.name))];
    let is_shown = |finding: &&FindingRecord| full || finding.outcome != Outcome::Pass;
    // One that is the whole answer was said above.
    if plugin.findings.len() > 1 {
        let of = |finding| found(finding, detail);
        lines.extend(plugin.findings.iter().filter(is_shown).map(of));
    }
    lines
}

/// In full with what the policy saw.
fn found(finding: &FindingRecord, detail: Detail) -> (&'static str, String) {
    let (label, said) = steps::found(finding);
    let seen: Vec<String> =
        finding.values.iter().map(|seen| format!("{} = {}", seen.expr, seen.value)).collect();
    let seen = match detail == Detail::Full && !seen.is_empty() {
        true => format!(" ({})", seen.join(", ")),
        false => String::new(),
    };
    (label, format!("{said}{seen}"))
}
