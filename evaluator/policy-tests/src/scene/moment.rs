//! Points in time: RFC 3339, or as far from `now` as `-3m` says.

use gonogo_cel::time::{Duration, Timestamp};
use gonogo_document::reader::Reader;
use gonogo_document::{Text, quoted};
use gonogo_series::quantity::parse_duration;

use crate::codes;

pub(super) fn absolute(reader: &mut Reader, text: &Text) -> Option<Timestamp> {
    let time = Timestamp::parse(text.value.trim());
    if time.is_none() {
        let message = format!("{} is no RFC 3339 time", quoted(&text.value));
        let help = "write it as `2026-01-04T03:40:00Z`".to_owned();
        reader.refuse(&codes::BAD_TIME, text.span, (message, help));
    }
    time
}

pub(super) fn read(reader: &mut Reader, text: &Text, now: Timestamp) -> Option<Timestamp> {
    let time = parse(&text.value, now);
    if time.is_none() {
        let message = format!("{} is no time", quoted(&text.value));
        let help = "write `-3m` for 3 minutes before `now`, or `2026-01-04T03:40:00Z`".to_owned();
        reader.refuse(&codes::BAD_TIME, text.span, (message, help));
    }
    time
}

/// `now`, `-3m`, `+1h`, or RFC 3339.
pub(super) fn parse(text: &str, now: Timestamp) -> Option<Timestamp> {
    let text = text.trim();
    if text == "now" {
        return Some(now);
    }
    let duration = |text: &str| parse_duration(text.trim()).ok().map(Duration::from_nanos);
    match (text.strip_prefix('-'), text.strip_prefix('+')) {
        (Some(before), _) => now.checked_sub(duration(before)?),
        (None, Some(after)) => now.checked_add(duration(after)?),
        (None, None) => Timestamp::parse(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_absolute_or_counted_from_now() {
        let now = Timestamp::parse("2026-01-04T03:40:00Z").unwrap();
        for (text, expected) in [
            ("-3m", Some("2026-01-04T03:37:00Z")),
            ("- 1h30m", Some("2026-01-04T02:10:00Z")),
            ("+1d", Some("2026-01-05T03:40:00Z")),
            ("now", Some("2026-01-04T03:40:00Z")),
            ("2026-01-01T00:00:00Z", Some("2026-01-01T00:00:00Z")),
            ("3m", None),
            ("-3", None),
            ("yesterday", None),
        ] {
            let shown = parse(text, now).map(|time| time.to_string());
            assert_eq!(shown.as_deref(), expected, "{text}");
        }
    }
}
