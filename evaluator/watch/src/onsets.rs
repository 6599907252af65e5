//! Since when rules fail, read back from the last decision.

use gonogo_engine::explain::Onsets;
use gonogo_engine::{Decision, Timestamp};
use serde_json::Value;

/// What the next look has to know.
pub fn onsets(decision: &Decision) -> Onsets {
    let rules = decision.rules.iter();
    let found = rules.filter_map(|rule| Some((rule.id.clone(), nanos(rule.since.as_deref()?)?)));
    found.collect()
}

/// The same of a decision as it was published. What cannot be read is not known.
pub fn onsets_of(decision: &Value) -> Onsets {
    let rules = decision.get("rules").and_then(Value::as_array);
    let onset = |rule: &Value| {
        let text = |key: &str| rule.get(key).and_then(Value::as_str);
        Some((text("id")?.to_owned(), nanos(text("since")?)?))
    };
    rules.into_iter().flatten().filter_map(onset).collect()
}

fn nanos(time: &str) -> Option<i64> {
    Timestamp::parse(time)?.epoch_nanos()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_was_published_is_read_back() {
        let decision = json!({"rules": [
            {"id": "a", "since": "1970-01-01T00:00:01.5Z"}, {"id": "b", "since": null}, {"id": "c"}
        ]});
        assert_eq!(onsets_of(&decision), Onsets::from([("a".to_owned(), 1_500_000_000)]));
        for odd in
            [json!(null), json!([]), json!({"rules": 1}), json!({"rules": [1, {"since": "x"}]})]
        {
            assert_eq!(onsets_of(&odd), Onsets::new(), "{odd}");
        }
    }
}
