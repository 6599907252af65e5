//! The answer as a whole: any status is one, a redirect as well.

use std::collections::BTreeMap;

use gonogo_formats::value::{JsonPath, Kind, read_json};
use gonogo_sources::{HttpAsk, Method};
use reqwest::header::SET_COOKIE;
use serde_json::{Value, json};

use crate::context::Context;
use crate::failure::Failure;
use crate::net::{Answer, Beyond, Limit, of_format};

/// JSON that is larger is left out of the value, and so is text.
const JSON: usize = 1024 * 1024;
const TEXT: usize = 64 * 1024;

/// `{status, latency, headers, body, json}`. The latency is that of the head; the body must come
/// as well, but is left out when it is empty, too large or no text: half of one would say what is
/// not so.
pub(super) async fn read(
    answer: Answer,
    ask: &HttpAsk,
    context: &Context<'_>,
) -> Result<Value, Failure> {
    let latency = format!("{}us", answer.latency.as_micros());
    let mut probe = json!({"status": answer.status.as_u16(), "latency": latency});
    let headers = headers(&answer);
    if !headers.is_empty() {
        insert(&mut probe, "headers", json!(headers));
    }
    if ask.method == Method::Head {
        return Ok(probe);
    }
    let is_good = answer.status.is_success();
    let limit = Limit { bytes: JSON, beyond: Beyond::LeftOut };
    let body = answer.body_within(limit, context).await?;
    let text = body.as_ref().and_then(|body| body.text().ok());
    if let Some(text) = text.filter(|text| text.len() <= TEXT && !text.trim().is_empty()) {
        insert(&mut probe, "body", json!(text));
    }
    let chosen = ask.content.pick.path.as_deref();
    let path = JsonPath::parse(chosen.unwrap_or("$")).map_err(|error| of_format(&error))?;
    let read = |text: &str| read_json(text, &path, Kind::Json).map_err(|error| of_format(&error));
    match (chosen, &body) {
        // An error page has not what a good answer has: its status is what it says.
        (Some(_), Some(body)) if is_good => insert(&mut probe, "json", body.read(read)?),
        (Some(_), None) if is_good => {
            return Err(Failure::new("the answer is too large for `jsonpath` in a probe"));
        }
        _ => {
            if let Some(json) = text.and_then(|text| read(text).ok()) {
                insert(&mut probe, "json", json);
            }
        }
    }
    Ok(probe)
}

fn insert(probe: &mut Value, name: &str, value: Value) {
    if let Some(fields) = probe.as_object_mut() {
        fields.insert(name.to_owned(), value);
    }
}

/// By their names in small letters; one that comes several times is put together, as HTTP has it.
/// Cookies are for whoever is logged in, and no text of bytes is left out.
fn headers(answer: &Answer) -> BTreeMap<String, String> {
    let mut headers: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in answer.headers().iter().filter(|(name, _)| **name != SET_COOKIE) {
        let Ok(value) = value.to_str() else { continue };
        let entry = headers.entry(name.as_str().to_owned()).or_default();
        let between = if entry.is_empty() { "" } else { ", " };
        *entry = format!("{entry}{between}{value}");
    }
    headers
}
