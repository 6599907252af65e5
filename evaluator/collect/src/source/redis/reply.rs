//! Replies as the fact's type wants them.

use gonogo_formats::value::{Kind, of_text};
use gonogo_sources::FactType;
use redis::Value as Reply;
use serde_json::{Map, Value, json};

use super::cause;
use crate::failure::Failure;
use crate::limits;
use crate::net::of_format;

/// Beyond it, a double leaves integers out.
const EXACT: u64 = 1 << 53;

/// Without what is no value: errors, nothing, a time to live of a key that is not there.
pub(super) fn settled(
    reply: Reply,
    (words, kind): (&[String], FactType),
) -> Result<Reply, Failure> {
    let command = words.first().map(|word| word.to_ascii_uppercase()).unwrap_or_default();
    let reply = match reply {
        Reply::Attribute { data, .. } => *data,
        other => other,
    };
    match reply {
        Reply::Nil => Err(Failure::new("there is no such key")),
        Reply::Int(-2) if matches!(command.as_str(), "TTL" | "PTTL") => {
            Err(Failure::new("there is no such key"))
        }
        Reply::Int(-1) if matches!(command.as_str(), "TTL" | "PTTL") => {
            Err(Failure::new("the key has no time to live"))
        }
        Reply::Int(left) if kind == FactType::Duration && command == "TTL" => {
            Ok(Reply::SimpleString(format!("{left}s")))
        }
        Reply::Int(left) if kind == FactType::Duration && command == "PTTL" => {
            Ok(Reply::SimpleString(format!("{left}ms")))
        }
        Reply::ServerError(error) => {
            Err(cause::of_code(error.code(), error.details().unwrap_or_default(), "redis"))
        }
        reply if command == "INFO" && kind == FactType::Map => lines(&text(reply)?),
        Reply::Array(items) if command == "HGETALL" => paired(items),
        other => Ok(other),
    }
}

/// `INFO` gives lines such as `role:master`, below headings with `#`.
fn lines(text: &str) -> Result<Reply, Failure> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let pair = |line: &str| {
        let (key, value) = line.split_once(':')?;
        let text = |text: &str| Reply::SimpleString(text.to_owned());
        Some((text(key), text(value)))
    };
    let pairs: Option<Vec<_>> = lines.map(pair).collect();
    pairs.map(Reply::Map).ok_or_else(|| Failure::new("a line of `INFO` has no value"))
}

/// The second version of the protocol writes maps as lists.
fn paired(items: Vec<Reply>) -> Result<Reply, Failure> {
    let mut pairs = Vec::new();
    let mut items = items.into_iter();
    while let Some(key) = items.next() {
        let value = items.next().ok_or_else(|| Failure::new("the last key has no value"))?;
        pairs.push((key, value));
    }
    Ok(Reply::Map(pairs))
}

pub(super) fn value(reply: Reply, kind: FactType) -> Result<Value, Failure> {
    match (kind, reply) {
        (FactType::List, reply @ (Reply::Array(_) | Reply::Set(_)))
        | (FactType::Map, reply @ Reply::Map(_))
        | (FactType::Json, reply @ (Reply::Array(_) | Reply::Set(_) | Reply::Map(_))) => {
            Parts::default().value(reply)
        }
        // `HMGET` and others that name what they give in turn have no names for a map.
        (FactType::List | FactType::Map, reply) => {
            let wanted = if kind == FactType::List { "a list" } else { "a map" };
            Err(Failure::new(format!("the reply is {}, not {wanted}", name(&reply))))
        }
        (FactType::Json, Reply::Int(number)) => Ok(json!(number)),
        (FactType::Json, Reply::Boolean(value)) => Ok(json!(value)),
        (FactType::Json, Reply::Double(number)) => double(number),
        (FactType::Json, reply) => of(&text(reply)?, Kind::Json),
        (FactType::Bool, Reply::Int(0)) => Ok(json!(false)),
        (FactType::Bool, Reply::Int(1)) => Ok(json!(true)),
        (FactType::Bool, Reply::Boolean(value)) => Ok(json!(value)),
        (FactType::Bool, reply) => {
            let found = name(&reply);
            Err(Failure::new(format!(
                "the reply is {found}, and only the integers 0 and 1 are bools"
            )))
        }
        (FactType::String, Reply::Int(number)) => Ok(json!(number.to_string())),
        (FactType::String, reply) => text(reply).map(Value::String),
        (FactType::Timestamp, Reply::Int(seconds)) => Ok(json!(seconds)),
        (FactType::Timestamp, reply) => of(&text(reply)?, Kind::Timestamp),
        (FactType::Duration, reply) => of(&text(reply)?, Kind::Duration),
        (_, reply) => number(reply),
    }
}

fn number(reply: Reply) -> Result<Value, Failure> {
    let value = match reply {
        Reply::Int(number) => json!(number),
        Reply::Double(number) => double(number)?,
        reply => {
            let text = text(reply)?;
            if text.trim() != text {
                return Err(Failure::new("the reply is no number: there are blanks around it"));
            }
            of(&text, Kind::Number(None))?
        }
    };
    let is_exact = match (value.as_i64(), value.as_u64()) {
        (Some(integer), _) => integer.unsigned_abs() <= EXACT,
        (None, integer) => integer.is_none(),
    };
    let cause = || {
        Failure::new(format!(
            "{value} is a number that no double holds exactly: declare the fact with `type: string`"
        ))
    };
    if is_exact { Ok(value) } else { Err(cause()) }
}

fn double(number: f64) -> Result<Value, Failure> {
    let known = serde_json::Number::from_f64(number).map(Value::Number);
    known.ok_or_else(|| Failure::new(format!("the reply is `{number}`, which is no number")))
}

fn of(text: &str, kind: Kind) -> Result<Value, Failure> {
    of_text(text, kind).map_err(|error| of_format(&error))
}

fn text(reply: Reply) -> Result<String, Failure> {
    match reply {
        Reply::BulkString(bytes) => {
            String::from_utf8(bytes).map_err(|_| Failure::new("the reply is no UTF-8 text"))
        }
        Reply::SimpleString(text) | Reply::VerbatimString { text, .. } => Ok(text),
        Reply::Okay => Ok("OK".to_owned()),
        other => Err(Failure::new(format!(
            "the reply is {}, where a single value is asked for",
            name(&other)
        ))),
    }
}

/// Counts what is inside of lists and maps.
#[derive(Default)]
struct Parts {
    count: usize,
}

impl Parts {
    fn value(&mut self, reply: Reply) -> Result<Value, Failure> {
        self.count += 1;
        if self.count > limits::ROWS {
            let most = limits::ROWS;
            return Err(Failure::new(format!(
                "the reply has more than {most} elements: ask for less"
            )));
        }
        match reply {
            Reply::Nil => Ok(Value::Null),
            Reply::Int(number) => Ok(json!(number)),
            Reply::Double(number) => double(number),
            Reply::Boolean(value) => Ok(json!(value)),
            Reply::Array(items) | Reply::Set(items) => {
                items.into_iter().map(|item| self.value(item)).collect()
            }
            Reply::Map(pairs) => {
                let mut fields = Map::new();
                for (key, value) in pairs {
                    let value = self.value(value)?;
                    fields.insert(text(key)?, value);
                }
                Ok(Value::Object(fields))
            }
            Reply::Attribute { data, .. } => self.value(*data),
            Reply::ServerError(error) => {
                Err(cause::of_code(error.code(), error.details().unwrap_or_default(), "redis"))
            }
            other => text(other).map(Value::String),
        }
    }
}

fn name(reply: &Reply) -> String {
    match reply {
        Reply::Array(items) | Reply::Set(items) => format!("a list of {}", items.len()),
        Reply::Map(pairs) => format!("a map of {}", pairs.len()),
        Reply::Int(number) => format!("the integer {number}"),
        Reply::BulkString(_) | Reply::SimpleString(_) | Reply::VerbatimString { .. } => {
            "a text".to_owned()
        }
        _ => "of another kind".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bulk(text: &str) -> Reply {
        Reply::BulkString(text.as_bytes().to_vec())
    }

    #[test]
    fn replies_are_read_by_type() {
        let check = |kind: FactType, reply: Reply, expected: Value| {
            assert_eq!(value(reply.clone(), kind), Ok(expected), "{kind:?} {reply:?}");
        };
        check(FactType::Number, Reply::Int(7), json!(7));
        check(FactType::Series, Reply::Int(7), json!(7));
        check(FactType::Number, bulk("-1.5"), json!(-1.5));
        check(FactType::Number, Reply::Double(0.5), json!(0.5));
        check(FactType::String, bulk("7"), json!("7"));
        check(FactType::String, Reply::Int(7), json!("7"));
        check(FactType::String, Reply::SimpleString("PONG".into()), json!("PONG"));
        check(FactType::Bool, Reply::Int(1), json!(true));
        check(FactType::Bool, Reply::Boolean(false), json!(false));
        check(FactType::Json, bulk(r#"{"a": [1]}"#), json!({"a": [1]}));
        check(FactType::Json, Reply::Int(1), json!(1));
        let list = Reply::Array(vec![bulk("1"), Reply::Nil, Reply::Int(2)]);
        check(FactType::List, list.clone(), json!(["1", null, 2]));
        check(FactType::Json, list, json!(["1", null, 2]));
        check(FactType::List, Reply::Array(Vec::new()), json!([]));
        check(FactType::Map, Reply::Map(vec![(bulk("a"), bulk("1"))]), json!({"a": "1"}));
        check(FactType::Timestamp, Reply::Int(1_767_498_000), json!(1_767_498_000));
        check(FactType::Duration, bulk("5m"), json!("5m"));
    }

    #[test]
    fn what_would_be_another_value_is_refused() {
        let check = |kind: FactType, reply: Reply, expected: &str| {
            let failure = value(reply.clone(), kind).unwrap_err();
            assert!(failure.cause.contains(expected), "{kind:?} {reply:?}: {failure}");
        };
        for odd in ["", "7 ", "0x7", "inf", "nan", "1_000", "seven"] {
            let expected = if odd.is_empty() { "empty" } else { "is no number" };
            check(FactType::Number, bulk(odd), expected);
        }
        check(FactType::Number, bulk("9007199254740993"), "no double holds exactly");
        check(FactType::Number, Reply::Int(i64::MAX), "no double holds exactly");
        check(FactType::Number, Reply::Double(f64::NAN), "`NaN`, which is no number");
        check(FactType::Number, Reply::Array(vec![Reply::Int(1)]), "a list of 1, where a single");
        check(FactType::Bool, Reply::Int(2), "the integer 2");
        check(FactType::Bool, bulk("1"), "a text, and only the integers");
        check(FactType::List, bulk("a"), "a text, not a list");
        check(FactType::Map, Reply::Array(Vec::new()), "a list of 0, not a map");
        check(FactType::String, Reply::BulkString(vec![0xff]), "no UTF-8");
        let many = Reply::Array(vec![Reply::Int(1); limits::ROWS]);
        check(FactType::List, many, "more than 10000 elements");
    }

    #[test]
    fn nothing_is_not_a_value() {
        let check = |reply: Reply, words: &[&str], expected: Result<Reply, &str>| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            let found = settled(reply, (&words, FactType::Number)).map_err(|failure| failure.cause);
            assert_eq!(found, expected.map_err(str::to_owned), "{words:?}");
        };
        check(Reply::Nil, &["GET", "a"], Err("there is no such key"));
        check(Reply::Int(-2), &["ttl", "a"], Err("there is no such key"));
        check(Reply::Int(-2), &["GET", "a"], Ok(Reply::Int(-2)));
        let flat = Reply::Array(vec![bulk("a"), bulk("1")]);
        check(flat, &["HGETALL", "a"], Ok(Reply::Map(vec![(bulk("a"), bulk("1"))])));
        let odd = Reply::Array(vec![bulk("a")]);
        check(odd, &["HGETALL", "a"], Err("the last key has no value"));
    }
}
