//! The answer as a whole: any status is one, a redirect as well.

use gonogo_formats::value::{JsonPath, Kind, read_json};
use gonogo_sources::Method;
use serde_json::{Value, json};

use crate::context::Context;
use crate::failure::Failure;
use crate::net::{Answer, Beyond, Limit, of_format};

/// JSON that is larger is left out of the value, and so is text.
const JSON: usize = 1024 * 1024;
const TEXT: usize = 64 * 1024;

/// `{status, latency, body}`. The latency is that of the head; the body must come as well, but
/// is left out when it is empty, too large or no text: half of one would say what is not so.
pub(super) async fn read(
    answer: Answer,
    method: Method,
    context: &Context<'_>,
) -> Result<Value, Failure> {
    let latency = format!("{}us", answer.latency.as_micros());
    let mut probe = json!({"status": answer.status.as_u16(), "latency": latency});
    if method == Method::Head {
        return Ok(probe);
    }
    let limit = Limit { bytes: JSON, beyond: Beyond::LeftOut };
    let Some(body) = answer.body_within(limit, context).await? else { return Ok(probe) };
    let root = JsonPath::parse("$").map_err(|error| of_format(&error))?;
    let Ok(text) = body.text() else { return Ok(probe) };
    let value = match read_json(text, &root, Kind::Json) {
        Ok(value) => Some(value),
        Err(_) if text.len() <= TEXT && !text.trim().is_empty() => Some(json!(text)),
        Err(_) => None,
    };
    if let (Some(fields), Some(value)) = (probe.as_object_mut(), value) {
        fields.insert("body".to_owned(), value);
    }
    Ok(probe)
}
