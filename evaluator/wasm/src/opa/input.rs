//! The document that a policy of OPA is asked about.

use gonogo_engine::plugin::Call;
use gonogo_series::quantity::Unit;
use serde_json::{Map, Value as Json, json};

use crate::json::json as as_json;

/// A fact of the call, in JSON or the reason why there is none.
pub(crate) type Fact = (String, Result<Json, (String, String)>);

/// `{phase: {name, live, traffic, started}, now, now_ns, facts, missing, config}`.
///
/// What is not known is left out, because in Rego `null` is less than every number. Traffic is in
/// percent. Facts without a value are not in `facts` but in `missing`, with state and cause.
pub(crate) fn input(call: &Call<'_>, facts: Vec<Fact>) -> Json {
    let mut phase = Map::new();
    phase.insert("name".to_owned(), Json::from(call.phase));
    phase.insert("live".to_owned(), Json::from(call.live));
    let percent = Unit::parse("%").ok();
    let traffic = call.traffic.zip(percent).and_then(|(traffic, unit)| traffic.convert_to(unit));
    if let Some(traffic) = traffic {
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
    let config = call.settings.iter().map(|(name, value)| ((*name).to_owned(), as_json(value)));
    json!({
        "phase": phase,
        "now": call.now.to_string(),
        "now_ns": call.now.epoch_nanos(),
        "facts": present,
        "missing": missing,
        "config": Json::Object(config.collect()),
    })
}
