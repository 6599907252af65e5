//! One event in JSON, as CloudEvents 1.0 has it.

use gonogo_engine::decision::Decision;
use serde_json::json;
use sha2::{Digest, Sha256};

/// The same decision is the same event.
pub(super) fn render(decision: &Decision) -> String {
    let data = serde_json::to_value(decision).unwrap_or_default();
    let hash = Sha256::digest(data.to_string());
    let id: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let event = json!({
        "specversion": "1.0",
        "id": id,
        "source": format!("/gonogo/{}", decision.gate.name),
        "type": "gonogo.decision.v1",
        "subject": decision.phase,
        "time": decision.now,
        "datacontenttype": "application/json",
        "data": data,
    });
    format!("{event:#}\n")
}
