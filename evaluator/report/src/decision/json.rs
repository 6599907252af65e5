//! For programs: schema `gonogo.decision/v1`.

use gonogo_engine::Decision;

/// Ends with a line break.
pub(crate) fn render(decision: &Decision) -> String {
    // A decision holds strings, numbers and lists only: it always has a JSON form.
    let mut text = serde_json::to_string_pretty(decision).unwrap_or_default();
    text.push('\n');
    text
}
