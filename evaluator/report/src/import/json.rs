//! For programs.

use serde_json::{Value, json};

use super::Story;

pub(super) fn render(story: &Story<'_>) -> String {
    let mut report = story.draft.summary.to_json();
    let change = |change: &gonogo_draft::Change| {
        json!({
            "change": change.kind.word(), "part": change.part.word(), "name": change.name,
            "key": change.key, "was": change.was, "now": change.now,
        })
    };
    let changes = story.update.map(|update| update.changes.iter().map(change).collect());
    if let Value::Object(fields) = &mut report {
        fields.shift_insert(0, "schema".to_owned(), json!("gonogo.import/v1"));
        fields.insert("changes".to_owned(), changes.map_or(Value::Null, Value::Array));
        fields.insert("files".to_owned(), json!(story.files));
    }
    format!("{report:#}\n")
}
