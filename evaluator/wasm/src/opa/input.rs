//! The document that a policy of OPA is asked about.

use gonogo_cel::Value;
use gonogo_engine::plugin::Call;
use gonogo_series::quantity::Unit;
use serde_json::{Map, Value as Json, json};

use crate::json::json as plain;

/// A fact of the call, in JSON or the reason why there is none.
pub(super) type Fact = (String, Result<Json, (String, String)>);

/// `{phase: {name, live, traffic, started}, now, now_ns, facts, missing, config}`.
///
/// What is not known is left out, because in Rego `null` is less than every number. Traffic is in
/// percent. Facts without a value are not in `facts` but in `missing`, with state and cause.
pub(crate) fn input(call: &Call<'_>, facts: Vec<Fact>) -> Json {
    let mut phase = Map::new();
    phase.insert("name".to_owned(), Json::from(call.phase));
    phase.insert("live".to_owned(), Json::from(call.live));
    if let Some(traffic) = call.traffic.and_then(|traffic| traffic.convert_to(Unit::Percent)) {
        phase.insert("traffic".to_owned(), Json::from(traffic));
    }
    if let Some(started) = call.phase_started {
        phase.insert("started".to_owned(), Json::from(started.to_string()));
    }
    let (mut present, mut missing) = (Map::new(), Map::new());
    for (name, fact) in facts {
        match fact {
            Ok(value) => _ = present.insert(name, value),
            Err((state, cause)) => {
                missing.insert(name, json!({"state": state, "cause": cause}));
            }
        }
    }
    let config = call.settings.iter().map(|(name, value)| ((*name).to_owned(), document(value)));
    json!({
        "phase": phase,
        "now": call.now.to_string(),
        "now_ns": call.now.epoch_nanos(),
        "facts": present,
        "missing": missing,
        "config": Json::Object(config.collect()),
    })
}

/// As elsewhere, but durations are quantities too: in seconds, so that all can be compared.
pub(crate) fn document(value: &Value) -> Json {
    match value {
        Value::Duration(duration) => {
            let nanos = duration.nanos;
            json!({"value": nanos as f64 / 1e9, "unit": "s", "ns": nanos})
        }
        Value::List(elements) => Json::Array(elements.iter().map(document).collect()),
        Value::Map(map) => {
            let key = |key: &Value| match key {
                Value::String(text) => text.to_string(),
                other => plain(other).to_string(),
            };
            let entries = map.entries().iter();
            Json::Object(entries.map(|(name, value)| (key(name), document(value))).collect())
        }
        other => plain(other),
    }
}

#[cfg(test)]
mod tests {
    use gonogo_cel::time::{Duration, Timestamp};
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_not_known_is_left_out() {
        let most = Value::list(vec![Value::Duration(Duration::from_nanos(500_000_000))]);
        let mut call = Call {
            phase: "canary",
            live: true,
            traffic: None,
            phase_started: None,
            now: Timestamp::parse("2026-03-01T12:00:00Z").unwrap(),
            settings: vec![("most", most)],
            facts: Vec::new(),
        };
        let stale = ("stale".to_owned(), "12m old".to_owned());
        let facts = vec![("a".to_owned(), Ok(json!(1))), ("b".to_owned(), Err(stale))];
        let expected = json!({
            "phase": {"name": "canary", "live": true},
            "now": "2026-03-01T12:00:00Z", "now_ns": 1_772_366_400_000_000_000_i64,
            "facts": {"a": 1}, "missing": {"b": {"state": "stale", "cause": "12m old"}},
            "config": {"most": [{"value": 0.5, "unit": "s", "ns": 500_000_000}]},
        });
        assert_eq!(input(&call, facts), expected);
        call.phase_started = Timestamp::parse("2026-03-01T11:00:00Z");
        call.traffic = gonogo_series::quantity::Quantity::parse("5%").ok();
        let asked = input(&call, Vec::new());
        let phase = json!({
            "name": "canary", "live": true, "traffic": 5.0, "started": "2026-03-01T11:00:00Z",
        });
        assert_eq!(asked.get("phase"), Some(&phase));
    }
}
