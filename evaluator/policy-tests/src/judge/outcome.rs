//! What a rule came to, in the words of test files.

use gonogo_engine::decision::{Outcome, RuleRecord};
use gonogo_engine::gate::Effect;

use crate::document::Wanted;

pub(super) fn fits(wanted: Wanted, record: &RuleRecord) -> bool {
    let failed = |effect: Effect| record.outcome == Outcome::Fail && record.effect == Some(effect);
    match wanted {
        Wanted::Pass => record.outcome == Outcome::Pass,
        Wanted::Fail => record.outcome == Outcome::Fail,
        Wanted::Warn => failed(Effect::Warn),
        Wanted::NoGo => failed(Effect::NoGo),
        Wanted::Rollback => failed(Effect::Rollback),
        Wanted::Undetermined => record.outcome == Outcome::Undetermined,
        Wanted::Skipped => record.outcome == Outcome::Skipped,
    }
}

/// As it would be wanted, with more where that does not tell.
pub(super) fn came_to(record: &RuleRecord) -> String {
    let effect = record.effect.map(Effect::name);
    match (record.outcome, effect) {
        (Outcome::Pass, _) => "pass".to_owned(),
        (Outcome::Skipped, _) => "skipped".to_owned(),
        (Outcome::Fail, Some(effect)) => effect.to_owned(),
        (Outcome::Fail, None) => "fail".to_owned(),
        (Outcome::Undetermined, Some(effect)) => format!("undetermined ({effect})"),
        (Outcome::Undetermined, None) => "undetermined".to_owned(),
    }
}

/// What it says: its message, or why it has none.
pub(super) fn texts(record: &RuleRecord) -> Vec<&str> {
    record.message.iter().chain(&record.cause).map(String::as_str).collect()
}

/// The same, behind a dash.
pub(super) fn said(record: &RuleRecord) -> String {
    let text = texts(record).first().map(|text| format!(": {text}"));
    text.unwrap_or_default()
}

/// What it says, and what it saw.
pub(super) fn because(record: &RuleRecord) -> Vec<String> {
    let mut lines: Vec<String> = texts(record).into_iter().map(str::to_owned).collect();
    if let Some(expression) = &record.expression {
        lines.push(expression.clone());
    }
    lines.extend(record.values.iter().map(|value| format!("  {} = {}", value.expr, value.value)));
    if let Some(margin) = record.margin.as_ref().filter(|margin| !lines.contains(margin)) {
        lines.push(format!("margin: {margin}"));
    }
    lines.extend(record.passes_if.iter().map(|what| format!("passes if: {what}")));
    lines
}
