//! Texts as text of the page.

use serde_json::Value as Json;

pub(super) use crate::replay::escape::escaped;

/// `2026-01-04 03:35:00 UTC`, of a moment as RFC 3339 writes it.
pub(super) fn moment(text: &str) -> String {
    let shown = match (text.split_once('T'), text.strip_suffix('Z')) {
        (Some((day, time)), Some(_)) => format!("{day} {} UTC", time.trim_end_matches('Z')),
        _ => text.to_owned(),
    };
    format!("<time datetime=\"{}\">{}</time>", escaped(text), escaped(&shown))
}

/// The same; of the day of `now` the time alone.
pub(super) fn time(text: &str, now: &str) -> String {
    let html = moment(text);
    match (text.get(..11), now.get(..11)) {
        (Some(day), Some(today)) if day == today => {
            html.replacen(&format!(">{} ", day.trim_end_matches('T')), ">", 1)
        }
        _ => html,
    }
}

/// With what stands between backticks as code.
pub(super) fn prose(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escaped(text);
    }
    let part = |(at, part): (usize, &&str)| match at % 2 {
        0 => escaped(part),
        _ => format!("<code>{}</code>", escaped(part)),
    };
    parts.iter().enumerate().map(part).collect()
}

/// `kind: reduce-traffic, to: 5%`
pub(super) fn action(action: &Json) -> String {
    match action {
        Json::String(text) => text.clone(),
        Json::Object(fields) => {
            let pair = |(key, value): (&String, &Json)| format!("{key}: {}", self::action(value));
            fields.iter().map(pair).collect::<Vec<_>>().join(", ")
        }
        Json::Array(list) => list.iter().map(self::action).collect::<Vec<_>>().join(", "),
        Json::Null | Json::Bool(_) | Json::Number(_) => action.to_string(),
    }
}

/// A line of a page that opens to show more.
pub(super) fn folded(title: &str, count: usize, html: &str) -> String {
    format!("<details>\n<summary>{title} ({count})</summary>\n{html}</details>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_for_people() {
        let html = "<time datetime=\"2026-01-04T03:35:00Z\">2026-01-04 03:35:00 UTC</time>";
        assert_eq!(moment("2026-01-04T03:35:00Z"), html);
        assert_eq!(moment("<"), "<time datetime=\"&lt;\">&lt;</time>");
        let html = "<time datetime=\"2026-01-04T03:35:00Z\">03:35:00 UTC</time>";
        assert_eq!(time("2026-01-04T03:35:00Z", "2026-01-04T03:40:00Z"), html);
    }

    #[test]
    fn code_is_marked_where_backticks_pair() {
        assert_eq!(prose("`a<b` is"), "<code>a&lt;b</code> is");
        assert_eq!(prose("`a<b is"), "`a&lt;b is");
    }

    #[test]
    fn actions_read_as_pairs() {
        let value: Json =
            serde_json::from_str(r#"{"kind": "scale", "to": 5, "of": ["a", "b"]}"#).unwrap();
        assert_eq!(action(&value), "kind: scale, to: 5, of: a, b");
    }
}
