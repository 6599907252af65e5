//! `[{"name": …, "from": …, "to": …, "expect": "rollback"}]`, read strictly.

use gonogo_cel::suggest;
use gonogo_engine::{Timestamp, Verdict};
use serde_json::{Map, Value as Json};

use super::Incident;

const KEYS: [&str; 5] = ["name", "from", "to", "expect", "rule"];
const EXPECTATIONS: [&str; 3] = ["rollback", "no-go", "none"];

/// The incidents in the order of the file.
pub fn read(text: &str) -> Result<Vec<Incident>, String> {
    let json: Json = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let Json::Array(entries) = json else {
        return Err("expected a list of incidents".to_owned());
    };
    if entries.is_empty() {
        return Err("the list of incidents is empty: nothing would be checked".to_owned());
    }
    let mut incidents: Vec<Incident> = Vec::with_capacity(entries.len());
    for (at, entry) in entries.iter().enumerate() {
        let place = |message: String| format!("incident {}: {message}", at + 1);
        let incident = incident(entry).map_err(place)?;
        if incidents.iter().any(|before| before.name == incident.name) {
            return Err(place(format!("the name `{}` comes twice", incident.name)));
        }
        incidents.push(incident);
    }
    Ok(incidents)
}

fn incident(entry: &Json) -> Result<Incident, String> {
    let Json::Object(fields) = entry else {
        return Err("expected an object".to_owned());
    };
    if let Some(key) = fields.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return Err(unknown("key", key, &KEYS));
    }
    let (from, to) = (time(fields, "from")?, time(fields, "to")?);
    if from > to {
        return Err("`to` lies before `from`".to_owned());
    }
    let expect = text(fields, "expect")?;
    let expect = match expect {
        "rollback" => Verdict::Rollback,
        "no-go" => Verdict::NoGo,
        "none" => Verdict::Go,
        _ => return Err(unknown("expectation", expect, &EXPECTATIONS)),
    };
    let name = text(fields, "name")?.trim();
    if name.is_empty() {
        return Err("`name` is empty".to_owned());
    }
    let rule = fields.contains_key("rule").then(|| text(fields, "rule")).transpose()?;
    Ok(Incident { name: name.to_owned(), from, to, expect, rule: rule.map(str::to_owned) })
}

fn unknown(what: &str, found: &str, known: &[&str]) -> String {
    match suggest::nearest(found, known.iter().copied()) {
        Some(near) => format!("unknown {what} `{found}`, did you mean `{near}`?"),
        None => format!("unknown {what} `{found}`: there are `{}`", known.join("`, `")),
    }
}

fn text<'j>(fields: &'j Map<String, Json>, key: &str) -> Result<&'j str, String> {
    match fields.get(key) {
        None => Err(format!("`{key}` is missing")),
        Some(Json::String(text)) => Ok(text),
        Some(_) => Err(format!("`{key}` is not a text")),
    }
}

/// RFC 3339, or seconds since 1970.
fn time(fields: &Map<String, Json>, key: &str) -> Result<i64, String> {
    let time = match fields.get(key) {
        None => return Err(format!("`{key}` is missing")),
        Some(Json::String(text)) => Timestamp::parse(text).and_then(|time| time.epoch_nanos()),
        Some(Json::Number(number)) => number.as_f64().and_then(gonogo_engine::facts::epoch_nanos),
        Some(_) => None,
    };
    time.ok_or_else(|| format!("`{key}` is no time: write RFC 3339, or seconds since 1970"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, message: &str) {
        assert_eq!(read(text).unwrap_err(), message, "{text}");
    }

    #[test]
    fn incidents_are_read() {
        let text =
            r#"[{"name": "leak", "from": "1970-01-01T00:00:10Z", "to": 20, "expect": "none"}]"#;
        let leak = Incident {
            name: "leak".to_owned(),
            from: 10_000_000_000,
            to: 20_000_000_000,
            expect: Verdict::Go,
            rule: None,
        };
        assert_eq!(read(text), Ok(vec![leak]));
    }

    #[test]
    fn mistakes_are_refused_with_their_place() {
        check("{}", "expected a list of incidents");
        check("[]", "the list of incidents is empty: nothing would be checked");
        check("[1]", "incident 1: expected an object");
        check(r#"[{"form": 1}]"#, "incident 1: unknown key `form`, did you mean `from`?");
        check(r#"[{"name": "a"}]"#, "incident 1: `from` is missing");
        check(
            r#"[{"name": "a", "from": 1, "to": 2, "expect": "rolback"}]"#,
            "incident 1: unknown expectation `rolback`, did you mean `rollback`?",
        );
        check(
            r#"[{"name": "a", "from": 1, "to": 2, "expect": "none", "rule": 1}]"#,
            "incident 1: `rule` is not a text",
        );
        check(
            r#"[{"name": "a", "from": 3, "to": 2, "expect": "none"}]"#,
            "incident 1: `to` lies before `from`",
        );
        check(
            r#"[{"name": "a", "from": "noon", "to": 2}]"#,
            "incident 1: `from` is no time: write RFC 3339, or seconds since 1970",
        );
    }
}
